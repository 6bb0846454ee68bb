"""Whom somebody sits for: what they say, what a coordinator says of them, and what follows from who else sits here."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import invitations, manners
from bot.domain.changes import SEATED
from bot.domain.errors import ConvenorError, EmptyWordsError, UnknownPersonError, WordsTooLongError
from bot.domain.grammar import fold
from bot.domain.invitations import LONGEST_NAME
from bot.domain.manners import Never
from bot.domain.people import Identity, Partner, Role
from bot.domain.seats import SeatedBy, bound, gives_way
from bot.domain.writing import one_line
from bot.messages.cards import arrivals as arrival_cards
from bot.messages.cards import seats as cards
from bot.messages.cards import sponsors as sponsor_cards
from bot.messages.parts import Card, Form
from bot.services import askings, identity, notes, participation
from bot.services.request import Reply, Request, Said
from bot.services.told import not_yet
from bot.storage import bindings, changes, outbox, people, sponsors, tables
from bot.storage.sponsors import Sponsor

OWN_RIGHT = (
    "my own right",
    "in my own right",
    "their own right",
    "in their own right",
    "myself",
    "themselves",
    "nobody",
    "nobody but myself",
)

_SITS_FOR = re.compile(r"(?:^|\s+)(?:sits\s+)?for(?:\s+|$)", re.IGNORECASE)


def sit_for(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I sit for Ward 9 Trust`: their own statement, which goes before everybody else's."""
    if said.on[:1] == ("at",) and (name := _name_on(tx, asker, said)):
        return _stated(tx, asker, name, now=now)
    name = one_line(said.rest or said.value("organisation"))
    if said.on == ("own",) or fold(name) in OWN_RIGHT:
        return _stated(tx, asker, "", now=now)
    if not name and not said.values:
        return Reply(show=arrival_cards.organisation_form())
    return _stated(tx, asker, _proper(name), now=now)


def _name_on(tx: Connection, asker: Partner, said: Said) -> str:
    """The organisation that a button offered; empty where it sits here no more."""
    seat_id = replace(said, on=said.on[1:]).row_id
    found = bindings.organisation_of(tx, asker.partnership.id, seat_id)
    return found.name if found else ""


def _proper(name: str) -> str:
    """An organisation's name as it is kept. Raises EmptyWordsError and WordsTooLongError, about that field."""
    error: ConvenorError | None = None
    if not name:
        error = EmptyWordsError()
    elif len(name) > LONGEST_NAME:
        error = WordsTooLongError(words=name, limit=LONGEST_NAME)
    if error:
        error.field = "organisation"
        raise error
    return name


def _stated(tx: Connection, asker: Partner, name: str, *, now: datetime) -> Reply:
    if one := _sponsored_by(tx, asker):
        return Reply(show=sponsor_cards.not_seated(one))
    moved = _seat(tx, asker, asker, name, by=SeatedBy.STATEMENT, now=now)
    return Reply(show=arrival_cards.sits_for(moved) if moved.organisation else arrival_cards.own_right(moved))


def _sponsored_by(tx: Connection, who: Partner) -> Sponsor | None:
    """The seat that they are, or would be, the sponsor of: whoever is sits in none."""
    return sponsors.of_partner(tx, who) if who.role is Role.SPONSOR else None


def _seat(tx: Connection, asker: Partner, who: Partner, name: str, *, by: SeatedBy, now: datetime) -> Partner:
    """Seat somebody for an organisation, or, without a name, in their own right; as they were where more was said."""
    if who.seated_by not in gives_way(by):
        return who
    before = who.organisation.name if who.organisation else None
    if name:
        body = tables.organisation_id(tx, name, now=now)
        seat = tables.organisation_seat(tx, partnership_id=who.partnership.id, organisation_id=body, now=now)
    elif who.organisation:
        seat = tables.chair(tx, partnership_id=who.partnership.id, now=now)
    else:
        seat = who.seat_id
    if not tables.move_to(tx, who, seat, by=by):
        # Meanwhile they have said it themselves.
        return people.as_it_is(tx, who)
    moved = people.as_it_is(tx, who)
    after = moved.organisation.name if moved.organisation else None
    changes.note(tx, asker, subject="partner", subject_id=who.id, what=SEATED, from_to=(before, after), now=now)
    if not moved.is_asked_when_quiet:
        outbox.withdraw_check_ins(tx, moved, reason="own_right")
    participation.recompute(tx, moved)
    return moved


def put_down(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`@Sam sits for Ward 9 Trust`: a coordinator's word on somebody else, who is told, and whose own word stands."""
    if said.values:
        return _from_form(tx, asker, said, now=now)
    if not (said.rest or said.people):
        # A button beside somebody means them.
        return Reply(show=_form(tx, asker, {"person": str(said.row_id or "")}))
    who, name = _whom_and_for(tx, asker, said)
    return _put_down(tx, asker, who, name, now=now)


def _from_form(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    try:
        return _put_down(tx, asker, _by_id(tx, asker, said.value("person")), said.value("organisation"), now=now)
    except ConvenorError as error:
        return not_yet(_form(tx, asker, {name: said.value(name) for name in ("person", "organisation")}), error)


def _form(tx: Connection, asker: Partner, given: dict[str, str]) -> Form:
    others = [(one.id, one.person.name) for one in people.everybody(tx, asker.viewer) if one.id != asker.id]
    return cards.form(given, others, longest=LONGEST_NAME)


def _by_id(tx: Connection, asker: Partner, written: str) -> Partner:
    for one in people.everybody(tx, asker.viewer):
        if str(one.id) == written:
            return one
    error = UnknownPersonError(words=written, names=())
    error.field = "person"
    raise error


def _whom_and_for(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    """The one person whom the words name, and whom they sit for. Raises UnknownPersonError."""
    words = one_line(said.rest)
    between = _SITS_FOR.search(words)
    called, name = (words[: between.start()], words[between.end() :]) if between else ("", words)
    if said.people and not between:
        called, name = "", words
    found, rest = identity.mentioned(tx, asker, replace(said, rest=called), bare=True)
    if len(found) != 1 or rest:
        raise UnknownPersonError(words=words, names=())
    return found[0], name


def _put_down(tx: Connection, asker: Partner, who: Partner, name: str, *, now: datetime) -> Reply:
    own_right = fold(name) in OWN_RIGHT
    name = "" if own_right else _proper(one_line(name))
    if who.id == asker.id:
        return _stated(tx, asker, name, now=now)
    if one := _sponsored_by(tx, who):
        return Reply(show=sponsor_cards.not_seated(one))
    moved = _seat(tx, asker, who, name, by=SeatedBy.COORDINATOR, now=now)
    if moved.seated_by is SeatedBy.STATEMENT:
        return Reply(show=cards.stands(moved))
    if not isinstance(manners.may_send(manners.Kind.NOTE, askings.wishes_of(tx, moved), now), Never):
        notes.owe_notes(tx, [moved], now=now)
    return Reply(show=cards.put_down(moved))


def find_out(tx: Connection, asker: Partner, served: Card, request: Request, *, now: datetime) -> Card:
    """The answer to somebody of whom it is not known whom they sit for: with what it follows from, or the question.

    Both are said once.
    """
    who = people.as_it_is(tx, asker)
    if who.seated_by is not SeatedBy.UNKNOWN or who.left_on or not bindings.ask_once(tx, who):
        return served
    by, seat_id = _bound(tx, who, request.who)
    found = bindings.organisation_of(tx, who.partnership.id, seat_id) if seat_id else None
    if found is None:
        return arrival_cards.asking(served)
    if by is SeatedBy.TENANT and request.who.tenant == request.place.tenant:
        # Whose app heard it may be the host, and half of those in its workspace its guests.
        return arrival_cards.asking(served, perhaps=(found.name, seat_id))
    moved = _seat(tx, who, who, found.name, by=by, now=now)
    return arrival_cards.going_by(served, moved)


def _bound(tx: Connection, who: Partner, spoken_as: Identity) -> tuple[SeatedBy, int]:
    """The seat that their e-mail domain or their tenant tells, and which of them does; 0: neither."""
    domain = (who.person.email or "").casefold().rpartition("@")[2]
    if domain and domain not in invitations.PUBLIC_DOMAINS and (seat := bound(bindings.of_domain(tx, who, domain))):
        return SeatedBy.DOMAIN, seat
    if spoken_as.tenant:
        return SeatedBy.TENANT, bound(bindings.of_tenant(tx, who, spoken_as)) or 0
    return SeatedBy.TENANT, 0
