"""Who sits at a table, seat by seat; name, organisation and seat are everybody's to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.domain.people import Role, Viewer
from bot.storage.lately import lately
from bot.storage.schema import organisation, partner, person, seat

# A sponsor is asked about a seat, and sits in none.
_AT_TABLE = (partner.c.left_on.is_(None), partner.c.role != Role.SPONSOR)
_SITS = (partner.c.partnership_id == seat.c.partnership_id, partner.c.seat_id == seat.c.id, *_AT_TABLE)
# Organisations by name, then whoever sits in their own right, who have no name on their seat.
ORDER = (
    select(seat.c.id)
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(seat.c.partnership_id == bindparam("partnership"), select(partner.c.id).where(*_SITS).exists())
    .order_by(seat.c.organisation_id.is_(None), organisation.c.name, seat.c.id)
)
NUMBER = select(func.count()).where(partner.c.partnership_id == bindparam("partnership"), *_AT_TABLE)
_PLACES = (
    select(
        partner.c.seat_id,
        partner.c.role,
        person.c.name,
        organisation.c.name.label("organisation"),
        func.count().over(partition_by=partner.c.seat_id).label("number"),
        func.row_number().over(partition_by=partner.c.seat_id, order_by=(person.c.name, partner.c.id)).label("place"),
    )
    .select_from(partner)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .join(person, person.c.id == partner.c.person_id)
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.seat_id.in_(bindparam("seats", expanding=True)),
        *_AT_TABLE,
    )
    .subquery()
)
IN_SEATS = select(_PLACES).where(_PLACES.c.place <= bindparam("most")).order_by(_PLACES.c.seat_id, _PLACES.c.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """The seats that somebody sits in, in order, and how many people that is."""

    seats: Sequence[int]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    name: str
    convenes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken:
    """A seat with the first of those who sit in it; `number`: all of them. No organisation: in their own right."""

    seat_id: int
    organisation: str | None
    sitters: list[Sitter]
    number: int


def seating(tx: Connection, viewer: Viewer, *, now: datetime) -> Seating:
    return lately(tx, viewer.partnership_id, "seating", lambda: _read(tx, viewer), now=now)


def _read(tx: Connection, viewer: Viewer) -> Seating:
    keys = {"partnership": viewer.partnership_id}
    seats = list(tx.execute(ORDER, keys).scalars())
    return Seating(seats=seats, people=tx.execute(NUMBER, keys).scalar_one())


def taken(tx: Connection, viewer: Viewer, seats: Sequence[int], *, most: int) -> Sequence[SeatTaken]:
    """Those seats in that order, with at most so many people each."""
    rows = tx.execute(IN_SEATS, {"partnership": viewer.partnership_id, "seats": seats, "most": most})
    found: dict[int, SeatTaken] = {}
    for seat_id, role, name, body, number, _place in rows:
        taken_seat = found.setdefault(seat_id, SeatTaken(seat_id=seat_id, organisation=body, sitters=[], number=number))
        taken_seat.sitters.append(Sitter(name=name, convenes=role == Role.COORDINATOR))
    return [found[one] for one in seats if one in found]
