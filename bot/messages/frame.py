"""What every unasked message carries: why it came, its table, "not until ..." and "stop". Added here, nowhere else."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.messages.of_table import parts_at
from bot.messages.parts import Actions, Button, Card, Para
from bot.messages.words import _

PAUSE = "messages.pause"
STOP = "messages.stop"


def unasked(card: Card, *, table: str) -> Card:
    """The card as it goes out from a table, by its slug, when nobody asked for it just now.

    Raises ValueError for a card that does not say why it comes: that is a fault of ours.
    """
    if not card.because:
        raise ValueError("an unasked message says why it came")
    ways_out = Actions(
        of=(
            Button(label=_("Not until…"), act=Act(name=PAUSE), words="messages off until ..."),
            Button(label=_("Stop"), act=Act(name=STOP), words="stop"),
        )
    )
    stop = _("“Stop” stops me.")
    return replace(
        card,
        text=f"{card.text} {card.because} {stop}",
        parts=parts_at((*card.parts, Para(text=(f"{card.because} {stop}",), quiet=True), ways_out), table),
    )
