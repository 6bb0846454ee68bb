"""What a digest had no room for, whole, in its thread: for platforms that have threads."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.manners import Kind, Never, Why
from bot.domain.people import Partnership
from bot.messages.cards import digest as cards
from bot.messages.parts import Card
from bot.services import digests
from bot.services.composed import Composed
from bot.storage import conversations, outbox, tables
from bot.storage.outbox import UNDER, OutboxRow, Owed


def owe(tx: Connection, row: OutboxRow, *, now: datetime) -> int | None:
    """A table's digest stands where it was to go: owe its details, once, if anything was left out of it."""
    place = conversations.by_id(tx, row.place_id or 0)
    here = tables.partnership_by_id(tx, row.partnership_id)
    if not conversations.has_threads(tx, place) or _card(tx, here, now=now) is None:
        return None
    owed = Owed(
        partnership_id=row.partnership_id,
        place_id=row.place_id,
        kind=Kind.DETAILS,
        period=row.period,
        subject=f"{UNDER}{row.message_id}",
        route=row.route,
        due_at=now,
        unasked=True,
    )
    return outbox.owe(tx, owed)


def compose(tx: Connection, row: OutboxRow, *, now: datetime) -> Composed | Never:
    """The lists as they are now; none in another week than their digest's."""
    here = tables.partnership_by_id(tx, row.partnership_id)
    if digests.week_in(row.period) != calendars.week_of(here.local_date(now)):
        return Never(Why.OVER)
    card = _card(tx, here, now=now)
    return Composed(card=card) if card else Never(Why.NOTHING_TO_SAY)


def standing(tx: Connection, here: Partnership, *, now: datetime) -> Card:
    """The reply where it stands already: also once nothing is left out any more, for words may have been taken back."""
    return _card(tx, here, now=now) or replace(cards.nothing_cut(), subject=subject_in(here, now=now))


def subject_in(here: Partnership, *, now: datetime) -> str:
    """What the details of this week's digest are called among the cards that stand somewhere."""
    return f"details:{calendars.week_of(here.local_date(now))}"


def _card(tx: Connection, here: Partnership, *, now: datetime) -> Card | None:
    """The lists that had to be cut, whole; None where none was."""
    said = digests.chosen_for(tx, here, now=now)
    shown = cards.fitting(here.name, said) if said else None
    if shown is None or not cards.is_cut(shown):
        return None
    card = cards.details(shown, digests.whole_week(tx, here, now=now))
    return replace(card, subject=subject_in(here, now=now))
