"""How many organisations took part in some days, of those that sat at the table: counts are everybody's to see."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, or_, select

from bot.domain.people import LOOKING_ON, Viewer
from bot.storage.ledger import STANDS
from bot.storage.schema import participation, partner, seat

_SEATS = (seat.c.partnership_id == bindparam("partnership"), seat.c.organisation_id.is_not(None))
_LAST = bindparam("last", type_=partner.c.joined_on.type)
# Each seat is looked up once in the ledger, however much it did.
_TOOK_PART = (
    select(participation.c.id)
    .where(
        participation.c.partnership_id == seat.c.partnership_id,
        participation.c.seat_id == seat.c.id,
        participation.c.on_day.between(bindparam("first"), _LAST),
        STANDS,
    )
    .correlate(seat)
    .exists()
)
_SAT_THERE = (
    select(partner.c.id)
    .where(
        partner.c.partnership_id == seat.c.partnership_id,
        partner.c.seat_id == seat.c.id,
        partner.c.role.not_in(LOOKING_ON),
        partner.c.joined_on <= _LAST,
        or_(partner.c.left_on.is_(None), partner.c.left_on > _LAST),
        or_(partner.c.handed_over_on.is_(None), partner.c.handed_over_on > _LAST),
    )
    .correlate(seat)
    .exists()
)


def _number(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((holds, 1), else_=0)), 0)


NOW: Select[int, int] = select(_number(_TOOK_PART), func.count()).where(*_SEATS, seat.c.state == "filled")
# Whoever took part then sat there, also where they have gone since and are not kept any more.
THEN: Select[int, int] = select(_number(_TOOK_PART), _number(or_(_SAT_THERE, _TOOK_PART))).where(*_SEATS)


def taking_part(tx: Connection, viewer: Viewer, *, first: date, last: date) -> tuple[int, int]:
    """How many organisations took part on those days, of how many that sit at the table."""
    return _pair(tx, NOW, viewer, first=first, last=last)


def took_part(tx: Connection, viewer: Viewer, *, first: date, last: date) -> tuple[int, int]:
    """How many took part on days that are over, of how many that sat at the table then."""
    return _pair(tx, THEN, viewer, first=first, last=last)


def _pair(tx: Connection, statement: Select[int, int], viewer: Viewer, *, first: date, last: date) -> tuple[int, int]:
    active, organisations = tx.execute(
        statement, {"partnership": viewer.partnership_id, "first": first, "last": last}
    ).one()
    return active, organisations
