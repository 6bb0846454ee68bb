"""The bot in a process of its own, whose clock is moved: `python -m tests.soak.program`, its settings around it.

It reads a line each time that its clock is moved, lets every round take its turn then, waits until all that is due has
left, and answers with a line: what comes next, what went wrong, and how much memory it holds.
"""

import asyncio
import json
import os
import resource
import sys
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import structlog
from sqlalchemy import Connection, bindparam, case, func, or_, select

from bot.app import App, doors, opened
from bot.delivery import loop
from bot.delivery.tick import run_round
from bot.handlers import leaving
from bot.handlers.slack import answer, app
from bot.handlers.slack.running import introduce
from bot.services.rounds import ROUNDS
from bot.storage.errors import StoreError
from bot.storage.schema import outbox
from config.settings import read_settings
from tests.soak.clock import FASTER, MovedClock
from tests.support.slack import listening

# Long enough on a busy machine, short enough that a call without an answer does not hold up a whole soak.
SLACK_MAY_TAKE = aiohttp.ClientTimeout(total=0.5)
# What a killed process claimed is waited for no longer than this: its lease ends when the clock is moved on.
PATIENCE = 2.0
LOOK_EVERY = 0.02

# What rides along waits for its note, and what was restored for nobody.
ON_ITS_WAY = outbox.c.state.in_(("owed", "claimed", "unknown")) & or_(
    outbox.c.reason.is_(None), outbox.c.reason.not_in(("rode_along", "restored"))
)
WHEN = case((outbox.c.state == "claimed", outbox.c.lease_until), else_=outbox.c.due_at)
NEXT = select(func.min(WHEN)).where(ON_ITS_WAY, outbox.c.kind != "check_in", bindparam("now") < WHEN)
LEFT = select(func.count()).where(
    ON_ITS_WAY,
    outbox.c.kind != "check_in",
    or_(outbox.c.state == "claimed", outbox.c.due_at <= bindparam("now")),
)


def _left(tx: Connection, now: datetime) -> int:
    return int(tx.execute(LEFT, {"now": now}).scalar_one())


def _next(tx: Connection, now: datetime) -> datetime | None:
    found: datetime | None = tx.execute(NEXT, {"now": now}).scalar_one()
    return found


def memory() -> int:
    """Resident, in KiB; at most so far, where the system does not say it of now."""
    now = Path("/proc/self/statm")
    if now.exists():
        return int(now.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def turn(app: App, clock: MovedClock) -> dict[str, Any]:
    """Every round at this moment, and what they owe delivered."""
    trouble = 0
    for which in ROUNDS:
        try:
            await run_round(app.store, which, now=clock.now())
        except StoreError:
            trouble += 1
    try:
        left = await _delivered(app, clock)
        coming = await app.store.read(_next, clock.now())
    except StoreError:
        return {"trouble": trouble + 1, "next": None, "left": 1, "memory": memory()}
    return {"trouble": trouble, "next": coming and coming.isoformat(), "left": left, "memory": memory()}


async def _delivered(app: App, clock: MovedClock) -> int:
    """Wait until nothing due is left, or until nothing has become of it for a while: how much that is."""
    before, since = -1, monotonic()
    while left := await app.store.read(_left, clock.now()):
        if left != before:
            before, since = left, monotonic()
        if monotonic() - since > PATIENCE:
            break
        app.delivery.wake()
        await asyncio.sleep(LOOK_EVERY)
    return left


async def orders(app: App, clock: MovedClock) -> None:
    """One after the other, until nobody gives any."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        clock.follow(line.decode())
        print(json.dumps(await turn(app, clock)), file=REPLIES, flush=True)


async def main(clock: MovedClock) -> None:
    async with opened(read_settings(), clock=clock) as running, doors(running) as web, listening(web) as address:
        await introduce(running.delivery.senders["slack"].slack)  # type: ignore[attr-defined] # The door's own.
        await running.delivery.open_doors(clock.now())
        delivering = asyncio.create_task(running.delivery.keep_delivering(running.now))
        print(json.dumps({"address": address}), file=REPLIES, flush=True)
        await orders(running, clock)
        running.delivery.stop()
        await delivering


if __name__ == "__main__":
    # Logs go where errors go, so that nothing comes between the replies.
    REPLIES, sys.stdout = sys.stdout, sys.stderr
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    leaving.PATIENCE = SLACK_MAY_TAKE
    # Hours go by in a moment here, so that what others left is looked after all the time.
    loop.SETTLE_EVERY = LOOK_EVERY
    # A machine that is busy with a soak is no reason to answer otherwise.
    app.ANSWER_WITHIN, answer.FORM_WITHIN, answer.OPEN_WITHIN = 25.0, 10.0, 10.0
    # By the moved clock, nearly as often as by a real one.
    loop.SETTLE_EVERY /= FASTER
    asyncio.run(main(MovedClock.like(sys.argv[1])))
