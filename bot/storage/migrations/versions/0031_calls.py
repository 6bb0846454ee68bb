"""Calls to those who have gone quiet, what gets in the way when a table asks, and who is left be until when."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        ["partner.partnership_id", "partner.id"],
        name=op.f(f"fk_{table}_partnership_id_{column}"),
    )


def _begin(table: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("id", _id(), nullable=False),
        sa.Column("partnership_id", _id(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f(f"fk_{table}_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.Column("partner_id", _id(), nullable=False),
        _of(table, "partner_id"),
    )


def upgrade() -> None:
    op.create_table(
        "call",
        *_begin("call"),
        sa.Column("made_by", _id(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _of("call", "made_by"),
    )
    op.create_index(op.f("ix_call_partnership_id_partner_id"), "call", ["partnership_id", "partner_id"])
    op.create_index(op.f("ix_call_partnership_id_made_by"), "call", ["partnership_id", "made_by"])
    op.create_table(
        "hindrance",
        *_begin("hindrance"),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("partnership_id", "partner_id", name=op.f("uq_hindrance_partnership_id_partner_id")),
    )
    op.add_column("partner", sa.Column("left_be_until", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("partner", "left_be_until")
    op.drop_table("hindrance")
    op.drop_table("call")
