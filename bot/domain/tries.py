"""Tries: the smallest step, who shares in what may go wrong, what would be learned, and a day to look again."""

import re
from binascii import crc32
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

# Long enough to see something, short enough to remember why.
LOOK_AFTER = timedelta(weeks=4)

# Nobody looks at a thing again after so long without having begun another.
LONGEST = timedelta(days=366)


class State(StrEnum):
    OPEN = "open"
    STOPPED = "stopped"


class Decided(StrEnum):
    """What became of a try on the day it was looked at."""

    KEPT = "kept"
    CHANGED = "changed"
    STOPPED = "stopped"


class Shares(StrEnum):
    """Whether a seat shares in what may go wrong: asked, until somebody in it has said."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharer:
    """A seat that was named, by what it is called."""

    seat_id: int
    name: str
    state: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """An experiment, with who began it. `learned`: what was, when it was last looked at."""

    id: int
    partnership_id: int
    number: int
    partner_id: int
    owner: str
    organisation: str | None
    text: str
    look_on: date
    state: State
    made_at: datetime
    step: str | None = None
    go_wrong: str | None = None
    would_learn: str | None = None
    decided: Decided | None = None
    learned: str | None = None
    looked_at: datetime | None = None
    version: int = 1
    sharers: Sequence[Sharer] = ()

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def fingerprint(self) -> int:
        """What a button remembers of it, as of an outcome."""
        return crc32(repr((self.made_at.timestamp(), self.version, self.text)).encode())

    def may_change(self, partner_id: int, *, convenes: bool) -> bool:
        """Whoever began it, and coordinators."""
        return convenes or self.partner_id == partner_id


_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_FOR = re.compile(
    rf"\bfor\s+(?:the\s+next\s+)?(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week|fortnight|month)s?\b",
    re.IGNORECASE,
)
_A_FORTNIGHT = re.compile(r"\bfor\s+a\s+fortnight\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


def span_in(words: str) -> timedelta | None:
    """How long it is to go on: "every day for two weeks" is looked at when they are over; None where no one says."""
    found = _FOR.search(words)
    if not found:
        return timedelta(days=14) if _A_FORTNIGHT.search(words) else None
    number = _NUMBERS.get(found["number"].casefold()) or int(found["number"])
    days = timedelta(days=number * _DAYS[found["unit"].casefold()])
    return days if timedelta(0) < days <= LONGEST else None


def look_on(named: date | None, words: str, *, today: date) -> date:
    """When to look again: the day that was named, the end of the span that was, else four weeks on; always one."""
    if named is not None:
        return named
    return today + (span_in(words) or LOOK_AFTER)


_LEARNED = re.compile(
    r"^(?:(?:because|since|as)\b[\s,:]*)?(?:(?:we|i)(?:['’]ve| have)?\s+(?:learned|learnt)\b[\s,:]*(?:that\b\s*)?)?",
    re.IGNORECASE,
)


def lesson(words: str) -> str:
    """What was learned, without the words that lead to it: "because we learned that nobody picks up before ten"."""
    return _LEARNED.sub("", words.strip(" ,;:.–"), count=1).strip()
