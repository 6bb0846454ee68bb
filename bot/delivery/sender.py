"""What a platform's sender is, and what it raises. Only delivery/recording.py decides what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.domain.people import Place
from bot.messages.parts import Card
from bot.storage.lanes import PACED


class DeliveryError(Exception):
    """A message did not go out.

    `permanent`: it never will by this route to this person; else it is tried again, after `retry_after` where the
    platform says so. `everybodys`: the route as a whole is down, which is no try of this message.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool = False,
        everybodys: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.everybodys = everybodys
        self.retry_after = retry_after


class OutcomeUnknownError(DeliveryError):
    """Nobody can say whether the message went out, so it is not sent again."""


class NotNowError(DeliveryError):
    """It is not the moment for it, so that nothing was tried."""

    def __init__(self, code: str, wait: timedelta) -> None:
        super().__init__(code, retry_after=wait)


class TakenError(NotNowError):
    """Others are being written to in its conversation."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(PACED, wait)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message on its way: to a person or a place. `row_id` and `mark` are the outbox row's, the same at each try.

    `at`, `instead`, `redraws`: where an answer goes, or what is drawn over (services/notes.py, Composed). `under`: the
    id of the message in whose thread it stands. `unasked`: it
    waits while its reader does not want to be disturbed. `in_time` says whether the claim still holds: asked just
    before the message leaves, for a process may have stood still.
    """

    row_id: int
    person_id: int | None
    place_id: int | None
    card: Card
    now: datetime
    mark: str = ""
    partnership_id: int = 0
    at: str = ""
    instead: bool = False
    redraws: Place | None = None
    under: str = ""
    unasked: bool = False
    in_time: Callable[[], bool] = _always

    def must_be_in_time(self) -> None:
        """Raises DeliveryError where somebody else may have taken the message over."""
        if not self.in_time():
            raise DeliveryError("lease_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A message of which nobody knows whether it went out: for whom or where, and between which moments."""

    mark: str
    person_id: int | None
    place_id: int | None
    at: str
    since: datetime
    until: datetime
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a platform may be written to.

    `gap`: between the end of one message in a conversation and the start of the next; `every`: between the starts of
    any two; `at_once`: how many may be on their way. A slow platform so keeps nobody but itself waiting.
    """

    gap: timedelta
    every: timedelta
    at_once: int


class Sender(Protocol):
    """Carries messages of one route."""

    async def send(self, message: Outgoing) -> str:
        """The platform's id of the message. Raises DeliveryError."""
        ...


@runtime_checkable
class Paced(Protocol):
    """A sender whose platform sets a pace; one of any other is given one message after the other."""

    @property
    def pace(self) -> Pace: ...

    async def shared(self, message: Outgoing) -> str | None:
        """The conversation it will stand in, if others than its reader are written to there. Raises DeliveryError."""
        ...


@runtime_checkable
class CanBeAsked(Protocol):
    """A sender whose platform can be asked what became of a message."""

    async def find(self, sought: Sought) -> str | None:
        """The platform's id of the message; None if it is not there. Raises DeliveryError; permanent: it won't say."""
        ...
