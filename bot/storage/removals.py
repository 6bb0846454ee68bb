"""Workspaces that the app was removed from: for the coordinators of the tables at which their people sit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select

from bot.domain.people import Viewer
from bot.storage.schema import door, installation, partner, route

# The page and the terminal keep what is put there, but nobody is told.
_TELLS_NOBODY = ("web", "terminal")
_other = route.alias("other")
_OTHERWISE = (
    select(_other.c.id)
    .where(
        _other.c.person_id == route.c.person_id,
        _other.c.platform != route.c.platform,
        _other.c.platform.not_in(_TELLS_NOBODY),
        _other.c.platform.in_(select(door.c.platform)),
        _other.c.works.is_not(False),
    )
    .correlate(route)
    .exists()
)
SINCE = (
    select(
        installation.c.name,
        func.count().label("people"),
        func.sum(case((_OTHERWISE, 1), else_=0)).label("otherwise"),
    )
    .join(route, route.c.platform == installation.c.route)
    .join(partner, partner.c.person_id == route.c.person_id)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.left_on.is_(None),
        installation.c.removed_at > bindparam("since"),
    )
    .group_by(installation.c.id, installation.c.name)
    .order_by(installation.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A workspace, how many people of a table were reached by its app, and how many of them are another way."""

    name: str
    people: int
    otherwise: int


def since(tx: Connection, viewer: Viewer, *, since: datetime) -> Sequence[Removed]:
    """Those that it was removed from since then, and is not in again."""
    rows = tx.execute(SINCE, {"partnership": viewer.partnership_id, "since": since})
    return [Removed(name=row.name, people=row.people, otherwise=int(row.otherwise)) for row in rows]
