"""When a table meets, and who was there."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.schema.base import (
    LONG_AGO,
    WHILE_PARTNER,
    WHILE_TABLE,
    Id,
    UTCDateTime,
    kept,
    metadata,
    of_partner,
    of_partnership,
    row_id,
)

meeting = Table(
    "meeting",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    # Each change of it, for calendars that know an older one.
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("state", String(16), nullable=False),
    Column("begins_at", UTCDateTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("reason", Text),
    Column("made_at", UTCDateTime, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    # When the round that briefs looks at it next; None: never again, unless it is changed.
    Column("next_look_at", UTCDateTime, server_default=LONG_AGO),
    # The last partner of a large table whom that round has come to.
    Column("briefed_to", Id, nullable=False, server_default=text("0")),
    UniqueConstraint("partnership_id", "number"),
    Index(None, "partnership_id", "begins_at"),
    Index(
        "ix_meeting_next_look_at",
        "next_look_at",
        sqlite_where=text("next_look_at IS NOT NULL"),
        postgresql_where=text("next_look_at IS NOT NULL"),
    ),
    info=kept(WHILE_TABLE),
)


attendance = Table(
    "attendance",
    metadata,
    row_id(),
    of_partnership(),
    Column("meeting_number", Integer, nullable=False),
    Column("partner_id", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    # Who comes for them, in the words of whoever said so.
    Column("deputy", Text),
    Column("noted_by", Id, nullable=False),
    # The day for which the ledger has it.
    Column("on_day", Date, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    UniqueConstraint("partnership_id", "meeting_number", "partner_id"),
    ForeignKeyConstraint(["partnership_id", "meeting_number"], ["meeting.partnership_id", "meeting.number"]),
    of_partner(),
    of_partner("noted_by"),
    Index(None, "partnership_id", "partner_id"),
    Index(None, "partnership_id", "noted_by"),
    info=kept(WHILE_PARTNER),
)
