"""A conversation becomes a table's. Whoever convenes it lets in one where they are not known as well.

Somebody there asks, and is given a number to pass on. It is no secret: it does nothing but name the conversation, and
only a coordinator's yes, said where they are known, makes it their table's.
"""

import re
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.errors import NotAllowedError
from bot.domain.people import Partner, Place
from bot.messages.cards import channels
from bot.messages.cards import letting_in as cards
from bot.messages.language import speaking
from bot.services import answering, arrivals, identity
from bot.services.request import Reply, Request, Said
from bot.storage import conversations, wanted
from bot.storage.wanted import Wanted

HOLDS = timedelta(days=7)

# The row, and a part of the moment in which it was asked for: a slip of the finger names no other one.
CODE = re.compile(r"([0-9]{1,18})-([0-9]{4})")


def settle(tx: Connection, convener: Partner, place: Place, *, now: datetime) -> None:
    """The place is the table's, and how to take part stands there: not everybody has commands to type."""
    conversations.link(tx, convener.partnership.id, place)
    linked = conversations.at(tx, place)
    if linked and linked.partnership_id == convener.partnership.id:
        with speaking(convener.partnership.language):
            card = channels.taking_part(convener.partnership.name)
        answering.post(tx, linked, card, key=f"{channels.TAKING_PART}:{linked.id}", now=now)


def ask(tx: Connection, request: Request, *, now: datetime) -> Reply:
    """`/table here`, from somebody who convenes no table: the number that whoever does says where they are known."""
    row = wanted.ask(tx, request.place, called=request.called or arrivals.UNNAMED, now=now)
    return Reply(show=cards.ask_your_coordinator(_code(row, now)))


def look(tx: Connection, request: Request, code: str, *, now: datetime) -> Reply:
    """`/table here 12-0473`: who asks, from where, and for which of their tables. Raises NotAllowedError."""
    convening = [seat for seat in identity.tables_of(tx, request.who) if seat.convenes]
    if not convening:
        raise NotAllowedError(words=code)
    one = _named(tx, code, now=now)
    if one is None:
        return Reply(show=cards.over())
    tables = [(seat.partnership.slug, seat.partnership.name) for seat in convening]
    day = convening[0].local_date(one.asked_at)
    return Reply(show=cards.question(one.called, one.platform, day, code=code, tables=tables))


def let(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes: the conversation is the asker's table's from now on, and how to take part is posted there."""
    one = _named(tx, "-".join(said.on) or said.rest.strip(), now=now)
    if one is None or conversations.table_at(tx, one.place):
        return Reply(show=cards.over(), instead=bool(said.on))
    settle(tx, asker, one.place, now=now)
    wanted.drop(tx, one.id)
    return Reply(show=cards.let_in(asker.partnership.name, one.platform), instead=bool(said.on))


def _code(row: int, asked_at: datetime) -> str:
    return f"{row}-{int(asked_at.timestamp()) % 10_000:04}"


def _named(tx: Connection, code: str, *, now: datetime) -> Wanted | None:
    """The one that a number names, while it holds."""
    found = CODE.fullmatch(code)
    one = wanted.by_id(tx, int(found[1])) if found else None
    return one if one and _code(one.id, one.asked_at) == code and now - one.asked_at < HOLDS else None
