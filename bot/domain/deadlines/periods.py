"""Weeks, weekends, months, quarters and years, as people name them."""

from collections.abc import Callable
from datetime import date

from bot.domain.deadlines import dates, reckoning
from bot.domain.deadlines.reckoning import DAY, LENGTHS, SATURDAY, WEEK, YEAR, Period, Unit
from bot.domain.deadlines.rules import (
    SLOTS,
    Asked,
    Match,
    PeriodRule,
    compiled,
    month,
    number,
    one_of,
    unnamed,
    weekday,
)

APRIL = 4
_YEAR_WORDS = {"this": 0, "last": -1}


def _unit(found: Match, asked: Asked, *, steps: int, again: int = 0) -> Period:
    """The week, month ... so many steps from the present one. At a weekend "this week" is the one ahead."""
    unit = Unit(found["unit"])
    if unit is Unit.WEEK:
        ahead = DAY * 2 if not steps and asked.today.weekday() >= SATURDAY else DAY * 0
        return reckoning.week_of(asked.today + ahead + WEEK * steps, again)
    if unit is Unit.WEEKEND:
        return reckoning.weekend_of(asked.today + WEEK * steps)
    length = LENGTHS[unit]
    present = (asked.today.month - 1) // length * length + 1
    return reckoning.months(unit, asked.today.year, present + steps * length, again * length)


def _steps(steps: int, again: int = 0) -> Callable[[Match, Asked], Period]:
    return lambda found, asked: _unit(found, asked, steps=steps, again=again)


def _coming(unit: Unit, first_month: int, asked: Asked) -> Period:
    """The month or quarter of that name that is not over yet."""
    period = reckoning.months(unit, asked.today.year, first_month, YEAR)
    return period if period.last >= asked.today else period.following


def _of_year(unit: Unit, first_month: int, found: Match, asked: Asked) -> Period:
    """A month or quarter of a year that is said: 2027, next year."""
    said = found["year"]
    year = int(said) if said else asked.today.year + _YEAR_WORDS.get(found["which"], 1)
    return reckoning.months(unit, year, first_month)


def _next_month_named(found: Match, asked: Asked) -> Period:
    """Said in March, "next March" is a year away."""
    period = _coming(Unit.MONTH, month(found), asked)
    return period.following if period.first <= asked.today else period


def _last_month_named(found: Match, asked: Asked) -> Period:
    period = reckoning.months(Unit.MONTH, asked.today.year, month(found))
    return period if period.last < asked.today else reckoning.months(Unit.MONTH, asked.today.year - 1, month(found))


def _quarter(found: Match) -> int:
    """The first month of a quarter of the calendar year."""
    return (number(found["quarter"].strip("Q")) - 1) * LENGTHS[Unit.QUARTER] + 1


def _financial_year(found: Match, asked: Asked) -> Period:
    """April to March, the year of British public bodies; "new" and "next" mean the one that has not begun."""
    year = asked.today.year if asked.today.month >= APRIL else asked.today.year - 1
    return reckoning.months(Unit.YEAR, year + (found["which"] in ("next", "new")), APRIL, YEAR)


def _financial_years(found: Match, _asked: Asked) -> Period:
    """2026/27, FY26/27, 26/27."""
    return reckoning.months(Unit.YEAR, 2000 + int(found["start"][-2:]), APRIL)


def _new_year(_found: Match, asked: Asked) -> Period:
    return _coming(Unit.MONTH, 1, asked)


def _year_itself(found: Match, _asked: Asked) -> Period:
    return reckoning.months(Unit.YEAR, int(found["year"]), 1)


def _week_of(found: Match, asked: Asked) -> Period:
    """Week commencing 7 December; the week of Monday."""
    day = dates.date_of(found["date"], asked) if found["date"] else reckoning.coming(asked.today, weekday(found))
    return reckoning.week_of(day)


def _rule(pattern: str, read: Callable[[Match, Asked], Period]) -> PeriodRule:
    return PeriodRule(compiled(pattern), read)


_UNITS = "(?P<unit>week|month|quarter|year|weekend)"
_QUARTER = r"(?:the )?(?:(?P<quarter>Q[1-4]|[SO][1-4](?= quarter))(?: quarter)?)"
_IN_YEAR = r"(?: ,| of| in)?(?: {year}| (?:the )?(?:(?P<which>next|this|last) year|year next))"
_FINANCIAL = "(?:financial|fiscal) year"

# Longer ways of saying come before the shorter ones that they begin with.
NAMED = (
    _rule(rf"(?:the )?{{month}}{_IN_YEAR}", lambda found, asked: _of_year(Unit.MONTH, month(found), found, asked)),
    _rule(_QUARTER + _IN_YEAR, lambda found, asked: _of_year(Unit.QUARTER, _quarter(found), found, asked)),
    _rule(r"{year} (?P<quarter>Q[1-4])", lambda found, asked: _of_year(Unit.QUARTER, _quarter(found), found, asked)),
    _rule(r"(?:next|coming|following) {month}", _next_month_named),
    _rule(r"{month} next", _next_month_named),
    _rule(r"last {month}", _last_month_named),
    _rule(
        rf"(?:(?:fy|the year|{_FINANCIAL}) )?(?P<start>20\d\d|fy2\d) [/-] (?:20)?\d\d(?: {_FINANCIAL})?",
        _financial_years,
    ),
    _rule(
        rf"(?:(?:fy|the year|{_FINANCIAL}) )?X(?P<start>2[4-9]|3\d)/(?:2[5-9]|3\d)(?: {_FINANCIAL})?", _financial_years
    ),
    _rule(rf"(?:the )?(?:(?:this|current) )?(?:(?P<which>next|new) )?{_FINANCIAL}", _financial_year),
    _rule(r"(?:the )?year (?P<which>financial)|(?:the |this )?fy", _financial_year),
    _rule(r"(?:the )?(?:new year|year new)", _new_year),
    _rule(r"(?:this |the )?(?:coming )?{month}", lambda found, asked: _coming(Unit.MONTH, month(found), asked)),
    _rule(_QUARTER, lambda found, asked: _coming(Unit.QUARTER, _quarter(found), asked)),
    _rule(r"(?:the year )?{year}", _year_itself),
)
RELATIVE = (
    _rule(rf"(?:the )?{_UNITS} (?:after|on ol) (?:the )?next", _steps(2)),
    _rule(rf"(?:the |this )?(?:next|following|coming) (?:calendar |full )?{_UNITS}", _steps(1)),
    _rule(rf"(?:the )?{_UNITS} (?:next|following)", _steps(1)),
    _rule(rf"(?:this|the current|the present)(?: coming)? (?:calendar )?{_UNITS}", _steps(0)),
    _rule(rf"(?:the )?{_UNITS} this", _steps(0)),
)
DATED = (_rule(r"(?:the )?(?:week (?:of|commencing|starting|start)|w / [bc]|w[bc]) (?:{date}|{weekday})", _week_of),)
GONE = (
    _rule(rf"(?:the )?last (?:calendar )?{_UNITS}", _steps(-1)),
    _rule(rf"(?:the )?{_UNITS} last", _steps(-1)),
)
BARE = (_rule(rf"(?:the )?(?:calendar |working )?{_UNITS}", _steps(0, again=1)),)
PERIODS = (*NAMED, *RELATIVE, *DATED, *GONE, *BARE)

SLOTS["calendar"] = one_of("calendar", NAMED)
SLOTS["relative"] = one_of("relative", RELATIVE)
SLOTS["dated"] = unnamed(one_of("dated", DATED))
SLOTS["period"] = one_of("period", PERIODS)


def period(text: str, asked: Asked) -> Period:
    """The period that a slot's text names."""
    readings = (rule.read(found, asked) for rule in PERIODS if (found := rule.pattern.fullmatch(text)))
    return next(readings)


def early(period: Period) -> date:
    """A month's 7th, a week's Tuesday; of longer periods, the end of the first month."""
    return _within(period, 7, 1, 1)


def mid(period: Period) -> date:
    """A month's 15th, a week's Wednesday; of longer periods, the end of the month in the middle."""
    return _within(period, 15, 2, (LENGTHS.get(period.unit, 1) + 1) // 2)


def late(period: Period) -> date:
    """A month's 25th, a week's Thursday; the end of a quarter, or of November."""
    length = LENGTHS.get(period.unit, 1)
    return _within(period, 25, 3, length - length // YEAR)


def _within(period: Period, day_of_month: int, weekday: int, month_of_period: int) -> date:
    if period.unit in (Unit.WEEK, Unit.WEEKEND):
        return min(period.first + DAY * weekday, period.last)
    if period.unit is Unit.MONTH:
        return period.first.replace(day=day_of_month)
    return reckoning.add_months(period.first, month_of_period) - DAY
