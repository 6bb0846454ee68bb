"""Copies of people's words on pages: taken out when whoever wrote them takes the words back."""

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.words import SHORTENED_TO, _, clip
from bot.storage import exchanges


def take_out(tx: Connection, author: Partner, *texts: str) -> None:
    """A text can be withdrawn everywhere by its author: whole, and as cards shorten it."""
    for text in texts:
        ways = {text, " ".join(text.split()), *(clip(text, longest) for longest in SHORTENED_TO)}
        exchanges.take_out(tx, author.partnership.id, sorted(ways), gone=_("taken back by whoever wrote it"))
