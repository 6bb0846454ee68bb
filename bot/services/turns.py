"""What one turn of a round did."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Connection

from bot.storage.apart import Failed, apart

T = TypeVar("T")

# A page a transaction, so that no `/commit` waits long behind the clock (DESIGN 4).
PAGE = 500

# What fails for a partner or a table is tried again then, and does not stand in the way of the others meanwhile.
AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a round could not do for one of those it found: the row's number, and the fault's name."""

    row: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The outbox rows a round owed, and where its next page begins; `after` None: it is through."""

    owed: tuple[int, ...] = ()
    after: int | None = None
    faults: tuple[Fault, ...] = ()


def one_by_one(
    tx: Connection,
    found: Iterable[tuple[int, T]],
    owe: Callable[[Connection, T], Iterable[int]],
    *,
    otherwise: Callable[[T], None] = lambda _one: None,
    after: int | None,
) -> Turn:
    """Owe for each of a page by itself, so that a fault in one takes back nobody else's; `otherwise`: what then."""
    owed: list[int] = []
    faults = []
    for number, one in found:
        done = apart(tx, owe, one)
        if isinstance(done, Failed):
            faults.append(Fault(row=number, what=done.fault))
            otherwise(one)
        else:
            owed += done
    return Turn(owed=tuple(owed), after=after, faults=tuple(faults))


def together(
    tx: Connection,
    found: Sequence[tuple[int, T]],
    owe: Callable[[Connection, Sequence[T]], Iterable[int]],
    *,
    otherwise: Callable[[T], None],
    after: int | None,
) -> Turn:
    """Owe for a page at once; where that fails, for each by itself, so that a fault in one takes back nobody else's."""
    done = apart(tx, owe, [one for _number, one in found]) if found else ()
    if not isinstance(done, Failed):
        return Turn(owed=tuple(done), after=after)
    return one_by_one(tx, found, lambda tx, one: owe(tx, [one]), otherwise=otherwise, after=after)
