"""What follows once a message has gone out, however that was learned."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.manners import Kind
from bot.services import checkins
from bot.storage import claims, routes
from bot.storage.outbox import OutboxRow


def note(tx: Connection, rows: Sequence[OutboxRow], *, now: datetime) -> None:
    """Rows that went out together: their route works, and each check-in among them has its next day from now on."""
    for row in rows:
        if row.person_id is None:
            continue
        if row.kind == Kind.CHECK_IN:
            checkins.was_asked(tx, row.person_id, row.partnership_id, now=now)
        else:
            routes.record_try(tx, row.person_id, row.route, worked=True, why=None, now=now)


def settle(tx: Connection, *, now: datetime) -> Sequence[int]:
    """Settle the claims of whoever is gone; the rows that changed."""
    settled = claims.settle(tx, now=now)
    note(tx, settled.sent, now=now)
    return settled.changed


def arrived(tx: Connection, row_id: int, *, message_id: str, now: datetime) -> bool:
    """A message that was in doubt was seen where it should be; False if it was in no doubt."""
    rows = claims.arrived(tx, row_id, message_id=message_id)
    note(tx, rows, now=now)
    return bool(rows)
