"""Days counted from other days: in two weeks, Friday week, three days before Easter, the Monday after."""

from collections.abc import Callable
from datetime import date

from bot.domain.deadlines import feasts, reckoning, weekdays, within
from bot.domain.deadlines.reckoning import DAY, WEEK, YEAR, add_months
from bot.domain.deadlines.rules import SLOTS, Asked, Match, Rule, Stands, compiled, number, one_of, unnamed, weekday

_HOURS_A_DAY = 24
_COUNTS = {"": 1, "a": 1, "an": 1, "couple": 2, "few": 3}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": reckoning.QUARTER, "year": YEAR}
_WORKING = ("wd", "wds", "weekday", "workday")

# "Two or three weeks", "2-3 weeks" and "a week or two" last as long as the longer of the two.
# Welsh counts in tens: "tri deg wyth" is 38.
_COUNT = (
    r"(?:(?P<tens>[2-9]) 10(?: (?P<ones>\d))?|(?:\d{1,3} (?:or|to|-|–) )?(?P<count>\d{1,3})"
    r"|(?:a )?(?P<vague>couple|few)(?: of)?|(?P<one>an?))"
)
_KIND = r"(?:full |clear )?(?P<work>(?:working|business|work|office) )?"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|quarter|year|wd|weekday|workday)(?:'s|s)?(?P<gwaith> working)?"
_SPAN = rf"{_KIND}{_UNIT}(?: or (?P<more>\d{{1,3}}))?"
SLOTS["span"] = rf"{_COUNT} {_SPAN}"
SLOTS["anyspan"] = rf"(?:{_COUNT} )?{_SPAN}"
SLOTS["from"] = one_of("from", (*feasts.FEASTS, *weekdays.NAMED, *within.ENDS))

_EVES = ("christmas", "new year", "the new year", "year new", "the year new")


def _rule(pattern: str, read: Callable[[Match, Asked], date], stands: Stands = Stands.ALONE) -> Rule:
    return Rule(compiled(pattern), read, stands)


def _count(found: Match) -> int:
    if found["tens"]:
        return int(found["tens"]) * 10 + int(found["ones"] or 0)
    figure = found["more"] or found["count"]
    return int(figure) if figure else _COUNTS[found["vague"] or found["one"] or ""]


def _away(found: Match, asked: Asked, day: date, direction: int) -> date:
    """A day so far after another, or, with a direction of -1, before it."""
    unit, count = found["unit"], _count(found) * direction
    if found["work"] or found["gwaith"] or unit in _WORKING:
        working_days = count * (_DAYS["week"] - 2 if unit == "week" else 1)
        return reckoning.working_days_from(day, working_days, country=asked.country)
    if unit in _MONTHS:
        return add_months(day, count * _MONTHS[unit])
    if unit in _DAYS:
        return day + DAY * count * _DAYS[unit]
    return day + DAY * (-(-count // _HOURS_A_DAY) if unit == "hour" and count >= _HOURS_A_DAY else 0)


def _in(found: Match, asked: Asked) -> date:
    return _away(found, asked, asked.today, 1)


def _ago(found: Match, asked: Asked) -> date:
    return _away(found, asked, asked.today, -1)


def _named(text: str, asked: Asked) -> date:
    """The day that a slot's text names."""
    rules = (*feasts.FEASTS, *weekdays.NAMED, *within.ENDS)
    return next(rule.read(found, asked) for rule in rules if (found := rule.pattern.fullmatch(text)))


def _anchor(found: Match, asked: Asked) -> date:
    """The day to count from. "Two days before Christmas" counts from the day itself, not from its eve."""
    return _named(found["from"], asked) + DAY * (found["from"] in _EVES)


def _after(found: Match, asked: Asked) -> date:
    return _away(found, asked, _anchor(found, asked), 1)


def _before(found: Match, asked: Asked) -> date:
    return _away(found, asked, _anchor(found, asked), -1)


def _weeks_after(found: Match, asked: Asked) -> date:
    """Friday week, a week tomorrow, Monday fortnight."""
    weeks = found["weeks"]
    count = 2 if "fortnight" in weeks else int("".join(filter(str.isdecimal, weeks)) or 1)
    return weekdays.named(found["near"], asked) + WEEK * count


def _weekday_beside(found: Match, asked: Asked) -> date:
    """The Monday after Easter, the last Friday before Christmas: never the day itself."""
    if found["side"] == "before":
        return reckoning.latest(_anchor(found, asked) - DAY, weekday(found))
    nth = number(found["nth"]) if found["nth"] else 1
    return reckoning.coming(_anchor(found, asked) + DAY, weekday(found)) + WEEK * (nth - 1)


def _beside(found: Match, asked: Asked) -> date:
    """The day, week or weekend before or after one that is named."""
    sign = -1 if found["side"] == "before" else 1
    anchor = _anchor(found, asked)
    if found["what"] == "week":
        return reckoning.week_of(anchor + WEEK * sign).due
    return reckoning.weekend_of(anchor + WEEK * min(sign, 0)).due if found["what"] == "weekend" else anchor + DAY * sign


def _working_day_beside(found: Match, asked: Asked) -> date:
    return reckoning.working_days_from(
        _anchor(found, asked), -1 if found["side"] == "before" else 1, country=asked.country
    )


def _next_working_day(_found: Match, asked: Asked) -> date:
    return reckoning.working_days_from(asked.today, 1, country=asked.country)


def _until(found: Match, asked: Asked) -> date:
    """Between Monday and Wednesday: the Wednesday after that Monday."""
    first = _named(found[0].removeprefix("between ").removesuffix(f" and {found['from']}"), asked)
    last = _named(found["from"], asked)
    return last + WEEK if first - WEEK <= last < first else last


_ABOUT = r"(?:(?:about|around|roughly|approx|under|no more than|not more than|less than|at most|maximum|max|say) )?"
_WITHIN = rf"(?:within|inside|in|under) {_ABOUT}"
# "In the coming weeks" is no day.
_NOT_SOME = "(?!(?:working )?(?:minutes|hours|days|weeks|fortnights|months|quarters|years)(?![^ ]))"
_OR_SO = r"(?: time)?(?: or (?:so|less|under|sooner))?(?: from (?:now|today))?"
_SIDE = "(?P<side>before|after|following|on ol)"
_WEEKS = r"(?P<weeks>(?:(?:an?|\d{1,2}) )?(?:week|weeks|fortnight))"

SPANS = (
    _rule(rf"{_WITHIN}{{span}}{_OR_SO}", _in),
    _rule(rf"(?:within|inside|in|over|during) (?:the )?(?:next|coming) {{span}}{_OR_SO}", _in),
    _rule(rf"(?:within|inside|in|over|during) the (?:next|coming) {_NOT_SOME}{{anyspan}}{_OR_SO}", _in),
    _rule(rf"(?:within|inside) the {{anyspan}}{_OR_SO}", _in),
    _rule(r"(?:ymhen|o fewn|before pen) {anyspan}", _in),
    _rule(r"{span} (?:time|hence|from now|from today|today|to today|i today)", _in),
    _rule(r"(?:in|within) half an hour", lambda _found, asked: asked.today),
    _rule(r"{span} (?:ago|back|yn ol)", _ago),
    _rule(r"{span} (?:on|from|i|from the|after|following|on ol) {from}", _after),
    _rule(r"{span} before {from}", _before),
    _rule(rf"{_WEEKS} (?:(?:on|i|from|come) )?{{near}}", _weeks_after),
    _rule(rf"{{near}} {_WEEKS}", _weeks_after),
    _rule(rf"between {unnamed(SLOTS['from'])} and {{from}}", _until),
    _rule(rf"(?:the )?(?:{{nth}} )?{{weekday}} {_SIDE} {{from}}", _weekday_beside, Stands.FREE),
    _rule(rf"(?:the )?(?P<what>day|P|week|weekend) {_SIDE} {{from}}", _beside, Stands.FREE),
    _rule(rf"(?:the )?(?:last|S1|next) working day {_SIDE} {{from}}", _working_day_beside, Stands.FREE),
    _rule(r"(?:the )?(?:next|following) (?:working|business) day", _next_working_day),
)
