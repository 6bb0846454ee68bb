"""One turn of the clock in a process that is killed at the nth visit of one of delivery's points.

`python -m tests.support.crashing POINT NTH MOMENT`, with the bot's settings in the environment.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime

from bot.app import doors, opened
from bot.clock import Clock
from bot.delivery import tick
from bot.handlers.slack.running import introduce
from config.settings import read_settings


class Stopped(Clock):
    """It stands at one moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


class Deadly:
    """Kills the process at the nth visit of a point."""

    def __init__(self, point: str, nth: int) -> None:
        self.point = point
        self.left = nth

    def __call__(self, point: str) -> None:
        self.left -= point == self.point
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def main(point: str, nth: int, moment: datetime) -> None:
    async with opened(read_settings(), clock=Stopped(moment)) as app, doors(app):
        await introduce(app.delivery.senders["slack"].slack)  # type: ignore[attr-defined] # The door's own.
        app.delivery.at_point = Deadly(point, nth)
        await tick.turn(app.store, app.delivery, now=moment)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
