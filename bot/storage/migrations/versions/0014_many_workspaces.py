"""The app in many workspaces: where it is installed, and by which route each conversation is reached."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# The name of a route has the workspace's in it from now on.
LONGER = (("outbox", "route"), ("message", "route"), ("pace", "route"), ("route", "platform"), ("door", "platform"))


def upgrade() -> None:
    for table, column in LONGER:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(16), type_=sa.String(80), existing_nullable=False)
    for table in ("conversation", "posted"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("route", sa.String(length=80), server_default="", nullable=False))
    op.create_table(
        "installation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("route", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.String(length=64), nullable=False),
        sa.Column("bot_id", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("refresh", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("without", sa.Text(), server_default="[]", nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_why", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sa.UniqueConstraint("platform", "key", name=op.f("uq_installation_platform_key")),
    )
    op.create_index(op.f("ix_installation_route"), "installation", ["route"])
    op.create_table(
        "consent_state",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_consent_state")),
    )
    op.create_index(op.f("ix_consent_state_made_at"), "consent_state", ["made_at"])


def downgrade() -> None:
    op.drop_table("consent_state")
    op.drop_table("installation")
    for table in ("posted", "conversation"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("route")
    for table, column in LONGER:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(80), type_=sa.String(16), existing_nullable=False)
