"""Doors that are open, and links for one action."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "door",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", name=op.f("pk_door")),
    )
    # The page and the terminal are part of every installation.
    op.execute(
        "INSERT INTO door (platform, opened_at) VALUES ('web', CURRENT_TIMESTAMP), ('terminal', CURRENT_TIMESTAMP)"
    )
    # Whoever was given a seat with an address can be written to there as soon as mail is set up. Those who came back
    # from this version have their route already.
    op.execute(
        "INSERT INTO route (person_id, platform) SELECT person.id, 'email' FROM person "
        "JOIN route ON route.person_id = person.id AND route.platform = 'web' WHERE person.email IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM route has WHERE has.person_id = person.id AND has.platform = 'email')"
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("act", sa.String(length=150), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_column("act")

    op.drop_table("door")
