"""Sponsors: who agreed to be asked when an organisation's seat is empty, and who was told first that they may be."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        [f"{other}.partnership_id", f"{other}.id"],
        name=op.f(f"fk_{table}_partnership_id_{column}"),
    )


def _begin(table: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("id", _id(), nullable=False),
        sa.Column("partnership_id", _id(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f(f"fk_{table}_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.Column("partner_id", _id(), nullable=False),
        _of(table, "partner_id", "partner"),
    )


def upgrade() -> None:
    op.create_table(
        "sponsor",
        *_begin("sponsor"),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("made_by", _id(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _of("sponsor", "seat_id", "seat"),
        _of("sponsor", "made_by", "partner"),
    )
    op.create_index(op.f("ix_sponsor_partnership_id_seat_id"), "sponsor", ["partnership_id", "seat_id"])
    op.create_index(op.f("ix_sponsor_partnership_id_partner_id"), "sponsor", ["partnership_id", "partner_id"])
    op.create_table(
        "sponsor_told",
        *_begin("sponsor_told"),
        sa.Column("spell_on", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint(
            "partnership_id",
            "partner_id",
            "spell_on",
            name=op.f("uq_sponsor_told_partnership_id_partner_id_spell_on"),
        ),
    )


def downgrade() -> None:
    op.drop_table("sponsor_told")
    op.drop_table("sponsor")
