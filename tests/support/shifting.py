"""The bot on a machine whose wall clock is set while it runs: by as many seconds as stand in a file, asked each time.

`python -m tests.support.shifting FILE run --port N` is `convenor run --port N`, whose rounds come five times a second.
The clock that nobody sets, by which the event loop waits, goes on as it is, as on a real machine.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from apscheduler.schedulers import base
from apscheduler.triggers import interval

from bot import app, clock
from bot.cli import main
from bot.services.rounds import ROUNDS

A_MOMENT = timedelta(seconds=0.2)


class Shifted(datetime):
    """What everything asks for the time: our own clock, and APScheduler."""

    by = Path()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # A plain one, as it is compared.
        return datetime.now(tz) + timedelta(seconds=float(cls.by.read_text()))


if __name__ == "__main__":
    Shifted.by = Path(sys.argv[1])
    for module in (base, interval, clock):
        setattr(module, "datetime", Shifted)  # noqa: B010 - it is there for their own use
    quick = tuple(replace(one, every=min(one.every, A_MOMENT)) for one in ROUNDS)
    setattr(app, "ROUNDS", quick)  # noqa: B010 - the same
    main(sys.argv[2:])
