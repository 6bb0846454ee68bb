"""What came in, what is owed, and where it stands once it is sent."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.schema.base import WHILE_TABLE, Id, UTCDateTime, kept, metadata, of_partnership, row_id

conversation = Table(
    "conversation",
    metadata,
    row_id(),
    of_partnership(),
    Column("platform", String(16), nullable=False),
    Column("tenant", String(64), nullable=False, server_default=""),
    Column("address", Text, nullable=False),
    # By which messages are carried there; empty where the platform has only one.
    Column("route", String(80), nullable=False, server_default=""),
    # Since when its platform lets us post nothing there, and the platform's word for why.
    Column("shut_at", UTCDateTime),
    Column("shut_why", String(64)),
    # When what its platform told last of it by itself had happened.
    Column("changed_at", UTCDateTime),
    UniqueConstraint("platform", "tenant", "address"),
    UniqueConstraint("partnership_id", "id"),
    info=kept(WHILE_TABLE),
)


wanted_place = Table(
    "wanted_place",
    metadata,
    row_id(),
    # As `conversation` would have it, once whoever convenes the table has said yes.
    Column("platform", String(16), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("address", Text, nullable=False),
    Column("route", String(80), nullable=False, server_default=""),
    # Who asked, as their platform calls them: whoever decides has nothing else to go by.
    Column("called", Text, nullable=False),
    Column("asked_at", UTCDateTime, nullable=False, index=True),
    UniqueConstraint("platform", "tenant", "address"),
    info=kept("a week: it only waits for a coordinator"),
)


inbox = Table(
    "inbox",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", UTCDateTime, nullable=False, index=True),
    Column("reply", Text),
    info=kept("48 hours"),
)


def _of_owed(name: str, which: str) -> Index:
    where = text(f"state = 'owed' AND {which}")
    return Index(name, "route", "due_at", "id", sqlite_where=where, postgresql_where=where)


outbox = Table(
    "outbox",
    metadata,
    row_id(),
    # None for an alarm, which is of no table.
    Column("partnership_id", ForeignKey("partnership.id")),
    Column("person_id", ForeignKey("person.id")),
    Column("place_id", Id),
    Column("kind", String(16), nullable=False),
    Column("period", Text, nullable=False),
    Column("subject", Text),
    Column("unasked", Boolean, nullable=False),
    Column("route", String(80), nullable=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("claim_token", String(64)),
    Column("lease_until", UTCDateTime),
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    Column("sent_at", UTCDateTime),
    Column("message_id", Text),
    Column("reason", Text),
    ForeignKeyConstraint(["partnership_id", "place_id"], ["conversation.partnership_id", "conversation.id"]),
    UniqueConstraint("person_id", "partnership_id", "kind", "period"),
    # For a place: one row a table, kind and period. For a person: one note a route and week, at however many tables.
    Index(
        "uq_outbox_place",
        "partnership_id",
        "kind",
        "period",
        unique=True,
        sqlite_where=text("place_id IS NOT NULL"),
        postgresql_where=text("place_id IS NOT NULL"),
    ),
    Index(
        "uq_outbox_note",
        "person_id",
        "route",
        "period",
        unique=True,
        sqlite_where=text("kind = 'note'"),
        postgresql_where=text("kind = 'note'"),
    ),
    # What was asked of whoever is silent: few among all that was ever sent at a table.
    Index(
        "ix_outbox_check_in",
        "partnership_id",
        "person_id",
        sqlite_where=text("kind = 'check_in'"),
        postgresql_where=text("kind = 'check_in'"),
    ),
    Index("ix_outbox_state_due_at", "state", "due_at"),
    Index(
        "ix_outbox_claim",
        "claim_token",
        sqlite_where=text("claim_token IS NOT NULL"),
        postgresql_where=text("claim_token IS NOT NULL"),
    ),
    # What is next, route by route: check-ins ride along with a note, and answers go first (storage/lanes.py).
    _of_owed("ix_outbox_owed", "kind <> 'check_in'"),
    _of_owed("ix_outbox_answer", "kind = 'answer'"),
    # However many look after it at once, the operator is told once.
    Index(
        "uq_outbox_alarm",
        "period",
        unique=True,
        sqlite_where=text("kind = 'alarm'"),
        postgresql_where=text("kind = 'alarm'"),
    ),
    CheckConstraint("partnership_id IS NOT NULL OR kind = 'alarm'", name="of_a_table"),
    info=kept("the table's retention; alarms 90 days"),
)


message = Table(
    "message",
    metadata,
    row_id(),
    # The outbox row it was sent for: a row is never put up twice.
    Column("outbox_id", ForeignKey("outbox.id"), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id")),
    Column("conversation_id", ForeignKey("conversation.id")),
    Column("route", String(80), nullable=False),
    Column("card", Text, nullable=False),
    # What stands in its place since it was answered: a page shows this one, and no button twice.
    Column("instead", Text),
    Column("at", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime),
    Index(None, "person_id", "route", "at"),
    Index(None, "conversation_id", "at"),
    info=kept("90 days"),
)


exchange = Table(
    "exchange",
    metadata,
    row_id(),
    of_partnership(),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    # The request's own key: a page sent twice is one exchange.
    Column("key", Text, nullable=False, unique=True),
    Column("said", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Index(None, "person_id", "partnership_id", "at"),
    info=kept("90 days"),
)


answer = Table(
    "answer",
    metadata,
    row_id(),
    # The outbox row it goes out with: unique per request, because that is.
    Column("outbox_id", ForeignKey("outbox.id"), nullable=False, unique=True),
    Column("reply", Text, nullable=False),
    # Where its door wants it, in that door's own words.
    Column("place", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False, index=True),
    info=kept("48 hours"),
)


posted = Table(
    "posted",
    metadata,
    row_id(),
    of_partnership(),
    # Whose card it is; None where it stands before everybody in a conversation.
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("platform", String(16), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("address", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("subject", Text),
    Column("route", String(80), nullable=False, server_default=""),
    Column("at", UTCDateTime, nullable=False, index=True),
    UniqueConstraint("platform", "tenant", "address", "message_id"),
    Index(None, "partnership_id", "subject"),
    info=kept("90 days"),
)


pace = Table(
    "pace",
    metadata,
    row_id(),
    Column("route", String(80), nullable=False),
    # Empty: the route as a whole.
    Column("conversation", String(128), nullable=False),
    Column("free_at", UTCDateTime, nullable=False),
    # Until when turns have been given to those who came while it was taken.
    Column("booked_at", UTCDateTime),
    Column("set_at", UTCDateTime, nullable=False),
    # Why and since when its platform takes nothing; none where it is only our own pace.
    Column("reason", Text),
    Column("since", UTCDateTime),
    UniqueConstraint("route", "conversation"),
    info=kept("a day: it says only when something was last sent"),
)


door = Table(
    "door",
    metadata,
    Column("platform", String(80), primary_key=True),
    Column("opened_at", UTCDateTime, nullable=False),
    info=kept("while it is open: it says nothing about anybody"),
)


clock = Table(
    "clock",
    metadata,
    # One row only: when the rounds last ran.
    Column("id", SmallInteger, primary_key=True),
    Column("ticked_at", UTCDateTime, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    info=kept("for ever: it says nothing about anybody"),
)


rounds = Table(
    "round",
    metadata,
    Column("name", String(16), primary_key=True),
    # By when it is to have come through once more.
    Column("again_at", UTCDateTime, nullable=False),
    info=kept("for ever: it says nothing about anybody"),
)
