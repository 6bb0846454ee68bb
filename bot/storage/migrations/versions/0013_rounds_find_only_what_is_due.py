"""Rounds find only what is due."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LONG_AGO = sa.text("'2000-01-01 00:00:00'")

# Without these nobody would be welcomed twice; but the first round would ask everybody there ever was.
SETTLED = """
    UPDATE partner SET next_welcome_at = NULL
    WHERE EXISTS (
        SELECT 1 FROM consent
        WHERE consent.partnership_id = partner.partnership_id AND consent.partner_id = partner.id
            AND consent.answer <> 'told'
    ) OR EXISTS (
        SELECT 1 FROM outbox
        WHERE outbox.person_id = partner.person_id AND outbox.partnership_id = partner.partnership_id
            AND outbox.kind = 'welcome' AND outbox.period = 'welcome'
    )
"""
NO_DAY = "UPDATE commitment SET next_look_at = NULL WHERE due_on IS NULL AND plan_on IS NULL"


def upgrade() -> None:
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("next_welcome_at", sa.DateTime(timezone=True), server_default=LONG_AGO, nullable=True)
        )
    op.execute(SETTLED)
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partner_next_welcome_at",
            ["next_welcome_at"],
            unique=False,
            sqlite_where=sa.text("next_welcome_at IS NOT NULL"),
            postgresql_where=sa.text("next_welcome_at IS NOT NULL"),
        )

    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("next_look_at", sa.DateTime(timezone=True), server_default=LONG_AGO, nullable=True)
        )
    op.execute(NO_DAY)
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commitment_next_look_at",
            ["next_look_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_partnership_id_partner_id_state_due_on_number"),
            ["partnership_id", "partner_id", "state", "due_on", "number"],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_commitment_partnership_id_partner_id_state"))


def downgrade() -> None:
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitment_partnership_id_partner_id_state"),
            ["partnership_id", "partner_id", "state"],
            unique=False,
        )
        batch_op.drop_index(batch_op.f("ix_commitment_partnership_id_partner_id_state_due_on_number"))
        batch_op.drop_index(
            "ix_commitment_next_look_at",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_column("next_look_at")

    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_partner_next_welcome_at",
            sqlite_where=sa.text("next_welcome_at IS NOT NULL"),
            postgresql_where=sa.text("next_welcome_at IS NOT NULL"),
        )
        batch_op.drop_column("next_welcome_at")
