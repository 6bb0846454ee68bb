"""How seats change hands: who was invited to a wanted chair, who hands theirs on to whom, who stepped back."""

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, String, Table, Text, UniqueConstraint

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


def _of_seat() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"])


# Whom a wanted chair waits for until they come: where they sit then is for their own seat to say.
chair_invitation = Table(
    "chair_invitation",
    metadata,
    row_id(),
    of_partnership(),
    Column("seat_id", Id, nullable=False),
    Column("partner_id", Id, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    UniqueConstraint("partnership_id", "seat_id"),
    _of_seat(),
    of_partner(),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)


parting = Table(
    "parting",
    metadata,
    row_id(),
    of_partnership(),
    Column("partner_id", Id, nullable=False),
    Column("seat_id", Id, nullable=False),
    Column("on_day", Date, nullable=False),
    # What would bring them back, in their own words.
    Column("back_if", Text),
    # Whether their organisation stepped back with them: then the words are for the table, else for coordinators only.
    Column("for_seat", Boolean, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    _of_seat(),
    of_partner(),
    Index(None, "partnership_id", "seat_id"),
    Index(None, "partnership_id", "partner_id"),
    info=kept(WHILE_PARTNER),
)


seat_offer = Table(
    "seat_offer",
    metadata,
    row_id(),
    of_partnership(),
    # Who hands their seat on, and who is asked to take it.
    Column("partner_id", Id, nullable=False),
    Column("receiver_id", Id, nullable=False),
    # Whether who hands it on stays to read along, or leaves.
    Column("stays", Boolean, nullable=False),
    # asked, taken, declined, withdrawn
    Column("state", String(16), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("answered_at", UTCDateTime),
    of_partner(),
    of_partner("receiver_id"),
    Index(None, "partnership_id", "partner_id"),
    Index(None, "partnership_id", "receiver_id"),
    info=kept(WHILE_PARTNER),
)
