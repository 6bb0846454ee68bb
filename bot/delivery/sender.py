"""What a platform's sender is, and what it raises. Only delivery/loop.py decides what follows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.people import Place
from bot.messages.parts import Card


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message on its way: to a person or a place. `row_id` is the outbox row's, the same at each try.

    `at`, `instead`, `redraws`: where an answer goes, or what is drawn over (services/notes.py, Composed).
    """

    row_id: int
    person_id: int | None
    place_id: int | None
    card: Card
    now: datetime
    partnership_id: int = 0
    at: str = ""
    instead: bool = False
    redraws: Place | None = None


class Sender(Protocol):
    """Carries messages of one route."""

    async def send(self, message: Outgoing) -> str:
        """The platform's id of the message. Raises DeliveryError."""
        ...
