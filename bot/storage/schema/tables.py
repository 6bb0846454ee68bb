"""Partnerships, the organisations and people at them, and who said yes."""

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

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

organisation = Table(
    "organisation",
    metadata,
    row_id(),
    # `key` is the name case-folded, or "frontend:3" for one that an import only numbers.
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sector", Text),
    Column("made_at", UTCDateTime, nullable=False),
    info=kept("while it sits at a table"),
)


partnership = Table(
    "partnership",
    metadata,
    row_id(),
    Column("slug", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("ambition", Text),
    Column("zone", String(64), nullable=False),
    Column("country", String(16), nullable=False),
    Column("meets_every", Integer),
    Column("theta", Float, nullable=False, server_default=text("0.5")),
    Column("digest_hour", SmallInteger, nullable=False, server_default=text("10")),
    Column("retention_months", SmallInteger, nullable=False, server_default=text("24")),
    Column("language", String(8)),
    # Which kinds of message it can do without, with commas between.
    Column("kinds_off", String(64), nullable=False, server_default=""),
    Column("next_digest_at", UTCDateTime, index=True),
    # Counts up only, so that a number somebody remembers never comes to mean another commitment.
    Column("last_number", Integer, nullable=False, server_default=text("0")),
    Column("made_at", UTCDateTime, nullable=False),
    Column("closed_at", UTCDateTime),
    # A risk of exactly 0 or 1 has no log-odds.
    CheckConstraint("theta > 0 AND theta < 1", name="theta"),
    info=kept(WHILE_TABLE),
)


def _rhythm() -> list[Column[Any]]:
    """The columns that storage/rhythms.py reads and writes."""
    return [
        Column("last_on", Date),
        Column("fade", Float, nullable=False, server_default=text("0")),
        Column("active_days", Integer, nullable=False, server_default=text("0")),
        Column("burst", Float, nullable=False, server_default=text("0")),
        Column("returns", Float, nullable=False, server_default=text("0")),
        Column("longest_pause", Integer, nullable=False, server_default=text("0")),
    ]


seat = Table(
    "seat",
    metadata,
    row_id(),
    of_partnership(),
    Column("organisation_id", ForeignKey("organisation.id")),
    # What a wanted chair is called ("a GP"); empty for an organisation's seat.
    Column("role", Text, nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    # The organisation's own rhythm: the cache of `rhythm.fold` over the union of its people's active days.
    *_rhythm(),
    Column("stretched_until", Date),
    Column("made_at", UTCDateTime, nullable=False),
    UniqueConstraint("partnership_id", "organisation_id"),
    UniqueConstraint("partnership_id", "id"),
    Index(None, "partnership_id", "state", "organisation_id"),
    info=kept(WHILE_TABLE),
)


partner = Table(
    "partner",
    metadata,
    row_id(),
    of_partnership(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("seat_id", Id, nullable=False),
    Column("role", String(16), nullable=False),
    # By whose word it is known for whom they sit (domain/seats.py).
    Column("seated_by", String(16), nullable=False, server_default="unknown"),
    Column("joined_on", Date, nullable=False),
    # The cache of `rhythm.fold` over the ledger's days; written by services/participation only.
    *_rhythm(),
    Column("next_check_in_at", UTCDateTime, index=True),
    Column("left_on", Date),
    Column("handed_over_on", Date),
    # Whether they want to be asked when they are quiet; None: as it is for their kind of seat.
    Column("check_ins", Boolean),
    # Until when a coordinator leaves them be: they are not asked after, nor named.
    Column("left_be_until", Date),
    # Since when their talk in the conversation is not counted, by their own word.
    Column("talk_off_at", UTCDateTime),
    # Since when they are offered nobody to speak with, by their own word.
    Column("pairs_off_on", Date),
    # Since when newcomers are not told that they can ask them, by their own word.
    Column("unnamed_on", Date),
    # When the round that welcomes looks at them next: somebody new at once, nobody again once it is settled.
    Column("next_welcome_at", UTCDateTime, server_default=LONG_AGO),
    # From which day the history of their state is to be told (again); None until something happens.
    Column("state_due_at", UTCDateTime, server_default=LONG_AGO),
    UniqueConstraint("partnership_id", "person_id"),
    UniqueConstraint("partnership_id", "id"),
    ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"]),
    Index(None, "partnership_id", "seat_id"),
    Index(None, "partnership_id", "joined_on"),
    Index(
        "ix_partner_next_welcome_at",
        "next_welcome_at",
        sqlite_where=text("next_welcome_at IS NOT NULL"),
        postgresql_where=text("next_welcome_at IS NOT NULL"),
    ),
    Index(
        "ix_partner_state_due_at",
        "state_due_at",
        sqlite_where=text("state_due_at IS NOT NULL"),
        postgresql_where=text("state_due_at IS NOT NULL"),
    ),
    info=kept(WHILE_PARTNER),
)


consent = Table(
    "consent",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    # yes, quietly, no; or told: the person was told what is kept, and has not answered.
    Column("answer", String(16), nullable=False),
    # asked: by the bot's own message; agreed, imported: recorded by somebody who said so.
    Column("how", String(16), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    of_partner(),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)
