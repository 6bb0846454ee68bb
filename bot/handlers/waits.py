"""What a platform has asked us to wait for: what it limits, or one that lets us in no more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.delivery.sender import DeliveryError
from bot.storage.pace import SKEW

LIMITED = "ratelimited"
NO_SCOPE = "missing_scope"

# What stands for all that a call may be about.
EVERY = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """The calls that would only be refused again, so that they are not made."""

    now: Callable[[], datetime]
    _asked: dict[str, tuple[datetime, DeliveryError]] = field(default_factory=dict)

    def must_be_over(self, about: str) -> None:
        """Raises DeliveryError, as the platform would, for a call that has to wait."""
        now = self.now()
        for which in (EVERY, about):
            asked = self._asked.get(which)
            # What a clock that has been set back since has put down is no reason to wait.
            if asked is None or asked[0] > now + SKEW:
                continue
            left = asked[0] + (asked[1].retry_after or timedelta()) - now
            if left > timedelta():
                raise DeliveryError(asked[1].code, everybodys=asked[1].everybodys, retry_after=left)

    def note(self, about: str, error: DeliveryError) -> None:
        """What a call was answered with; a limit or a scope is of one method or place, a closed door everybody's."""
        if error.retry_after:
            which = about if error.code in (LIMITED, NO_SCOPE) else EVERY
            self._asked[which] = (self.now(), error)
