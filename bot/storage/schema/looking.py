"""Who looked at what is known of whom."""

from sqlalchemy import Column, Date, Index, String, Table, UniqueConstraint

from bot.storage.schema.base import Id, kept, metadata, of_partner, of_partnership, row_id

look = Table(
    "look",
    metadata,
    row_id(),
    of_partnership(),
    # Whom it was about, and who looked: nobody once they have erased themself.
    Column("partner_id", Id, nullable=False),
    Column("looked_by", Id),
    # quiet, brief, history, part
    Column("what", String(16), nullable=False),
    Column("on_day", Date, nullable=False),
    of_partner(),
    of_partner("looked_by"),
    # However often somebody looks in a day, it is one row.
    UniqueConstraint("partnership_id", "partner_id", "looked_by", "what", "on_day"),
    Index(None, "partnership_id", "on_day"),
    Index(None, "on_day"),
    info=kept("13 months"),
)
