"""What the auditor looks at, in numbers only: what is late, which round is missing, and what was told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, or_, select, update

from bot.storage.lanes import RIDER
from bot.storage.outbox import CLAIMED, IS_DOUBTED, OWED, RODE_ALONG, OutboxRow, row_of
from bot.storage.pace import ALL
from bot.storage.schema import outbox, pace, rounds
from bot.storage.upsert import insert_new

ALARM = "alarm"


def _counted(moment: ColumnElement[datetime], *where: ColumnElement[bool]) -> Select[int, datetime]:
    return select(func.count().label("number"), func.min(moment).label("since")).where(*where)


# What rides along waits for its note, and what is put off has a later day. An alarm says nothing about itself.
LATE = _counted(
    outbox.c.due_at,
    outbox.c.state == OWED,
    outbox.c.due_at <= bindparam("before"),
    outbox.c.kind.not_in((RIDER, ALARM)),
)
STUCK = _counted(
    outbox.c.lease_until,
    outbox.c.state == CLAIMED,
    outbox.c.lease_until <= bindparam("before"),
    or_(outbox.c.reason.is_(None), outbox.c.reason != RODE_ALONG),
)
# A way that takes nothing puts its messages off again and again, so that none of them is late.
_WAITS_FOR_IT = select(outbox.c.id).where(
    outbox.c.state == OWED, outbox.c.route == pace.c.route, outbox.c.reason == pace.c.reason
)
CLOSED = _counted(
    pace.c.since,
    pace.c.conversation == ALL,
    pace.c.since <= bindparam("before"),
    _WAITS_FOR_IT.correlate(pace).exists(),
)
DOUBTFUL = _counted(
    outbox.c.sent_at,
    *IS_DOUBTED,
    outbox.c.sent_at > bindparam("since"),
    outbox.c.sent_at <= bindparam("before"),
)
MISSED = _counted(rounds.c.again_at, rounds.c.again_at <= bindparam("before"))
EXPECT = insert_new(rounds)
CAME_THROUGH = update(rounds).where(rounds.c.name == bindparam("which")).values(again_at=bindparam("then"))
LAST_TOLD = (
    select(outbox)
    .where(outbox.c.kind == ALARM, outbox.c.subject == bindparam("what"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
OLD_ALARMS = delete(outbox).where(outbox.c.kind == ALARM, outbox.c.due_at < bindparam("before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """How many of one sort are overdue, and since when the oldest is."""

    number: int
    since: datetime


def late(tx: Connection, *, before: datetime) -> Overdue | None:
    """Messages that have been due since before that moment, and could go."""
    return _found(tx, LATE, before)


def stuck(tx: Connection, *, before: datetime) -> Overdue | None:
    """Messages whose claim ended before that moment, and which nobody has looked after since."""
    return _found(tx, STUCK, before)


def closed(tx: Connection, *, before: datetime) -> Overdue | None:
    """Routes that have taken nothing since before that moment, while something waits for them."""
    return _found(tx, CLOSED, before)


def doubtful(tx: Connection, *, since: datetime, before: datetime) -> Overdue | None:
    """Messages begun between those moments of which nobody knows yet whether they went out."""
    return _found(tx, DOUBTFUL, before, since=since)


def missed(tx: Connection, *, before: datetime) -> Overdue | None:
    """Rounds that were to have come through before that moment."""
    return _found(tx, MISSED, before)


def _found(tx: Connection, counting: Select[int, datetime], before: datetime, **more: datetime) -> Overdue | None:
    row = tx.execute(counting, {"before": before, **more}).one()
    return Overdue(number=row.number, since=row.since) if row.number else None


def expect(tx: Connection, names: Iterable[str], *, again_at: datetime) -> None:
    """From now on these rounds are looked out for; one that is already keeps its moment."""
    for name in names:
        tx.execute(EXPECT, {"name": name, "again_at": again_at})


def came_through(tx: Connection, name: str, *, again_at: datetime) -> None:
    """A round did all its pages, and is to do so again by that moment."""
    tx.execute(EXPECT, {"name": name, "again_at": again_at})
    tx.execute(CAME_THROUGH, {"which": name, "then": again_at})


def last_told(tx: Connection, what: str) -> OutboxRow | None:
    """The last alarm about one sort of trouble."""
    found = tx.execute(LAST_TOLD, {"what": what}).one_or_none()
    return row_of(found) if found else None


def delete_old(tx: Connection, *, before: datetime) -> None:
    tx.execute(OLD_ALARMS, {"before": before})
