"""Counts over everybody at a large table, remembered for a minute.

Nobody sees 4,311 turn into 4,312, and counting ten thousand takes longer than all else on a page. A table that people
can look over is counted each time, and what a page names or lets one press is always read anew.
"""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, select

from bot.storage.schema import partner

T = TypeVar("T")

LARGE = 100
REMEMBERED_FOR = timedelta(minutes=1)

# Whether there are so many, without counting them.
IS_LARGE = select(partner.c.id).where(partner.c.partnership_id == bindparam("partnership")).offset(LARGE - 1).limit(1)

_known: WeakKeyDictionary[Engine, dict[tuple[int, Hashable], tuple[datetime, Any]]] = WeakKeyDictionary()


def lately(tx: Connection, partnership_id: int, what: Hashable, count: Callable[[], T], *, now: datetime) -> T:
    """What `count` finds, or found less than a minute before; `what` names it among what is counted at a table."""
    known = _known.setdefault(tx.engine, {})
    counted_at, found = known.get((partnership_id, what), (None, None))
    if counted_at is not None and counted_at <= now < counted_at + REMEMBERED_FOR:
        return cast("T", found)
    counted = count()
    if tx.execute(IS_LARGE, {"partnership": partnership_id}).first() is not None:
        known[partnership_id, what] = (now, counted)
    return counted
