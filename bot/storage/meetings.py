"""When a table meets: all at it may see that. A meeting that was cancelled stays, so that calendars can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from bot.domain.meetings import Meeting, State
from bot.domain.people import Partner, Viewer
from bot.storage.engine import READING
from bot.storage.people import PRESENT, partner_of
from bot.storage.schema import LONG_AGO, meeting, partner, partnership

_HERE = meeting.c.partnership_id == bindparam("partnership")
# Whoever adds one holds the table, so that no two get one number and none is added twice.
LOCK = select(partnership.c.id).where(partnership.c.id == bindparam("partnership")).with_for_update(key_share=True)
ADD = (
    insert(meeting)
    .values(number=select(func.coalesce(func.max(meeting.c.number), 0) + 1).where(_HERE).scalar_subquery())
    .returning(meeting.c.number)
)
SAVE = (
    update(meeting)
    .where(
        meeting.c.partnership_id == bindparam("at_partnership"),
        meeting.c.number == bindparam("at_number"),
        meeting.c.version == bindparam("at_version"),
    )
    # Whoever has been told of it is to be told anew.
    .values(version=meeting.c.version + 1, next_look_at=LONG_AGO, briefed_to=0)
    .returning(meeting.c.version)
)
NUMBERED = select(meeting).where(_HERE, meeting.c.number == bindparam("number"))
LOCKED = NUMBERED.with_for_update()
NEXT = (
    select(meeting)
    .where(_HERE, meeting.c.state == State.SET, meeting.c.begins_at >= bindparam("now"))
    .order_by(meeting.c.begins_at, meeting.c.number)
    .limit(bindparam("most"))
)
LAST = (
    select(meeting)
    .where(_HERE, meeting.c.state == State.SET, meeting.c.begins_at < bindparam("now"))
    .order_by(meeting.c.begins_at.desc(), meeting.c.number.desc())
    .limit(1)
)
BETWEEN = (
    select(meeting)
    .where(_HERE, meeting.c.begins_at >= bindparam("since"), meeting.c.begins_at < bindparam("until"))
    .order_by(meeting.c.begins_at, meeting.c.number)
)
TO_BRIEF = (
    select(meeting)
    .where(meeting.c.next_look_at <= bindparam("now"))
    .order_by(meeting.c.next_look_at, meeting.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
LOOKED = (
    update(meeting)
    .where(_HERE, meeting.c.number == bindparam("of"), meeting.c.version == bindparam("as_version"))
    .values(next_look_at=bindparam("next"), briefed_to=bindparam("up_to"))
)
PAGE_OF_PARTNERS = (
    PRESENT.where(partner.c.id > bindparam("after")).order_by(None).order_by(partner.c.id).limit(bindparam("most"))
)
CHANGING = ("state", "begins_at", "minutes", "place", "reason", "changed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A meeting that the round has to look at; `after`: the last partner that it has come to."""

    id: int
    meeting: Meeting
    after: int


def _read(row: Row[Any]) -> Meeting:
    values = {name: getattr(row, name) for name in Meeting.__dataclass_fields__}
    return Meeting(**{**values, "state": State(row.state)})


def _one(tx: Connection, statement: Any, **keys: object) -> Meeting | None:  # noqa: ANN401 - any select of meetings
    row = tx.execute(statement, keys).one_or_none()
    return _read(row) if row else None


def lock(tx: Connection, partnership_id: int) -> None:
    """Nobody else sets a meeting of this table until the transaction ends. Taken before any other lock."""
    if tx.dialect.name != "sqlite":
        tx.execute(LOCK, {"partnership": partnership_id})


def add(tx: Connection, by: Partner, *, begins_at: datetime, minutes: int, place: str, now: datetime) -> Meeting:
    """Keep it, with the table's next number."""
    here = by.partnership.id
    values = {"partnership_id": here, "state": State.SET, "begins_at": begins_at, "minutes": minutes, "place": place}
    number = tx.execute(ADD, {**values, "partnership": here, "made_at": now, "changed_at": now}).scalar_one()
    return Meeting(
        partnership_id=here,
        number=number,
        version=1,
        state=State.SET,
        begins_at=begins_at,
        minutes=minutes,
        place=place,
        made_at=now,
        changed_at=now,
    )


def save(tx: Connection, changed: Meeting) -> int | None:
    """Write what may change of a meeting; its new version, or None if it has another one by now."""
    at = {"at_partnership": changed.partnership_id, "at_number": changed.number, "at_version": changed.version}
    values = {name: getattr(changed, name) for name in CHANGING}
    found: int | None = tx.execute(SAVE, {**at, **values}).scalar_one_or_none()
    return found


def numbered(tx: Connection, viewer: Viewer, number: int) -> Meeting | None:
    """The meeting of that number at the viewer's table, whatever became of it."""
    return _one(tx, NUMBERED, partnership=viewer.partnership_id, number=number)


def held(tx: Connection, viewer: Viewer, number: int) -> Meeting | None:
    """The same, held until the transaction ends; where it only reads, there is nothing to hold it for."""
    return _one(tx, NUMBERED if READING in tx.info else LOCKED, partnership=viewer.partnership_id, number=number)


def coming(tx: Connection, viewer: Viewer, now: datetime, *, most: int) -> Sequence[Meeting]:
    """The next meetings of the viewer's table that take place, soonest first."""
    keys = {"partnership": viewer.partnership_id, "now": now, "most": most}
    return [_read(row) for row in tx.execute(NEXT, keys)]


def next_one(tx: Connection, viewer: Viewer, now: datetime) -> Meeting | None:
    """The next meeting of the viewer's table; None where none is set."""
    return next(iter(coming(tx, viewer, now, most=1)), None)


def last_one(tx: Connection, viewer: Viewer, now: datetime) -> Meeting | None:
    """The newest meeting of the viewer's table that has begun; None where there was none."""
    return _one(tx, LAST, partnership=viewer.partnership_id, now=now)


def between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Meeting]:
    """The meetings that begin in that time, those that were cancelled too, in the order of time."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return [_read(row) for row in tx.execute(BETWEEN, keys)]


def to_brief(tx: Connection, *, now: datetime) -> Briefing | None:
    """One meeting of any table that the round has to look at by now; whoever else looks finds another meanwhile."""
    row = tx.execute(TO_BRIEF, {"now": now}).one_or_none()
    return Briefing(id=row.id, meeting=_read(row), after=row.briefed_to) if row else None


def looked(tx: Connection, one: Meeting, *, next_at: datetime | None, after: int = 0) -> None:
    """When to look at it again, and from which partner on. Of one that was changed meanwhile nothing is known."""
    keys = {"partnership": one.partnership_id, "of": one.number, "as_version": one.version}
    tx.execute(LOOKED, {**keys, "next": next_at, "up_to": after})


def partners_after(tx: Connection, partnership_id: int, after: int, *, most: int) -> Sequence[Partner]:
    """The next of those who sit at a table, by their numbers."""
    keys = {"partnership": partnership_id, "after": after, "most": most}
    return [partner_of(row) for row in tx.execute(PAGE_OF_PARTNERS, keys)]
