"""A question that is gone after a day is shown again on the next two working days: as the same asking, not another.

Where it could not be, nobody had three days to see it, and nobody is told that they did not answer.
"""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import calendars, manners
from bot.domain.manners import Kind, Never, Why
from bot.domain.people import Partner
from bot.services import askings, notes
from bot.services.composed import Composed
from bot.storage import outbox, people
from bot.storage.outbox import OutboxRow, Owed
from bot.storage.routes import VANISHING
from bot.storage.standings import RENEWALS


def owe(tx: Connection, row: OutboxRow, *, now: datetime) -> int | None:
    """A check-in went out, or was shown again: owe the next time, where what goes by that route vanishes."""
    asked, times = (row.period, 0) if row.kind == Kind.CHECK_IN else _of(row)
    seats = people.seats_of(tx, row.person_id or 0)
    partner = next((seat for seat in seats if seat.partnership.id == row.partnership_id), None)
    if row.route not in VANISHING or times >= RENEWALS or partner is None:
        return None
    tomorrow = calendars.at_local(partner.local_date(now) + calendars.DAY, calendars.DAY_BEGINS, partner.zone)
    owed = Owed(
        partnership_id=row.partnership_id,
        person_id=row.person_id,
        kind=Kind.RENEWAL,
        period=f"{asked}/{times + 1}",
        route=row.route,
        due_at=manners.suitable(askings.wishes_of(tx, partner), tomorrow),
    )
    return outbox.owe(tx, owed)


def compose(tx: Connection, row: OutboxRow, partner: Partner, *, now: datetime) -> Composed | Never:
    """The question as it stands now; not once they were here, or were asked anew."""
    asked, _times = _of(row)
    touch = askings.asked_about(tx, partner, now=now).touches
    if asked != askings.period_of(askings.spell_of(partner), touch):
        return Never(Why.OVER)
    return Composed(card=notes.again(tx, partner, touch, now=now))


def _of(row: OutboxRow) -> tuple[str, int]:
    """Which asking it is of, and the how-manieth time."""
    asked, _, times = row.period.rpartition("/")
    return asked, int(times)
