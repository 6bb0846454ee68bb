"""Strands, who leads them and who convenes, what is offered of that, thanks; a commitment belongs to a strand."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _of(table: str, column: str) -> sa.ForeignKeyConstraint:
    other = "strand" if column == "strand_id" else "partner"
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        [f"{other}.partnership_id", f"{other}.id"],
        name=op.f(f"fk_{table}_partnership_id_{column}"),
    )


def _of_partnership(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f(f"fk_{table}_partnership_id"))


def upgrade() -> None:
    op.create_table(
        "strand",
        sa.Column("id", _ID, nullable=False),
        sa.Column("partnership_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("came_of", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _of_partnership("strand"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strand")),
        sa.UniqueConstraint("partnership_id", "id", name=op.f("uq_strand_partnership_id_id")),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_strand_partnership_id_number")),
    )
    _leads()
    _thanks()
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("strand_id", _ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_commitment_partnership_id_strand_id"),
            "strand",
            ["partnership_id", "strand_id"],
            ["partnership_id", "id"],
        )
    op.create_index(
        "ix_commitment_strand",
        "commitment",
        ["partnership_id", "strand_id"],
        sqlite_where=sa.text("strand_id IS NOT NULL"),
        postgresql_where=sa.text("strand_id IS NOT NULL"),
    )


def _leads() -> None:
    op.create_table(
        "lead",
        sa.Column("id", _ID, nullable=False),
        sa.Column("partnership_id", _ID, nullable=False),
        sa.Column("strand_id", _ID, nullable=True),
        sa.Column("partner_id", _ID, nullable=False),
        sa.Column("since_at", _MOMENT, nullable=False),
        sa.Column("until_at", _MOMENT, nullable=True),
        _of_partnership("lead"),
        _of("lead", "partner_id"),
        _of("lead", "strand_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(
        "uq_lead_strand",
        "lead",
        ["partnership_id", "strand_id"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL AND strand_id IS NOT NULL"),
        postgresql_where=sa.text("until_at IS NULL AND strand_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_lead_partnership_id_partner_id"), "lead", ["partnership_id", "partner_id"])
    op.create_table(
        "lead_offer",
        sa.Column("id", _ID, nullable=False),
        sa.Column("partnership_id", _ID, nullable=False),
        sa.Column("strand_id", _ID, nullable=True),
        sa.Column("taker_id", _ID, nullable=False),
        sa.Column("asked_id", _ID, nullable=True),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("how", sa.String(length=16), server_default="", nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("answer", sa.String(length=16), server_default="", nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        _of_partnership("lead_offer"),
        *(_of("lead_offer", column) for column in ("strand_id", "taker_id", "asked_id", "made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_offer")),
    )
    op.create_index(op.f("ix_lead_offer_partnership_id_answered_at"), "lead_offer", ["partnership_id", "answered_at"])


def _thanks() -> None:
    op.create_table(
        "convening_answer",
        sa.Column("id", _ID, nullable=False),
        sa.Column("partnership_id", _ID, nullable=False),
        sa.Column("partner_id", _ID, nullable=False),
        sa.Column("half_year", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _of_partnership("convening_answer"),
        _of("convening_answer", "partner_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_convening_answer")),
        sa.UniqueConstraint(
            "partnership_id",
            "partner_id",
            "half_year",
            name=op.f("uq_convening_answer_partnership_id_partner_id_half_year"),
        ),
    )
    op.create_table(
        "thanks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("partnership_id", _ID, nullable=False),
        sa.Column("partner_id", _ID, nullable=False),
        sa.Column("to_id", _ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("between_us", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _of_partnership("thanks"),
        _of("thanks", "partner_id"),
        _of("thanks", "to_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    op.create_index(op.f("ix_thanks_partnership_id_at"), "thanks", ["partnership_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_commitment_strand", table_name="commitment")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_commitment_partnership_id_strand_id"), type_="foreignkey")
        batch_op.drop_column("strand_id")
    for table in ("thanks", "convening_answer", "lead_offer", "lead", "strand"):
        op.drop_table(table)
