"""Conversations that somebody wants to be a table's, until whoever convenes it says so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.domain.people import Place, Platform
from bot.storage.schema import wanted_place
from bot.storage.upsert import insert_new

_THERE = (
    wanted_place.c.platform == bindparam("on"),
    wanted_place.c.tenant == bindparam("of"),
    wanted_place.c.address == bindparam("at"),
)
ADD = insert_new(wanted_place)
AGAIN = (
    update(wanted_place)
    .where(*_THERE)
    .values(called=bindparam("by"), asked_at=bindparam("now"), route=bindparam("way"))
    .returning(wanted_place.c.id)
)
BY_ID = select(wanted_place).where(wanted_place.c.id == bindparam("row"))
DROP = delete(wanted_place).where(wanted_place.c.id == bindparam("row"))
FORGET = delete(wanted_place).where(wanted_place.c.asked_at < bindparam("before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One of them. `called`: what their platform calls whoever asked."""

    id: int
    platform: Platform
    tenant: str
    address: str
    route: str
    called: str
    asked_at: datetime

    @property
    def place(self) -> Place:
        return Place(platform=self.platform, tenant=self.tenant, conversation=self.address, route=self.route)


def ask(tx: Connection, place: Place, *, called: str, now: datetime) -> int:
    """It waits from now on; asked for again it is the same one. Its number."""
    new = {"platform": place.platform, "tenant": place.tenant, "address": place.conversation, "route": place.route}
    tx.execute(ADD, {**new, "called": called, "asked_at": now})
    keys = {"on": place.platform, "of": place.tenant, "at": place.conversation}
    row: int = tx.execute(AGAIN, {**keys, "way": place.route, "by": called, "now": now}).scalar_one()
    return row


def by_id(tx: Connection, row_id: int) -> Wanted | None:
    row = tx.execute(BY_ID, {"row": row_id}).one_or_none()
    return Wanted(**{name: getattr(row, name) for name in Wanted.__dataclass_fields__}) if row else None


def drop(tx: Connection, row_id: int) -> None:
    """It is a table's, so it waits no more."""
    tx.execute(DROP, {"row": row_id})


def forget(tx: Connection, *, before: datetime) -> None:
    """Those that nobody let in since then."""
    tx.execute(FORGET, {"before": before})
