"""The history of everybody's state, each change with its day and reason; notes beside figures that are contested."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

LONG_AGO = sa.text("'2000-01-01 00:00:00'")


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "state_change",
        sa.Column("id", _id(), nullable=False),
        sa.Column("partnership_id", _id(), nullable=False),
        sa.Column("partner_id", _id(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("silent_days", sa.Integer(), nullable=False),
        sa.Column("usual", sa.String(length=16), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_state_change_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_state_change_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
        sa.UniqueConstraint(
            "partnership_id",
            "partner_id",
            "on_day",
            name=op.f("uq_state_change_partnership_id_partner_id_on_day"),
        ),
    )
    op.create_table(
        "contest",
        sa.Column("id", _id(), nullable=False),
        sa.Column("partnership_id", _id(), nullable=False),
        sa.Column("partner_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("figure", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_contest_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "seat_id"],
            ["seat.partnership_id", "seat.id"],
            name=op.f("fk_contest_partnership_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_contest_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
    )
    op.create_index(op.f("ix_contest_partnership_id_seat_id"), "contest", ["partnership_id", "seat_id"])
    op.create_index(op.f("ix_contest_partnership_id_partner_id"), "contest", ["partnership_id", "partner_id"])
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("state_due_at", sa.DateTime(timezone=True), server_default=LONG_AGO, nullable=True)
        )
        batch_op.create_index(
            "ix_partner_state_due_at",
            ["state_due_at"],
            unique=False,
            sqlite_where=sa.text("state_due_at IS NOT NULL"),
            postgresql_where=sa.text("state_due_at IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_partner_state_due_at",
            sqlite_where=sa.text("state_due_at IS NOT NULL"),
            postgresql_where=sa.text("state_due_at IS NOT NULL"),
        )
        batch_op.drop_column("state_due_at")
    op.drop_table("contest")
    op.drop_table("state_change")
