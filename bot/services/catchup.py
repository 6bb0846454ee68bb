"""What somebody has missed: since their last day here, or in the last month for a newcomer."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.people import Partner
from bot.messages.cards import catchup as cards
from bot.services import glance, happened, offered
from bot.services.request import Reply, Said
from bot.storage import ledger, perspectives, seating

# As far back as somebody who comes new is told.
LATELY = timedelta(days=31)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """One screen: what the table is for, who is here, what happened, what waits for them. Whoever asks may see it."""
    today = asker.partnership.local_date(now)
    last = _last_here(tx, asker, today)
    # From the morning of that day, so that nothing of it falls between.
    begins = calendars.at_local(last or today - LATELY, calendars.DAY_BEGINS, asker.zone)
    found = cards.Missed(
        counts=perspectives.spoken(tx, asker.viewer, now=now),
        people=seating.seating(tx, asker.viewer, now=now).people,
        since=last,
        happened=[one.said for one in happened.between(tx, asker.viewer, since=begins, until=now)],
        lines=[line for source in glance.LINES if (line := source(tx, asker, now=now))],
        waiting=offered.items(tx, asker, now=now),
    )
    return Reply(show=cards.missed(asker.partnership, found, today=today))


def _last_here(tx: Connection, asker: Partner, today: date) -> date | None:
    """The last day before today on which they were here; None for somebody who is new."""
    return max((day for day in ledger.days_of_partner(tx, asker) if day < today), default=None)
