"""People as such, whatever tables they sit at: who they are, how they are reached, when they are away."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.schema.base import WHILE_PERSON, Id, UTCDateTime, kept, metadata, row_id

person = Table(
    "person",
    metadata,
    row_id(),
    Column("name", Text, nullable=False),
    Column("email", Text, unique=True),
    Column("zone", String(64)),
    Column("country", String(16)),
    Column("working_days", SmallInteger, nullable=False, server_default=text("31")),
    Column("stopped_at", UTCDateTime),
    Column("stopped_until", Date),
    # Since when their chat status is not read, as they said.
    Column("status_off_at", UTCDateTime),
    # As a platform told, or as they chose; since when they chose it themselves.
    Column("language", String(8)),
    Column("language_chosen_at", UTCDateTime),
    Column("made_at", UTCDateTime, nullable=False),
    info=kept(WHILE_PERSON),
)


identity = Table(
    "identity",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("platform", String(16), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("user_id", Text, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    UniqueConstraint("platform", "tenant", "user_id"),
    info=kept(WHILE_PERSON),
)


joining = Table(
    "joining",
    metadata,
    row_id(),
    # Who says that they are somebody who is known by an e-mail address, and who that is.
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("known_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("made_at", UTCDateTime, nullable=False),
    # A no is kept, so that it is never asked again; a yes ends the row, for then they are one.
    Column("refused_at", UTCDateTime),
    UniqueConstraint("person_id", "known_id"),
    info=kept(WHILE_PERSON),
)


route = Table(
    "route",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("platform", String(80), nullable=False),
    Column("address", Text, nullable=False, server_default=""),
    Column("works", Boolean),
    Column("tried_at", UTCDateTime),
    Column("reason", Text),
    UniqueConstraint("person_id", "platform"),
    info=kept(WHILE_PERSON),
)


away = Table(
    "away",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),
    # While a chat status stands that says so: under which user id, and how its end is known (domain/statuses.py).
    # Without them they said it themselves, or it is over.
    Column("shown_by", Text),
    Column("shown_as", String(8)),
    UniqueConstraint("person_id", "shown_by"),
    info=kept(WHILE_PERSON),
)


link = Table(
    "link",
    metadata,
    row_id(),
    # Without a person it lets somebody begin a table.
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("partnership_id", ForeignKey("partnership.id")),
    # Only the hash is kept: whoever reads the database cannot sign in with it.
    Column("token_hash", String(64), nullable=False, unique=True),
    # The wire form of the one action it is for; without one it signs in.
    Column("act", String(150)),
    Column("made_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
    # The coordinator who hands it over; it opens only while whom it is for has not been in.
    Column("made_by", Id),
    ForeignKeyConstraint(["partnership_id", "made_by"], ["partner.partnership_id", "partner.id"]),
    info=kept("a week after it ends"),
)


session = Table(
    "session",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    # The cookie's hash, for the same reason.
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("made_at", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    info=kept("until it ends: at most 30 days"),
)
