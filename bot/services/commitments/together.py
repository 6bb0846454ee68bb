"""Several on one commitment: each is asked and says for themself whether they are in; done by one, done for all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, SeenBy, State, numbered
from bot.domain.errors import NotAllowedError, UnknownCommitmentError, UnknownPersonError
from bot.domain.people import Partner, Viewer
from bot.messages.cards import together as cards
from bot.messages.parts import Card, Form, Item
from bot.services import offers, whom
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Verb, kept_as, not_yet, told
from bot.storage import commitments as storage
from bot.storage import parties
from bot.storage.together import IN

BRING_IN = Verb(
    command=Command(act="commitment.bringin", typed="bring in"),
    states=frozenset({State.OPEN}),
    tail=re.compile(r"\s+with\s+|\s*@", re.IGNORECASE),
    overwrites=True,
)
_WITH = re.compile(r"(?:with|to)\s+", re.IGNORECASE)


def bring_in(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`bring in 3 @Sam Okoye`: ask others whether they are in; said bare, ask whom."""
    heard = told(tx, asker, said, BRING_IN, now=now)
    if isinstance(heard, Reply):
        return heard
    one = heard.commitment
    if not (heard.words or said.people or said.values):
        return Reply(show=_form(tx, asker, one))
    if said.values:
        found = whom.receiver_of(tx, asker, said.value("whom"))
        if found is None:
            error = UnknownPersonError(words="", names=())
            error.field = "whom"
            return not_yet(_form(tx, asker, one), error)
        return _ask(tx, asker, one, [found], now=now)
    words = replace(said, on=(), rest=_WITH.sub("", heard.words, count=1))
    return _ask(tx, asker, one, whom.in_words(tx, asker, words), now=now)


def _form(tx: Connection, asker: Partner, one: Commitment) -> Form:
    there = {f"partner:{partner_id}" for partner_id in (one.partner_id, *one.parties)}
    return cards.form(one, [way for way in whom.options(tx, asker) if way[0] not in there], {})


def _ask(tx: Connection, asker: Partner, one: Commitment, others: Sequence[Partner], *, now: datetime) -> Reply:
    """Ask each of them; what only an organisation sees is for nobody of another."""
    new = [other for other in others if not one.is_on_it(other.id) and not other.role.looks_on]
    if not new:
        return Reply(show=cards.asked(one, others))
    if one.seen_by is SeenBy.ORGANISATION and any(other.organisation != asker.organisation for other in new):
        return Reply(show=cards.inside(one))
    for other in new:
        ask_to_join(tx, asker, one, other, now=now)
    return Reply(show=cards.asked(one, new))


def ask_to_join(tx: Connection, asker: Partner, one: Commitment, other: Partner, *, now: datetime) -> None:
    """Keep that somebody is asked whether they are in, and owe them the one message about it."""
    parties.ask(tx, one, other, by=asker, now=now)
    storage.note(tx, asker, one, what="brought_in", from_to=(None, other.person.name), now=now)
    offers.owe(tx, other, f"party:{one.number}", now=now)


def _meant(tx: Connection, asker: Partner, said: Said) -> tuple[Commitment, str]:
    """The commitment whose number is said, and how the asker stands to it.

    Raises UnknownCommitmentError for what is not there or not theirs to see, NotAllowedError for what they were never
    asked to join.
    """
    storage.lock(tx, asker.partnership.id)
    number, _rest = numbered(" ".join((*said.on[:1], said.rest)))
    one = storage.numbered(tx, asker.viewer, number) if number is not None else None
    if one is None:
        raise UnknownCommitmentError(words=said.rest)
    state = parties.state_of(tx, one, asker)
    if state is None and one.partner_id != asker.id:
        raise NotAllowedError(words=said.rest, owner=one.owner)
    return one, state or ""


def join(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I'm in on 3`: from now on it is theirs as well."""
    one, state = _meant(tx, asker, said)
    if one.state is not State.OPEN:
        return Reply(show=cards.is_over(one))
    if state and state != IN:
        parties.turn(tx, one, asker, IN, now=now)
        storage.note(tx, asker, one, what="joined", now=now)
        one = storage.by_id(tx, asker.viewer, one.id) or one
    return Reply(show=cards.joined(one), kept=kept_as(one))


def not_in(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`count us out of 3`: not us, or no longer; the others go on with it."""
    one, state = _meant(tx, asker, said)
    if one.state is not State.OPEN:
        return Reply(show=cards.is_over(one))
    if one.is_on_it(asker.id) and one.parties:
        return Reply(show=step_out(tx, asker, one, now=now))
    if not state:
        raise NotAllowedError(words=said.rest, owner=one.owner)
    if state != parties.OUT:
        parties.turn(tx, one, asker, parties.OUT, now=now)
        storage.note(tx, asker, one, what="not_in", now=now)
    return Reply(show=cards.not_in(one))


def step_out(tx: Connection, asker: Partner, one: Commitment, *, now: datetime) -> Card:
    """One of those who are on it steps out; where it was begun by them, it is the next one's."""
    if one.partner_id == asker.id:
        parties.pass_on(tx, one, asker, now=now)
    else:
        parties.turn(tx, one, asker, parties.OUT, now=now)
    storage.note(tx, asker, one, what="stepped_out", now=now)
    left = storage.by_id(tx, asker.viewer, one.id)
    return cards.stepped_out(one, left.whose if left else ())


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The question as it is said when it is made; None once it was answered or is over."""
    one = next((one for one in _asked(tx, receiver) if str(one.number) == number), None)
    return cards.offer(one, receiver, parties.asked_by(tx, one, receiver)) if one else None


def _asked(tx: Connection, receiver: Partner) -> Sequence[Commitment]:
    return [one for one in storage.of_others(tx, receiver) if not one.is_on_it(receiver.id)]


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What somebody was asked to join and has not answered, as lines of their note."""
    return [cards.waits(one) for one in _asked(tx, seat)]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    return parties.whose(tx, viewer)
