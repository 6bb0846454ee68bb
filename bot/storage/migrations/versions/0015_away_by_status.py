"""Days away by a chat status, for as long as it stands; and who does not want theirs read."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("status_off_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shown_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("shown_as", sa.String(length=8), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_away_person_id_shown_by"), ["person_id", "shown_by"])


def downgrade() -> None:
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_away_person_id_shown_by"), type_="unique")
        batch_op.drop_column("shown_as")
        batch_op.drop_column("shown_by")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("status_off_at")
