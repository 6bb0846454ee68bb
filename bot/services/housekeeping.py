"""Letting go of what has been kept long enough."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.services import participation
from bot.services.closings import GRACE
from bot.services.turns import PAGE, Fault, Turn
from bot.storage import auditing, closings, due, installations, looks, my_data, pace, states, tables, teams, wanted
from bot.storage.apart import Failed, apart

# The ages that docs/privacy.md promises.
KEYS = timedelta(hours=48)
DRAFTS = timedelta(days=30)
MESSAGES = timedelta(days=90)
LINKS = timedelta(days=7)
PACE = timedelta(days=1)
INSTALLATIONS = timedelta(days=90)
# Thirteen months: a year can be set beside the one before.
LOOKS = timedelta(days=396)
# Whoever goes to a platform's consent page comes back with a code that is good for ten minutes.
CONSENTS = timedelta(minutes=10)
DAYS_A_MONTH = 30.4375


def tidy(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """Delete what is old, and what is held on people who left a table longer ago than it keeps things."""
    due.delete_old(tx, keys=now - KEYS, drafts=now - DRAFTS, messages=now - MESSAGES, links=now - LINKS, sessions=now)
    pace.forget(tx, before=now - PACE)
    auditing.delete_old(tx, before=now - MESSAGES)
    installations.forget(tx, removed=now - INSTALLATIONS, begun=now - CONSENTS)
    looks.forget(tx, before=(now - LOOKS).date())
    teams.forget(tx, before=now - INSTALLATIONS)
    wanted.forget(tx, before=now - LINKS)
    states.compare(tx)
    gone, faults = 0, []
    for partnership_id, _slug, _name in tables.open_tables(tx):
        done = apart(tx, _let_go, partnership_id, now=now)
        if isinstance(done, Failed):
            faults.append(Fault(row=partnership_id, what=done.fault))
        else:
            gone += done
    over = closings.over(tx, before=now - GRACE)
    if over is not None:
        # Whoever sat at it first; the table itself in a turn of its own.
        closings.forget_some(tx, over, most=PAGE)
    return Turn(after=0 if gone >= PAGE or over is not None else None, faults=tuple(faults))


def _let_go(tx: Connection, partnership_id: int, *, now: datetime) -> int:
    """Forget those who left one table long ago; how many."""
    here = tables.partnership_by_id(tx, partnership_id)
    before = now - timedelta(days=DAYS_A_MONTH * here.retention_months)
    gone = due.long_gone(tx, partnership_id, before=before, most=PAGE)
    for partner in gone:
        my_data.forget(tx, partner)
        if partner.organisation:
            participation.recompute_seat(tx, partnership_id, partner.seat_id)
    return len(gone)
