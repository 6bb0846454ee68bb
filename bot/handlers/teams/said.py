"""A card as an activity, and something said to one person beside the outbox."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.acts import Act
from bot.handlers.teams.client import TeamsClient
from bot.handlers.teams.destination import Destination
from bot.messages.parts import Card
from bot.messages.render import adaptive

CARD = "application/vnd.microsoft.card.adaptive"

Opens = Callable[[Act], bool]


def activity(card: Card, opens: Opens) -> dict[str, Any]:
    """`opens`: the buttons that open a dialog. The summary is what a notification says, and a screen reader first."""
    drawn = adaptive.message(card, opens=opens, about=card.subject or "")
    return {
        "type": "message",
        "attachments": [{"contentType": CARD, "content": drawn}],
        "summary": adaptive.spoken(card),
    }


def _always() -> None:
    """Nobody else says it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Says to somebody where they asked, so that they alone see it, what can't be owed; and takes away what is over."""

    client: TeamsClient
    opens: Opens

    async def __call__(self, to: Destination, card: Card) -> None:
        """Raises DeliveryError."""
        await self.client.post(
            to.service_url,
            to.conversation,
            activity(card, self.opens),
            must_be_in_time=_always,
            thread=to.thread,
            only_for="" if to.personal else to.account,
        )

    async def take_away(self, to: Destination, message: str) -> None:
        """A card that has had its day, and that anybody there could see. Raises DeliveryError."""
        await self.client.delete(to.service_url, to.conversation, message)
