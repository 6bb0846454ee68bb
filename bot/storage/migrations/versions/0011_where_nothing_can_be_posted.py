"""Where nothing can be posted any more."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shut_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("shut_why", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("shut_why")
        batch_op.drop_column("shut_at")
