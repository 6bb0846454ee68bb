"""A clock that runs on by itself from wherever it was moved to, and faster than a real one."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Self

from bot.clock import Clock

# So many of its seconds are one of the machine's: Slack's pace is kept in full, and nobody sits it out.
FASTER = 10


class MovedClock(Clock):
    """Two processes that move theirs alike read the same time: the machine's own count of seconds is common to them."""

    def __init__(self, moment: datetime) -> None:
        self.move(moment)

    @classmethod
    def like(cls, written: str) -> Self:
        """One that agrees with that which was written down."""
        made = cls.__new__(cls)
        made.follow(written)
        return made

    def move(self, moment: datetime) -> None:
        self._moved_to, self._moved_at = moment, monotonic()

    def follow(self, written: str) -> None:
        """Be moved as another was."""
        moment, at = written.split()
        self._moved_to, self._moved_at = datetime.fromisoformat(moment), float(at)

    def written(self) -> str:
        return f"{self._moved_to.isoformat()} {self._moved_at!r}"

    def now(self) -> datetime:
        return self._moved_to + timedelta(seconds=monotonic() - self._moved_at) * FASTER
