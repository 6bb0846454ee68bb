"""Days inside a period: its end, early and late in it, its last Friday; and the period as a whole."""

from collections.abc import Callable
from datetime import date

from bot.domain.deadlines import reckoning
from bot.domain.deadlines.periods import early, late, mid, period
from bot.domain.deadlines.reckoning import DAY, Period, Unit, next_in, nth_weekday
from bot.domain.deadlines.rules import Asked, Match, Rule, Stands, compiled, number, weekday
from bot.domain.deadlines.weekdays import named

_THURSDAY, _SATURDAY = 3, 5


def _rule(pattern: str, read: Callable[[Match, Asked], date], stands: Stands = Stands.FREE) -> Rule:
    return Rule(compiled(pattern), read, stands)


def _picked(pick: Callable[[Period], date], slot: str = "period") -> Callable[[Match, Asked], date]:
    return lambda found, asked: next_in(period(found[slot], asked), asked.today, pick)


def _due(within: Period) -> date:
    return within.due


def _first(within: Period) -> date:
    return within.first


def _end_of(unit: Unit) -> Callable[[Match, Asked], date]:
    return lambda _found, asked: next_in(period(unit.value, asked), asked.today, _due)


def _late(found: Match, asked: Asked) -> date:
    """The 25th of a month, or, said after it, the month's end."""
    within = period(found["period"], asked)
    return within.due if late(within) < asked.today <= within.due else next_in(within, asked.today, late)


def _half(found: Match, asked: Asked) -> date:
    return _picked(mid if found["half"] == "S1" else _due)(found, asked)


def _nth_weekday(found: Match, asked: Asked) -> date:
    nth, day = number(found["nth"]), weekday(found)
    return _picked(lambda within: nth_weekday(within, nth, day))(found, asked)


def _nth_week(found: Match, asked: Asked) -> date:
    """The Friday of a month's first, second ... week: like years, months own the weeks that hold their Thursday."""
    nth = number(found["nth"])
    return _picked(lambda within: reckoning.week_of(nth_weekday(within, nth, _THURSDAY)).due)(found, asked)


def _nth_weekend(found: Match, asked: Asked) -> date:
    nth = number(found["nth"])
    return _picked(lambda within: nth_weekday(within, nth, _SATURDAY) + DAY)(found, asked)


def _nth_working_day(found: Match, asked: Asked) -> date:
    nth = number(found["nth"])

    def working_day(within: Period) -> date:
        edge = within.first - DAY if nth else within.last + DAY
        return reckoning.working_days_from(edge, nth or -1, country=asked.country)

    return _picked(working_day)(found, asked)


def _nth_date(found: Match, asked: Asked) -> date:
    """The 5th of next month. Raises ValueError for the 31st of a month that has none."""
    return _picked(lambda within: within.first.replace(day=number(found["nth"])))(found, asked)


def _nth_day(found: Match, asked: Asked) -> date:
    nth = number(found["nth"])
    return _picked(lambda within: within.first + DAY * (nth - 1) if nth else within.last)(found, asked)


def _day_before(found: Match, asked: Asked) -> date:
    """Before March, before the weekend: the last day until then; before a week or weekend, the last Friday."""
    within = period(found["period"], asked)
    start = within.first if within.first > asked.today or not within.again else within.following.first
    if within.unit in (Unit.WEEK, Unit.WEEKEND):
        return max(reckoning.week_of(start - DAY).due, asked.today)
    return start - DAY


def _this_time(found: Match, asked: Asked) -> date:
    """This time next week: the same day of it."""
    unit = Unit(found["unit"])
    months = reckoning.LENGTHS.get(unit)
    return reckoning.add_months(asked.today, months) if months else asked.today + reckoning.WEEK


def _month_of_year(found: Match, asked: Asked) -> date:
    return period(found[0], asked).due


def _part(words: str) -> str:
    """A period with "early in", "the latter part of", "mid-" or their like before it."""
    return rf"(?:the )?(?:{words})(?: -)?(?: part)?(?: on)?(?: (?:of|in|o))?(?: the)? {{period}}"


# "Before the May bank holiday" and "before the financial year end" are not before May, or before that year.
_NO_MORE = r"(?! (?:bank (?:holiday|hol)|(?:- )?end)(?![^ ]))"


def _nth(what: str) -> str:
    return rf"(?:the )?(?:very )?{{nth}} {what} {{of}} {{period}}"


ENDS = (
    _rule(r"(?:the )?(?:very |tail |back )?end(?: -)?(?: (?:of|o))?(?: the)? {period}", _picked(_due)),
    _rule(r"{period}(?: -)? end", _picked(_due)),
    _rule(r"(?:the )?week's end|eow|endofweek", _end_of(Unit.WEEK)),
    _rule(r"(?:the )?month's end|monthend|eom", _end_of(Unit.MONTH)),
    _rule(r"(?:the )?year's end|yearend|eoy", _end_of(Unit.YEAR)),
)

WITHIN = (
    *ENDS,
    _rule(r"(?:the )?(?:rest|remainder|course) of {period}", _picked(_due), Stands.ALONE),
    _rule(r"later(?: on)?(?: in)?(?: the)? {period}", _picked(_due), Stands.ALONE),
    _rule(_part("early"), _picked(early)),
    _rule(_part("mid|half ?way through|half - way through"), _picked(mid)),
    _rule(r"midweek", lambda _found, asked: next_in(period("week", asked), asked.today, mid)),
    _rule(_part("late|latter"), _late),
    _rule(_part("start"), _picked(_first)),
    _rule(r"(?:the )?(?P<half>S[12]) half (?:of|o)(?: the)? {period}", _half),
    _rule(_nth("{weekday}"), _nth_weekday),
    _rule(r"(?:the )?{weekday} (?P<nth>S\d|last) (?:(?:of|in|o) )?{period}", _nth_weekday),
    _rule(_nth("(?:full )?week"), _nth_week),
    _rule(_nth("weekend"), _nth_weekend),
    _rule(_nth("(?:working|business) day"), _nth_working_day),
    _rule(_nth("day"), _nth_day),
    _rule(r"(?:the )?(?P<nth>[OS]\d{1,2}) {of} (?P<period>(?:the |this |next )?month(?: next| this)?)", _nth_date),
    _rule(r"(?P<period>{dated})", _picked(_due)),
    _rule(
        r"(?:the )?new (?:financial|fiscal) year",
        lambda _f, asked: period("the financial year", asked).due,
        Stands.DUE,
    ),
    _rule(r"before (?P<period>(?:the )?(?:week|month|year))'s (?:out|over|up|done)", _picked(_due), Stands.ALONE),
    _rule(r"(?:the )?(?:week ending|w / e) {named}", lambda found, asked: named(found["named"], asked)),
    _rule(r"this time next (?P<unit>week|month|year)", _this_time),
    _rule(
        r"(?:in|into|during) (?:the )?(?:new year|year new)",
        lambda _f, asked: period("new year", asked).due,
        Stands.ALONE,
    ),
    _rule(
        r"before {period} (?:is (?:out|over|up|through|done)|ends|finishes|runs out|closes)",
        _picked(_due),
        Stands.ALONE,
    ),
    _rule(rf"before (?P<period>{{relative}}|{{calendar}}|(?:the )?weekend){_NO_MORE}", _day_before, Stands.ALONE),
    _rule(r"{relative}", _picked(_due, "relative"), Stands.ALONE),
    Rule(compiled(r"{month} {year}"), _month_of_year, Stands.FREE, whole=True),
    Rule(compiled(r"{calendar}"), _picked(_due, "calendar"), Stands.LED, whole=True),
    _rule(r"(?:the )?(?:weekend|w / e)", _end_of(Unit.WEEKEND), Stands.LED),
    _rule(r"last (?:week|month|year)", lambda found, asked: period(found[0], asked).due, Stands.DUE),
)
