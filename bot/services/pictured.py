"""Where the picture of an answer goes: onto a page beside its words, into a chat in a message that follows them.

An immediate answer in a chat has no time for a picture, and a door without pictures has the words alone.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import pictured as cards
from bot.messages.parts import Card
from bot.services import answering, askings
from bot.services.request import Reply, Request

# Whose messages hold pictures; Teams' cards say their words.
WITH_PICTURES = ("slack",)


def placed(tx: Connection, request: Request, reply: Reply, partner: Partner, *, now: datetime) -> Reply:
    """The reply with its picture where its door shows one."""
    words, picture = reply.show, reply.picture
    if picture is None or not isinstance(words, Card):
        return reply
    if request.door == "page":
        return replace(reply, show=cards.beside(picture, words), picture=None)
    if request.place.platform in WITH_PICTURES and request.key:
        _owe(tx, request, picture, partner, now=now)
    return replace(reply, picture=None)


def _owe(tx: Connection, request: Request, picture: Card, partner: Partner, *, now: datetime) -> None:
    """Nobody is told in a channel that there is a picture for them: they have its words already."""
    route = askings.wishes_of(tx, partner).route
    if route and route.partition(":")[0] in WITH_PICTURES:
        answering.tell(tx, partner, picture, key=f"{request.key}/picture", now=now)
