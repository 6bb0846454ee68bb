"""Large tables are read by ranges."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitment_partnership_id_asked_by"), ["partnership_id", "asked_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_partnership_id_closed_at"), ["partnership_id", "closed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_partnership_id_state_due_on_number"),
            ["partnership_id", "state", "due_on", "number"],
            unique=False,
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_check_in",
            ["partnership_id", "person_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'check_in'"),
            postgresql_where=sa.text("kind = 'check_in'"),
        )

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participation_partnership_id_on_day"), ["partnership_id", "on_day"], unique=False
        )

    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partner_partnership_id_joined_on"), ["partnership_id", "joined_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_partner_partnership_id_seat_id"), ["partnership_id", "seat_id"], unique=False
        )

    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seat_partnership_id_state_organisation_id"),
            ["partnership_id", "state", "organisation_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_partnership_id_state_organisation_id"))

    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_partnership_id_seat_id"))
        batch_op.drop_index(batch_op.f("ix_partner_partnership_id_joined_on"))

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_partnership_id_on_day"))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_check_in",
            sqlite_where=sa.text("kind = 'check_in'"),
            postgresql_where=sa.text("kind = 'check_in'"),
        )

    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_partnership_id_state_due_on_number"))
        batch_op.drop_index(batch_op.f("ix_commitment_partnership_id_closed_at"))
        batch_op.drop_index(batch_op.f("ix_commitment_partnership_id_asked_by"))
