"""Which messages are next: each route is a lane of its own, at its own pace, and nobody is sent two at once.

A lane is read by its own range of an index, so that neither a slow platform nor a long queue holds up another.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, bindparam, func, literal, select, update

from bot.storage import pace
from bot.storage.outbox import CLAIMED, OWED, OutboxRow, row_of
from bot.storage.schema import outbox, person

# Sent as a part of the person's next note, never on their own.
RIDER = "check_in"

# The reason of what waits only until its conversation is free.
PACED = "paced"

# A call that claimed more would keep others from the database.
MOST_AT_ONCE = 50

# Written out, so that either database sees that these are the rows of its partial index.
_OWED = outbox.c.state == literal(OWED, literal_execute=True)
_NO_RIDER = outbox.c.kind != literal(RIDER, literal_execute=True)
_ANSWER = outbox.c.kind == literal("answer", literal_execute=True)

# Route after route by the index alone, however many rows stand between: few of them are ever asked for.
_owing = select(func.min(outbox.c.route).label("route")).where(_OWED, _NO_RIDER).cte("owing", recursive=True)
_after = select(func.min(outbox.c.route)).where(_OWED, _NO_RIDER, outbox.c.route > _owing.c.route)
_owing = _owing.union_all(select(_after.scalar_subquery()).where(_owing.c.route.is_not(None)))
_first = select(func.min(outbox.c.due_at)).where(_OWED, _NO_RIDER, outbox.c.route == _owing.c.route)
OWING = select(_owing.c.route, _first.scalar_subquery().label("first")).where(_owing.c.route.is_not(None))

_busy = outbox.alias("busy")
_SENDING_TO_THEM = select(_busy.c.id).where(_busy.c.person_id == outbox.c.person_id, _busy.c.state == CLAIMED)


def _next(which: Select[tuple[int, int | None]]) -> Select[tuple[int, int | None]]:
    return (
        which.where(
            _OWED,
            outbox.c.route == bindparam("by"),
            outbox.c.due_at <= bindparam("now"),
            # One at a time to a person: what one message says is known when the next one is composed.
            ~_SENDING_TO_THEM.correlate(outbox).exists(),
        )
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


_ROW = select(outbox.c.id, outbox.c.person_id)
# Answers were asked for, so they go first.
NEXT = (_next(_ROW.where(_ANSWER)), _next(_ROW.where(_NO_RIDER)))
# Two that claim at the same moment do not see each other's claims, so they meet at the person.
HOLD_PERSON = (
    select(person.c.id).where(person.c.id == bindparam("who")).with_for_update(key_share=True, skip_locked=True)
)
BUSY = select(outbox.c.id).where(outbox.c.person_id == bindparam("who"), outbox.c.state == CLAIMED).limit(1)
CLAIM = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == OWED)
    .values(
        state=CLAIMED,
        claim_token=bindparam("token"),
        lease_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
        sent_at=None,
    )
    .returning(*outbox.c)
)
WAIT = update(outbox).where(outbox.c.id == bindparam("row")).values(due_at=bindparam("then"), reason=PACED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How much of a route may start now: `room` messages, with `every` between the starts of any two."""

    room: int = 1
    every: timedelta = timedelta()
    paced: bool = False


@dataclass(slots=True, kw_only=True)
class Claimed:
    """Rows with the token that each was claimed by, and the moments at which to come for more.

    `stepped`: the routes whose pace lets nothing more start for now.
    """

    rows: list[tuple[OutboxRow, str]] = field(default_factory=list)
    turns: set[datetime] = field(default_factory=set)
    stepped: set[str] = field(default_factory=set)


def claim(
    tx: Connection,
    lanes: Mapping[str, Lane],
    *,
    new_token: Callable[[], str],
    now: datetime,
    until: datetime,
    but_for: Collection[str] = (),
) -> Claimed:
    """Take what is due of every lane that has room. Only the holder of a row's token can record its fate.

    A route that is in no lane is taken one row at a time: whoever sends says that there is no such door. `but_for`:
    routes of which nothing can start now.
    """
    claimed = Claimed()
    shut = pace.closed(tx, now=now)
    for route in due(tx, now=now):
        if route in but_for:
            continue
        if route in shut:
            claimed.turns.add(shut[route])
        elif len(claimed.rows) < MOST_AT_ONCE:
            _claim_of(tx, route, lanes.get(route, Lane()), claimed, new_token=new_token, now=now, until=until)
        else:
            claimed.turns.add(now)
    return claimed


def due(tx: Connection, *, now: datetime) -> Sequence[str]:
    """The routes by which something is due, whichever has waited longest first."""
    found = [(row.first, row.route) for row in tx.execute(OWING) if row.first <= now]
    return [route for _first, route in sorted(found)]


def _claim_of(
    tx: Connection,
    route: str,
    lane: Lane,
    claimed: Claimed,
    *,
    new_token: Callable[[], str],
    now: datetime,
    until: datetime,
) -> None:
    for _ in range(lane.room):
        found = _next_free(tx, route, lane, claimed, now=now)
        if found is None:
            return
        if lane.every:
            claimed.turns.add(now + lane.every)
            claimed.stepped.add(route)
            if not pace.step(tx, route, every=lane.every, now=now):
                return
        token = new_token()
        row = tx.execute(CLAIM, {"row": found, "token": token, "until": until}).one()
        claimed.rows.append((row_of(row), token))
        if lane.every:
            return


def _next_free(tx: Connection, route: str, lane: Lane, claimed: Claimed, *, now: datetime) -> int | None:
    """The next row that may go at once. What only has to wait for its conversation is due when that is free."""
    for statement in NEXT:
        for _ in range(MOST_AT_ONCE):
            found = tx.execute(statement, {"by": route, "now": now}).one_or_none()
            if found is None:
                break
            if found.person_id is None:
                return int(found.id)
            if not _is_free(tx, found.person_id):
                return None
            waits = pace.free_from(tx, route, pace.with_person(found.person_id), now=now) if lane.paced else None
            if waits is None:
                return int(found.id)
            tx.execute(WAIT, {"row": found.id, "then": waits})
            claimed.turns.add(waits)
    return None


def _is_free(tx: Connection, person_id: int) -> bool:
    held = tx.execute(HOLD_PERSON, {"who": person_id}).first() is not None
    return held and tx.execute(BUSY, {"who": person_id}).first() is None
