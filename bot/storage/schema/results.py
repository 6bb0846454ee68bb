"""What a table is for, and what it tries: outcomes with measures over time, experiments and who shares in them."""

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.schema.base import (
    LONG_AGO,
    WHILE_TABLE,
    Id,
    UTCDateTime,
    kept,
    metadata,
    of_partner,
    of_partnership,
    row_id,
)

outcome = Table(
    "outcome",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    # Who set it; it is the table's, and stays when they are gone.
    Column("partner_id", Id),
    Column("text", Text, nullable=False),
    # Whether more or fewer is better; not known until somebody says so.
    Column("better", String(8)),
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("made_at", UTCDateTime, nullable=False),
    Column("closed_at", UTCDateTime),
    UniqueConstraint("partnership_id", "number"),
    UniqueConstraint("partnership_id", "id"),
    of_partner(),
    info=kept(WHILE_TABLE),
)


measure = Table(
    "measure",
    metadata,
    row_id(),
    of_partnership(),
    Column("outcome_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("partner_id", Id),
    # A number with its unit, words, or both.
    Column("value", Float),
    Column("unit", Text),
    Column("words", Text),
    Column("on_day", Date, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    UniqueConstraint("outcome_id", "number"),
    ForeignKeyConstraint(["partnership_id", "outcome_id"], ["outcome.partnership_id", "outcome.id"]),
    of_partner(),
    Index(None, "partnership_id", "made_at"),
    info=kept(WHILE_TABLE),
)


trying = Table(
    "try",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    Column("partner_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("step", Text),
    Column("go_wrong", Text),
    Column("would_learn", Text),
    Column("look_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    # What became of it when it was last looked at: kept, changed or stopped, when, and what was learned.
    Column("decided", String(16)),
    Column("learned", Text),
    Column("looked_at", UTCDateTime),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("made_at", UTCDateTime, nullable=False),
    # When the round that reminds looks at it next, as for a commitment.
    Column("next_look_at", UTCDateTime, server_default=LONG_AGO),
    UniqueConstraint("partnership_id", "number"),
    UniqueConstraint("partnership_id", "id"),
    of_partner(),
    Index(None, "partnership_id", "looked_at"),
    Index(
        "ix_try_next_look_at",
        "next_look_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    info=kept(WHILE_TABLE),
)


sharing = Table(
    "sharing",
    metadata,
    row_id(),
    of_partnership(),
    Column("try_id", Id, nullable=False),
    # An organisation's seat, or somebody's in their own right.
    Column("seat_id", Id, nullable=False),
    Column("state", String(16), nullable=False),
    # Who answered for the seat.
    Column("partner_id", Id),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("answered_at", UTCDateTime),
    UniqueConstraint("try_id", "seat_id"),
    ForeignKeyConstraint(["partnership_id", "try_id"], ["try.partnership_id", "try.id"]),
    ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"]),
    of_partner(),
    Index(None, "partnership_id", "seat_id", "state"),
    info=kept(WHILE_TABLE),
)
