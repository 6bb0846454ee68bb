"""What a partner noticed or learned: who can see it, and how it can be shared."""

from binascii import crc32
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Shared(StrEnum):
    """Who can see a reflection besides its author. Without a name it is nobody's, and can't be taken back."""

    PRIVATE = "private"
    ORGANISATION = "organisation"
    TABLE = "table"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """A reflection. `number` is its own among its author's, from 1.

    `on` is the day it was written, or shared; without a name the Monday of the week it was shared, and then `number`,
    `partner_id` and `author` are None. `debrief`, `part`: for an answer in a debrief, which, and to what.
    """

    id: int
    text: str
    shared: Shared
    on: date
    number: int | None = None
    partner_id: int | None = None
    author: str | None = None
    organisation: str | None = None
    question: str | None = None
    debrief: int | None = None
    part: int | None = None

    @property
    def fingerprint(self) -> int:
        """What a button remembers of the words, so that an old card can't share newer ones by their number."""
        return crc32(self.text.encode())


def nobodys_last(found: Iterable[Reflection]) -> Sequence[Reflection]:
    """In the order they came; behind them, by the alphabet, what is nobody's: no neighbour tells whose it may be."""
    named: list[Reflection] = []
    nobodys: list[Reflection] = []
    for one in found:
        (nobodys if one.shared is Shared.UNNAMED else named).append(one)
    return [*named, *sorted(nobodys, key=lambda one: one.text.casefold())]


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


# Given back once, in the week that is so much later.
GIVEN_BACK_AFTER = timedelta(weeks=6)


def given_back(mine: Iterable[Reflection], *, today: date) -> Sequence[Reflection]:
    """Those of somebody's own that are given back this week, the newest first: by weeks, so that it happens once."""
    week = monday_of(today) - GIVEN_BACK_AFTER
    return sorted((one for one in mine if monday_of(one.on) == week), key=lambda one: (one.on, one.id), reverse=True)


# Looked for in this order: whoever says "without" anywhere is asked once more, and nothing is shown by mistake.
_SIGNS = (
    (Shared.UNNAMED, ("without", "unnamed", "nameless", "no name", "not my name", "anonym")),
    (Shared.ORGANISATION, ("organi", "my team", "colleagues")),
    (Shared.TABLE, ("my name", "named", "with name", "table", "everybody", "everyone")),
)


def how_to_share(words: str) -> Shared | None:
    """How somebody wants to share: "with my name", "to my organisation", "without my name"; None if they don't say."""
    said = words.casefold()
    for how, signs in _SIGNS:
        if any(sign in said for sign in signs):
            return how
    return None
