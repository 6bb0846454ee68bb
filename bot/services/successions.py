"""Handing one's seat on: another is asked, and with their yes it is theirs, with what was open offered one by one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import invitations as lists
from bot.domain.changes import HANDED_ON, INVITED
from bot.domain.errors import ConvenorError, EmptyWordsError, UnknownPersonError
from bot.domain.people import Partner, Viewer
from bot.domain.seats import SeatedBy
from bot.domain.writing import one_line
from bot.messages.cards import successions as cards
from bot.messages.parts import Card, Item
from bot.services import answering, asks, goodbyes, identity, offers, participation
from bot.services.goodbyes import Parting
from bot.services.request import Reply, Said
from bot.services.tables import Newcomer, join
from bot.services.told import not_yet
from bot.storage import changes, commitments, outbox, people, sponsors, tables
from bot.storage import successions as storage
from bot.storage.successions import SeatOffer

_TO = re.compile(r"to(?:\s+|$)", re.IGNORECASE)
_LEAVING = re.compile(r"[\s,]+and\s+(?:i(?:'ll)?\s+)?leave\s*$", re.IGNORECASE)


def hand_on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask somebody to take one's seat; said bare, ask with the form."""
    if asker.handed_over_on:
        return Reply(show=cards.not_yours())
    values = {name: said.value(name) for name in ("who", "then")}
    if not said.values:
        words = _TO.sub("", one_line(said.rest), count=1)
        values = {"who": _LEAVING.sub("", words), "then": cards.LEAVE if _LEAVING.search(words) else cards.STAY}
        if not (values["who"] or said.people):
            return Reply(show=cards.form(values))
    try:
        return _ask(
            tx, asker, replace(said, rest=one_line(values["who"])), stays=values["then"] != cards.LEAVE, now=now
        )
    except ConvenorError as error:
        if not said.values:
            raise
        error.field = "who"
        return not_yet(cards.form(values), error)


def _ask(tx: Connection, asker: Partner, said: Said, *, stays: bool, now: datetime) -> Reply:
    receiver = _receiver(tx, asker, said, now=now)
    if receiver.id == asker.id:
        return Reply(show=cards.yourself())
    if receiver.organisation and receiver.organisation != asker.organisation:
        return Reply(show=cards.sits_elsewhere(receiver))
    before = storage.of(tx, asker)
    if [(one.receiver_id, one.stays) for one in before] != [(receiver.id, stays)]:
        for one in before:
            storage.answer(tx, asker, one.id, said="withdrawn", now=now)
        offered = storage.offer(tx, asker, receiver, stays=stays, now=now)
        offers.owe(tx, receiver, f"handing:{offered}", now=now)
    return Reply(show=cards.asked(receiver.person.first_name, stays=stays))


def _receiver(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Partner:
    """Somebody at the table, or somebody new by name and address. Raises EmptyWordsError and UnknownPersonError."""
    if not (said.rest or said.people):
        raise EmptyWordsError
    found = [one for one in lists.read(said.rest) if not one.trouble]
    if len(found) != 1 or said.people:
        those, _rest = identity.mentioned(tx, asker, said, bare=True)
        if len(those) != 1:
            raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in those))
        return those[0]
    body = asker.organisation.name if asker.organisation else None
    newcomer = Newcomer(name=found[0].name, email=found[0].email, organisation=body, seated_by=SeatedBy.COORDINATOR)
    joined, new = join(tx, asker.partnership.id, newcomer, today=asker.partnership.local_date(now), now=now)
    if new:
        changes.note(tx, asker, subject="partner", subject_id=joined.id, what=INVITED, now=now)
    return joined


def keep(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take back that it was offered."""
    for one in storage.of(tx, asker):
        storage.answer(tx, asker, one.id, said="withdrawn", now=now)
    return Reply(show=cards.kept(), instead=True)


def _meant(tx: Connection, asker: Partner, said: Said) -> SeatOffer | None:
    """The seat that waits for the asker: the button's, or the one there is."""
    waiting = storage.to(tx, asker)
    return next((one for one in waiting if one.id == said.row_id), None) if said.on else next(iter(waiting), None)


def take(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Yes: the seat is theirs, and what its giver has open waits for their word."""
    one = _meant(tx, asker, said)
    giver = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=one.partner_id) if one else None
    if one is None or giver is None or not storage.answer(tx, asker, one.id, said="taken", now=now):
        return Reply(show=cards.gone(), instead=bool(said.on))
    if asker.seat_id != giver.seat_id:
        tables.move_to(tx, asker, giver.seat_id, by=SeatedBy.STATEMENT)
    storage.take(tx, asker)
    # Who sits in a seat is not asked about it from beside the table.
    sponsors.end_all_of(tx, asker, now=now)
    receiver = people.as_it_is(tx, asker)
    participation.recompute(tx, receiver)
    offered = len(asks.offer_on_all(tx, giver, receiver, now=now))
    _give(tx, giver, stays=one.stays, now=now)
    ids = (str(giver.id), str(receiver.id))
    changes.note_seat(tx, receiver, giver.seat_id, what=HANDED_ON, from_to=ids, now=now)
    card = cards.thanks(giver, receiver.person.first_name, stays=one.stays)
    answering.tell(tx, giver, card, key=f"handed on {one.id}", now=now)
    return Reply(show=cards.taken(one, offered=offered), instead=bool(said.on))


def _give(tx: Connection, giver: Partner, *, stays: bool, now: datetime) -> None:
    """The giver reads along from now on, or has left."""
    storage.withdraw(tx, giver, now=now)
    storage.hand_over(tx, giver, on=giver.partnership.local_date(now))
    if stays:
        outbox.withdraw_but_answers(tx, giver, reason="handed_over")
        return
    commitments.let_go_all(tx, giver, now=now)
    goodbyes.go(tx, giver, Parting(), now=now)


def decline(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not them: a good answer, which its giver is told."""
    one = _meant(tx, asker, said)
    giver = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=one.partner_id) if one else None
    if one is None or giver is None or not storage.answer(tx, asker, one.id, said="declined", now=now):
        return Reply(show=cards.gone(), instead=bool(said.on))
    answering.tell(tx, giver, cards.was_declined(asker.person.first_name), key=f"handed on {one.id}", now=now)
    return Reply(show=cards.declined(one), instead=bool(said.on))


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The offer as it is said when it is made; None once it was answered."""
    one = next((one for one in storage.to(tx, receiver) if one.id == int(number)), None)
    return cards.offer(one, receiver) if one else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """The seats that wait for somebody, as lines of their note."""
    return [cards.waits(one) for one in storage.to(tx, seat)]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    return storage.whose(tx, viewer)
