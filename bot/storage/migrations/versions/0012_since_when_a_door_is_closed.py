"""Since when a door has let nothing through, and what bears a claim by its token."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CLAIMED = sa.text("claim_token IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("pace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_outbox_claim", "outbox", ["claim_token"], sqlite_where=CLAIMED, postgresql_where=CLAIMED)


def downgrade() -> None:
    op.drop_index("ix_outbox_claim", "outbox")
    with op.batch_alter_table("pace", schema=None) as batch_op:
        batch_op.drop_column("since")
