"""Understanding first: what makes it worth somebody's while, the challenge's wordings, views said back."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "worth",
        *_begins("worth"),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gap_asked_at", sa.DateTime(timezone=True), nullable=True),
        _of_partner("worth", "partner_id"),
        _once("worth", "partner_id"),
    )
    op.create_table(
        "wording",
        *_begins("wording"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("partner_id", ID, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_up_by", ID, nullable=True),
        sa.Column("stood_at", sa.DateTime(timezone=True), nullable=True),
        _of_partner("wording", "partner_id"),
        _of_partner("wording", "taken_up_by"),
        _once("wording", "number"),
        _once("wording", "id"),
    )
    op.create_table(
        "recognition",
        *_begins("recognition"),
        sa.Column("wording_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_partner("recognition", "partner_id"),
        sa.ForeignKeyConstraint(
            ["partnership_id", "wording_id"],
            ["wording.partnership_id", "wording.id"],
            name=op.f("fk_recognition_partnership_id_wording_id"),
        ),
        _once("recognition", "wording_id", "partner_id"),
    )
    op.create_index(op.f("ix_recognition_partnership_id_partner_id"), "recognition", ["partnership_id", "partner_id"])
    op.create_table(
        "say_back",
        *_begins("say_back"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("of_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("mended", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        _of_partner("say_back", "partner_id"),
        _of_partner("say_back", "of_id"),
        _once("say_back", "number"),
    )
    op.create_index(op.f("ix_say_back_partnership_id_of_id_state"), "say_back", ["partnership_id", "of_id", "state"])
    op.create_index(op.f("ix_say_back_partnership_id_partner_id"), "say_back", ["partnership_id", "partner_id"])


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


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    name = op.f(f"uq_{table}_partnership_id_{'_'.join(columns)}")
    return sa.UniqueConstraint("partnership_id", *columns, name=name)


def downgrade() -> None:
    for table in ("say_back", "recognition", "wording", "worth"):
        op.drop_table(table)
