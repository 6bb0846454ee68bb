"""The only writer of the ledger, of every rhythm, and of when a partner is next looked at."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import calendars, rhythm
from bot.domain.changes import FILLED, INVITED
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.domain.rhythm import Rhythm, Terms
from bot.storage import chairs, changes, ledger, outbox, people, wishes


def terms_of(partner: Partner) -> Terms:
    """How patient the partner's table is."""
    return rhythm.terms_for(partner.partnership.meets_every, theta=partner.partnership.theta)


def record(tx: Connection, partner: Partner, kind: Kind, *, on_day: date, at: datetime) -> bool:
    """Note that a partner took part on a day of their table's; False if that was noted already.

    A day feeds the rhythm once, whatever was done on it. Any sign of life ends a silence: what is owed about it is
    withdrawn.
    """
    entry_id = ledger.add(tx, ledger.entry_of(partner, kind, on_day=on_day, at=at))
    if entry_id is None:
        return False
    if kind.counts:
        _count_partner(tx, partner, on_day, entry_id, at=at)
        if partner.organisation:
            _count_seat(tx, partner, on_day, entry_id)
    return True


def _count_partner(tx: Connection, partner: Partner, on_day: date, entry_id: int, *, at: datetime) -> None:
    known = ledger.rhythm_of_partner(tx, partner)
    if known is None:
        _fill_chairs(tx, partner, at=at)
    later = known is None or on_day > known.last
    if not later and ledger.partner_was_there(tx, partner, on=on_day, entry_id=entry_id):
        return
    now_known = rhythm.add(known, on_day) if later else rhythm.fold(ledger.days_of_partner(tx, partner))
    aways = wishes.aways(tx, (partner.person.id,)).get(partner.person.id, ())
    # What was done on that day may have been to choose to be asked, or to say for whom they sit.
    asked = partner if partner.is_asked_when_quiet else people.as_it_is(tx, partner)
    ledger.keep_partner(tx, partner, now_known, next_check_in_at=_next_check_in(asked, now_known, aways), since=on_day)
    if later:
        outbox.withdraw_check_ins(tx, partner, reason="sign_of_life")


def _fill_chairs(tx: Connection, partner: Partner, *, at: datetime) -> None:
    """Whoever was invited to a chair that was wanted fills it with their first day here."""
    for seat_id in chairs.waiting_for(tx, partner):
        if chairs.move(tx, partner.viewer, seat_id, before=INVITED, after=FILLED):
            changes.note_seat(tx, partner, seat_id, from_to=(INVITED, FILLED), now=at)


def _count_seat(tx: Connection, partner: Partner, on_day: date, entry_id: int) -> None:
    known = ledger.rhythm_of_seat(tx, partner)
    later = known is None or on_day > known.last
    if later:
        ledger.keep_seat(tx, partner.partnership.id, partner.seat_id, rhythm.add(known, on_day))
    elif not ledger.seat_was_there(tx, partner, on=on_day, entry_id=entry_id):
        recompute_seat(tx, partner.partnership.id, partner.seat_id)


def _next_check_in(partner: Partner, known: Rhythm | None, aways: Sequence[tuple[date, date]]) -> datetime | None:
    """The morning on which the silence becomes longer than the rhythm explains; None for those who are never asked."""
    looks_on = partner.handed_over_on or partner.role.looks_on
    if partner.left_on or looks_on or not partner.is_asked_when_quiet:
        return None
    due = rhythm.due_on(known.last if known else partner.joined_on, known, terms=terms_of(partner), aways=aways)
    return calendars.at_local(due, calendars.DAY_BEGINS, partner.zone)


def recompute(tx: Connection, partner: Partner) -> None:
    """Fold a partner's and their organisation's ledger again: after a correction, time away, a yes."""
    recompute_partner(tx, partner)
    if partner.organisation:
        recompute_seat(tx, partner.partnership.id, partner.seat_id)


def recompute_partner(tx: Connection, partner: Partner) -> None:
    """The partner's alone: an import does the organisation's once for all its people."""
    known = rhythm.fold(ledger.days_of_partner(tx, partner))
    aways = wishes.aways(tx, (partner.person.id,)).get(partner.person.id, ())
    ledger.keep_partner(tx, partner, known, next_check_in_at=_next_check_in(partner, known, aways))


def recompute_seat(tx: Connection, partnership_id: int, seat_id: int) -> None:
    """An organisation's alone: after an import, and after somebody in its seat was erased."""
    known = rhythm.fold(ledger.days_of_seat(tx, partnership_id, seat_id))
    ledger.keep_seat(tx, partnership_id, seat_id, known)


def take_back(tx: Connection, partner: Partner, *, on_day: date, kind: Kind | None = None, at: datetime) -> int:
    """Correct the ledger: the partner was not there on that day, or not in that way. The number taken back."""
    number = ledger.take_back(tx, partner, on_day=on_day, kind=kind, at=at)
    if number:
        recompute(tx, partner)
    return number
