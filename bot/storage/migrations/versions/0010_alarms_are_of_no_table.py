"""Alarms are of no table."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_round")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("partnership_id", existing_type=sa.BigInteger(), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_of_a_table"), "partnership_id IS NOT NULL OR kind = 'alarm'"
        )
        batch_op.create_index(
            "uq_outbox_alarm",
            ["period"],
            unique=True,
            sqlite_where=sa.text("kind = 'alarm'"),
            postgresql_where=sa.text("kind = 'alarm'"),
        )


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind = 'alarm'")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_outbox_alarm", sqlite_where=sa.text("kind = 'alarm'"), postgresql_where=sa.text("kind = 'alarm'")
        )
        batch_op.drop_constraint(batch_op.f("ck_outbox_of_a_table"), type_="check")
        batch_op.alter_column("partnership_id", existing_type=sa.BigInteger(), nullable=False)

    op.drop_table("round")
