"""Thanks: from one partner to another, for whoever is thanked, and for the table unless it is between the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from bot.domain.people import Partner, Viewer
from bot.storage import outbox
from bot.storage.schema import organisation, partner, person, seat, thanks
from bot.storage.schema import outbox as messages

ADD = insert(thanks).returning(thanks.c.id)
_OWN = (thanks.c.partnership_id == bindparam("partnership"), thanks.c.partner_id == bindparam("partner"))
_by, _to = partner.alias("thanking"), partner.alias("thanked")
_giver, _given = person.alias("giver"), person.alias("given")
_by_seat, _to_seat = seat.alias("givers_seat"), seat.alias("thanked_seat")
_by_body, _to_body = organisation.alias("givers"), organisation.alias("thankeds")
ALL: Select[Any] = (
    select(
        thanks.c.id,
        thanks.c.text,
        thanks.c.between_us,
        thanks.c.at,
        thanks.c.to_id,
        _giver.c.name.label("by"),
        _by_body.c.name.label("by_organisation"),
        _given.c.name.label("to"),
        _to_body.c.name.label("to_organisation"),
    )
    .join(_by, (_by.c.partnership_id == thanks.c.partnership_id) & (_by.c.id == thanks.c.partner_id))
    .join(_giver, _giver.c.id == _by.c.person_id)
    .join(_by_seat, (_by_seat.c.partnership_id == _by.c.partnership_id) & (_by_seat.c.id == _by.c.seat_id))
    .outerjoin(_by_body, _by_body.c.id == _by_seat.c.organisation_id)
    .join(_to, (_to.c.partnership_id == thanks.c.partnership_id) & (_to.c.id == thanks.c.to_id))
    .join(_given, _given.c.id == _to.c.person_id)
    .join(_to_seat, (_to_seat.c.partnership_id == _to.c.partnership_id) & (_to_seat.c.id == _to.c.seat_id))
    .outerjoin(_to_body, _to_body.c.id == _to_seat.c.organisation_id)
    .where(thanks.c.partnership_id == bindparam("partnership"))
    .order_by(thanks.c.at, thanks.c.id)
)
OF_AUTHOR = ALL.where(thanks.c.partner_id == bindparam("partner"))
# A note that went out since has shown it.
NEW_FOR = ALL.where(
    thanks.c.to_id == bindparam("partner"),
    ~select(messages.c.id)
    .where(
        messages.c.person_id == bindparam("person"),
        messages.c.kind == "note",
        messages.c.state.in_((outbox.SENT, outbox.UNKNOWN)),
        messages.c.sent_at >= thanks.c.at,
    )
    .exists(),
)
FOR_TABLE = ALL.where(thanks.c.between_us.is_(False), thanks.c.at.between(bindparam("since"), bindparam("until")))
WHOM = select(thanks.c.to_id).where(
    thanks.c.partnership_id == bindparam("partnership"), thanks.c.at >= bindparam("since")
)
KEEP_BETWEEN = update(thanks).where(*_OWN, thanks.c.id == bindparam("thank")).values(between_us=True)
WITHDRAW = delete(thanks).where(*_OWN, thanks.c.id == bindparam("thank"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Thanks with who gives them and to whom; an organisation is None for somebody in their own right."""

    id: int
    by: str
    by_organisation: str | None
    to_id: int
    to: str
    to_organisation: str | None
    text: str
    between_us: bool
    at: datetime


def _read(row: Row[Any]) -> Thanks:
    return Thanks(**{name: getattr(row, name) for name in Thanks.__dataclass_fields__})


def _keys(who: Partner) -> Mapping[str, int]:
    return {"partnership": who.partnership.id, "partner": who.id}


def add(tx: Connection, author: Partner, to: Partner, text: str, *, now: datetime) -> int:
    values = {"partnership_id": author.partnership.id, "partner_id": author.id, "to_id": to.id}
    found: int = tx.execute(ADD, {**values, "text": text, "at": now}).scalar_one()
    return found


def of_author(tx: Connection, author: Partner) -> Sequence[Thanks]:
    """All that somebody gave, oldest first; for themself."""
    return [_read(row) for row in tx.execute(OF_AUTHOR, _keys(author))]


def new_for(tx: Connection, who: Partner) -> Sequence[Thanks]:
    """What was given to somebody since their last note, oldest first."""
    return [_read(row) for row in tx.execute(NEW_FOR, {**_keys(who), "person": who.person.id})]


def whom_since(tx: Connection, viewer: Viewer, *, since: datetime) -> frozenset[int]:
    """The partners who were thanked since then."""
    return frozenset(tx.execute(WHOM, {"partnership": viewer.partnership_id, "since": since}).scalars())


def for_table(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Thanks]:
    """What all at the table may read of that time."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return [_read(row) for row in tx.execute(FOR_TABLE, keys)]


def keep_between(tx: Connection, author: Partner, thanks_id: int) -> None:
    """Only the two of them may read it."""
    tx.execute(KEEP_BETWEEN, {**_keys(author), "thank": thanks_id})


def withdraw(tx: Connection, author: Partner, thanks_id: int) -> None:
    tx.execute(WITHDRAW, {**_keys(author), "thank": thanks_id})
