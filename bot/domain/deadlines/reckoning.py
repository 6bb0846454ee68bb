"""Days counted from days. Whatever is not in the calendar raises ValueError or OverflowError, as `date` does."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bot.domain.calendars import is_working_day

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
YEAR = 12
QUARTER = 3

# 29 February comes again after eight years at the latest (1896, 1904; 2096, 2104).
_LONGEST_WAIT = 9


class Unit(Enum):
    """What a period is: it decides which day "early", "late" and the whole of it mean."""

    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar.

    `again`: how many months (weeks, for a week) until there is one like it; 0 if there is one only. "March" comes
    again in twelve months and "the month" in one; "next month" and "March 2027" do not.
    """

    unit: Unit
    first: date
    last: date
    again: int = 0

    @property
    def due(self) -> date:
        """The day meant by the whole period: a week's Friday, else the last day."""
        return self.first + DAY * FRIDAY if self.unit is Unit.WEEK else self.last

    @property
    def following(self) -> "Period":
        """The next one like it, `again` weeks or months later."""
        if self.unit in (Unit.WEEK, Unit.WEEKEND):
            return Period(self.unit, self.first + WEEK * self.again, self.last + WEEK * self.again, self.again)
        return months(self.unit, self.first.year, self.first.month + self.again, self.again)


LENGTHS = {Unit.MONTH: 1, Unit.QUARTER: QUARTER, Unit.YEAR: YEAR}


def months(unit: Unit, year: int, month: int, again: int = 0) -> Period:
    """A month, quarter or year from its first month on, which may be counted on beyond twelve."""
    first = add_months(date(year, 1, 1), month - 1)
    return Period(unit, first, add_months(first, LENGTHS[unit]) - DAY, again)


def week_of(day: date, again: int = 0) -> Period:
    """The Monday-to-Sunday week of a day."""
    monday = day - DAY * day.weekday()
    return Period(Unit.WEEK, monday, monday + DAY * SUNDAY, again)


def weekend_of(day: date) -> Period:
    """The Saturday and Sunday that end the week of a day."""
    week = week_of(day)
    return Period(Unit.WEEKEND, week.first + DAY * SATURDAY, week.last)


def add_months(day: date, count: int) -> date:
    """The same day of another month, or that month's last: a month after 31 January is 28 February."""
    years, month = divmod(day.year * YEAR + day.month - 1 + count, YEAR)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def coming(day: date, weekday: int) -> date:
    """The first such weekday on or after a day."""
    return day + DAY * ((weekday - day.weekday()) % 7)


def latest(day: date, weekday: int) -> date:
    """The last such weekday on or before a day."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def nth_weekday(period: Period, nth: int, weekday: int) -> date:
    """The first, second ... such weekday of a period, or, for 0, its last. Raises ValueError if it has not so many."""
    day = coming(period.first, weekday) + WEEK * (nth - 1) if nth else latest(period.last, weekday)
    if day > period.last:
        raise ValueError("the period is too short for that")
    return day


def next_such(today: date, of_year: Callable[[int], date]) -> date:
    """The first day from today on that a rule of the year gives. Raises ValueError if no year has it."""
    for year in range(today.year, today.year + _LONGEST_WAIT):
        for day in _if_real(of_year, year):
            if day >= today:
                return day
    raise ValueError("no year has such a day")


def _if_real(of_year: Callable[[int], date], year: int) -> Iterator[date]:
    try:
        yield of_year(year)
    except ValueError:
        return


def next_day_of_month(today: date, number: int) -> date:
    """The first such day of a month from today on: the 31st waits for a month that has one."""
    for ahead in range(QUARTER):
        month = add_months(today.replace(day=1), ahead)
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) >= today:
            return month.replace(day=number)
    raise ValueError("no month has such a day")


def next_in(period: Period, today: date, pick: Callable[[Period], date]) -> date:
    """The day that `pick` finds in a period, or in the next one like it if that day is gone."""
    day = pick(period)
    return pick(period.following) if day < today and period.again else day


def working_days_from(day: date, count: int, *, country: str) -> date:
    """The working day so many after a day, or before it if `count` is negative; the day itself does not count."""
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        if is_working_day(day, country=country):
            count -= 1 if count > 0 else -1
    return day


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + r - 7 * ((a + 11 * h + 22 * r) // 451) + 114, 31)
    return date(year, month, day + 1)
