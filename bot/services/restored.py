"""After a restore: the old bot may have sent what the backup does not know of, so nothing that may be out is sent."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import calendars, manners
from bot.domain.people import Partner
from bot.services import askings, digests, reminders, welcomes
from bot.services.turns import PAGE
from bot.storage import due, ledger, restored, routes

# Nobody who may have been asked in the meantime is asked again within a week.
A_WEEK = timedelta(days=7)
MOST_TOUCHES = max(manners.TOUCH_DAYS)

# What these find by now the old bot may have found, and sent: they find it once more here, and it is taken back.
CATCHING_UP = (welcomes.welcome, reminders.remind, digests.owe_digests)


def hold_back(tx: Connection, *, now: datetime) -> None:
    """Take back all that had come by now: a nudge too few is forgiven, a nudge twice is not."""
    restored.leave_unknown(tx, now=now)
    newest = restored.newest(tx)
    _quiet_have_been_asked(tx, now=now)
    for turn in CATCHING_UP:
        after: int | None = 0
        while after is not None:
            after = turn(tx, now=now, after=after).after
    restored.withdraw_due(tx, now=now, after=newest)
    _notes_have_gone(tx, now=now)


def _quiet_have_been_asked(tx: Connection, *, now: datetime) -> None:
    """Whoever was to be asked by now may have been, as often as there were days for it."""
    while found := due.check_ins(tx, now=now, most=PAGE):
        reached = routes.routes_of(tx, [one.person.id for one in found])
        for partner in found:
            if route := reached.get(partner.person.id):
                _has_been_asked(tx, partner, route, now=now)
            ledger.keep_next(tx, partner, now + A_WEEK)


def _has_been_asked(tx: Connection, partner: Partner, route: str, *, now: datetime) -> None:
    asked = askings.asked_about(tx, partner, now=now)
    first = asked.first_on or calendars.local_date(restored.to_be_asked_at(tx, partner) or now, partner.zone)
    for touch in range(asked.touches + 1, MOST_TOUCHES + 1):
        day = manners.touch_on(touch, first_asked_on=first)
        at = calendars.at_local(day, calendars.DAY_BEGINS, partner.zone) if day else now
        if at <= now:
            period = askings.period_of(askings.spell_of(partner), touch)
            restored.count_as_asked(tx, partner, period=period, route=route, at=at)


def _notes_have_gone(tx: Connection, *, now: datetime) -> None:
    """This week's, of everybody: whether one went out the backup can't know."""
    after = 0
    while found := restored.seated(tx, after=after, most=PAGE):
        reached = routes.routes_of(tx, [one.person.id for one in found])
        for partner in found:
            if route := reached.get(partner.person.id):
                week = calendars.week_of(partner.local_date(now))
                restored.count_note_as_gone(tx, partner, week=week, route=route, now=now)
        after = found[-1].id
