"""A table in several chats: conversations that wait for whoever convenes a table to say that they are its."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wanted_place",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=80), server_default="", nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wanted_place")),
        sa.UniqueConstraint("platform", "tenant", "address", name=op.f("uq_wanted_place_platform_tenant_address")),
    )
    op.create_index(op.f("ix_wanted_place_asked_at"), "wanted_place", ["asked_at"])


def downgrade() -> None:
    op.drop_table("wanted_place")
