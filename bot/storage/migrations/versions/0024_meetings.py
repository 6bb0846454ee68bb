"""When a table meets, and who was there."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LOOKED_AT = sa.text("next_look_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "next_look_at", sa.DateTime(timezone=True), server_default=sa.text("'2000-01-01 00:00:00'"), nullable=True
        ),
        sa.Column("briefed_to", ID, server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_meeting_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_meeting_partnership_id_number")),
    )
    op.create_index(op.f("ix_meeting_partnership_id_begins_at"), "meeting", ["partnership_id", "begins_at"])
    op.create_index(
        "ix_meeting_next_look_at", "meeting", ["next_look_at"], sqlite_where=LOOKED_AT, postgresql_where=LOOKED_AT
    )
    op.create_table(
        "attendance",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("meeting_number", sa.Integer(), nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=True),
        sa.Column("noted_by", ID, nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_attendance_partnership_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "meeting_number"],
            ["meeting.partnership_id", "meeting.number"],
            name=op.f("fk_attendance_partnership_id_meeting_number"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_attendance_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "noted_by"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_attendance_partnership_id_noted_by"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "partnership_id",
            "meeting_number",
            "partner_id",
            name=op.f("uq_attendance_partnership_id_meeting_number_partner_id"),
        ),
    )
    for column in ("partner_id", "noted_by"):
        name = op.f(f"ix_attendance_partnership_id_{column}")
        op.create_index(name, "attendance", ["partnership_id", column])


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_table("meeting")
