"""What is done for another seat: once it is done, they are asked whether it helped; what they confirm counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, State, numbered
from bot.domain.errors import NotAllowedError, UnknownCommitmentError
from bot.domain.people import Partner, Viewer
from bot.messages.cards import helping as cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Card, Item
from bot.services import offers
from bot.services.request import Reply, Said
from bot.storage import commitments as storage
from bot.storage import helping, people

# More of one kind than anybody reads who comes back after a while.
MOST = 50


def ask_whether_it_helped(tx: Connection, by: Partner, one: Commitment, *, now: datetime) -> None:
    """Owe whoever is most here of the seat that it was for one question; where nobody sits there, nobody is asked."""
    if one.helps is None:
        return
    those = dict(helping.waiting(tx, by.viewer))
    asked = people.present(tx, [those[one.number]] if one.number in those else [])
    for receiver in asked:
        offers.owe(tx, receiver, f"helped:{one.number}", now=now)


def yes(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`it helped 3`."""
    return _answer(tx, asker, said, helping.YES, now=now)


def not_yet(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`not yet 3`."""
    return _answer(tx, asker, said, helping.NOT_YET, now=now)


def not_us(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`not for us 3`."""
    return _answer(tx, asker, said, helping.NOT_US, now=now)


def unsay(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Take back what was said of it; it is asked again."""
    one = _meant(tx, asker, said)
    if one.state is not State.KEPT or one.helped is None:
        return Reply(show=cards.not_asked(one))
    helping.answer(tx, one, None, by=asker, now=now)
    storage.note(tx, asker, one, what="unsaid", from_to=(one.helped, None), now=now)
    return Reply(show=cards.asked_again(one))


def _answer(tx: Connection, asker: Partner, said: Said, how: str, *, now: datetime) -> Reply:
    """What somebody who sits there says of it; anybody who sits there may, and the last word stands."""
    one = _meant(tx, asker, said)
    if one.state is not State.KEPT:
        return Reply(show=cards.not_asked(one))
    if one.helped != how:
        helping.answer(tx, one, how, by=asker, now=now)
        storage.note(tx, asker, one, what=f"helped_{how}", from_to=(one.helped, how), now=now)
    return Reply(show=cards.answered(one, how))


def _meant(tx: Connection, asker: Partner, said: Said) -> Commitment:
    """The commitment of that number, where it is for the seat that the asker sits in.

    Raises UnknownCommitmentError and NotAllowedError.
    """
    storage.lock(tx, asker.partnership.id)
    number, _rest = numbered(" ".join((*said.on[:1], said.rest)))
    one = storage.numbered(tx, asker.viewer, number) if number is not None else None
    if one is None:
        raise UnknownCommitmentError(words=said.rest)
    if helping.seat_of(tx, one) != asker.seat_id or asker.role.looks_on:
        raise NotAllowedError(words=said.rest, owner=one.helps or one.owner)
    return one


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The question as it is said when it is done; None once somebody there has answered, or it is open again."""
    one = storage.numbered(tx, receiver.viewer, int(number))
    still = one is not None and one.state is State.KEPT and one.helped is None
    return cards.offer(one, receiver) if one and still and helping.seat_of(tx, one) == receiver.seat_id else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What was done for their seat and nobody there has said anything of, for whoever is asked."""
    mine = [number for number, partner_id in helping.waiting(tx, seat.viewer) if partner_id == seat.id]
    found = [storage.numbered(tx, seat.viewer, number) for number in mine]
    return [cards.waits(one) for one in found if one]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    return frozenset(partner_id for _number, partner_id in helping.waiting(tx, viewer))


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """What helped, as those say whom it was for: a result before anything that was done."""
    found = helping.confirmed(tx, viewer, since=since, until=until, most=MOST)
    return [
        Happened(section=Section.OUTCOME, said=cards.helped(one.whose, one.helps, one.text), at=one.at) for one in found
    ]
