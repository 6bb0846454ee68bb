"""Who meant to ring whom and how it went, and what people say gets in the way when their table asks."""

from sqlalchemy import Column, Date, Index, String, Table, UniqueConstraint

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

call = Table(
    "call",
    metadata,
    row_id(),
    of_partnership(),
    # Whom the call is to.
    Column("partner_id", Id, nullable=False),
    # Who meant to ring; nobody's once they have erased themself.
    Column("made_by", Id),
    Column("made_at", UTCDateTime, nullable=False),
    # From which day whoever rings is asked how it went.
    Column("ask_on", Date, nullable=False),
    # still_in, somebody_else, stepping_back, not_reached; denied: whoever was rung says it isn't so (domain/calls.py).
    Column("outcome", String(16)),
    # The day on which they were heard from, where noting the call noted that too.
    Column("heard_on", Date),
    # time, person, slot, worth, heard
    Column("way", String(16)),
    Column("answered_at", UTCDateTime),
    of_partner(),
    of_partner("made_by"),
    Index(None, "partnership_id", "partner_id"),
    Index(None, "partnership_id", "made_by"),
    info=kept(WHILE_PARTNER),
)


hindrance = Table(
    "hindrance",
    metadata,
    row_id(),
    of_partnership(),
    # Whoever answered the table's question; for their own eyes, and counted from five answers on.
    Column("partner_id", Id, nullable=False),
    Column("way", String(16), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    of_partner(),
    UniqueConstraint("partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)
