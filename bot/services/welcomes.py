"""The first message: what is kept, why, who sees it, how long, how to stop; and may I write to you?"""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.manners import Kind
from bot.domain.people import Partner, Role
from bot.messages import plain
from bot.messages.cards import welcome as cards
from bot.messages.frame import unasked
from bot.messages.language import speaking
from bot.services import arrivals, askings, newcomers
from bot.services.composed import Composed
from bot.services.turns import AGAIN_AFTER, PAGE, Turn, one_by_one
from bot.storage import changes, conversations, outbox, people, posts, routes, sponsors, welcomes, wishes
from bot.storage import newcomers as newcomers_storage
from bot.storage.outbox import Owed
from bot.storage.posts import Post


def welcome(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """One page of people who have a seat and were never asked: owe each the one welcome, in their next hours."""
    found = welcomes.due(tx, now=now, most=PAGE)
    return one_by_one(
        tx,
        [(partner.id, partner) for partner in found],
        partial(_owe, now=now),
        otherwise=lambda partner: welcomes.keep_next(tx, partner, now + AGAIN_AFTER),
        after=0 if len(found) == PAGE else None,
    )


def _owe(tx: Connection, partner: Partner, *, now: datetime) -> list[int]:
    welcomes.keep_next(tx, partner, None)
    wish = askings.wishes_of(tx, partner)
    if wish.answer is not None:
        return []
    first = Owed(
        partnership_id=partner.partnership.id,
        person_id=partner.person.id,
        kind=Kind.WELCOME,
        period=welcomes.PERIOD,
        route=wish.route or "",
        due_at=manners.suitable(wish, now),
    )
    row = outbox.owe(tx, first)
    return [] if row is None else [row]


def meet(tx: Connection, person_id: int, *, now: datetime) -> None:
    """Somebody comes in at their page: a welcome that has not gone out stands there at once, and goes no other way."""
    for partner in people.seats_of(tx, person_id):
        if wishes.answer_of(tx, partner) is not None:
            continue
        _owe(tx, partner, now=now)
        row = welcomes.still_owed(tx, partner)
        if row is not None:
            _put_up(tx, partner, row, now=now)


def _put_up(tx: Connection, partner: Partner, row: int, *, now: datetime) -> None:
    with speaking(partner.language):
        card = unasked(compose(tx, partner).card, table=partner.partnership.slug)
    post = Post(outbox_id=row, route="web", card=plain.written(card), person_id=partner.person.id)
    welcomes.put_up(tx, row, message_id=str(posts.put(tx, post, now=now)), now=now)
    routes.record_try(tx, partner.person.id, "web", worked=True, why=None, now=now)


def compose(tx: Connection, partner: Partner) -> Composed:
    """The welcome as it stands now, in the name of whoever invited them, else of whoever convenes."""
    history = changes.history(tx, partner.viewer, "partner", partner.id)
    arrived = any(change.what == "arrived" for change in history)
    heard = any(place.platform in arrivals.CHATS for place in conversations.of_table(tx, partner.partnership.id))
    invited_by = newcomers_storage.inviter(tx, partner)
    inviter = invited_by.person.name if invited_by else _convener(tx, partner)
    body = _sponsors(tx, partner)
    # A sponsor is asked about a seat, and is to do nothing until then.
    begin = newcomers.begin_with(tx, partner) if not body else ()
    return Composed(
        card=cards.invitation(partner, inviter=inviter, arrived=arrived, heard=heard, sponsors=body, begin=begin)
    )


def _sponsors(tx: Connection, partner: Partner) -> str:
    """Of which organisation's seat they are asked to be the sponsor."""
    one = sponsors.of_partner(tx, partner) if partner.role is Role.SPONSOR else None
    return one.organisation if one else ""


def _convener(tx: Connection, partner: Partner) -> str:
    """Whoever has convened longest; nobody where the newcomer convenes alone."""
    conveners = [one for one in people.conveners(tx, partner.viewer) if one.id != partner.id]
    return min(conveners, key=lambda one: one.id).person.name if conveners else ""
