"""Reflections in full: questions that were asked, debriefs and their answers, pairs who were offered to speak."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "asked_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_question")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_asked_question_person_id")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_asked_question_person_id_name")),
    )
    op.create_table(
        "debrief",
        *_begins("debrief"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("answered", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_debrief_partnership_id_number")),
    )
    op.create_table(
        "pair",
        *_begins("pair"),
        sa.Column("one_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("one_said", sa.String(length=16), nullable=True),
        sa.Column("other_said", sa.String(length=16), nullable=True),
        sa.Column("both_on", sa.Date(), nullable=True),
        *(_of_partner("pair", column) for column in ("one_id", "other_id")),
    )
    for column in ("one_id", "other_id"):
        op.create_index(op.f(f"ix_pair_partnership_id_{column}"), "pair", ["partnership_id", column])
    op.add_column("partner", sa.Column("pairs_off_on", sa.Date(), nullable=True))
    op.add_column("reflection", sa.Column("debrief", sa.Integer(), nullable=True))
    op.add_column("reflection", sa.Column("part", sa.Integer(), nullable=True))


def _begins(table: str) -> tuple[sa.Column[int], sa.Column[int], sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f(f"fk_{table}_partnership_id")),
    )


def _of_partner(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_partnership_id_{column}")
    return sa.ForeignKeyConstraint(["partnership_id", column], ["partner.partnership_id", "partner.id"], name=name)


def downgrade() -> None:
    for column in ("part", "debrief"):
        op.drop_column("reflection", column)
    op.drop_column("partner", "pairs_off_on")
    for table in ("pair", "debrief", "asked_question"):
        op.drop_table(table)
