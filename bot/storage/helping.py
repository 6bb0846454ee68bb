"""For which seat a commitment is done, and whether they say that it helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, select, update

from bot.domain.commitments import Commitment, State
from bot.domain.people import LOOKING_ON, Partner, Viewer
from bot.storage import sight, together
from bot.storage.schema import commitment, helped, organisation, partner, person, seat

YES, NOT_YET, NOT_US = "yes", "not_yet", "not_us"

_OF = and_(helped.c.partnership_id == bindparam("partnership"), helped.c.commitment_id == bindparam("commitment"))
ADD = insert(helped)
DROP = delete(helped).where(_OF)
SEAT_OF = select(helped.c.seat_id).where(_OF)
SET = update(helped).where(_OF).values(answer=bindparam("said"), answered_by=bindparam("by"), at=bindparam("now"))
COPY = insert(helped).from_select(
    ["partnership_id", "commitment_id", "seat_id"],
    select(helped.c.partnership_id, bindparam("following", type_=helped.c.commitment_id.type), helped.c.seat_id).where(
        _OF
    ),
)
_DONE_FOR = (
    helped.c.partnership_id == commitment.c.partnership_id,
    helped.c.commitment_id == commitment.c.id,
    commitment.c.state == State.KEPT,
)
# Of a seat whoever was here last is asked; anybody who sits there may answer.
_PLACES = (
    select(
        partner.c.partnership_id,
        partner.c.seat_id,
        partner.c.id,
        func.row_number()
        .over(
            partition_by=(partner.c.partnership_id, partner.c.seat_id),
            order_by=(partner.c.last_on.is_(None), partner.c.last_on.desc(), partner.c.id),
        )
        .label("place"),
    )
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.left_on.is_(None),
        partner.c.role.not_in(LOOKING_ON),
    )
    .subquery()
)
_ASKED_THERE = and_(
    _PLACES.c.partnership_id == helped.c.partnership_id, _PLACES.c.seat_id == helped.c.seat_id, _PLACES.c.place == 1
)
WAITING = (
    select(commitment.c.number, _PLACES.c.id)
    .join(helped, and_(*_DONE_FOR))
    .join(_PLACES, _ASKED_THERE)
    .where(helped.c.partnership_id == bindparam("partnership"), helped.c.answer.is_(None))
    .order_by(commitment.c.number)
)
CONFIRMED: Select[Any] = (
    select(
        commitment.c.text,
        helped.c.at,
        person.c.name,
        organisation.c.name.label("organisation"),
        together.OTHERS,
        together.HELPS,
    )
    .join(helped, and_(*_DONE_FOR))
    .join(
        partner, (partner.c.partnership_id == commitment.c.partnership_id) & (partner.c.id == commitment.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(
        sight.COMMITMENT,
        helped.c.answer == YES,
        helped.c.at >= bindparam("since"),
        helped.c.at <= bindparam("until"),
    )
    .order_by(helped.c.at)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Something that helped, as those say whom it was for."""

    whose: tuple[str, ...]
    text: str
    helps: str
    at: datetime


def _keys(one: Commitment, **more: object) -> dict[str, object]:
    return {"partnership": one.partnership_id, "commitment": one.id, **more}


def add(tx: Connection, one: Commitment, seat_id: int) -> None:
    """Keep for which seat it is done, in place of any other."""
    tx.execute(DROP, _keys(one))
    tx.execute(ADD, {"partnership_id": one.partnership_id, "commitment_id": one.id, "seat_id": seat_id})


def copy(tx: Connection, one: Commitment, following: Commitment) -> None:
    """What follows it is done for the same seat."""
    tx.execute(COPY, _keys(one, following=following.id))


def seat_of(tx: Connection, one: Commitment) -> int | None:
    """For which seat it is done."""
    found: int | None = tx.execute(SEAT_OF, _keys(one)).scalar_one_or_none()
    return found


def answer(tx: Connection, one: Commitment, said: str | None, *, by: Partner, now: datetime) -> None:
    """What somebody who sits there said of it; None: it is asked again."""
    tx.execute(SET, _keys(one, said=said, by=by.id if said else None, now=now if said else None))


def waiting(tx: Connection, viewer: Viewer) -> Sequence[tuple[int, int]]:
    """What is done and not said anything of by those whom it was for: its number, and who of them is asked."""
    rows = tx.execute(WAITING, {"partnership": viewer.partnership_id})
    return [(row.number, row.id) for row in rows]


def _confirmed(row: Row[Any]) -> Confirmed:
    own = row.organisation or row.name
    others = tuple(one for one in together.names(row.others) if one != own)
    return Confirmed(whose=(own, *others), text=row.text, helps=row.helps or "", at=row.at)


def confirmed(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime, most: int) -> Sequence[Confirmed]:
    """What was said to have helped in that time, and the viewer may see."""
    keys = {**sight.eyes(viewer), "since": since, "until": until, "most": most}
    return [_confirmed(row) for row in tx.execute(CONFIRMED, keys)]
