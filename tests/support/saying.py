"""What partners type and press, taken to its command as the front desk takes it, over an open transaction."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import may
from bot.domain.acts import Act
from bot.domain.errors import NotAllowedError
from bot.domain.people import Identity, Partner, Place
from bot.messages.parts import Card, Form
from bot.services import desk
from bot.services.request import Answers, Reply, Request, Words
from bot.storage import people
from tests.support.committing import NOW, button, fields


def say(tx: Connection, who: Partner, line: str, *, now: datetime = NOW) -> Reply:
    """Typed in words."""
    return _heard(tx, who, Words(text=line), now=now)


def pressed(tx: Connection, who: Partner, reply: Reply, label: str, *, now: datetime = NOW) -> Reply:
    """The button of that name on a card."""
    return _heard(tx, who, button(reply, label).act, now=now)


def sent(tx: Connection, who: Partner, reply: Reply, *, now: datetime = NOW, **values: str | tuple[str, ...]) -> Reply:
    """A form as it came, with some fields filled in anew."""
    assert isinstance(reply.show, Form)
    return _heard(tx, who, Answers(act=reply.show.act, values={**fields(reply), **values}), now=now)


def _heard(tx: Connection, who: Partner, said: Words | Act | Answers, *, now: datetime) -> Reply:
    known = Identity(platform="web", tenant="", user=str(who.person.id))
    place = Place(platform="web", tenant="", conversation="", private=True)
    heard = desk.understand(Request(key="", said_at=now, who=known, place=place, said=said, door="page"))
    assert heard.command is not None
    if not may(who.role, heard.command.right):
        raise NotAllowedError(right=heard.command.right)
    as_they_are = people.partner_by_id(tx, partnership_id=who.partnership.id, partner_id=who.id)
    return heard.command.run(tx, as_they_are, heard.said, now=now)


def form_of(reply: Reply) -> Form:
    assert isinstance(reply.show, Form)
    return reply.show


def card_of(reply: Reply) -> Card:
    assert isinstance(reply.show, Card)
    return reply.show
