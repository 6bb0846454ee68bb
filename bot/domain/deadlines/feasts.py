"""Feasts and bank holidays. Only those with a place in the calendar we can reckon: no Eid, no half term."""

from collections.abc import Callable
from datetime import date
from itertools import chain

from bot.domain.calendars import holidays_of
from bot.domain.deadlines import reckoning
from bot.domain.deadlines.reckoning import DAY, SUNDAY, Unit, easter, months, next_such
from bot.domain.deadlines.rules import SLOTS, Asked, Match, Rule, Stands, compiled, month, one_of

_MONDAY = 0
_FIRST_WEEK = 7
_MAY, _JUNE, _AUGUST, _NOVEMBER = 5, 6, 8, 11


def _on(in_month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, in_month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + DAY * days


def _nth(nth: int, weekday: int, in_month: int) -> Callable[[int], date]:
    return lambda year: reckoning.nth_weekday(months(Unit.MONTH, year, in_month), nth, weekday)


# "By Christmas" is Christmas Eve and "by the new year" New Year's Eve: the last day before it.
_EVES = {
    r"(?:the )?christmas(?: break| holidays?| hols| period| shutdown| closure)?": _on(12, 24),
    r"(?:the )?(?:run|lead)(?: -)? up to (?:the )?christmas": _on(12, 24),
    r"(?:the )?(?:new year|year new)": _on(12, 31),
    r"(?:the )?easter(?: break| holidays?| hols| weekend)?": _from_easter(0),
    r"(?:the )?end of (?:the )?tax year|tax year end": _on(4, 5),
}

_PRE = {"christmas": _on(12, 24), "new year": _on(12, 31), "easter": _from_easter(0)}

# Days that people call by name as they do a weekday.
_DAYS_OFF = {
    r"christmas eve|noswyl christmas|nos christmas|P christmas": _on(12, 24),
    r"christmas day|dydd christmas|d?dydd christmas": _on(12, 25),
    r"boxing day|gwyl san steffan|gwyl steffan|st stephen's day|st stephens day": _on(12, 26),
    r"new (?:year's|years|year) eve|nye|hogmanay|P galan": _on(12, 31),
    r"new (?:year's|years|year) day|d?dydd calan": _on(1, 1),
    r"easter W6|W6 (?:the )?easter": _from_easter(0),
    r"easter W0|W0 (?:the )?easter": _from_easter(1),
    r"good W4|W4 (?:the )?groglith": _from_easter(-2),
    r"(?:maundy|holy) W3|W3 cablyd": _from_easter(-3),
    r"d?dydd gwyl dewi": _on(3, 1),
    r"d?dydd santes dwynwen": _on(1, 25),
}

# Days that are more often what a thing is for: "plan Halloween".
_OCCASIONS = {
    r"palm W6|W6 (?:the )?blodau": _from_easter(-7),
    r"ash W2": _from_easter(-46),
    r"shrove W1|pancake (?:day|W1)|d?dydd W1 ynyd": _from_easter(-47),
    r"mothering W6|mother's day|mothers day|mothers' day": _from_easter(-21),
    r"whit(?: ?W6)?|whitsun|pentecost|(?:the )?sulgwyn": _from_easter(49),
    r"father's day|fathers day|fathers' day": _nth(3, SUNDAY, _JUNE),
    r"remembrance W6": _nth(2, SUNDAY, _NOVEMBER),
    r"remembrance day|armistice day": _on(11, 11),
    r"(?:st|saint) (?:david's|davids|davids') day|gwyl dewi": _on(3, 1),
    r"(?:st|saint) (?:patrick's|patricks|paddy's|paddys) day|paddy's day": _on(3, 17),
    r"(?:st|saint) (?:george's|georges) day": _on(4, 23),
    r"(?:st|saint) (?:andrew's|andrews) day": _on(11, 30),
    r"burns P|burn's P": _on(1, 25),
    r"(?:st |saint )?(?:valentine's|valentines)(?: day)?|santes dwynwen day": _on(2, 14),
    r"M5 day|calan M5": _on(5, 1),
    r"midsummer(?:'s)? day": _on(6, 24),
    r"hallowe'en|halloween|(?:P )?calan gaeaf": _on(10, 31),
    r"bonfire P|guy fawkes(?: P)?|guy fawkes'": _on(11, 5),
}

_WHICH_YEAR = r"(?:(?: (?:,|of|in))?(?: {year}| (?P<which>next|this) year))?"


def _feast(of_year: Callable[[int], date]) -> Callable[[Match, Asked], date]:
    """The next one, or that of a year which is said."""

    def read(found: Match, asked: Asked) -> date:
        if found["year"]:
            return of_year(int(found["year"]))
        if found["which"]:
            return of_year(asked.today.year + (found["which"] == "next"))
        return next_such(asked.today, of_year)

    return read


def _holiday(asked: Asked, suits: Callable[[date], bool]) -> date:
    """The next bank holiday that suits. Raises ValueError if the country has no such one."""
    days = chain.from_iterable(sorted(holidays_of(asked.country, asked.today.year + ahead)) for ahead in range(2))
    found = next((day for day in days if day >= asked.today and suits(day)), None)
    if found is None:
        raise ValueError("the country has no such bank holiday")
    return found


def _any_holiday(found: Match, asked: Asked) -> date:
    return _holiday(asked, lambda day: found["monday"] is None or day.weekday() == _MONDAY)


def _monday_in(*in_months: int, early: bool | None = None) -> Callable[[Match, Asked], date]:
    """A bank holiday Monday of a month; of its first week, or of the rest of it, where May has two."""

    def suits(day: date) -> bool:
        return day.weekday() == _MONDAY and day.month in in_months and early in (None, day.day <= _FIRST_WEEK)

    return lambda _found, asked: _holiday(asked, suits)


def _holiday_in_month(found: Match, asked: Asked) -> date:
    return _holiday(asked, lambda day: day.month == month(found))


def _rule(pattern: str, read: Callable[[Match, Asked], date], stands: Stands = Stands.LED) -> Rule:
    return Rule(compiled(pattern), read, stands)


_BANK_HOLIDAY = "(?:bank holiday|bank hol|bh|gwyl (?:the )?banc)(?: W0)?"
_ANY = "(?:the |this )?(?:next |coming )?"

FEASTS = (
    *(_rule(f"pre - {name}{_WHICH_YEAR}", _feast(of_year), Stands.FREE) for name, of_year in _PRE.items()),
    *(_rule(f"{_ANY}(?:{name}){_WHICH_YEAR}", _feast(of_year), Stands.FREE) for name, of_year in _DAYS_OFF.items()),
    *(_rule(f"{_ANY}(?:{name}){_WHICH_YEAR}", _feast(of_year)) for name, of_year in (_OCCASIONS | _EVES).items()),
    _rule(rf"{_ANY}(?:spring|late M5|whit) {_BANK_HOLIDAY}", _monday_in(_MAY, early=False)),
    _rule(rf"{_ANY}(?:early M5|M5 day) {_BANK_HOLIDAY}", _monday_in(_MAY, early=True)),
    _rule(rf"{_ANY}(?:late )?(?:summer) {_BANK_HOLIDAY}", _monday_in(_AUGUST)),
    _rule(rf"{_ANY}easter {_BANK_HOLIDAY}", lambda _found, asked: next_such(asked.today, _from_easter(1))),
    _rule(rf"{_ANY}{{month}} {_BANK_HOLIDAY}", _holiday_in_month),
    _rule(rf"{_ANY}(?:bank holiday|bank hol|gwyl (?:the )?banc)(?P<monday> W0)?", _any_holiday),
)

SLOTS["feast"] = one_of("feast", FEASTS)
