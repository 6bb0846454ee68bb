"""What Slack has asked us to wait for: a method it limits, or a workspace that lets us in no more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.delivery.sender import DeliveryError

LIMITED = "ratelimited"

# The method that stands for all of them.
EVERY = ""

# What a clock that was ahead has set down is no reason to wait longer.
LONGEST = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Waits:
    """The calls that would only be refused again, so that they are not made."""

    now: Callable[[], datetime]
    _until: dict[str, tuple[datetime, str]] = field(default_factory=dict)

    def must_be_over(self, method: str) -> None:
        """Raises DeliveryError, as Slack would, for a call that has to wait."""
        for which in (EVERY, method):
            until, code = self._until.get(which, (self.now(), ""))
            left = until - self.now()
            if timedelta() < left <= LONGEST:
                raise DeliveryError(code, everybodys=True, retry_after=left)

    def note(self, method: str, error: DeliveryError) -> None:
        """What a call was answered with; a limit is one method's, a closed workspace everybody's."""
        if error.everybodys and error.retry_after:
            which = method if error.code == LIMITED else EVERY
            self._until[which] = (self.now() + error.retry_after, error.code)
