"""The one message about something that waits for somebody's word, when it is made; the rest waits in their note."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.manners import Kind
from bot.domain.people import Partner
from bot.services import askings
from bot.storage import outbox
from bot.storage.outbox import Owed


def owe(tx: Connection, receiver: Partner, subject: str, *, now: datetime) -> int | None:
    """Owe somebody one message about what waits for their word; None if they cannot be reached or have it already.

    `subject`: what it is about, such as "commitment:3"; `offered.py` knows how each is said. Whether it goes out is
    for manners to say when it is sent.
    """
    wishes = askings.wishes_of(tx, receiver)
    if wishes.route is None:
        return None
    offer = Owed(
        partnership_id=receiver.partnership.id,
        person_id=receiver.person.id,
        kind=Kind.OFFER,
        period=subject,
        subject=subject,
        route=wishes.route,
        due_at=manners.suitable(wishes, now),
    )
    return outbox.owe(tx, offer)
