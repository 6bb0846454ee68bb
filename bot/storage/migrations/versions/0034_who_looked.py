"""Who looked at what is known of whom, once a day."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        ["partner.partnership_id", "partner.id"],
        name=op.f(f"fk_look_partnership_id_{column}"),
    )


def upgrade() -> None:
    op.create_table(
        "look",
        sa.Column("id", _id(), nullable=False),
        sa.Column("partnership_id", _id(), nullable=False),
        sa.Column("partner_id", _id(), nullable=False),
        sa.Column("looked_by", _id(), nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_look_partnership_id")),
        _of("partner_id"),
        _of("looked_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        sa.UniqueConstraint(
            *("partnership_id", "partner_id", "looked_by", "what", "on_day"),
            name=op.f("uq_look_partnership_id_partner_id_looked_by_what_on_day"),
        ),
    )
    op.create_index(op.f("ix_look_partnership_id_on_day"), "look", ["partnership_id", "on_day"])
    op.create_index(op.f("ix_look_on_day"), "look", ["on_day"])


def downgrade() -> None:
    op.drop_table("look")
