"""The first message: what is kept, why, who sees it, how long, how to stop; and may I write to you?"""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.changes import INVITED
from bot.domain.manners import Kind
from bot.domain.people import Partner
from bot.messages.cards import welcome as cards
from bot.services import arrivals, askings
from bot.services.notes import Composed
from bot.services.turns import PAGE, Turn
from bot.storage import changes, conversations, due, outbox, people, routes
from bot.storage.outbox import Owed


def welcome(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One page of people who have a seat and were never asked: owe each the one welcome, in their next hours."""
    found = due.welcomes(tx, most=PAGE)
    owed = [row for partner in found if (row := _owe(tx, partner, now=now)) is not None]
    return Turn(owed=tuple(owed), after=0 if len(owed) == PAGE else None)


def _owe(tx: Connection, partner: Partner, *, now: datetime) -> int | None:
    first = Owed(
        partnership_id=partner.partnership.id,
        person_id=partner.person.id,
        kind=Kind.WELCOME,
        period="welcome",
        route=routes.route_of(tx, partner.person.id) or "",
        due_at=manners.suitable(askings.wishes_of(tx, partner), now),
    )
    return outbox.owe(tx, first)


def compose(tx: Connection, partner: Partner) -> Composed:
    """The welcome as it stands now, in the name of whoever invited them, else of whoever convenes."""
    history = changes.history(tx, partner.viewer, "partner", partner.id)
    arrived = any(change.what == "arrived" for change in history)
    heard = any(place.platform in arrivals.CHATS for place in conversations.of_table(tx, partner.partnership.id))
    inviter = next((change.by for change in history if change.what == INVITED and change.by), _convener(tx, partner))
    return Composed(card=cards.invitation(partner, inviter=inviter, arrived=arrived, heard=heard))


def _convener(tx: Connection, partner: Partner) -> str:
    """Whoever has convened longest; nobody where the newcomer convenes alone."""
    conveners = [one for one in people.everybody(tx, partner.viewer) if one.convenes and one.id != partner.id]
    return min(conveners, key=lambda one: one.id).person.name if conveners else ""
