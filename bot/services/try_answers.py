"""Asking seats whether they share in a try, and what they say: yes, we share it, or not us."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner, Viewer
from bot.domain.tries import Shares
from bot.messages.cards import sharing as cards
from bot.messages.cards import try_forms as forms
from bot.messages.parts import Card, Item
from bot.services import sharing, tries
from bot.services.request import Reply, Said
from bot.services.told import unanswered
from bot.storage import tries as storage
from bot.storage.commitments import lock

_WITH = "with"


def share(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Name who shares in what may go wrong: each is asked, once. Raises UnknownPersonError."""
    one, words = tries.own(tx, asker, said)
    if not one.is_open or tries.is_old(said, one):
        return tries.as_it_is(asker, one, now=now)
    there = sharing.seats(tx, asker)
    if not there:
        return Reply(show=cards.nobody_else(one))
    if said.value("sharers"):
        chosen = said.value("sharers").split()
    elif words:
        called = words.removeprefix(_WITH).strip()
        # What is typed names those who are new; those who were asked before stay asked.
        chosen = [*sharing.named(tx, asker, called), *(str(each.seat_id) for each in one.sharers)]
    else:
        return unanswered(forms.sharing(one, there), said, words=("sharers",))
    asked = sharing.ask(tx, asker, one, chosen, now=now)
    again = storage.numbered(tx, asker.viewer, one.number) or one
    return Reply(show=cards.asked(again, asked), kept=tries.kept_as(again))


def yes(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Somebody in a seat that was asked says that it shares in it."""
    return _answer(tx, asker, said, Shares.YES, now=now)


def no(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not us: a good answer."""
    return _answer(tx, asker, said, Shares.NO, now=now)


def _answer(tx: Connection, asker: Partner, said: Said, to: Shares, *, now: datetime) -> Reply:
    """What is said for the asker's seat; anybody in it may think again for as long as the try goes on."""
    lock(tx, asker.partnership.id)
    one, _rest = tries.found(tx, asker, said)
    mine = next((each for each in one.sharers if each.seat_id == asker.seat_id), None)
    if mine is None or not one.is_open:
        return Reply(show=cards.not_asked(one))
    if mine.state is not to:
        storage.answer(tx, one, asker, to, now=now)
        tries.note(tx, asker, one, "shared" if to is Shares.YES else "unshared", now=now)
    return Reply(show=cards.answered(one, to, asker), instead=bool(said.on))


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The question as it is asked when somebody is named; None once their seat has answered, or it was stopped."""
    one = storage.numbered(tx, receiver.viewer, int(number))
    return cards.offer(one, receiver) if one and sharing.is_asked(receiver, one) else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What somebody's seat was asked and nobody in it has answered, as lines of their note."""
    return [] if seat.role.looks_on else [cards.waits(one) for one in storage.waiting_for(tx, seat)]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Whose seats were asked."""
    return storage.whose_word(tx, viewer)
