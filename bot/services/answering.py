"""Answers that cannot leave with the delivery they answer: owed as rows, so that they survive the process."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.manners import Kind, Never, Why
from bot.domain.people import Partner
from bot.messages.cards import opening
from bot.messages.of_table import at_table
from bot.messages.parts import Card, Form
from bot.services import arrivals, askings, replies
from bot.services.composed import Composed
from bot.services.request import Reply, Request
from bot.storage import answers, outbox, people
from bot.storage.conversations import Conversation
from bot.storage.outbox import OutboxRow, Owed


def owe(tx: Connection, request: Request, reply: Reply, partner: Partner, *, now: datetime) -> Reply:
    """The reply, owed to its asker.

    As it was where its door can open the form at once, or nobody is left to owe it to: they had everything taken out.
    """
    opens = isinstance(reply.show, Form) and request.place.can_open
    if reply.show is None or opens or people.person_of(tx, request.who) is None:
        return reply
    owed = Owed(
        partnership_id=partner.partnership.id,
        person_id=partner.person.id,
        kind=Kind.ANSWER,
        period=request.key,
        subject=reply.show.subject if isinstance(reply.show, Card) else None,
        route=arrivals.way_of_answer(request.place),
        due_at=now,
        unasked=False,
    )
    _owe(tx, owed, reply, place=request.answer_at, now=now)
    return replace(reply, owed=True)


def _owe(tx: Connection, owed: Owed, reply: Reply, *, place: str = "", now: datetime) -> None:
    """Owe an answer, unless it is owed already, with what it says."""
    row = outbox.owe(tx, owed)
    if row is not None:
        answers.keep(tx, row, reply=replies.written(reply), place=place, now=now)


def post(tx: Connection, place: Conversation, card: Card, *, key: str, now: datetime) -> None:
    """Owe a card to everybody in a conversation, because somebody asked for it to stand there."""
    owed = Owed(
        partnership_id=place.partnership_id,
        place_id=place.id,
        kind=Kind.ANSWER,
        period=key,
        subject=card.subject,
        route=place.way,
        due_at=now,
        unasked=False,
    )
    _owe(tx, owed, Reply(show=card), now=now)


def tell(tx: Connection, who: Partner, card: Card, *, key: str, now: datetime) -> None:
    """Owe somebody what came of what they had asked for, wherever they are best reached; twice under a key is once."""
    route = askings.wishes_of(tx, who).route
    if route is None:
        return
    owed = Owed(
        partnership_id=who.partnership.id,
        person_id=who.person.id,
        kind=Kind.ANSWER,
        period=key,
        subject=card.subject,
        route=route,
        due_at=now,
        unasked=False,
    )
    _owe(tx, owed, Reply(show=at_table(card, who.partnership.slug)), now=now)


def compose(tx: Connection, row: OutboxRow) -> Composed | Never:
    """What was answered, as it was said then. A form that could not be opened at once is offered with a button."""
    kept = answers.of(tx, row.id)
    if kept is None:
        return Never(Why.OVER)
    reply, place = replies.read(kept[0]), kept[1]
    card = reply.show if isinstance(reply.show, Card) else opening.offered(reply.show) if reply.show else None
    return Composed(card=card, at=place, instead=reply.instead) if card else Never(Why.NOTHING_TO_SAY)
