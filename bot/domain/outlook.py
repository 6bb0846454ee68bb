"""How a table as a whole is doing: how many of its organisations take part, and how many may fall silent.

Counts only, and against the table's own past. What was measured for both stands in docs/decisions/0038-outlook.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

# Who takes part is counted over the shortest time that holds a meeting of most tables.
SPAN = timedelta(weeks=4)

# A table is set beside itself half a year ago, or as far back as it has been seen.
MONTHS_BACK = 6

# Of two organisations a share says what one of them does.
FEWEST_FOR_SHARE = 3

# How far the chances are looked ahead: `rhythm.risk` is the chance of nothing within so many days.
AHEAD = timedelta(days=60)

# Of so few, a number of seats is all but a name.
FEWEST_FOR_FORECAST = 5

# In a table's first half-year only half of what the chances say came, for all of them are new.
OLD_ENOUGH = timedelta(days=180)

# The sum of the chances against what came after that, in seven histories: 0.84 to 0.91 of it.
CAME_OF_IT = 0.87

# Organisations fall silent together, for a holiday or a crisis: beside their own chance, so much of the whole. With it
# the range held in nine of ten months, at small tables and at large ones.
TOGETHER = 0.15
RANGE = 1.28


@dataclass(frozen=True, slots=True)
class Past:
    """So many of so many organisations took part, in the four weeks up to the end of a month."""

    until: date
    active: int
    organisations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of a table's organisations took part in the last four weeks, and how many did before.

    `begun`: whether the table has been there for as long.
    """

    active: int
    organisations: int
    past: Past | None = None
    begun: bool = True

    @property
    def says_something(self) -> bool:
        """Whether it is about a table: of a few days, or of two organisations, it would be about somebody."""
        return self.begun and self.organisations >= FEWEST_FOR_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """About how many seats may be empty by a day, and between which numbers that is likely to be."""

    about: int
    fewest: int
    most: int
    by: date


def first_day(last: date) -> date:
    """The first of the four weeks that end with a day."""
    return last - SPAN + timedelta(days=1)


def is_seen_whole(began: date | None, today: date) -> bool:
    """Whether a table has four weeks behind it, so that a count of them says something."""
    return began is not None and began <= first_day(today)


def compared_with(began: date | None, today: date) -> date | None:
    """The end of the month that a table is set beside: its four weeks seen whole, and over before the present ones."""
    ends = [_months_ago(today, months) for months in range(MONTHS_BACK, 0, -1)]
    return next((end for end in ends if is_seen_whole(began, end) and end < first_day(today)), None)


def _months_ago(today: date, months: int) -> date:
    """The last day of the month so many months before this one."""
    number = today.year * 12 + today.month - months
    return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)


def is_old_enough(began: date | None, today: date) -> bool:
    """Whether a table has been seen for so long that what may come can be told from it."""
    return began is not None and today - began >= OLD_ENOUGH


def forecast(risks: Sequence[float], today: date) -> Forecast | None:
    """How many organisations may show nothing in the time ahead, from the chance of each; None where that is none.

    The number of those who do is the sum of one coin each: its mean is the sum of the chances.
    """
    if len(risks) < FEWEST_FOR_FORECAST:
        return None
    mean = CAME_OF_IT * sum(risks)
    spread = RANGE * sqrt(sum(risk * (1 - risk) for risk in risks) + (TOGETHER * sum(risks)) ** 2)
    if round(mean) < 1:
        return None
    fewest, most = max(round(mean - spread), 0), min(round(mean + spread), len(risks))
    return Forecast(about=round(mean), fewest=fewest, most=most, by=today + AHEAD)
