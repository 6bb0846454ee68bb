"""What comes again: every Friday, each month on the 1st, fortnightly on Tuesdays. The day is the next such day."""

from collections.abc import Callable
from datetime import date

from bot.domain.deadlines import reckoning
from bot.domain.deadlines.deadline import Repeat
from bot.domain.deadlines.periods import period
from bot.domain.deadlines.reckoning import DAY, WEEK, next_in, nth_weekday
from bot.domain.deadlines.rules import Asked, Match, Rule, Stands, compiled, number, weekday


def _rule(repeat: Repeat, pattern: str, read: Callable[[Match, Asked], date], stands: Stands = Stands.FREE) -> Rule:
    return Rule(compiled(pattern), read, stands, repeat)


def _weekday(found: Match, asked: Asked) -> date:
    return reckoning.coming(asked.today, weekday(found))


def _earliest(found: Match, asked: Asked) -> date:
    """Every Monday and Thursday: whichever comes first."""
    both = (weekday(found), int(found["other"][1]))
    return min(reckoning.coming(asked.today, day) for day in both)


def _day(found: Match, asked: Asked) -> date:
    """The 5th of every month; the 31st waits for a month that has one."""
    return reckoning.next_day_of_month(asked.today, number(found["number"]))


def _earlier_date(found: Match, asked: Asked) -> date:
    """The 1st and 15th of every month: whichever comes first."""
    both = (number(found["number"]), number(found["other"]))
    return min(reckoning.next_day_of_month(asked.today, day) for day in both)


def _nth_weekday(found: Match, asked: Asked) -> date:
    nth, day = number(found["nth"]), weekday(found)
    return next_in(period("the month", asked), asked.today, lambda within: nth_weekday(within, nth, day))


def _month_end(_found: Match, asked: Asked) -> date:
    return period("this month", asked).due


def _last_working_day(_found: Match, asked: Asked) -> date:
    def last(within: reckoning.Period) -> date:
        return reckoning.working_days_from(within.last + DAY, -1, country=asked.country)

    return next_in(period("the month", asked), asked.today, last)


def _month_on(_found: Match, asked: Asked) -> date:
    return reckoning.add_months(asked.today, 1)


def _weeks_on(weeks: int) -> Callable[[Match, Asked], date]:
    return lambda _found, asked: asked.today + WEEK * weeks


_WEEKLY = "(?:weekly|every week|once a week|every 7 days|on a weekly basis|in wythnosol)"
_OTHER = "(?:other|second|S2|O2|alternate|in S2|2nd)"
_FORTNIGHTLY = (
    f"(?:fortnightly|every fortnight|once a fortnight|every 2 weeks|every 14 days|every {_OTHER} week|alternate weeks"
    "|biweekly|bi - weekly|on a fortnightly basis|in bythefnosol)"
)
_MONTHLY = "(?:monthly|every month|every calendar month|once a month|on a monthly basis|in fisol)"
_ON = "(?: ,)?(?: (?:on|by|before|at|come|due|for))?(?: (?:T|eod))?(?: on)?(?: an?| the)?"
_WEEKDAYS = "(?P<weekday>(?:d?dydd )?W[0-6])s"
_ANY_WEEKDAY = f"{_WEEKDAYS}?"
_DAY = "(?P<number>[OS]\\d{1,2})"
_LAST_DAY = "(?:the )?(?:last day(?: of)?(?: the)?|end(?: of)?(?: the)?)"
_EVERY_MONTH = "(?: (?:of|in|o)(?: the month)?)?(?: ,)? every(?: calendar)? month"
_ALSO = "(?:,|and|&|a|ac) (?:on )?(?:dydd )?(?P<other>W[0-6])s?"

REPEATS = (
    _rule("weekly", rf"every {{weekday}} {_ALSO}", _earliest),
    _rule("weekly", r"every (?:single )?(?:P )?{weekday}", _weekday),
    _rule("weekly", rf"on {_WEEKDAYS} {_ALSO}", _earliest),
    _rule("weekly", rf"on {_WEEKDAYS}", _weekday),
    _rule("weekly", r"(?:on )?{weekday} Ps", _weekday),
    _rule("weekly", rf"{_WEEKLY}{_ON} {_ANY_WEEKDAY}", _weekday),
    _rule("weekly", rf"{_ANY_WEEKDAY}(?: ,)? {_WEEKLY}", _weekday),
    _rule("weekly", _WEEKLY, _weeks_on(1)),
    _rule("fortnightly", rf"every {_OTHER} {_ANY_WEEKDAY}", _weekday),
    _rule("fortnightly", rf"(?:every )?alternate {_ANY_WEEKDAY}", _weekday),
    _rule("fortnightly", rf"{_FORTNIGHTLY}{_ON} {_ANY_WEEKDAY}", _weekday),
    _rule("fortnightly", rf"{_ANY_WEEKDAY}(?: ,)? {_FORTNIGHTLY}", _weekday),
    _rule("fortnightly", _FORTNIGHTLY, _weeks_on(2)),
    _rule("monthly", rf"(?:the )?{_DAY} (?:and|&|a|ac) (?:the )?(?P<other>O\d{{1,2}}){_EVERY_MONTH}", _earlier_date),
    _rule("monthly", rf"(?:the )?{_DAY}(?: day)?(?:{_EVERY_MONTH}|(?: ,)? monthly)", _day),
    _rule("monthly", rf"{_MONTHLY}{_ON} (?:the )?{_DAY}", _day),
    _rule("monthly", rf"every {_DAY} of the month", _day),
    _rule("monthly", rf"(?:the )?{{nth}} {{weekday}}(?:{_EVERY_MONTH}| monthly)", _nth_weekday),
    _rule("monthly", rf"{{weekday}} {{nth}}{_EVERY_MONTH}", _nth_weekday),
    _rule("monthly", rf"{_MONTHLY}{_ON} (?:the )?{{nth}} {{weekday}}(?: of the month)?", _nth_weekday),
    _rule("monthly", r"every {nth} {weekday}(?: (?:of|in)(?: the)? month)?", _nth_weekday),
    _rule("monthly", rf"{_LAST_DAY}{_EVERY_MONTH}|every month(?: -)? end", _month_end),
    _rule("monthly", rf"{_MONTHLY}{_ON} {_LAST_DAY}(?: month)?", _month_end),
    _rule("monthly", rf"(?:the )?last working day{_EVERY_MONTH}", _last_working_day),
    _rule("monthly", _MONTHLY, _month_on),
)
