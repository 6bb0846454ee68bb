"""What partners said they would do and what they learned; the ledger of taking part; what changed, and why."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
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
from bot.storage.schema.leading import of_strand

commitment = Table(
    "commitment",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_on", Date, index=True),
    Column("repeats", String(16)),
    # The when-then plan, in the person's own words, and the day its cue falls on where one can be read.
    Column("plan", Text),
    Column("plan_on", Date),
    Column("seen_by", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_by", Id),
    # The line of work that it belongs to.
    Column("strand_id", Id),
    Column("reason", Text),
    # What whoever asks thinks that the other might need of them.
    Column("in_return", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    # The message in a conversation that it was made from, so that one message makes one.
    Column("source", Text),
    Column("made_at", UTCDateTime, nullable=False),
    Column("closed_at", UTCDateTime),
    # What it is towards, if somebody said so.
    Column("outcome_id", Id),
    # When the round that reminds looks at it next: a new one, and one that was changed, at once.
    Column("next_look_at", UTCDateTime, server_default=LONG_AGO),
    UniqueConstraint("partnership_id", "number"),
    UniqueConstraint("partnership_id", "id"),
    of_partner(),
    of_partner("asked_by"),
    of_strand(),
    ForeignKeyConstraint(["partnership_id", "outcome_id"], ["outcome.partnership_id", "outcome.id"]),
    Index(None, "partnership_id", "partner_id", "state", "due_on", "number"),
    Index(None, "partnership_id", "state", "due_on", "number"),
    Index(None, "partnership_id", "closed_at"),
    Index(None, "partnership_id", "asked_by"),
    Index(
        "ix_commitment_next_look_at",
        "next_look_at",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(None, "partnership_id", "outcome_id"),
    Index("uq_commitment_source", "partnership_id", "source", unique=True),
    Index(
        "ix_commitment_strand",
        "partnership_id",
        "strand_id",
        sqlite_where=text("strand_id IS NOT NULL"),
        postgresql_where=text("strand_id IS NOT NULL"),
    ),
    info=kept(WHILE_TABLE),
)


reflection = Table(
    "reflection",
    metadata,
    row_id(),
    of_partnership(),
    # None once it is shared without a name: then nobody's.
    Column("partner_id", Id),
    Column("number", Integer),
    Column("text", Text, nullable=False),
    Column("question", Text),
    Column("shared", String(16), nullable=False),
    # For a reflection without a name the Monday of its week: a moment could give its author away.
    Column("on_day", Date, nullable=False),
    # For an answer in a debrief, which one, and to which of its questions.
    Column("debrief", Integer),
    Column("part", Integer),
    UniqueConstraint("partnership_id", "partner_id", "number"),
    of_partner(),
    Index(None, "partnership_id", "shared", "on_day"),
    info=kept(WHILE_TABLE),
)


perspective = Table(
    "perspective",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    # Each change of mind is a version of its own; the one that stands was not replaced.
    Column("version", Integer, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("replaced_at", UTCDateTime),
    UniqueConstraint("partnership_id", "partner_id", "version"),
    of_partner(),
    info=kept(WHILE_TABLE),
)


participation = Table(
    "participation",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    Column("seat_id", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    # Whether it feeds the rhythm: an absence does not, nor a correction.
    Column("counts", Boolean, nullable=False),
    # The entry that this one takes back; the ledger itself is only ever added to.
    Column("corrects_id", Id),
    UniqueConstraint("partnership_id", "partner_id", "on_day", "kind"),
    of_partner(),
    ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"]),
    Index(None, "partnership_id", "seat_id", "on_day"),
    # Not with more columns: SQLite would take it for questions about one seat too, and read a whole table's ledger.
    Index(None, "partnership_id", "on_day"),
    # Every question about somebody's days asks whether each was taken back; hardly any was.
    Index(
        None,
        "partnership_id",
        "corrects_id",
        sqlite_where=text("corrects_id IS NOT NULL"),
        postgresql_where=text("corrects_id IS NOT NULL"),
    ),
    info=kept(WHILE_PARTNER),
)


change = Table(
    "change",
    metadata,
    row_id(),
    of_partnership(),
    # What changed ("commitment", "partner", "seat", "partnership", "outcome", "try") and which one.
    Column("subject", String(16), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("partner_id", Id),
    Column("what", String(32), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("reason", Text),
    Column("at", UTCDateTime, nullable=False),
    of_partner(),
    Index(None, "partnership_id", "subject", "subject_id"),
    info=kept(WHILE_TABLE),
)


draft = Table(
    "draft",
    metadata,
    row_id(),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("partnership_id", ForeignKey("partnership.id")),
    Column("command", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    info=kept("30 days"),
)
