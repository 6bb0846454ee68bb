"""The time at Slack: it stands still until it is turned, so that nothing in a test is ever slept."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

# A Monday morning.
BEGIN = datetime(2027, 1, 11, 11, tzinfo=UTC)


class TellsTime(Protocol):
    """Whatever the bot under test takes its time from may tell Slack's as well."""

    def now(self) -> datetime:
        """The time, aware of its zone."""
        ...


class Clock:
    """A clock for the fake and for the bot, turned by hand."""

    def __init__(self, at: datetime = BEGIN) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def turn(self, by: timedelta) -> None:
        """Let so much time go by."""
        self.at += by
