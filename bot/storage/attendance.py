"""Who came to a meeting, who sent apologies, and for whom somebody else came: for who convenes, and for themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from bot.domain.meetings import Came, Meeting
from bot.domain.people import Partner, Viewer
from bot.storage.schema import attendance, commitment, partner, person, seat

_AT = (
    attendance.c.partnership_id == bindparam("partnership"),
    attendance.c.meeting_number == bindparam("meeting"),
)
_OF = (*_AT, attendance.c.partner_id == bindparam("partner"))
ADD = insert(attendance)
CHANGE = (
    update(attendance)
    .where(*_OF)
    .values(
        kind=bindparam("what"),
        deputy=bindparam("name"),
        noted_by=bindparam("by"),
        on_day=bindparam("day"),
        at=bindparam("now"),
    )
)
REMOVE = delete(attendance).where(*_OF)
REMOVE_ALL = delete(attendance).where(*_AT)
_WORDS: Select[Any] = (
    select(
        attendance.c.partner_id,
        attendance.c.kind,
        attendance.c.deputy,
        attendance.c.noted_by,
        attendance.c.on_day,
        person.c.name,
    )
    .join(
        partner, (partner.c.partnership_id == attendance.c.partnership_id) & (partner.c.id == attendance.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
)
ALL = _WORDS.where(*_AT).order_by(person.c.name, attendance.c.partner_id)
ONE = _WORDS.where(*_OF)
OF_SOME = _WORDS.where(*_AT, attendance.c.partner_id.in_(bindparam("partners", expanding=True)))
# An organisation has one seat at a table; a person's own seat is none of one.
ORGANISATIONS = (
    select(func.count(seat.c.organisation_id.distinct()))
    .select_from(attendance)
    .join(
        partner, (partner.c.partnership_id == attendance.c.partnership_id) & (partner.c.id == attendance.c.partner_id)
    )
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .where(*_AT, attendance.c.kind.in_((Came.CAME, Came.DEPUTY)))
)
DENIED = delete(attendance).where(
    attendance.c.partnership_id == bindparam("partnership"),
    attendance.c.partner_id == bindparam("partner"),
    attendance.c.noted_by != bindparam("partner"),
    attendance.c.on_day == bindparam("day"),
)
# What was minuted at a meeting bears its number.
PROMISED = (
    select(commitment.c.state, func.count().label("number"))
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.source.startswith(bindparam("minuted")),
    )
    .group_by(commitment.c.state)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What was said of somebody and a meeting. `on_day`: the day for which the ledger has it; `noted_by`: by whom."""

    partner_id: int
    name: str
    kind: Came
    deputy: str | None
    noted_by: int
    on_day: date


def _read(row: Row[Any]) -> Word:
    values = {name: getattr(row, name) for name in Word.__dataclass_fields__}
    return Word(**{**values, "kind": Came(row.kind)})


def _keys(one: Meeting, **more: object) -> dict[str, object]:
    return {"partnership": one.partnership_id, "meeting": one.number, **more}


def of(tx: Connection, one: Meeting, who: Partner) -> Word | None:
    row = tx.execute(ONE, _keys(one, partner=who.id)).one_or_none()
    return _read(row) if row else None


def all_of(tx: Connection, one: Meeting) -> Sequence[Word]:
    """By name; apologies and deputies are who convenes' to see beforehand, and the rest afterwards."""
    return [_read(row) for row in tx.execute(ALL, _keys(one))]


def of_some(tx: Connection, one: Meeting, partners: Iterable[int]) -> Mapping[int, Word]:
    """The same for some partners."""
    rows = tx.execute(OF_SOME, _keys(one, partners=list(partners)))
    return {row.partner_id: _read(row) for row in rows}


def keep(
    tx: Connection,
    one: Meeting,
    who: Partner,
    kind: Came,
    *,
    by: Partner,
    on_day: date,
    deputy: str | None = None,
    now: datetime,
) -> None:
    """What is said last of somebody holds."""
    values = {"what": kind, "name": deputy, "by": by.id, "day": on_day, "now": now}
    if tx.execute(CHANGE, _keys(one, partner=who.id, **values)).rowcount == 0:
        row = {"partnership_id": one.partnership_id, "meeting_number": one.number, "partner_id": who.id}
        new = {"kind": kind, "deputy": deputy, "noted_by": by.id, "on_day": on_day, "at": now}
        tx.execute(ADD, {**row, **new})


def remove(tx: Connection, one: Meeting, who: Partner) -> None:
    tx.execute(REMOVE, _keys(one, partner=who.id))


def remove_all(tx: Connection, one: Meeting) -> int:
    """Let go of all that was said of it, for it is on another day now; how many."""
    return tx.execute(REMOVE_ALL, _keys(one)).rowcount


def deny(tx: Connection, who: Partner, *, on_day: date) -> None:
    """Take out what others noted of somebody for a day: they say that it isn't so."""
    tx.execute(DENIED, {"partnership": who.partnership.id, "partner": who.id, "day": on_day})


def organisations(tx: Connection, one: Meeting) -> int:
    """How many organisations were there: a count is everybody's to see."""
    found: int = tx.execute(ORGANISATIONS, _keys(one)).scalar_one()
    return found


def source_of(one: Meeting, line: str) -> str:
    """What a commitment that was minuted at a meeting is made from, so that one line makes one."""
    return f"meeting:{one.number}:{line}"


def promised(tx: Connection, viewer: Viewer, one: Meeting) -> Mapping[str, int]:
    """What was minuted at a meeting, as numbers by what became of it."""
    keys = {"partnership": viewer.partnership_id, "minuted": source_of(one, "")}
    return {row.state: row.number for row in tx.execute(PROMISED, keys)}
