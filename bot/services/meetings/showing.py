"""Which meetings there are, which one is meant, and how each is put into anybody's own calendar."""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars, meetings
from bot.domain.meetings import Meeting
from bot.domain.people import Partner
from bot.messages.cards import meetings as cards
from bot.messages.parts import Text
from bot.services.request import Reply, Said
from bot.storage import attendance
from bot.storage import meetings as storage

# More than anybody looks ahead to.
MOST_COMING = 6

# A time of day is no number of a meeting's; with a mark before it, it can't be one.
_NUMBER = re.compile(
    r"\s*(?:#(\d{1,6})(?!\w)|(\d{1,6})(?![\w:./])(?!\s*(?:[ap]\.?m\b|to\s+\d|-)))[\s,]*", re.IGNORECASE
)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The next meetings of the table; the last one, for as long as there is something left to do about it."""
    coming = storage.coming(tx, asker.viewer, now, most=MOST_COMING)
    last = storage.last_one(tx, asker.viewer, now)
    own = attendance.of(tx, coming[0], asker) if coming else None
    shown = cards.Meetings(coming=coming, last=last, own=own.kind if own else None, suggested=suggested(tx, asker, now))
    return Reply(show=cards.meetings(asker, shown))


def suggested(tx: Connection, asker: Partner, now: datetime) -> Meeting | None:
    """The next meeting by how often the table meets, as the last one was; None where one is set, or nothing is known.

    For who convenes alone; nothing of it is kept.
    """
    every = asker.partnership.meets_every
    last = storage.last_one(tx, asker.viewer, now)
    if not (asker.convenes and every and last) or storage.next_one(tx, asker.viewer, now):
        return None
    here = asker.partnership
    day = meetings.next_day(last.on_day(here.zone), every=every, today=here.local_date(now), country=here.country)
    hour = here.local(last.begins_at).time()
    return replace(last, begins_at=calendars.at_local(day, hour, ZoneInfo(here.zone)))


def numbered(said: Said) -> Said:
    """What was typed with a meeting's number before the rest, as the button on its card says it."""
    found = _NUMBER.match(said.rest) if not said.on else None
    return replace(said, on=(found[1] or found[2],), rest=said.rest[found.end() :]) if found else said


def meant(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Meeting | None:
    """The meeting whose number was said or pressed; else the one that is on just now, or comes next."""
    if number := said.row_id:
        return storage.held(tx, asker.viewer, number)
    last = storage.last_one(tx, asker.viewer, now)
    on_now = last if last and now < last.ends_at else None
    return on_now or storage.next_one(tx, asker.viewer, now)


def calendar(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ways to put a meeting into one's own calendar."""
    one = meant(tx, asker, numbered(said), now=now)
    return Reply(show=cards.calendar(asker, one) if one else cards.none_set(asker))


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """When the table meets next, for `/table`."""
    one = storage.next_one(tx, asker.viewer, now)
    return cards.line(one, asker.partnership) if one else None


def ahead(tx: Connection, seat: Partner, *, since: datetime, until: datetime) -> list[Text]:
    """The meetings of some days, and what became of them, as sentences of a note."""
    return [cards.told(one, seat.partnership) for one in storage.between(tx, seat.viewer, since=since, until=until)]
