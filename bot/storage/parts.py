"""What one seat did, owes and is waited for: read for those who sit in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.people import Partner
from bot.storage.ledger import STANDS
from bot.storage.schema import commitment, participation, partner
from bot.storage.weeks import ITEMS, Item, item_of

_SEATED = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.seat_id == bindparam("seat")
)
OF_SEAT = ITEMS.where(
    commitment.c.partnership_id == bindparam("partnership"),
    commitment.c.partner_id.in_(_SEATED),
    commitment.c.state.in_(("open", "asked")),
).order_by(commitment.c.due_on.is_(None), commitment.c.due_on, commitment.c.number)
ENDED = (
    select(commitment.c.state, func.count().label("number"))
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.partner_id.in_(_SEATED),
        commitment.c.closed_at >= bindparam("since"),
    )
    .group_by(commitment.c.state)
)
LAST_DAY = select(func.max(participation.c.on_day)).where(
    participation.c.partnership_id == bindparam("partnership"), participation.c.seat_id == bindparam("seat"), STANDS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPart:
    """A seat's part: what it has open, what it is asked for, and how many came of what it promised."""

    last_on: date | None
    open: Sequence[Item]
    waiting: Sequence[Item]
    kept: int
    let_go: int


def of_seat(tx: Connection, who: Partner, *, since: date) -> SeatPart:
    """The part of the seat that `who` sits in, since a day."""
    keys = {"partnership": who.partnership.id, "seat": who.seat_id}
    items = [item_of(row) for row in tx.execute(OF_SEAT, keys)]
    ended = {
        row.state: row.number for row in tx.execute(ENDED, {**keys, "since": datetime.combine(since, time(), UTC)})
    }
    return SeatPart(
        last_on=tx.execute(LAST_DAY, keys).scalar_one_or_none(),
        open=[one for one in items if one.state == "open"],
        waiting=[one for one in items if one.state == "asked"],
        kept=ended.get("kept", 0),
        let_go=ended.get("let_go", 0),
    )
