"""How each person can be reached, as recorded when it was tried."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, select, update

from bot.storage.schema import route
from bot.storage.upsert import insert_new

# The page keeps what is put on it; the terminal shows it only to somebody who comes back.
PREFERENCE = case({"web": 1, "terminal": 2}, value=route.c.platform, else_=0)

ADD = insert_new(route)
OF = (
    select(route.c.person_id, route.c.platform)
    .where(route.c.person_id.in_(bindparam("people", expanding=True)), route.c.works.is_not(False))
    .order_by(route.c.person_id, PREFERENCE)
)
TRIED = (
    update(route)
    .where(route.c.person_id == bindparam("person"), route.c.platform == bindparam("on"))
    .values(works=bindparam("worked"), tried_at=bindparam("now"), reason=bindparam("why"))
)


def add_route(tx: Connection, person_id: int, platform: str) -> None:
    tx.execute(ADD, {"person_id": person_id, "platform": platform})


def routes_of(tx: Connection, people: Iterable[int]) -> Mapping[int, str]:
    """The platform each person is best reached on; nobody who cannot be reached is in it."""
    found: dict[int, str] = {}
    for row in tx.execute(OF, {"people": list(people)}):
        found.setdefault(row.person_id, row.platform)
    return found


def route_of(tx: Connection, person_id: int) -> str | None:
    """Where to write to a person, or None if they cannot be reached."""
    return routes_of(tx, (person_id,)).get(person_id)


def record_try(tx: Connection, person_id: int, platform: str, *, worked: bool, why: str | None, now: datetime) -> None:
    """Which routes work for a person is recorded when tried; one that does not is not used again."""
    tx.execute(TRIED, {"person": person_id, "on": platform, "worked": worked, "now": now, "why": why})
