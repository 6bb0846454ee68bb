"""A sign of life that somebody notes for somebody else: shown to whoever it is about, and theirs to correct."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum

from sqlalchemy import Connection

from bot.domain import manners, pastdays
from bot.domain.errors import EmptyWordsError, NoDayError, UnknownPersonError
from bot.domain.manners import Never
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.messages.cards import refusals
from bot.messages.cards import signs as cards
from bot.services import askings, identity, notes, participation
from bot.services.request import Reply, Said
from bot.storage import attendance, calls, changes, people, signs


def spoke(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`spoke to @Sam on Tuesday`: a sign of life noted for somebody, which they see and can take back."""
    if said.on:
        return _pressed(tx, asker, said, now=now)
    if not said.rest and not said.people:
        raise EmptyWordsError(command="/table spoke to @Sam Okoye on Tuesday")
    mentioned, rest = identity.mentioned(tx, asker, said, bare=True)
    return _note(tx, asker, mentioned, _day_in(asker, rest, now=now), said, now=now)


def _pressed(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The button beside a name: ask for the day, then note it."""
    found = identity.pressed(tx, asker, said)
    form = cards.spoke_form(found.id, found.person.name)
    if not said.values:
        return Reply(show=form)
    try:
        on_day = _day_in(asker, said.value("day"), now=now)
    except NoDayError as error:
        return Reply(show=form, wrong={"day": refusals.sentence(error)})
    return _note(tx, asker, [found], on_day, said, now=now)


def _note(
    tx: Connection, asker: Partner, those: Sequence[Partner], on_day: date, said: Said, *, now: datetime
) -> Reply:
    if any(partner.id == asker.id for partner in those):
        raise UnknownPersonError(words=said.rest, names=())
    noted = {one.id: one.person.name for one in those if note_for(tx, asker, one, on_day, now=now) is not Noted.DENIED}
    denied = [one.person.name for one in those if one.id not in noted]
    return Reply(show=cards.spoke(noted, on_day) if noted else cards.denied(denied, on_day))


class Noted(Enum):
    """What became of a sign of life that somebody noted: it is new, was noted before, or they have said it isn't so."""

    NEW = "new"
    BEFORE = "before"
    DENIED = "denied"


def note_for(tx: Connection, asker: Partner, partner: Partner, on_day: date, *, now: datetime) -> Noted:
    """Note it, by whom, and owe whoever it is about the note that shows it, unless they have said it isn't so."""
    if not participation.record(tx, partner, Kind.SPOKE, on_day=on_day, at=now):
        known = on_day in {one.on_day for one in signs.noted_for(tx, partner) if one.kind is Kind.SPOKE}
        return Noted.BEFORE if known else Noted.DENIED
    noted = (None, on_day)
    changes.note(tx, asker, subject="partner", subject_id=partner.id, what=signs.SPOKE, from_to=noted, now=now)
    if not isinstance(manners.may_send(manners.Kind.NOTE, askings.wishes_of(tx, partner), now), Never):
        notes.owe_notes(tx, [partner], now=now)
    return Noted.NEW


def unnote_for(tx: Connection, asker: Partner, partner: Partner, on_day: date) -> bool:
    """A slip of whoever noted it, who can then note it anew: the ledger is as it was; False: they noted nothing."""
    if not signs.unnote(tx, partner, on_day, by=asker):
        return False
    participation.recompute(tx, people.as_it_is(tx, partner))
    return True


def unspoke(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`undo spoke to @Sam on Tuesday`: what the asker noted by a slip; what somebody else noted stands."""
    if on_day := said.day:
        one = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=said.row_id)
        mentioned = [one] if one else []
    else:
        mentioned, rest = identity.mentioned(tx, asker, said, bare=True)
        on_day = _day_in(asker, rest, now=now)
    undone = [one.person.name for one in mentioned if unnote_for(tx, asker, one, on_day)]
    return Reply(show=cards.unspoke(undone, on_day) if undone else cards.noted_no_such(on_day))


def _day_in(asker: Partner, words: str, *, now: datetime) -> date:
    """The day named for something that has been: today, or the last such day. Raises NoDayError."""
    today = asker.partnership.local_date(now)
    found = pastdays.last_named(words, today, country=asker.country) if words else today
    if found is None:
        raise NoDayError(words=words)
    return found


def _day_meant(asker: Partner, said: Said, standing: Sequence[date], *, now: datetime) -> date | None:
    """The day that a button or the words name; the last of those that stand where they name none."""
    if meant := said.day:
        return meant
    words = said.rest.strip(" .,!")
    return _day_in(asker, words, now=now) if words else next(iter(standing), None)


def not_so(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`that isn't so 2027-01-05`: what was noted for the asker of that day, or last, is taken back."""
    noted = signs.noted_for(tx, asker)
    standing = sorted({*(one.on_day for one in noted), *calls.days(tx, asker)}, reverse=True)
    on_day = _day_meant(asker, said, standing, now=now)
    if on_day is None or on_day not in standing:
        return Reply(show=cards.nothing_noted(on_day))
    for kind in {one.kind for one in noted if one.on_day == on_day}:
        participation.take_back(tx, asker, on_day=on_day, kind=kind, at=now)
    attendance.deny(tx, asker, on_day=on_day)
    calls.deny(tx, asker, on_day)
    return Reply(show=cards.taken_back(on_day))
