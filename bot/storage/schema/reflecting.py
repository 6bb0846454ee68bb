"""Reflecting together: which questions somebody was asked, debriefs, and pairs who were offered to speak."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from bot.storage.schema.base import (
    WHILE_PERSON,
    WHILE_TABLE,
    Id,
    kept,
    metadata,
    of_partner,
    of_partnership,
    row_id,
)

asked_question = Table(
    "asked_question",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("name", String(32), nullable=False),
    # The Monday of its week: a day would lead to words that were shared without a name.
    Column("on_day", Date, nullable=False),
    UniqueConstraint("person_id", "name"),
    info=kept(WHILE_PERSON),
)


debrief = Table(
    "debrief",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    Column("begun_on", Date, nullable=False),
    # How many answered, and not who: an answer without a name would else be of whoever has no other.
    Column("answered", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("partnership_id", "number"),
    info=kept(WHILE_TABLE),
)


pair = Table(
    "pair",
    metadata,
    row_id(),
    of_partnership(),
    Column("one_id", Id, nullable=False),
    Column("other_id", Id, nullable=False),
    Column("offered_on", Date, nullable=False),
    # What each said, which the other learns only when both said yes.
    Column("one_said", String(16)),
    Column("other_said", String(16)),
    Column("both_on", Date),
    of_partner("one_id"),
    of_partner("other_id"),
    Index(None, "partnership_id", "one_id"),
    Index(None, "partnership_id", "other_id"),
    info=kept(WHILE_TABLE),
)
