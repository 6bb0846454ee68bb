"""What is kept of a chat status: the days, for as long as it stands how its end is known, and who wants none read."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, or_, select, update

from bot.domain.statuses import Kept, Standing
from bot.storage.schema import away, person
from bot.storage.upsert import insert_new

DAY = timedelta(days=1)

IS_OFF = select(person.c.status_off_at).where(person.c.id == bindparam("person"))
TURN = update(person).where(person.c.id == bindparam("person")).values(status_off_at=bindparam("off_at"))
_THEIRS = away.c.person_id == bindparam("person")
_THAT = (_THEIRS, away.c.shown_by == bindparam("by"))
STANDING = select(away.c.from_on, away.c.until_on, away.c.shown_as).where(*_THAT)
_VALUES: dict[str, Any] = {"from_on": bindparam("first"), "until_on": bindparam("last"), "shown_as": bindparam("how")}
ADD = insert_new(away).values(person_id=bindparam("person"), shown_by=bindparam("by"), **_VALUES)
MOVE = update(away).where(*_THAT).values(_VALUES)

# What is over is days like any others, up to yesterday; what of it has not begun, or never counted, goes.
_LAST = case((away.c.until_on > bindparam("yesterday"), bindparam("yesterday")), else_=away.c.until_on)
_NO_DAYS = or_(away.c.from_on > bindparam("yesterday"), away.c.from_on > away.c.until_on)
_OVER: dict[str, Any] = {"until_on": _LAST, "shown_by": None, "shown_as": None}
DROP = delete(away).where(*_THAT, _NO_DAYS)
END = update(away).where(*_THAT).values(_OVER)
DROP_ALL = delete(away).where(_THEIRS, away.c.shown_by.is_not(None), _NO_DAYS)
END_ALL = update(away).where(_THEIRS, away.c.shown_by.is_not(None)).values(_OVER)


def is_read(tx: Connection, person_id: int) -> bool:
    """Whether somebody's status may be read: until they say no."""
    return tx.execute(IS_OFF, {"person": person_id}).scalar_one_or_none() is None


def turn(tx: Connection, person_id: int, *, off_at: datetime | None) -> None:
    """Read somebody's status, or not, from now on."""
    tx.execute(TURN, {"person": person_id, "off_at": off_at})


def standing(tx: Connection, person_id: int, *, by: str) -> Kept | None:
    """What is kept of the status that stands under one of their user ids."""
    row = tx.execute(STANDING, {"person": person_id, "by": by}).one_or_none()
    return Kept(first=row.from_on, last=row.until_on, how=Standing(row.shown_as)) if row else None


def keep(tx: Connection, person_id: int, kept: Kept, *, by: str) -> None:
    """The days as they are known now."""
    values = {"person": person_id, "by": by, "first": kept.first, "last": kept.last, "how": kept.how.value}
    tx.execute(ADD, values)
    tx.execute(MOVE, values)


def end(tx: Connection, person_id: int, *, by: str, today: date) -> None:
    """It is gone: what it has been is kept as days away, up to yesterday."""
    for statement in (DROP, END):
        tx.execute(statement, {"person": person_id, "by": by, "yesterday": today - DAY})


def end_all(tx: Connection, person_id: int, *, today: date) -> None:
    """The same for every one that stands."""
    for statement in (DROP_ALL, END_ALL):
        tx.execute(statement, {"person": person_id, "yesterday": today - DAY})
