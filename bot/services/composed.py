"""A card as it goes out for a row of the outbox."""

from dataclasses import dataclass

from bot.domain.people import Place
from bot.messages.parts import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A card as it goes out, and the rows that ride along with it.

    `at`: where an answer goes, in its door's own words; `instead`: in the place of the card that was used there.
    `redraws`: the card that it is drawn over.
    """

    card: Card
    riders: tuple[int, ...] = ()
    at: str = ""
    instead: bool = False
    redraws: Place | None = None
