"""What the clock does: rounds, each a plain function of the time, safe to run twice, late, or on several machines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.errors import ClockBackwardsError
from bot.messages import plain
from bot.messages.render.text import text
from bot.services import auditing, briefs, checkins, digests, housekeeping, reminders, states, welcomes
from bot.services.turns import Turn
from bot.storage import due
from bot.storage.outbox_lines import Line, lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: `turn(tx, *, now, after) -> Turn` does a page of it, and says where the next one begins."""

    name: str
    every: timedelta
    turn: Callable[..., Turn]


A_MINUTE = timedelta(minutes=1)

ROUNDS = (
    Round(name="welcomes", every=A_MINUTE, turn=welcomes.welcome),
    Round(name="check-ins", every=A_MINUTE, turn=checkins.ask_the_quiet),
    Round(name="reminders", every=A_MINUTE, turn=reminders.remind),
    Round(name="briefs", every=A_MINUTE, turn=briefs.brief),
    Round(name="digests", every=A_MINUTE, turn=digests.owe_digests),
    Round(name="states", every=A_MINUTE, turn=states.keep_up),
    Round(name="housekeeping", every=timedelta(hours=24), turn=housekeeping.tidy),
)

# It looks at what the others, and delivery, have left undone, so it comes after them.
AUDITOR = Round(name="auditor", every=timedelta(minutes=5), turn=auditing.audit)


def turn_clock(tx: Connection, *, now: datetime) -> None:
    """Note that the clock stands at `now`. Raises ClockBackwardsError if it has been further already."""
    if not due.tick(tx, now=now):
        raise ClockBackwardsError(last=due.last_tick(tx))


@dataclass(frozen=True, slots=True, kw_only=True)
class TickLine:
    """One outbox row that changed in a turn of the clock, and which round owed it."""

    at: datetime
    round: str
    row: Line


def changed(tx: Connection, rounds: dict[int, str], *, at: datetime) -> list[TickLine]:
    """A line for each row that was owed or settled; `rounds` says by which round, "delivery" where by none."""
    return [TickLine(at=at, round=rounds[line.id], row=line) for line in lines(tx, list(rounds))]


def line_as_json(line: TickLine) -> dict[str, object]:
    """CONTRACTS, JSON `tick`."""
    row = line.row
    return {
        "at": line.at.isoformat(),
        "round": line.round,
        "kind": row.kind,
        "parts": list(row.riders),
        "to": row.to,
        "route": row.route,
        "state": row.state,
        "text": text(plain.read(row.card)) if row.card else "",
    }
