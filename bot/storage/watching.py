"""How delivery stands, in numbers only: for whoever watches over the machine. Each is a range of one index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from bot.storage.lanes import RIDER
from bot.storage.outbox import CLAIMED, FAILED, OWED, RESTORED, RODE_ALONG, SENT, UNKNOWN
from bot.storage.schema import outbox, partner, partnership, route

A_DAY = timedelta(days=1)

# What rides along waits for its note, however long that takes.
OLDEST_DUE = (
    select(outbox.c.due_at)
    .where(outbox.c.state == OWED, outbox.c.due_at <= bindparam("now"), outbox.c.kind != RIDER)
    .order_by(outbox.c.due_at)
    .limit(1)
)
_COUNTED = select(outbox.c.state, outbox.c.route, func.count().label("rows")).group_by(outbox.c.state, outbox.c.route)
OPEN = _COUNTED.where(outbox.c.state.in_((OWED, CLAIMED, UNKNOWN, FAILED)))
# All that was ever sent is too much to be counted each time; what was due within a day is not.
LATELY = _COUNTED.where(outbox.c.state == SENT, outbox.c.due_at > bindparam("since"))
# What rode along is known with its note; what a restore left unknown can't be found out any more.
LOOSE_ENDS = (
    select(outbox.c.state, func.count().label("rows"))
    .where(
        outbox.c.state.in_((UNKNOWN, FAILED)),
        outbox.c.due_at > bindparam("since"),
        outbox.c.reason.is_distinct_from(RODE_ALONG),
        outbox.c.reason.is_distinct_from(RESTORED),
    )
    .group_by(outbox.c.state)
)
THEIR_TIME = select(func.now())
_WORKS = select(route.c.id).where(route.c.person_id == partner.c.person_id, route.c.works.is_not(False)).exists()
UNREACHABLE = (
    select(partnership.c.slug, func.count().label("people"))
    .join(partner, partner.c.partnership_id == partnership.c.id)
    .where(partnership.c.closed_at.is_(None), partner.c.left_on.is_(None), ~_WORKS)
    .group_by(partnership.c.slug)
    .order_by(partnership.c.slug)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many outbox rows of one state go by one route."""

    state: str
    route: str
    rows: int


def lag(tx: Connection, *, now: datetime) -> timedelta:
    """For how long the oldest message that could go out has been due."""
    oldest: datetime | None = tx.execute(OLDEST_DUE, {"now": now}).scalar_one_or_none()
    return now - oldest if oldest else timedelta()


def counts(tx: Connection, *, now: datetime) -> Sequence[Count]:
    """What is open, whenever it was due; and what was sent of the last day's."""
    found = [*tx.execute(OPEN), *tx.execute(LATELY, {"since": now - A_DAY})]
    return [Count(state=row.state, route=row.route, rows=row.rows) for row in found]


def loose_ends(tx: Connection, *, since: datetime) -> Mapping[str, int]:
    """Of what was due since then: how much was given up, and of how much nobody knows whether it went out."""
    return {row.state: row.rows for row in tx.execute(LOOSE_ENDS, {"since": since})}


def skew(tx: Connection, *, now: datetime) -> timedelta:
    """How far our clock is ahead of the database's; SQLite has none but ours."""
    return now - tx.execute(THEIR_TIME).scalar_one() if tx.dialect.name == "postgresql" else timedelta()


def unreachable(tx: Connection) -> Sequence[tuple[str, int]]:
    """How many people at each open table no message reaches."""
    return [(row.slug, row.people) for row in tx.execute(UNREACHABLE)]
