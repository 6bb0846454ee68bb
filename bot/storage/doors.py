"""Which platforms this installation speaks by: those its delivery has a sender for."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from bot.storage import routes
from bot.storage.schema import door
from bot.storage.upsert import insert_new

OPEN = select(door.c.platform)
ADD = insert_new(door)
CLOSE = delete(door).where(door.c.platform.not_in(bindparam("platforms", expanding=True)))


def standing_open(tx: Connection) -> frozenset[str]:
    return frozenset(tx.execute(OPEN).scalars())


def open_only(tx: Connection, platforms: Iterable[str], *, now: datetime) -> None:
    """Open these doors and close all others. What is owed already goes the way that is best from now on."""
    wanted = sorted(platforms)
    tx.execute(CLOSE, {"platforms": wanted})
    for platform in wanted:
        tx.execute(ADD, {"platform": platform, "opened_at": now})
    routes.send_by_the_best(tx)
