"""What waits behind a button in a channel: neutral words that all may read, and what only one person sees."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.people import Identity
from bot.messages.parts import Actions, Button, Card, Named, Para
from bot.messages.words import _, phrase, plain

OPEN = "waiting.open"


def something(name: str, who: Identity | None, number: int) -> Card:
    """Never what it is, nor why: others read it too. `number`: of what waits, so that others' press is told apart."""
    said = phrase(_("{name}, there is something for you. Only you see it."), name=Named(name=name, who=who, ping=True))
    button = Button(
        label=_("Show me"), act=Act(name=OPEN, on=(str(number),)), words=_("what is there for me"), style="first"
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(button,))))


def together(cards: Sequence[Card]) -> Card:
    """All that waited, oldest first."""
    if len(cards) == 1:
        return cards[0]
    return Card(text=" ".join(card.text for card in cards), parts=tuple(part for card in cards for part in card.parts))


def nothing() -> Card:
    said = _("Nothing is waiting for you here.")
    return Card(text=said, parts=(Para(text=(said,)),))
