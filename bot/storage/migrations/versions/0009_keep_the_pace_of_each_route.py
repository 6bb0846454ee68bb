"""Keep the pace of each route."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pace",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("route", sa.String(length=16), nullable=False),
        sa.Column("conversation", sa.String(length=128), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pace")),
        sa.UniqueConstraint("route", "conversation", name=op.f("uq_pace_route_conversation")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_answer",
            ["route", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'owed' AND kind = 'answer'"),
            postgresql_where=sa.text("state = 'owed' AND kind = 'answer'"),
        )
        batch_op.create_index(
            "ix_outbox_owed",
            ["route", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'owed' AND kind <> 'check_in'"),
            postgresql_where=sa.text("state = 'owed' AND kind <> 'check_in'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_owed",
            sqlite_where=sa.text("state = 'owed' AND kind <> 'check_in'"),
            postgresql_where=sa.text("state = 'owed' AND kind <> 'check_in'"),
        )
        batch_op.drop_index(
            "ix_outbox_answer",
            sqlite_where=sa.text("state = 'owed' AND kind = 'answer'"),
            postgresql_where=sa.text("state = 'owed' AND kind = 'answer'"),
        )

    op.drop_table("pace")
