"""What partners said is in the way, once they let it be told: for whoever convenes, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.domain.people import Viewer
from bot.storage.schema import change, organisation, partner, person, seat

# What a change is called by which it is told.
OBSTACLE = "obstacle"

TOLD = (
    select(partner.c.id, person.c.name, organisation.c.name.label("organisation"), change.c.after)
    .join(partner, (partner.c.partnership_id == change.c.partnership_id) & (partner.c.id == change.c.subject_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "partner",
        change.c.what == OBSTACLE,
        change.c.at >= bindparam("since"),
        partner.c.left_on.is_(None),
    )
    .order_by(change.c.id)
)
OF_ONE = TOLD.where(partner.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who said it, for whom they sit, and what is in the way, as it is kept."""

    name: str
    organisation: str | None
    words: str


def told(tx: Connection, viewer: Viewer, *, since: datetime) -> Sequence[Told]:
    """The last that each told, in the order in which they did; nothing for whoever doesn't convene."""
    if not viewer.convenes:
        return []
    rows = tx.execute(TOLD, {"partnership": viewer.partnership_id, "since": since})
    last = {row.id: Told(name=row.name, organisation=row.organisation, words=row.after) for row in rows}
    return list(last.values())


def told_by(tx: Connection, viewer: Viewer, partner_id: int, *, since: datetime) -> str | None:
    """What one of them told last, likewise."""
    if not viewer.convenes:
        return None
    rows = tx.execute(OF_ONE, {"partnership": viewer.partnership_id, "since": since, "of": partner_id}).all()
    return rows[-1].after if rows else None
