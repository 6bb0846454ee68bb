"""One turn of the clock: every round, page by page, then delivery; and the auditor, who looks at what they left."""

from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.delivery import points
from bot.delivery.loop import Delivery
from bot.delivery.points import AtPoint
from bot.services import rounds
from bot.services.rounds import AUDITOR, ROUNDS, Round, TickLine
from bot.services.turns import Turn
from bot.storage import auditing
from bot.storage.store import Store

log = structlog.get_logger()


async def run_round(store: Store, which: Round, *, now: datetime, at_point: AtPoint = points.go_on) -> list[int]:
    """All pages of one round, each in a transaction of its own; the outbox rows it owed."""
    owed: list[int] = []
    after: int | None = 0
    while after is not None:
        turn = await store.run(points.before_commit(_page, points.OWING, at_point), which, now=now, after=after)
        at_point(points.OWED)
        owed += turn.owed
        for fault in turn.faults:
            log.error("round.fault", round=which.name, row=fault.row, fault=fault.what)
        after = turn.after
    return owed


def _page(tx: Connection, which: Round, *, now: datetime, after: int) -> Turn:
    """One page; the auditor hears of the last one."""
    done = which.turn(tx, now=now, after=after)
    if done.after is None:
        auditing.came_through(tx, which.name, again_at=now + which.every)
    return done


async def turn(store: Store, delivery: Delivery, *, now: datetime, alone: bool = True) -> list[TickLine]:
    """Everything that is due at `now`, done once. Raises ClockBackwardsError for a time before the last turn.

    `alone`: nobody else delivers, so that no doors stand open but those that `delivery` has a sender for.
    """
    if alone:
        await delivery.open_doors(now)
    await store.run(rounds.turn_clock, now=now)
    by_round: dict[int, str] = {}
    for which in ROUNDS:
        for row in await run_round(store, which, now=now, at_point=delivery.at_point):
            by_round[row] = which.name
    for row in await delivery.once(now):
        by_round.setdefault(row, "delivery")
    if alarms := await run_round(store, AUDITOR, now=now, at_point=delivery.at_point):
        by_round |= dict.fromkeys(alarms, AUDITOR.name)
        await delivery.once(now)
    return await store.read(rounds.changed, by_round, at=now)
