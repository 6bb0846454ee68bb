"""By whose word it is known for whom somebody sits."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# What they said themselves was noted as a change; an organisation by which nobody said it was a coordinator's word.
OWN = """
UPDATE partner SET seated_by = 'statement' WHERE EXISTS (
    SELECT 1 FROM change WHERE change.partnership_id = partner.partnership_id AND change.subject = 'partner'
    AND change.subject_id = partner.id AND change.what = 'sits_for' AND change.partner_id = partner.id)
"""
COORDINATORS = """
UPDATE partner SET seated_by = 'coordinator' WHERE seated_by = 'asked' AND EXISTS (
    SELECT 1 FROM seat WHERE seat.partnership_id = partner.partnership_id AND seat.id = partner.seat_id
    AND seat.organisation_id IS NOT NULL)
"""


def upgrade() -> None:
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seated_by", sa.String(length=16), server_default="unknown", nullable=False))
    # Whoever came to a table in chat was asked there, and whoever was given a seat in their own right was known.
    op.execute("UPDATE partner SET seated_by = 'asked'")
    op.execute(OWN)
    op.execute(COORDINATORS)


def downgrade() -> None:
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_column("seated_by")
