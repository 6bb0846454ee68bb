"""Leads, and the convening, that wait for somebody's word: as they are said when they are made, and in the note."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner, Viewer
from bot.domain.strands import Offer
from bot.domain.strands import Said as Answer
from bot.messages.cards import convening_asked, lead_asked, leads
from bot.messages.parts import Card, Item
from bot.storage import leads as storage
from bot.storage import people


def _waits_for(one: Offer, receiver: Partner) -> bool:
    """Whether it waits for somebody's word; what they would do with somebody beside them they have said."""
    if one.asked_id is None:
        return receiver.convenes
    return one.asked_id == receiver.id and one.answer is not Answer.WITH


def offered(tx: Connection, receiver: Partner, offer_id: str, *, now: datetime) -> Card | None:
    """It as it is said when it is made; None once it waits no more."""
    for one in storage.waiting(tx, receiver.viewer):
        if one.id == int(offer_id) and _waits_for(one, receiver):
            return convening_asked.offer(one, receiver) if one.strand_id is None else lead_asked.offer(one, receiver)
    return None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What waits for somebody's word, as lines of their note."""
    those = [one for one in storage.waiting(tx, seat.viewer) if _waits_for(one, seat)]
    return [convening_asked.waits(one) if one.strand_id is None else lead_asked.waits(one) for one in those]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """For whom something waits: those who are asked, and whoever convenes where somebody offers to."""
    found = storage.waiting(tx, viewer)
    asked = {one.asked_id for one in found if one.asked_id is not None and one.answer is not Answer.WITH}
    conveners = people.conveners(tx, viewer) if any(one.asked_id is None for one in found) else ()
    return frozenset(asked | {one.id for one in conveners})


def as_it_stands(tx: Connection, reader: Partner, offer_id: str, *, now: datetime) -> Card:
    """A card about it that stands somewhere, as it would be drawn today."""
    return offered(tx, reader, offer_id, now=now) or leads.waits_no_more()
