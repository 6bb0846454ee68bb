"""What one seat did, owes and is waited for: read for those who sit in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Boolean, Connection, and_, bindparam, func, or_, select, true

from bot.domain.commitments import SeenBy, State
from bot.domain.people import Partner, Role
from bot.storage import together
from bot.storage.helping import YES
from bot.storage.ledger import STANDS
from bot.storage.schema import commitment, helped, participation, partner, party
from bot.storage.weeks import ITEMS, Item, item_of

_SEATED = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.seat_id == bindparam("seat")
)
_JOINED = select(party.c.commitment_id).where(
    party.c.partnership_id == bindparam("partnership"),
    party.c.partner_id.in_(_SEATED),
    party.c.state == together.IN,
)
# What others began and somebody here is in on is this seat's too, as long as the table sees it.
_THEIRS = or_(
    commitment.c.partner_id.in_(_SEATED), and_(commitment.c.id.in_(_JOINED), commitment.c.seen_by == SeenBy.TABLE)
)
# What an organisation keeps to itself, and what one of its people was asked, is not for who is only asked about it.
_FOR_READER = or_(
    bindparam("within", type_=Boolean) == true(),
    and_(commitment.c.seen_by == SeenBy.TABLE, commitment.c.state != State.ASKED),
)
OF_SEAT = ITEMS.where(
    commitment.c.partnership_id == bindparam("partnership"),
    _THEIRS,
    _FOR_READER,
    commitment.c.state.in_(("open", "asked")),
).order_by(commitment.c.due_on.is_(None), commitment.c.due_on, commitment.c.number)
ENDED = (
    select(commitment.c.state, func.count().label("number"))
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        _THEIRS,
        _FOR_READER,
        commitment.c.closed_at >= bindparam("since"),
    )
    .group_by(commitment.c.state)
)
KEPT_BY = select(commitment.c.due_on, commitment.c.closed_at).where(
    commitment.c.partnership_id == bindparam("partnership"),
    _THEIRS,
    _FOR_READER,
    commitment.c.state == State.KEPT,
    commitment.c.due_on.is_not(None),
    commitment.c.closed_at >= bindparam("since"),
)
CONFIRMED = (
    select(func.count())
    .select_from(helped)
    .join(
        commitment,
        and_(helped.c.partnership_id == commitment.c.partnership_id, helped.c.commitment_id == commitment.c.id),
    )
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        _THEIRS,
        _FOR_READER,
        commitment.c.state == State.KEPT,
        helped.c.answer == YES,
        helped.c.at >= bindparam("since"),
    )
)
LAST_DAY = select(func.max(participation.c.on_day)).where(
    participation.c.partnership_id == bindparam("partnership"), participation.c.seat_id == bindparam("seat"), STANDS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPart:
    """A seat's part: what it has open, what it is asked for, how many came of what it promised, and helped.

    `kept_late`: those of them that were kept after their day.
    """

    last_on: date | None
    open: Sequence[Item]
    waiting: Sequence[Item]
    kept: int
    let_go: int
    handed_on: int
    kept_late: int
    confirmed: int


def of_seat(tx: Connection, who: Partner, *, since: date) -> SeatPart:
    """The part of the seat that `who` sits in, or is the sponsor of, since a day."""
    keys = {"partnership": who.partnership.id, "seat": who.seat_id}
    within = {**keys, "within": who.role is not Role.SPONSOR}
    items = [item_of(row) for row in tx.execute(OF_SEAT, within)]
    since_then = {**within, "since": datetime.combine(since, time(), UTC)}
    ended = {row.state: row.number for row in tx.execute(ENDED, since_then)}
    return SeatPart(
        last_on=tx.execute(LAST_DAY, keys).scalar_one_or_none(),
        open=[one for one in items if one.state == "open"],
        waiting=[one for one in items if one.state == "asked"],
        kept=ended.get("kept", 0),
        let_go=ended.get("let_go", 0),
        handed_on=ended.get("handed_on", 0),
        kept_late=sum(
            who.partnership.local_date(row.closed_at) > row.due_on for row in tx.execute(KEPT_BY, since_then)
        ),
        confirmed=tx.execute(CONFIRMED, since_then).scalar_one(),
    )
