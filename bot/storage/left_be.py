"""Who is left be until when: by a coordinator's word, for whoever it is about to see and to lift."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.people import Partner, Viewer
from bot.storage.schema import partner, person

_HERE = partner.c.partnership_id == bindparam("partnership")
SET = update(partner).where(_HERE, partner.c.id == bindparam("partner")).values(left_be_until=bindparam("until"))
ALL = (
    select(person.c.name, partner.c.left_be_until)
    .join(person, person.c.id == partner.c.person_id)
    .where(_HERE, partner.c.left_on.is_(None), partner.c.left_be_until > bindparam("today"))
    .order_by(partner.c.left_be_until, person.c.name)
)

# What a change is called by which it is remembered who did it.
LEFT_BE = "left_be"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBe:
    """Somebody, and until when."""

    name: str
    until: date


def leave(tx: Connection, who: Partner, until: date | None) -> None:
    """Until a day; None: not any more."""
    tx.execute(SET, {"partnership": who.partnership.id, "partner": who.id, "until": until})


def now(tx: Connection, viewer: Viewer, today: date) -> Sequence[LeftBe]:
    """Everybody who is, for whoever convenes."""
    if not viewer.convenes:
        return []
    rows = tx.execute(ALL, {"partnership": viewer.partnership_id, "today": today})
    return [LeftBe(name=row.name, until=row.left_be_until) for row in rows]
