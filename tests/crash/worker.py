"""One of several processes of the bot on one database: it turns the clock and delivers until it is killed.

Forked from a server that has loaded everything, so that hundreds of them can be killed in minutes.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import logs
from bot.app import doors, opened
from bot.clock import Clock
from bot.delivery import loop
from bot.delivery.sender import Pace
from bot.delivery.tick import run_round
from bot.domain import calendars, deadlines
from bot.handlers.slack import app as _slack  # noqa: F401 - loaded once, for all that are forked
from bot.handlers.slack.running import introduce
from bot.services.rounds import ROUNDS
from bot.storage.errors import StoreError
from config.settings import read_settings

# A trial is over in a second or two of real time.
LOOK_EVERY = 0.1
ROUNDS_EVERY = 0.5
# For the one that something befalls: else the others may have done it all.
HEAD_START = 0.15
FAST = Pace(gap=timedelta(seconds=0.02), every=timedelta(seconds=0.02), at_once=4)

calendars.get_ready()
deadlines.get_ready()


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What befalls a process at the nth visit of a point: a signal to itself."""

    point: str
    nth: int
    by: signal.Signals = signal.SIGKILL


class Led(Clock):
    """The machine's time and a lead over it, which is every process's of a trial."""

    def __init__(self, lead: Any) -> None:
        self._lead = lead

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._lead.value)


class Watched:
    """Tells how often each point was come to, and ends it all at one of them."""

    def __init__(self, end: End | None) -> None:
        self.end = end
        self.left = end.nth if end else 0

    def __call__(self, point: str) -> None:
        if self.end and point == self.end.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), self.end.by)


def run(environment: Mapping[str, str], lead: Any, begin: Any, together: int, end: End | None) -> None:
    """`lead`: in seconds, shared; `begin`: how many are ready, for nobody begins before so many are `together`."""
    os.environ.clear()
    os.environ.update(environment)
    loop.LOOK_EVERY = loop.SETTLE_EVERY = LOOK_EVERY
    # What goes wrong here is meant to.
    logs.set_up()
    logging.disable(logging.CRITICAL)
    asyncio.run(_work(Led(lead), begin, together, end))


async def _work(clock: Led, begin: Any, together: int, end: End | None) -> None:
    async with opened(read_settings(), clock=clock) as app, doors(app):
        if slack := app.delivery.senders.get("slack"):
            await introduce(slack.slack)  # type: ignore[attr-defined] # The door's own.
            app.delivery.senders = {**app.delivery.senders, "slack": replace(slack, pace=FAST)}  # type: ignore[type-var] # The same.
        app.delivery.at_point = Watched(end)
        with begin.get_lock():
            begin.value += 1
        while begin.value < together:  # noqa: ASYNC110 - it is another process that says so
            await asyncio.sleep(LOOK_EVERY / 10)
        await asyncio.sleep(0 if end or together == 1 else HEAD_START)
        delivering = asyncio.create_task(_deliver(app))
        while True:
            for which in ROUNDS:
                with suppress(StoreError):
                    await run_round(app.store, which, now=app.now(), at_point=app.delivery.at_point)
            await asyncio.wait({delivering}, timeout=ROUNDS_EVERY)


async def _deliver(app: Any) -> None:
    await app.delivery.open_doors(app.now())
    await app.delivery.keep_delivering(app.now)
