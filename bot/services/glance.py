"""Looking at a table: what it is for, what is due, and who sits at it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import chairs as chair_cards
from bot.messages.cards import glance as cards
from bot.messages.cards import tables as table_cards
from bot.messages.parts import Card, Text
from bot.services import answers, chairs, challenges, hindrances, meetings, moves, outcomes, outlook, stuck
from bot.services.request import Reply, Said
from bot.storage import chairs as storage
from bot.storage import perspectives, seating, weeks

# What stands on `/table`: the coming month is as far as a partnership looks between two meetings.
AHEAD = timedelta(days=31)

# What else stands there, a sentence each, in this order: (tx, asker, *, now) -> Text | None.
LINES: tuple[Callable[..., Text | None], ...] = (
    challenges.line,
    moves.glance,
    moves.nobody_convenes,
    meetings.line,
    outcomes.line,
    stuck.line,
    hindrances.line,
    chairs.line,
    outlook.ahead,
)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The table at a glance: what it is for, how many have said how it looks, who is missing, what is due."""
    return Reply(show=_glance(tx, asker, chairs.empty(tx, asker), now=now))


def look(tx: Connection, asker: Partner, *, now: datetime) -> Sequence[Card]:
    """The same and who sits here, for a page that has both."""
    missing = chairs.empty(tx, asker)
    # Who has stepped back stands on the first of the two.
    return _glance(tx, asker, missing, now=now), _who(tx, asker, missing, 1, beside=_found_for(tx, asker), now=now)


def _glance(tx: Connection, asker: Partner, missing: Sequence[str], *, now: datetime) -> Card:
    glance = cards.Glance(
        counts=perspectives.spoken(tx, asker.viewer, now=now),
        chairs=missing,
        due=_due(tx, asker, most=cards.MOST_DUE + 1, now=now),
        lines=[line for source in LINES if (line := source(tx, asker, now=now))],
        answered=answers.line(tx, asker, now=now) if asker.convenes else None,
        headline=outlook.headline(tx, asker, now=now),
    )
    return cards.table(asker, glance)


def more(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """All that is due, and every way on from the table."""
    today = asker.partnership.local_date(now)
    listed = _due(tx, asker, most=table_cards.MOST_LISTED, now=now)
    number = weeks.count_due(tx, asker.viewer, first=today, last=today + AHEAD)
    return Reply(show=cards.more(asker, due=listed, further=number - len(listed)))


def _due(tx: Connection, asker: Partner, *, most: int, now: datetime) -> Sequence[weeks.Item]:
    today = asker.partnership.local_date(now)
    return weeks.due_between(tx, asker.viewer, first=today, last=today + AHEAD, most=most)


def who(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Who sits here, by organisation; names and seats are everybody's to see. A large table is shown in pages."""
    back = chairs.line(tx, asker, now=now)
    beside = [*_found_for(tx, asker), *([back] if back else ())]
    return Reply(show=_who(tx, asker, chairs.empty(tx, asker), _page(said), beside=beside, now=now))


def _who(
    tx: Connection, asker: Partner, missing: Sequence[str], page: int, *, beside: Sequence[Text], now: datetime
) -> Card:
    found = seating.seating(tx, asker.viewer, now=now)
    pages = max(ceil(len(found.seats) / table_cards.MOST_LISTED), 1)
    page = min(max(page, 1), pages)
    before = (page - 1) * table_cards.MOST_LISTED
    those = found.seats[before : before + table_cards.MOST_LISTED]
    shown = table_cards.Who(
        seats=seating.taken(tx, asker.viewer, those, most=table_cards.MOST_LISTED),
        people=found.people,
        chairs=missing,
        beside=beside,
        first=before + 1,
        of=len(found.seats),
        following=page + 1 if page < pages else None,
        convenes=asker.convenes,
    )
    return table_cards.who(shown)


def _found_for(tx: Connection, asker: Partner) -> Sequence[Text]:
    """Chairs that were wanted and somebody was found for."""
    found = storage.taken(tx, asker.viewer)
    return [chair_cards.taken(found)] if found else []


def _page(said: Said) -> int:
    """The page that a button or the words ask for; the first where they ask for none."""
    return replace(said, on=said.on or (said.rest,)).row_id
