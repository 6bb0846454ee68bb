"""What became of one message, written down under its claim; and what follows for it: later, elsewhere, or never."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.delivery.sender import DeliveryError, OutcomeUnknownError
from bot.domain.manners import Kind, Later, Never
from bot.services import digests, went_out
from bot.storage import claims, conversations, outbox, pace, routes
from bot.storage.outbox import OutboxRow

# One row that cannot be sent never stops the others: it waits, longer each time that it was itself at fault.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A conversation that has been written in, and for how long it is left alone then."""

    route: str
    conversation: str
    lasts: timedelta


def not_now(tx: Connection, row: OutboxRow, token: str, outcome: Later | Never) -> None:
    """Manners had a word against it."""
    match outcome:
        case Later(at, why):
            claims.put_off(tx, row.id, token, until=at, why=why, counts=False)
        case Never(why):
            claims.give_up(tx, row.id, token, state=outbox.WITHDRAWN, why=why)


def sent(
    tx: Connection, token: str, message_id: str, *, now: datetime, wall: datetime, after: Gap | None = None
) -> list[int]:
    """It went out, with all that rode along; the rows that are settled by that."""
    _leave(tx, after, wall)
    rows = claims.mark_sent(tx, token, message_id=message_id, now=now)
    for route in {row.route for row in rows}:
        pace.works(tx, route)
    went_out.note(tx, rows, now=now)
    return [row.id for row in rows]


def failed(
    tx: Connection,
    row: OutboxRow,
    token: str,
    error: DeliveryError,
    *,
    now: datetime,
    wall: datetime,
    after: Gap | None = None,
    paced: bool = False,
) -> None:
    """It did not go out, or nobody can say: later, elsewhere, or never.

    What is everybody's closes a `paced` route to all for as long; by any other each message is still tried in turn.
    """
    _leave(tx, after, wall)
    wait = error.retry_after or (FIRST_WAIT if error.everybodys else None)
    if error.everybodys and wait:
        pace.close(tx, row.route, until=wall + wait if paced else wall, now=wall, why=error.code)
    if isinstance(error, OutcomeUnknownError) and row.kind != Kind.REDRAW:
        claims.mark_unknown(tx, token, why=error.code, ask_at=now)
    elif error.permanent:
        _elsewhere(tx, row, token, error.code, now=now)
    else:
        put_off(tx, row, token, error.code, now=now, wait=wait, counts=wait is None)


def _leave(tx: Connection, after: Gap | None, wall: datetime) -> None:
    if after:
        pace.set_free(tx, after.route, after.conversation, at=wall + after.lasts, now=wall)


def _elsewhere(tx: Connection, row: OutboxRow, token: str, why: str, *, now: datetime) -> None:
    """What is closed for good to this person or place is not tried again: what is owed goes by the next best way.

    That a card can't be drawn again, or has no thread, says nothing about the way to anybody.
    """
    moved = False
    if row.kind in (Kind.REDRAW, Kind.DETAILS):
        pass
    elif row.place_id is not None:
        conversations.shut(tx, row.place_id, why=why, now=now)
        moved = _at_the_next_place(tx, row, token, why, now=now)
    elif row.person_id is not None:
        routes.record_try(tx, row.person_id, row.route, worked=False, why=why, now=now)
        moved = _by_the_next_best(tx, row, token, why, now=now)
    if not moved:
        claims.give_up(tx, row.id, token, state=outbox.FAILED, why=why)


def closed(tx: Connection, row: OutboxRow, token: str, *, now: datetime) -> None:
    """It was owed by a door that has been closed since; one without any other way waits for that door."""
    if not _by_the_next_best(tx, row, token, "route.closed", now=now):
        put_off(tx, row, token, "route.closed", now=now, counts=False)


def _by_the_next_best(tx: Connection, row: OutboxRow, token: str, why: str, *, now: datetime) -> bool:
    """All that is owed to its person goes with it; what rode along is owed again once it is put off."""
    if row.person_id is None:
        return False
    moved = routes.take_along(tx, row.id, token)
    if moved:
        claims.put_off(tx, row.id, token, until=now, why=why)
    routes.follow(tx, row.person_id)
    return moved


def _at_the_next_place(tx: Connection, row: OutboxRow, token: str, why: str, *, now: datetime) -> bool:
    """A table has a page, also where its channel takes nothing any more; where it stands already it comes no more."""
    taken = outbox.weeks_places(tx, row, digests.week_in(row.period)) if row.kind == Kind.DIGEST else frozenset()
    place = next((one for one in conversations.of_table(tx, row.partnership_id) if one.id not in taken), None)
    if place is None:
        return False
    claims.bring_to(tx, row.id, token, place_id=place.id, route=place.way)
    claims.put_off(tx, row.id, token, until=now, why=why)
    return True


def put_off(
    tx: Connection,
    row: OutboxRow,
    token: str,
    why: str,
    *,
    now: datetime,
    wait: timedelta | None = None,
    counts: bool = True,
) -> None:
    """Try again later; after many tries of its own it is given up."""
    if counts and row.attempts >= MOST_ATTEMPTS:
        claims.give_up(tx, row.id, token, state=outbox.FAILED, why=why)
        return
    longer = min(FIRST_WAIT * 2 ** min(row.attempts, MOST_ATTEMPTS), LONGEST_WAIT)
    claims.put_off(tx, row.id, token, until=now + (wait or longer), why=why, counts=counts)
