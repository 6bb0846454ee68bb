"""How a partner's state has changed, and what somebody says is not right about what the table sees of them."""

from sqlalchemy import Column, Date, Integer, String, Table, UniqueConstraint

from bot.storage.schema.base import WHILE_PARTNER, Id, kept, metadata, of_partner, of_partnership, row_id

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
