"""The one message about something that waits for somebody's word, when it is made; the rest waits in their note."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.manners import Kind, Never, Why
from bot.domain.people import Partner
from bot.messages.cards import notes as cards
from bot.services import askings
from bot.services.notes import Composed
from bot.storage import outbox, weeks
from bot.storage.outbox import OutboxRow, Owed


def owe(tx: Connection, receiver: Partner, number: int, *, now: datetime) -> int | None:
    """Owe the receiver of an ask its one message; None if they cannot be reached or have it already.

    `number` is the commitment's at the table. Whether it goes out is for manners to say when it is sent.
    """
    wishes = askings.wishes_of(tx, receiver)
    if wishes.route is None:
        return None
    offer = Owed(
        partnership_id=receiver.partnership.id,
        person_id=receiver.person.id,
        kind=Kind.OFFER,
        period=f"commitment:{number}",
        subject=f"commitment:{number}",
        route=wishes.route,
        due_at=manners.suitable(wishes, now),
    )
    return outbox.owe(tx, offer)


def compose(tx: Connection, row: OutboxRow, receiver: Partner) -> Composed | Never:
    """The ask as it stands now; nothing if it was answered meanwhile."""
    number = int(row.period.rpartition(":")[2])
    asked = next((one for one in weeks.asked_of(tx, receiver) if one.number == number), None)
    if asked is None:
        return Never(Why.OVER)
    return Composed(card=cards.offer(asked, receiver, weeks.asker_of(tx, receiver, number)))
