"""Who agreed to be asked when an organisation's seat is empty, and who was told first that they may be."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, String, Table, UniqueConstraint

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

sponsor = Table(
    "sponsor",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    # The organisation's seat that they are asked about, and never their own.
    Column("seat_id", Id, nullable=False),
    # Whose idea it was; nobody's once they have erased themself.
    Column("made_by", Id),
    # asked, agreed, declined, ended
    Column("state", String(16), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("answered_at", UTCDateTime),
    ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"]),
    of_partner(),
    of_partner("made_by"),
    Index(None, "partnership_id", "seat_id"),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)


sponsor_told = Table(
    "sponsor_told",
    metadata,
    row_id(),
    of_partnership(),
    # Whoever sits in the seat, and the first day of the silence that it is about.
    Column("partner_id", Id, nullable=False),
    Column("spell_on", Date, nullable=False),
    # Since when their note says it: the first that goes out from then on has told them.
    Column("said_at", UTCDateTime, nullable=False),
    # When they said that they sort it.
    Column("sorted_at", UTCDateTime),
    of_partner(),
    UniqueConstraint("partnership_id", "partner_id", "spell_on"),
    info=kept(WHILE_PARTNER),
)
