"""Who is not named to newcomers as somebody to ask, and which kinds of message a table has switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("partner", sa.Column("unnamed_on", sa.Date(), nullable=True))
    op.add_column("partnership", sa.Column("kinds_off", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("partnership", "kinds_off")
    op.drop_column("partner", "unnamed_on")
