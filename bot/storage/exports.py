"""What an organisation takes with it from a table: read as one of its people sees it, so nothing private of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from bot.domain.people import Viewer
from bot.storage import sight
from bot.storage.schema import commitment, organisation, partner, person, seat

BODIES = (
    select(seat.c.id, organisation.c.id.label("organisation"), organisation.c.name)
    .join(organisation, organisation.c.id == seat.c.organisation_id)
    .where(seat.c.partnership_id == bindparam("partnership"))
    .order_by(organisation.c.name)
)
_SAID: Select[Any] = (
    select(commitment.c.number, commitment.c.text, commitment.c.due_on, commitment.c.state, person.c.name)
    .join(
        partner, (partner.c.partnership_id == commitment.c.partnership_id) & (partner.c.id == commitment.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .where(sight.COMMITMENT)
    .order_by(commitment.c.number)
)
OF_SEAT = _SAID.where(partner.c.seat_id == bindparam("seat"))
PEOPLE = (
    select(person.c.name)
    .join(partner, partner.c.person_id == person.c.id)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.seat_id == bindparam("seat"))
    .order_by(person.c.name)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation and its seat at a table."""

    id: int
    organisation: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTheyWould:
    """One thing that somebody of it said they would do, and what became of it."""

    number: int
    text: str
    due_on: date | None
    state: str
    name: str


def bodies(tx: Connection, partnership_id: int) -> Sequence[Body]:
    """The organisations that have, or had, a seat at a table."""
    return [Body(**row._mapping) for row in tx.execute(BODIES, {"partnership": partnership_id})]  # noqa: SLF001 - Row's documented view


def said(tx: Connection, viewer: Viewer, seat_id: int) -> Sequence[SaidTheyWould]:
    """What the people of one seat said they would do, as far as the viewer may see it."""
    rows = tx.execute(OF_SEAT, {**sight.eyes(viewer), "seat": seat_id})
    return [SaidTheyWould(**row._mapping) for row in rows]  # noqa: SLF001 - Row's documented view


def people(tx: Connection, viewer: Viewer, seat_id: int) -> Sequence[str]:
    return list(tx.execute(PEOPLE, {"partnership": viewer.partnership_id, "seat": seat_id}).scalars())
