"""Understanding first: what would make it worth somebody's while, the challenge in words, and views said back."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, Text, UniqueConstraint

from bot.storage.schema.base import WHILE_TABLE, Id, UTCDateTime, kept, metadata, of_partner, of_partnership, row_id

worth = Table(
    "worth",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    # None: asked, and not answered, or the answer was taken back. Nobody is asked twice.
    Column("text", Text),
    Column("asked_at", UTCDateTime, nullable=False),
    # When they were asked who is missing, which comes next.
    Column("gap_asked_at", UTCDateTime),
    UniqueConstraint("partnership_id", "partner_id"),
    of_partner(),
    info=kept(WHILE_TABLE),
)


wording = Table(
    "wording",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    # Why whoever proposed it would put it so.
    Column("reason", Text),
    # None once they were taken out: what was the table's own wording stays.
    Column("partner_id", Id),
    Column("state", String(16), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("taken_up_by", Id),
    Column("stood_at", UTCDateTime),
    UniqueConstraint("partnership_id", "number"),
    UniqueConstraint("partnership_id", "id"),
    of_partner(),
    of_partner("taken_up_by"),
    info=kept(WHILE_TABLE),
)


recognition = Table(
    "recognition",
    metadata,
    row_id(),
    of_partnership(),
    Column("wording_id", Id, nullable=False),
    Column("partner_id", Id, nullable=False),
    Column("answer", String(16), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    UniqueConstraint("partnership_id", "wording_id", "partner_id"),
    of_partner(),
    ForeignKeyConstraint(["partnership_id", "wording_id"], ["wording.partnership_id", "wording.id"]),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_TABLE),
)


say_back = Table(
    "say_back",
    metadata,
    row_id(),
    of_partnership(),
    Column("number", Integer, nullable=False),
    Column("partner_id", Id, nullable=False),
    # Whose view it is.
    Column("of_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("mended", Text),
    # When it was said back, or answered since.
    Column("at", UTCDateTime, nullable=False),
    # When whoever said it back looked at the answer.
    Column("seen_at", UTCDateTime),
    UniqueConstraint("partnership_id", "number"),
    of_partner(),
    of_partner("of_id"),
    Index(None, "partnership_id", "of_id", "state"),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_TABLE),
)
