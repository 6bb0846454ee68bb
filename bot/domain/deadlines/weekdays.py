"""Weekdays, today and its neighbours, and the hours that mean today."""

from collections.abc import Callable
from datetime import date

from bot.domain.deadlines import dates, reckoning
from bot.domain.deadlines.periods import period
from bot.domain.deadlines.reckoning import DAY, WEEK
from bot.domain.deadlines.rules import SLOTS, Asked, Match, Rule, Stands, compiled, one_of, weekday


def _rule(pattern: str, read: Callable[[Match, Asked], date], stands: Stands = Stands.FREE) -> Rule:
    return Rule(compiled(pattern), read, stands)


def _coming(found: Match, asked: Asked) -> date:
    return reckoning.coming(asked.today, weekday(found))


def _in_week(found: Match, asked: Asked) -> date:
    """Friday of next week, Friday this week."""
    return period(found["period"], asked).first + DAY * weekday(found)


def _weeks_on(weeks: int) -> Callable[[Match, Asked], date]:
    """A weekday of the week so many weeks on: "next Friday" is the Friday of next week."""
    return lambda found, asked: reckoning.week_of(asked.today).first + WEEK * weeks + DAY * weekday(found)


def _gone(found: Match, asked: Asked) -> date:
    return reckoning.latest(asked.today - DAY, weekday(found))


def _days_on(days: int) -> Callable[[Match, Asked], date]:
    return lambda _found, asked: asked.today + DAY * days


_WEEK = (
    r"(?P<period>(?:the )?(?:(?:this )?coming|next|following|this) week"
    r"|(?:the )?week (?:next|this|following|(?:after|on ol) next)|{dated})"
)

WEEKDAYS = (
    _rule(rf"{{weekday}}(?: ,)? (?:of |in )?{_WEEK}", _in_week),
    _rule(rf"{_WEEK}(?: ,)? (?:on )?{{weekday}}", _in_week),
    _rule(r"(?:the )?{weekday} after next", _weeks_on(2)),
    _rule(r"next {weekday}", _weeks_on(1)),
    _rule(r"(?:the )?following {weekday}", _coming),
    _rule(r"{weekday} next", _weeks_on(1)),
    _rule(r"last {weekday}", _gone),
    _rule(r"(?:the |this )?{weekday} (?:last|(?:just )?gone|just past)", _gone),
    _rule(r"the (?:this )?coming {weekday}", _coming),
    _rule(r"(?:this )?(?:coming )?{weekday}(?: coming| this)?", _coming),
)

TODAYS = (
    _rule("day after tomorrow|the day after tomorrow|drennydd|trennydd|overmorrow", _days_on(2), Stands.ALONE),
    _rule("(?:ymhen|o fewn|in) deuddydd", _days_on(2), Stands.ALONE),
    _rule("tradwy|dradwy|(?:ymhen|o fewn|in) tridiau", _days_on(3), Stands.ALONE),
    _rule("(?:this time )?tomorrow", _days_on(1), Stands.ALONE),
    _rule(
        "(?:later )?today|tonight|(?:later )?this P|the P this|P this|later on today|this (?:am|pm|aft|eve|T)",
        _days_on(0),
        Stands.ALONE,
    ),
    _rule("(?:the )?day before yesterday|echdoe|echddoe", _days_on(-2), Stands.ALONE),
    _rule("yesterday", _days_on(-1), Stands.ALONE),
    _rule("before the day(?:'s| is) (?:out|over|up|through|done)", _days_on(0), Stands.ALONE),
)

# What an hour, or the end of a working day, says when no day stands beside it.
HOURS = (
    _rule(
        r"(?:the )?(?:end|close)(?: of)?(?: the)? (?:(?:working|business) )?(?:day|play|business|dydd)",
        _days_on(0),
    ),
    _rule("eod|close of today", _days_on(0)),
    _rule("T|lunch|hanner dydd|tea time|lunch time", _days_on(0), Stands.DUE),
)

# The days that a longer way of saying can count from: a week on Friday, two days before the 5th.
NAMED = (*dates.DATES, *dates.NUMBERED, *WEEKDAYS, *TODAYS)
SLOTS["named"] = one_of("named", NAMED)
SLOTS["near"] = one_of("near", (*WEEKDAYS, *TODAYS))


def named(text: str, asked: Asked) -> date:
    """The day that a slot's text names."""
    return next(rule.read(found, asked) for rule in NAMED if (found := rule.pattern.fullmatch(text)))
