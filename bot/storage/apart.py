"""A part of a call that may fail by itself: what it did is taken back, and the call goes on with the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from bot.storage import failures
from bot.storage.engine import POISONED

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failed:
    """What was wrong with a part, by its name only: the rest of an error could hold somebody's words."""

    fault: str


def apart(
    tx: Connection, call: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
) -> T | Failed:
    """What a part of a call gives, or how it failed. Trouble of the database itself is everybody's, and goes through.

    The one place where an error of the database may be caught inside a call: it is rolled back to where it was well.
    """
    before = tx.info.get(POISONED)
    part = tx.begin_nested()
    try:
        result = call(tx, *args, **kwargs)
        part.commit()
    except Exception as error:
        if before or failures.verdict(error, tx, reading=False) is not None:
            raise
        # Outside of what was tried: SQLite ends the whole transaction when the disk is full, and this must not hide it.
        part.rollback()
        tx.info.pop(POISONED, None)
        return Failed(type(error).__name__)
    return result
