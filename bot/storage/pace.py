"""When a route, or one conversation of it, may be used again: kept here, so that it holds over any number of processes.

A pace is set by whoever sends, by their own clock. What a clock that was ahead has set is no reason to wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, case, delete, func, select, update

from bot.storage.schema import outbox, pace
from bot.storage.upsert import insert_new

# The conversation that stands for the route as a whole.
ALL = ""

# The clocks of machines that work together differ by less; one that was set back, by more.
SKEW = timedelta(minutes=1)

_LANE = (pace.c.route == bindparam("by"), pace.c.conversation == bindparam("at"))
_HOLDS = (pace.c.free_at > bindparam("now"), pace.c.set_at <= bindparam("horizon"))
ADD = insert_new(pace)
CLOSED = select(pace.c.route, pace.c.free_at).where(pace.c.conversation == ALL, *_HOLDS)
FREE_FROM = select(pace.c.free_at).where(*_LANE, *_HOLDS)
# Whoever finds it held by another process leaves it to that one.
LOOK = select(pace.c.free_at, pace.c.set_at, pace.c.booked_at).where(*_LANE).with_for_update(skip_locked=True)
SET = update(pace).where(*_LANE).values(free_at=bindparam("then"), set_at=bindparam("now"))
# A short wait that is asked for ends no longer one.
CLOSE = SET.values(
    free_at=case((and_(pace.c.free_at > bindparam("then"), _HOLDS[1]), pace.c.free_at), else_=bindparam("then")),
    reason=bindparam("why"),
    since=func.coalesce(pace.c.since, bindparam("now")),
)
_TROUBLED = (pace.c.route == bindparam("by"), pace.c.conversation == ALL, pace.c.since.is_not(None))
TROUBLED = (
    select(pace.c.route, pace.c.reason, pace.c.since)
    .where(pace.c.conversation == ALL, pace.c.since.is_not(None))
    .order_by(pace.c.route)
)
WORKS = update(pace).where(*_TROUBLED).values(reason=None, since=None)
REOPEN = WORKS.where(pace.c.reason != bindparam("but_for")).values(free_at=bindparam("now"), set_at=bindparam("now"))
# What was tried by it then, and waits as long as it was closed for.
DUE_AGAIN = (
    update(outbox)
    .where(
        outbox.c.route == bindparam("by"),
        outbox.c.state == "owed",
        outbox.c.due_at > bindparam("now"),
        outbox.c.reason != bindparam("but_for"),
        outbox.c.reason == select(pace.c.reason).where(*_TROUBLED).scalar_subquery(),
    )
    .values(due_at=bindparam("now"))
)
BOOK = update(pace).where(*_LANE).values(booked_at=bindparam("then"))
FORGET = delete(pace).where(pace.c.conversation != ALL, pace.c.free_at < bindparam("before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A route that takes nothing, as its platform said last, and since when."""

    route: str
    why: str
    since: datetime


def with_person(person_id: int) -> str:
    """The bot's conversation with somebody, whatever their platform calls it."""
    return f"person:{person_id}"


def closed(tx: Connection, *, now: datetime) -> Mapping[str, datetime]:
    """The routes that may not be used yet, and from when on they may."""
    return {row.route: row.free_at for row in tx.execute(CLOSED, _moment(now))}


def free_from(tx: Connection, route: str, conversation: str, *, now: datetime) -> datetime | None:
    """From when on a conversation may be used again; None if it may now."""
    found: datetime | None = tx.execute(
        FREE_FROM, {"by": route, "at": conversation, **_moment(now)}
    ).scalar_one_or_none()
    return found


def step(tx: Connection, route: str, *, every: timedelta, now: datetime) -> bool:
    """Take the route's next moment; False if it has not come, or another process has it."""
    free, _booked = _look(tx, route, ALL, now=now)
    if free:
        set_free(tx, route, ALL, at=now + every, now=now)
    return free


def enter(
    tx: Connection, route: str, conversation: str, *, gap: timedelta, now: datetime, until: datetime, waited: bool
) -> datetime | None:
    """Take a conversation in which many are answered, until sending is over at the latest.

    None if it was free; else the moment to come again, which nobody else is given. Who has `waited` for theirs and
    finds whoever was before them late stays next.
    """
    free, booked = _look(tx, route, conversation, now=now)
    if free:
        set_free(tx, route, conversation, at=until, now=now)
        return None
    if waited:
        return min(free_from(tx, route, conversation, now=now) or now + gap, now + gap)
    turn = max(booked or now, now) + gap
    tx.execute(BOOK, {"by": route, "at": conversation, "then": turn})
    return turn


def set_free(tx: Connection, route: str, conversation: str, *, at: datetime, now: datetime) -> None:
    """It may be used from then on."""
    if not tx.execute(SET, {"by": route, "at": conversation, "then": at, "now": now}).rowcount:
        tx.execute(ADD, {"route": route, "conversation": conversation, "free_at": at, "set_at": now})


def close(tx: Connection, route: str, *, until: datetime, now: datetime, why: str) -> None:
    """The route as a whole takes nothing, as its platform says: until then at least, and not before something went."""
    tx.execute(ADD, {"route": route, "conversation": ALL, "free_at": now, "set_at": now})
    tx.execute(CLOSE, {"by": route, "at": ALL, "then": until, "why": why, **_moment(now)})


def works(tx: Connection, route: str) -> None:
    """Something went out by it: whatever was the matter is over."""
    tx.execute(WORKS, {"by": route})


def troubled(tx: Connection) -> Sequence[Trouble]:
    """The routes by which nothing has gone out since something was the matter."""
    return [Trouble(route=row.route, why=row.reason, since=row.since) for row in tx.execute(TROUBLED)]


def reopen(tx: Connection, route: str, *, but_for: str, now: datetime) -> None:
    """Whatever had closed it is mended, `but_for` one reason that only time ends; what it had refused is due again."""
    keys = {"by": route, "but_for": but_for, "now": now}
    tx.execute(DUE_AGAIN, keys)
    tx.execute(REOPEN, keys)


def forget(tx: Connection, *, before: datetime) -> None:
    """Conversations in which nothing was sent since then."""
    tx.execute(FORGET, {"before": before})


def _look(tx: Connection, route: str, conversation: str, *, now: datetime) -> tuple[bool, datetime | None]:
    """Whether it is free and ours to take, and until when others have been given their turns."""
    keys = {"by": route, "at": conversation}
    found = tx.execute(LOOK, keys).one_or_none()
    if found is None:
        tx.execute(ADD, {"route": route, "conversation": conversation, "free_at": now, "set_at": now})
        found = tx.execute(LOOK, keys).one_or_none()
    if found is None:
        return False, None
    return not (found.free_at > now and found.set_at <= now + SKEW), found.booked_at


def _moment(now: datetime) -> dict[str, datetime]:
    return {"now": now, "horizon": now + SKEW}
