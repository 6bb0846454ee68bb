"""Lines of work, who leads each of them and who convenes, what was offered of that, and thanks."""

from sqlalchemy import (
    Boolean,
    Column,
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


def of_strand() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["partnership_id", "strand_id"], ["strand.partnership_id", "strand.id"])


strand = Table(
    "strand",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("began_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("came_of", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    UniqueConstraint("partnership_id", "number"),
    UniqueConstraint("partnership_id", "id"),
    info=kept(WHILE_TABLE),
)


lead = Table(
    "lead",
    metadata,
    row_id(),
    of_partnership(),
    # None: the convening of the whole table.
    Column("strand_id", Id),
    Column("partner_id", Id, nullable=False),
    Column("since_at", UTCDateTime, nullable=False),
    Column("until_at", UTCDateTime),
    of_partner(),
    of_strand(),
    # Nobody can lead beside whoever leads, whatever else goes wrong.
    Index(
        "uq_lead_strand",
        "partnership_id",
        "strand_id",
        unique=True,
        sqlite_where=text("until_at IS NULL AND strand_id IS NOT NULL"),
        postgresql_where=text("until_at IS NULL AND strand_id IS NOT NULL"),
    ),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)


lead_offer = Table(
    "lead_offer",
    metadata,
    row_id(),
    of_partnership(),
    # None: it is the convening that is offered.
    Column("strand_id", Id),
    # Who would lead, and whose word it waits for; None: that of whoever convenes.
    Column("taker_id", Id, nullable=False),
    Column("asked_id", Id),
    Column("made_by", Id, nullable=False),
    # together or instead: whether who offers the convening goes on with it.
    Column("how", String(16), nullable=False, server_default=""),
    Column("made_at", UTCDateTime, nullable=False),
    # yes, no, withdrawn, over; or with: they would, with somebody beside them, and it waits on.
    Column("answer", String(16), nullable=False, server_default=""),
    Column("answered_at", UTCDateTime),
    of_strand(),
    of_partner("taker_id"),
    of_partner("asked_id"),
    of_partner("made_by"),
    Index(None, "partnership_id", "answered_at"),
    info=kept(WHILE_PARTNER),
)


convening_answer = Table(
    "convening_answer",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    # The how-manieth half-year of the table.
    Column("half_year", Integer, nullable=False),
    # yes, other or mine.
    Column("answer", String(16), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    of_partner(),
    UniqueConstraint("partnership_id", "partner_id", "half_year"),
    info=kept("until somebody answers for a later half-year"),
)


thanks = Table(
    "thanks",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    Column("to_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    # Between the two of them, or for the table too.
    Column("between_us", Boolean, nullable=False, server_default=text("false")),
    Column("at", UTCDateTime, nullable=False),
    of_partner(),
    of_partner("to_id"),
    Index(None, "partnership_id", "at"),
    info=kept(WHILE_TABLE),
)
