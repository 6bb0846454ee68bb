"""How a partner's state has changed, and what somebody says is not right about what the table sees of them."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, String, Table, Text, UniqueConstraint

from bot.storage.schema.base import (
    WHILE_PARTNER,
    Id,
    UTCDateTime,
    kept,
    metadata,
    of_partner,
    of_partnership,
    row_id,
)

state_change = Table(
    "state_change",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    # From this day of the table's on; what the day came to by its end.
    Column("on_day", Date, nullable=False),
    Column("state", String(16), nullable=False),
    # Why: the last day here before, the first asking of that silence, how many days it had lasted, what was usual.
    Column("last_on", Date),
    Column("asked_on", Date),
    Column("silent_days", Integer, nullable=False),
    Column("usual", String(16), nullable=False),
    # The last day of it, where that is known from its beginning: days away, messages off until a day.
    Column("until_on", Date),
    of_partner(),
    UniqueConstraint("partnership_id", "partner_id", "on_day"),
    info=kept(WHILE_PARTNER),
)


contest = Table(
    "contest",
    metadata,
    row_id(),
    of_partnership(),
    # Whose word it is, and in which seat they said it: figures of the seat are meant, or their own.
    Column("partner_id", Id, nullable=False),
    Column("seat_id", Id, nullable=False),
    Column("figure", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("said_at", UTCDateTime, nullable=False),
    # When a coordinator, or they themself, said that it is settled.
    Column("ended_at", UTCDateTime),
    ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"]),
    of_partner(),
    Index(None, "partnership_id", "seat_id"),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)
