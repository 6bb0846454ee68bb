"""What follows once a message has gone out, however that was learned."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.manners import Kind
from bot.services import checkins, details, renewals
from bot.storage import claims, routes
from bot.storage.outbox import OutboxRow


def note(tx: Connection, rows: Sequence[OutboxRow], *, now: datetime) -> None:
    """Rows that went out together: their route works, each check-in has its next day, each digest its details.

    What vanishes is shown again.
    """
    to_people = [(row, row.person_id) for row in rows if row.person_id is not None]
    # Each once, for a note carries much to one person.
    for person_id, route in dict.fromkeys((who, row.route) for row, who in to_people):
        routes.record_try(tx, person_id, route, worked=True, why=None, now=now)
    asked = ((who, row.partnership_id) for row, who in to_people if row.kind == Kind.CHECK_IN)
    for person_id, partnership_id in dict.fromkeys(asked):
        checkins.was_asked(tx, person_id, partnership_id, now=now)
    for row in rows:
        if row.kind == Kind.DIGEST:
            details.owe(tx, row, now=now)
        elif row.kind in (Kind.CHECK_IN, Kind.RENEWAL):
            renewals.owe(tx, row, now=now)


def settle(tx: Connection, *, now: datetime) -> Sequence[int]:
    """Settle the claims of whoever is gone; the rows that changed."""
    settled = claims.settle(tx, now=now)
    note(tx, settled.sent, now=now)
    return settled.changed


def came_back(tx: Connection, row_id: int, mark: str, *, message_id: str, now: datetime) -> None:
    """A message of ours was shown to us; one by a number that has been given anew is another."""
    row = claims.in_doubt(tx, row_id)
    if row is not None and row.mark == mark:
        arrived(tx, row_id, message_id=message_id, now=now)


def arrived(tx: Connection, row_id: int, *, message_id: str, now: datetime) -> None:
    """A message that was in doubt was seen where it should be; one that was in no doubt stays as it is."""
    note(tx, claims.arrived(tx, row_id, message_id=message_id), now=now)
