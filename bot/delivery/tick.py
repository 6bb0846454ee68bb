"""One turn of the clock: every round, page by page, then delivery."""

from datetime import datetime

from bot.delivery.loop import Delivery
from bot.services import rounds
from bot.services.rounds import ROUNDS, Round, TickLine
from bot.storage.store import Store


async def run_round(store: Store, which: Round, *, now: datetime) -> list[int]:
    """All pages of one round, each in a transaction of its own; the outbox rows it owed."""
    owed: list[int] = []
    after: int | None = 0
    while after is not None:
        turn = await store.run(which.turn, now=now, after=after)
        owed += turn.owed
        after = turn.after
    return owed


async def turn(store: Store, delivery: Delivery, *, now: datetime) -> list[TickLine]:
    """Everything that is due at `now`, done once. Raises ClockBackwardsError for a time before the last turn."""
    await delivery.open_doors(now)
    await store.run(rounds.turn_clock, now=now)
    by_round: dict[int, str] = {}
    for which in ROUNDS:
        for row in await run_round(store, which, now=now):
            by_round[row] = which.name
    for row in await delivery.once(now):
        by_round.setdefault(row, "delivery")
    return await store.read(rounds.changed, by_round, at=now)
