"""Who else is on a commitment, and for whom it is done."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, String, Table, UniqueConstraint

from bot.storage.schema.base import WHILE_TABLE, Id, UTCDateTime, kept, metadata, of_partner, of_partnership, row_id


def _of_commitment() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["partnership_id", "commitment_id"], ["commitment.partnership_id", "commitment.id"], ondelete="CASCADE"
    )


# Its owner is no party to a commitment; each of these was asked, and said for themself whether they are in.
party = Table(
    "party",
    metadata,
    row_id(),
    of_partnership(),
    Column("commitment_id", Id, nullable=False),
    Column("partner_id", Id, nullable=False),
    # "asked", "in" or "out".
    Column("state", String(8), nullable=False),
    Column("asked_by", Id),
    Column("at", UTCDateTime, nullable=False),
    UniqueConstraint("partnership_id", "commitment_id", "partner_id"),
    _of_commitment(),
    of_partner(),
    of_partner("asked_by"),
    Index(None, "partnership_id", "partner_id", "state"),
    info=kept(WHILE_TABLE),
)


# Another organisation that a commitment is for: once it is done, whoever sits for them is asked whether it helped.
helped = Table(
    "helped",
    metadata,
    row_id(),
    of_partnership(),
    Column("commitment_id", Id, nullable=False),
    Column("seat_id", Id, nullable=False),
    # "yes", "not_yet" or "not_us"; none until somebody there has said.
    Column("answer", String(8)),
    Column("answered_by", Id),
    Column("at", UTCDateTime),
    UniqueConstraint("partnership_id", "commitment_id"),
    _of_commitment(),
    ForeignKeyConstraint(["partnership_id", "seat_id"], ["seat.partnership_id", "seat.id"]),
    of_partner("answered_by"),
    Index(None, "partnership_id", "seat_id", "answer"),
    Index(None, "partnership_id", "at"),
    info=kept(WHILE_TABLE),
)
