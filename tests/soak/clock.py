"""A clock that runs on by itself from wherever it was moved to."""

from datetime import datetime, timedelta
from time import monotonic

from bot.clock import Clock


class MovedClock(Clock):
    """Simulated time between two moves is real time, so that a second's pause is a second."""

    def __init__(self, moment: datetime) -> None:
        self.move(moment)

    def move(self, moment: datetime) -> None:
        self._moved_to, self._moved_at = moment, monotonic()

    def now(self) -> datetime:
        return self._moved_to + timedelta(seconds=monotonic() - self._moved_at)
