"""What a rule is: a pattern over the symbols of `lexicon`, the day it means, and how it has to stand in a sentence."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.deadlines.deadline import Repeat
from bot.domain.deadlines.reckoning import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """When, and in which country, something was said."""

    today: date
    country: str


class Stands(Enum):
    """What the words need around them to be a deadline and not the name of a thing.

    ALONE: nothing ("tomorrow"). FREE: no thing may follow ("Friday", but not "Friday drop-in").
    LED: a preposition besides ("by March"). DUE: by, before or their like ("by 5pm").
    """

    ALONE = 1
    FREE = 2
    LED = 3
    DUE = 4


Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that mean a day.

    `read` raises ValueError or OverflowError where the calendar has no such day, and LookupError where the words
    turn out to mean something else. `whole`: the words name all of a month or a year.
    """

    pattern: re.Pattern[str]
    read: Callable[[Match, Asked], date]
    stands: Stands
    repeat: Repeat | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """Words that mean a stretch of the calendar."""

    pattern: re.Pattern[str]
    read: Callable[[Match, Asked], Period]


# What a name in braces stands for in a pattern. Modules add the slots that they know how to read.
SLOTS = {
    "weekday": r"(?P<weekday>(?:d?dydd )?W[0-6])",
    "month": r"(?P<month>(?:month )?(?:of )?M\d{1,2})",
    "nth": r"(?P<nth>[SO]\d{1,2}|last)",
    "number": r"(?P<number>[SO]?\d{1,2})",
    "year": r"(?P<year>(?:19|2\d)\d\d)",
    "of": r"(?:of|in|o)(?: the)?",
}


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its slots filled in, which ends where a word ends."""
    return re.compile(f"(?:{re.sub('{([a-z]+)}', lambda slot: SLOTS[slot[1]], pattern)})(?![^ ])")


def one_of(name: str, rules: Iterable[Rule | PeriodRule]) -> str:
    """A slot that takes whatever any of the rules takes."""
    return f"(?P<{name}>{'|'.join(unnamed(rule.pattern.pattern) for rule in rules)})"


def unnamed(pattern: str) -> str:
    """A pattern without names for its parts, which may then stand more than once in another."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


def weekday(found: Match) -> int:
    return int(found["weekday"][-1])


def month(found: Match) -> int:
    return int(found["month"].partition("M")[2])


def number(text: str) -> int:
    """The number in "5", "O5" and "S5"; 0 for "last"."""
    return 0 if text == "last" else int(text.lstrip("SO"))
