"""Days with a number: 4 December, the 4th, 4/12."""

from collections.abc import Callable
from datetime import date

from bot.domain.deadlines import reckoning
from bot.domain.deadlines.reckoning import next_such
from bot.domain.deadlines.rules import SLOTS, Asked, Match, Rule, Stands, compiled, month, number, one_of, weekday

_FAR_ENOUGH = 4


def _rule(pattern: str, read: Callable[[Match, Asked], date], stands: Stands = Stands.FREE) -> Rule:
    return Rule(compiled(pattern), read, stands)


def _dated(found: Match, asked: Asked) -> date:
    """4 December, with or without a year; with none it is the next one. The weekday beside it does not count."""
    groups = found.groupdict()
    day, in_month = number(found["number"]), month(found)
    if year := groups.get("year") or groups.get("short"):
        return date(int(year) % 100 + 2000 if len(year) == len("26") else int(year), in_month, day)
    if which := groups.get("which"):
        return date(asked.today.year + (which == "next"), in_month, day)
    return next_such(asked.today, lambda of_year: date(of_year, in_month, day))


def _in_figures(found: Match, asked: Asked) -> date:
    """4/12 and 4.12: day before month."""
    day, in_month = int(found["first"]), int(found["then"])
    return next_such(asked.today, lambda of_year: date(of_year, in_month, day))


def _full(found: Match, _asked: Asked) -> date:
    year, in_month, day = found["full"].split("-")
    return date(int(year), int(in_month), int(day))


def _day_of_month(found: Match, asked: Asked) -> date:
    """The 5th: the next one. With a weekday beside it the next that is one, if it comes within a few months."""
    nth = number(found["number"])
    day = reckoning.next_day_of_month(asked.today, nth)
    if found.groupdict().get("weekday"):
        for ahead in range(_FAR_ENOUGH):
            later = reckoning.next_day_of_month(reckoning.add_months(day.replace(day=1), ahead), nth)
            if later >= asked.today and later.weekday() == weekday(found):
                return later
    return day


def _number_beside(found: Match, asked: Asked) -> date:
    """Friday 27: a day only if that is one. Raises LookupError where the number counts something else."""
    day = _day_of_month(found, asked)
    if day.weekday() != weekday(found):
        raise LookupError(found[0])
    return day


_YEAR = r"(?:(?: ,| -)?(?: {year}| (?:['’] )?(?P<short>2[4-9]|3\d)| (?P<which>next|this) year))?"
_THE = r"(?:the )?"
_FULL = r"D(?P<full>\d{1,4}-\d{1,2}-\d{1,2})"
_FIGURES = r"(?P<first>\d{1,2})/(?P<then>\d{1,2})"
_WEEKDAY_FIRST = r"(?:{weekday}(?: ,)? )?"
DATES = (
    _rule(rf"{_WEEKDAY_FIRST}{_THE}{{number}}(?: -)?(?: (?:of|o)(?: the)?)?(?: -)? {{month}}{_YEAR}", _dated),
    _rule(rf"{{weekday}} \( {_THE}{{number}}(?: of)? {{month}}{_YEAR} \)", _dated),
    _rule(rf"{_THE}[SO]?\d{{1,2}} (?:-|–|to|and) {_THE}{{number}}(?: of)? {{month}}{_YEAR}", _dated),
    _rule(rf"{{number}}(?: of)? {{month}}{_YEAR} \( W\d \)", _dated),
    _rule(rf"{_WEEKDAY_FIRST}{_THE}{{month}}(?: -)?(?: ,)? {_THE}{{number}}(?!\d){_YEAR}", _dated),
    _rule(_WEEKDAY_FIRST + _THE + _FULL, _full),
    _rule(r"{weekday} \( " + _FULL + r" \)", _full),
    _rule(rf"{{weekday}}(?: ,)? {_THE}[XY]{_FIGURES}", _in_figures),
    _rule(rf"{{weekday}} \( {_THE}[XY]{_FIGURES} \)", _in_figures),
)

NUMBERED = (
    _rule(rf"{{weekday}}(?: ,)? {_THE}(?P<number>O\d{{1,2}})", _day_of_month),
    _rule(rf"{{weekday}} \( {_THE}(?P<number>O\d{{1,2}}) \)", _day_of_month),
    _rule(r"{weekday} (?P<number>\d{1,2})", _number_beside),
    _rule(r"the (?P<number>O\d{1,2})(?: \( W\d \))?", _day_of_month),
    _rule("X" + _FIGURES, _in_figures),
    _rule("Y" + _FIGURES, _in_figures, Stands.LED),
    _rule(r"(?P<number>O\d{1,2})", _day_of_month, Stands.LED),
    _rule(r"the (?P<number>S\d{1,2})", _day_of_month, Stands.DUE),
)

SLOTS["date"] = one_of("date", (*DATES, *NUMBERED))


def date_of(text: str, asked: Asked) -> date:
    """The day that a slot's text names."""
    readings = (rule.read(found, asked) for rule in (*DATES, *NUMBERED) if (found := rule.pattern.fullmatch(text)))
    return next(readings)
