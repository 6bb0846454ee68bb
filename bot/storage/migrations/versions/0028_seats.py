"""Seats change hands: chairs that wait for whom they were offered to, seats handed on, and what was said in parting."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
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
    )


def upgrade() -> None:
    op.add_column("partner", sa.Column("check_ins", sa.Boolean(), nullable=True))
    op.create_table(
        "chair_invitation",
        *_begin("chair_invitation"),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("partner_id", _id(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _of("chair_invitation", "seat_id", "seat"),
        _of("chair_invitation", "partner_id", "partner"),
        sa.UniqueConstraint("partnership_id", "seat_id", name=op.f("uq_chair_invitation_partnership_id_seat_id")),
    )
    op.create_index(
        op.f("ix_chair_invitation_partnership_id_partner_id"), "chair_invitation", ["partnership_id", "partner_id"]
    )
    op.create_table(
        "parting",
        *_begin("parting"),
        sa.Column("partner_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("back_if", sa.Text(), nullable=True),
        sa.Column("for_seat", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of("parting", "seat_id", "seat"),
        _of("parting", "partner_id", "partner"),
    )
    op.create_index(op.f("ix_parting_partnership_id_seat_id"), "parting", ["partnership_id", "seat_id"])
    op.create_index(op.f("ix_parting_partnership_id_partner_id"), "parting", ["partnership_id", "partner_id"])
    op.create_table(
        "seat_offer",
        *_begin("seat_offer"),
        sa.Column("partner_id", _id(), nullable=False),
        sa.Column("receiver_id", _id(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _of("seat_offer", "partner_id", "partner"),
        _of("seat_offer", "receiver_id", "partner"),
    )
    op.create_index(op.f("ix_seat_offer_partnership_id_partner_id"), "seat_offer", ["partnership_id", "partner_id"])
    op.create_index(op.f("ix_seat_offer_partnership_id_receiver_id"), "seat_offer", ["partnership_id", "receiver_id"])
    # Whoever sits in their own right is asked about a silence only when they choose to be.
    op.execute(
        "UPDATE partner SET next_check_in_at = NULL"
        " WHERE seat_id IN (SELECT id FROM seat WHERE organisation_id IS NULL)"
    )


def downgrade() -> None:
    for table in ("seat_offer", "parting", "chair_invitation"):
        op.drop_table(table)
    op.drop_column("partner", "check_ins")
