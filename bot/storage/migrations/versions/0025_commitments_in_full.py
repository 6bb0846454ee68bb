"""Commitments in full: who else is on one, for whom it is done, and what whoever asks would give in return."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COMMITMENT = (["partnership_id", "commitment_id"], ["commitment.partnership_id", "commitment.id"])
_PARTNER = ["partner.partnership_id", "partner.id"]


def upgrade() -> None:
    with op.batch_alter_table("commitment") as batch_op:
        batch_op.add_column(sa.Column("in_return", sa.Text(), nullable=True))
    op.create_table(
        "party",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("commitment_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_by", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_party_partnership_id")),
        sa.ForeignKeyConstraint(*_COMMITMENT, name=op.f("fk_party_partnership_id_commitment_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"], _PARTNER, name=op.f("fk_party_partnership_id_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "asked_by"], _PARTNER, name=op.f("fk_party_partnership_id_asked_by")
        ),
        sa.UniqueConstraint(
            "partnership_id",
            "commitment_id",
            "partner_id",
            name=op.f("uq_party_partnership_id_commitment_id_partner_id"),
        ),
    )
    op.create_index(
        op.f("ix_party_partnership_id_partner_id_state"),
        "party",
        ["partnership_id", "partner_id", "state"],
    )
    op.create_table(
        "helped",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("commitment_id", ID, nullable=False),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helped")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_helped_partnership_id")),
        sa.ForeignKeyConstraint(*_COMMITMENT, name=op.f("fk_helped_partnership_id_commitment_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["partnership_id", "seat_id"],
            ["seat.partnership_id", "seat.id"],
            name=op.f("fk_helped_partnership_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "answered_by"], _PARTNER, name=op.f("fk_helped_partnership_id_answered_by")
        ),
        sa.UniqueConstraint("partnership_id", "commitment_id", name=op.f("uq_helped_partnership_id_commitment_id")),
    )
    op.create_index(op.f("ix_helped_partnership_id_seat_id_answer"), "helped", ["partnership_id", "seat_id", "answer"])
    op.create_index(op.f("ix_helped_partnership_id_at"), "helped", ["partnership_id", "at"])


def downgrade() -> None:
    op.drop_table("helped")
    op.drop_table("party")
    with op.batch_alter_table("commitment") as batch_op:
        batch_op.drop_column("in_return")
