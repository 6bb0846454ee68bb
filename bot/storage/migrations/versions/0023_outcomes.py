"""Outcomes with their measures, tries and who shares in them, and what a commitment is towards."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("better", sa.String(length=8), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_outcome_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_outcome_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_outcome_partnership_id_id")),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_outcome_partnership_id_number")),
    )
    op.create_table(
        "try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("go_wrong", sa.Text(), nullable=True),
        sa.Column("would_learn", sa.Text(), nullable=True),
        sa.Column("look_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided", sa.String(length=16), nullable=True),
        sa.Column("learned", sa.Text(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "next_look_at", sa.DateTime(timezone=True), server_default=sa.text("'2000-01-01 00:00:00'"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_try_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_try_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_try")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_try_partnership_id_id")),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_try_partnership_id_number")),
    )
    with op.batch_alter_table("try", schema=None) as batch_op:
        batch_op.create_index(
            "ix_try_next_look_at",
            ["next_look_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            batch_op.f("ix_try_partnership_id_looked_at"), ["partnership_id", "looked_at"], unique=False
        )

    op.create_table(
        "measure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "outcome_id"],
            ["outcome.partnership_id", "outcome.id"],
            name=op.f("fk_measure_partnership_id_outcome_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_measure_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_measure_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("outcome_id", "number", name=op.f("uq_measure_outcome_id_number")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measure_partnership_id_made_at"), ["partnership_id", "made_at"], unique=False
        )

    op.create_table(
        "sharing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("try_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "partner_id"],
            ["partner.partnership_id", "partner.id"],
            name=op.f("fk_sharing_partnership_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "seat_id"],
            ["seat.partnership_id", "seat.id"],
            name=op.f("fk_sharing_partnership_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "try_id"],
            ["try.partnership_id", "try.id"],
            name=op.f("fk_sharing_partnership_id_try_id"),
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_sharing_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing")),
        sa.UniqueConstraint("try_id", "seat_id", name=op.f("uq_sharing_try_id_seat_id")),
    )
    with op.batch_alter_table("sharing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sharing_partnership_id_seat_id_state"), ["partnership_id", "seat_id", "state"], unique=False
        )

    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(
            batch_op.f("ix_commitment_partnership_id_outcome_id"), ["partnership_id", "outcome_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_commitment_partnership_id_outcome_id"),
            "outcome",
            ["partnership_id", "outcome_id"],
            ["partnership_id", "id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_commitment_partnership_id_outcome_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_commitment_partnership_id_outcome_id"))
        batch_op.drop_column("outcome_id")

    with op.batch_alter_table("sharing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sharing_partnership_id_seat_id_state"))

    op.drop_table("sharing")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_partnership_id_made_at"))

    op.drop_table("measure")
    with op.batch_alter_table("try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_try_partnership_id_looked_at"))
        batch_op.drop_index(
            "ix_try_next_look_at", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )

    op.drop_table("try")
    op.drop_table("outcome")
