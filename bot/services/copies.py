"""Copies of people's words on pages: taken out when whoever wrote them takes the words back."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.words import SHORTENED_TO, _, clip
from bot.storage import exchanges


def take_out(tx: Connection, author: Partner, *texts: str) -> None:
    """A text can be withdrawn everywhere by its author: whole, and as cards shorten it."""
    for text in texts:
        exchanges.take_out(tx, author.partnership.id, ways(text), gone=_("taken back by whoever wrote it"))


def ways(text: str) -> Sequence[str]:
    """A text as it may stand on a card: whole, and as cards shorten it."""
    return sorted({text, " ".join(text.split()), *(clip(text, longest) for longest in SHORTENED_TO)})
