"""What waits for somebody's word of a call: how it went, and whether they step back, as it was noted for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import calls as rules
from bot.domain.calls import Outcome
from bot.domain.people import Partner
from bot.messages.cards import calls as cards
from bot.messages.parts import Item
from bot.storage import calls as storage
from bot.storage.calls import Call


def to_be_told(tx: Connection, asker: Partner, *, now: datetime) -> Sequence[Call]:
    """Whom they said they'd ring, from the next of their own working days on."""
    today = asker.local_date(now)
    return [one for one in storage.meant_by(tx, asker, since=now - rules.ASKED_FOR) if one.ask_on <= today]


def waiting(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """What waits for somebody's word: how a call went; and whether they step back, as it was noted for them."""
    mine = [cards.waits(one) for one in to_be_told(tx, seat, now=now)] if seat.convenes else []
    since = now - rules.ASKED_FOR
    stepping = [
        cards.stepping_back(one.by, seat.partnership.name)
        for one in storage.about(tx, seat)
        if one.outcome is Outcome.STEPPING_BACK and one.answered_at and one.answered_at >= since
    ]
    return [*mine, *stepping[-1:]]
