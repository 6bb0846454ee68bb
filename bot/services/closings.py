"""Closing a table: asked twice, a goodbye where it stands, a month in which it can be opened again, then nothing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.grammar import fold
from bot.domain.people import Partner, Partnership
from bot.messages.cards import closings as cards
from bot.messages.of_table import at_table
from bot.services import answering, arrivals, my_data
from bot.services.request import Reply, Request, Said
from bot.storage import changes, conversations, people
from bot.storage import closings as storage
from bot.storage.closings import ClosedSeat

# For so long it can be opened again, and each fetch what is theirs.
GRACE = timedelta(days=30)

CLOSED, REOPENED, REOPEN = "closed", "reopened", "table.reopen"

# What can still be asked for of one's own.
_OWN = {"data.show": my_data.show, "data.erase": my_data.erase}


def close(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask, ask for its name, and close it: whatever is owed but what was asked for goes nowhere."""
    here, typed = asker.partnership, said.value("called") or said.rest
    if not (typed or said.values):
        return Reply(show=cards.form(here) if said.on else cards.asking(here))
    if fold(typed) != fold(here.name):
        return Reply(show=cards.form(here, typed=typed), wrong={"called": cards.not_its_name(here)})
    until = _until(here, now)
    if storage.close(tx, here.id, now=now):
        changes.note(tx, asker, subject="partnership", subject_id=here.id, what=CLOSED, now=now)
        for place in conversations.of_table(tx, here.id):
            answering.post(tx, place, cards.goodbye(here, until), key=f"closed {now.isoformat()} {place.id}", now=now)
    return Reply(show=at_table(cards.closed(here, until), here.slug))


def _until(here: Partnership, closed_at: datetime) -> date:
    return here.local_date(closed_at + GRACE)


def seat_at(tx: Connection, request: Request) -> ClosedSeat | None:
    """The asker's place at the closed table that is meant, or at the one closed last."""
    seats: Sequence[ClosedSeat] = storage.seats_of(tx, request.who)
    slug = arrivals.slug_meant(request)
    return next((one for one in seats if not slug or one.partner.partnership.slug == slug), None)


def own_of_leaver(
    tx: Connection, request: Request, command: str, said: Said, *, now: datetime
) -> tuple[Partner, Reply] | None:
    """What is held on somebody who has left is theirs to see and to erase, at the table that is meant or the last."""
    slug = arrivals.slug_meant(request)
    left = [one for one in people.known_as(tx, request.who) if one.left_on and slug in ("", one.partnership.slug)]
    if not left or command not in _OWN:
        return None
    return left[-1], _OWN[command](tx, left[-1], said, now=now)


def answer(tx: Connection, seat: ClosedSeat, command: str, said: Said, *, now: datetime) -> Reply:
    """Whatever is said of a closed table: one's own is still shown and erased, and it can be opened again."""
    asker, here = seat.partner, seat.partner.partnership
    if command in _OWN:
        return _OWN[command](tx, asker, said, now=now)
    if command == REOPEN and asker.convenes and now < seat.closed_at + GRACE:
        return _open_again(tx, asker, now=now)
    card = cards.is_closed(
        here,
        since=here.local_date(seat.closed_at),
        until=_until(here, seat.closed_at),
        convenes=asker.convenes,
    )
    return Reply(show=at_table(card, here.slug))


def reopen(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Said of a table that is open."""
    return Reply(show=cards.reopened(asker.partnership), instead=bool(said.on))


def _open_again(tx: Connection, asker: Partner, *, now: datetime) -> Reply:
    here = asker.partnership
    digest_at = calendars.digest_at(now, zone=ZoneInfo(here.zone), hour=here.digest_hour, country=here.country)
    storage.open_again(tx, here.id, digest_at=digest_at)
    changes.note(tx, asker, subject="partnership", subject_id=here.id, what=REOPENED, now=now)
    return Reply(show=cards.reopened(here))
