"""Somebody senior agrees to be asked when their organisation's seat is empty: asked first, and free to step down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import invitations as lists
from bot.domain import manners
from bot.domain.changes import INVITED
from bot.domain.errors import ConvenorError, EmptyWordsError, UnknownPersonError
from bot.domain.grammar import fold
from bot.domain.manners import Kind, Never
from bot.domain.people import Partner, Role, Viewer
from bot.domain.seats import SeatedBy
from bot.domain.sponsors import Answer
from bot.domain.writing import one_line
from bot.messages.cards import sponsors as cards
from bot.messages.parts import Card, Item
from bot.services import answering, askings, goodbyes, identity, offers
from bot.services.goodbyes import Parting
from bot.services.request import Reply, Said
from bot.services.tables import Newcomer, join
from bot.services.told import not_yet, unanswered
from bot.storage import changes, commitments, people, standings
from bot.storage import sponsors as storage
from bot.storage.sponsors import Sponsor

_FOR = re.compile(r"(?:^|\s)for(?:\s+|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Whom to ask, as it was said, and for which seat."""

    said: Said
    seat_id: int


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`sponsor Una Fox <una@ward9.example> for Ward 9 Trust`: they are asked; said bare, ask with the form."""
    bodies = [(one.seat_id, one.name) for one in standings.organisation_seats(tx, asker.viewer)]
    if not bodies:
        return Reply(show=cards.no_organisations())
    values = {name: said.value(name) for name in ("who", "seat")}
    if not (said.values or said.rest or said.people):
        return Reply(show=cards.form(values, bodies))
    wanted = _from_form(said, bodies) if said.values else _from_words(said, bodies)
    if wanted is None:
        return unanswered(cards.form(values, bodies), said, words=("who", "seat"))
    if isinstance(wanted, Card):
        return Reply(show=wanted)
    try:
        return _ask(tx, asker, wanted, now=now)
    except ConvenorError as error:
        if not said.values:
            raise
        error.field = "who"
        return not_yet(cards.form(values, bodies), error)


def _from_form(said: Said, bodies: Sequence[tuple[int, str]]) -> _Wanted | None:
    """None where it is not filled in."""
    who = one_line(said.value("who"))
    chosen = [seat_id for seat_id, _name in bodies if str(seat_id) == said.value("seat")]
    return _Wanted(said=replace(said, rest=who), seat_id=chosen[0]) if who and chosen else None


def _from_words(said: Said, bodies: Sequence[tuple[int, str]]) -> _Wanted | Card:
    """Or a card, where they name no organisation that sits here."""
    line = one_line(said.rest)
    between = _FOR.search(line)
    who, words = (line[: between.start()], line[between.end() :]) if between else (line, "")
    chosen = [seat_id for seat_id, name in bodies if fold(name) == fold(words)]
    if not chosen:
        return cards.which_seat(words, [name for _seat, name in bodies])
    return _Wanted(said=replace(said, rest=who), seat_id=chosen[0])


def _ask(tx: Connection, asker: Partner, wanted: _Wanted, *, now: datetime) -> Reply:
    commitments.lock(tx, asker.partnership.id)
    whom = _who(tx, asker, wanted.said)
    here = whom if isinstance(whom, Partner) else None
    if there := storage.of_seat(tx, asker.viewer, wanted.seat_id):
        return Reply(show=cards.has_one(there, mine=here is not None and there.partner_id == here.id))
    if here and (other := storage.of_partner(tx, here)):
        return Reply(show=cards.has_one(other, mine=True))
    if here and here.role is not Role.OBSERVER:
        return Reply(show=cards.sits_here(here))
    receiver = whom if isinstance(whom, Partner) else _newcomer(tx, asker, whom, now=now)
    one = storage.ask(tx, receiver, wanted.seat_id, by=asker, now=now)
    offers.owe(tx, receiver, f"sponsor:{one.id}", now=now)
    return Reply(show=cards.asked(one, written_to=_is_written_to(tx, receiver, now=now)))


def _who(tx: Connection, asker: Partner, said: Said) -> lists.Invitee | Partner:
    """A new name with an address, or somebody who is here. Raises EmptyWordsError and UnknownPersonError."""
    if not (said.rest or said.people):
        raise EmptyWordsError
    found = [one for one in lists.read(said.rest) if not one.trouble]
    if len(found) == 1 and not said.people:
        everybody = people.everybody(tx, asker.viewer)
        known = (one for one in everybody if (one.person.email or "").casefold() == found[0].email)
        return next(known, found[0])
    those, _rest = identity.mentioned(tx, asker, said, bare=True)
    if len(those) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in those))
    return those[0]


def _newcomer(tx: Connection, asker: Partner, line: lists.Invitee, *, now: datetime) -> Partner:
    """Somebody new, in a chair of their own beside the table."""
    new = Newcomer(name=line.name, email=line.email, role=Role.SPONSOR, seated_by=SeatedBy.ASKED)
    joined, _new = join(tx, asker.partnership.id, new, today=asker.partnership.local_date(now), now=now)
    changes.note(tx, asker, subject="partner", subject_id=joined.id, what=INVITED, now=now)
    return joined


def _is_written_to(tx: Connection, receiver: Partner, *, now: datetime) -> bool:
    """Whether the question reaches them by itself: with their welcome, or as the one message about it."""
    wishes = askings.wishes_of(tx, receiver)
    return any(not isinstance(manners.may_send(kind, wishes, now), Never) for kind in (Kind.WELCOME, Kind.OFFER))


def _meant(tx: Connection, asker: Partner, said: Said, state: Answer) -> Sponsor | None:
    """What waits for the asker, or is theirs; None where a card shows something older."""
    one = storage.of_partner(tx, asker)
    return one if one and one.state is state and (not said.on or said.row_id == one.id) else None


def yes(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They may be asked about the seat from now on; whoever read along does so from a chair of their own."""
    one = _meant(tx, asker, said, Answer.ASKED)
    if one is None or not storage.answer(tx, asker.viewer, one, Answer.AGREED, now=now):
        return Reply(show=cards.gone(), instead=bool(said.on))
    if asker.role is not Role.SPONSOR:
        storage.sit_apart(tx, asker, now=now)
    _tell(tx, asker, one, yes=True, now=now)
    return Reply(show=cards.agreed(one), instead=bool(said.on))


def no(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Not them: a good answer. Whoever came for this only goes again."""
    one = _meant(tx, asker, said, Answer.ASKED)
    if one is None or not storage.answer(tx, asker.viewer, one, Answer.DECLINED, now=now):
        return Reply(show=cards.gone(), instead=bool(said.on))
    _tell(tx, asker, one, yes=False, now=now)
    if asker.role is not Role.SPONSOR:
        return Reply(show=cards.stays_to_read(), instead=bool(said.on))
    goodbyes.go(tx, asker, Parting(), now=now)
    return Reply(show=cards.declined(), instead=bool(said.on))


def _tell(tx: Connection, asker: Partner, one: Sponsor, *, yes: bool, now: datetime) -> None:
    """Whoever asked reads the answer."""
    by = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=one.made_by) if one.made_by else None
    if by and not by.left_on:
        answering.tell(tx, by, cards.answered(one, yes=yes), key=f"sponsor {one.id}", now=now)


def step_down(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """They would rather not be it any more: at once, and no reason asked."""
    one = storage.of_partner(tx, asker)
    if one is None or not one.has_agreed:
        return Reply(show=cards.none_here(), instead=bool(said.on))
    goodbyes.go(tx, asker, Parting(), now=now)
    return Reply(show=cards.stepped_down(one), instead=bool(said.on))


def end(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """A coordinator ends it, or takes the question back."""
    there = storage.at_table(tx, asker.viewer)
    name = fold(_FOR.sub("", one_line(said.rest), count=1))
    found = [one for one in there if (one.id == said.row_id if said.on else fold(one.organisation) == name)]
    if not found or not storage.answer(tx, asker.viewer, found[0], Answer.ENDED, now=now):
        return Reply(show=cards.none_here(one_line(said.rest)) if said.rest else cards.gone(), instead=bool(said.on))
    who = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=found[0].partner_id)
    if who and who.role is Role.SPONSOR:
        goodbyes.go(tx, who, Parting(), now=now)
    return Reply(show=cards.ended(found[0]), instead=bool(said.on))


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Who may be asked about which seat."""
    there = storage.at_table(tx, asker.viewer)
    return Reply(show=cards.listing(there, convenes=asker.convenes, mine=asker.id))


def asked_of(tx: Connection, receiver: Partner) -> Card | None:
    """The question to somebody who has just said that they may be written to; None where nothing is asked."""
    one = storage.of_partner(tx, receiver) if receiver.role is Role.SPONSOR else None
    return cards.offer(one, receiver) if one and not one.has_agreed else None


def offered(tx: Connection, receiver: Partner, number: str, *, now: datetime) -> Card | None:
    """The question as it is asked when it is made; None once it was answered."""
    one = storage.of_partner(tx, receiver)
    return cards.offer(one, receiver) if one and one.id == int(number) and not one.has_agreed else None


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What waits for somebody's word, as a line of their note."""
    one = storage.of_partner(tx, seat) if seat.role.looks_on else None
    return [cards.waits(one, seat.partnership.name)] if one and not one.has_agreed else []


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    return storage.whose(tx, viewer)
