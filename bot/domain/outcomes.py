"""What would be different for whom, and how a table would know: outcomes, measures, and what became of them."""

import re
from binascii import crc32
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain import pastdays
from bot.domain.grammar import fold

# More than a table can look after at once; the next one is remarked on, and kept all the same.
MOST_LIVE = 5

# Fewer are said in words alone.
FEWEST_DRAWN = 4
MOST_DRAWN = 12

# A unit is a word or a few: "nights", "people at home".
LONGEST_UNIT = 40
MOST_UNIT_WORDS = 3


class Better(StrEnum):
    """Which way is better; nobody can tell from the words."""

    MORE = "more"
    FEWER = "fewer"


class State(StrEnum):
    LIVE = "live"
    REACHED = "reached"
    DROPPED = "dropped"


class Trend(StrEnum):
    """Where measures have gone from the first to the last of them."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What would be different, for whom. `partner_id` and `owner`: who set it, None once they are gone."""

    id: int
    partnership_id: int
    number: int
    text: str
    state: State
    made_at: datetime
    partner_id: int | None = None
    owner: str | None = None
    better: Better | None = None
    reason: str | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def is_live(self) -> bool:
        return self.state is State.LIVE

    @property
    def fingerprint(self) -> int:
        """What a button remembers of it: a number is given again once the last is taken back, and so is a version."""
        return crc32(repr((self.made_at.timestamp(), self.version, self.text)).encode())

    def may_change(self, partner_id: int, *, convenes: bool) -> bool:
        """Whoever set it, and coordinators."""
        return convenes or self.partner_id == partner_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was said of how it stands: a number with its unit, words, or both; and on which day."""

    on: date
    value: float | None = None
    unit: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A reading as it is kept. `partner_id` and `by`: who logged it, None once they are gone."""

    id: int
    outcome_id: int
    number: int
    reading: Reading
    partner_id: int | None = None
    by: str | None = None

    @property
    def fingerprint(self) -> int:
        """What a button remembers of it, so that an old card can't take back a newer one of the same number."""
        return crc32(repr((self.id, self.reading)).encode())


def trend(first: float, last: float, better: Better | None) -> Trend:
    """Where it has gone, as far as anybody has said which way is better."""
    if first == last:
        return Trend.SAME
    went = Better.MORE if last > first else Better.FEWER
    if better is None:
        return Trend(went.value)
    return Trend.BETTER if went is better else Trend.WORSE


def in_order(measures: Iterable[Measure]) -> list[Measure]:
    """Oldest first: by the day they are about, then as they were logged."""
    return sorted(measures, key=lambda one: (one.reading.on, one.number))


def comparable(measures: Iterable[Measure]) -> list[Measure]:
    """Those with a number in the unit of the last that has one, oldest first: nights and people are not compared."""
    counted = [one for one in in_order(measures) if one.reading.value is not None]
    unit = _alike(counted[-1].reading) if counted else ""
    return [one for one in counted if _alike(one.reading) == unit]


def _alike(one: Reading) -> str:
    """A unit as it is compared: a sign of its own is one too."""
    return (one.unit or "").casefold().strip(" .")


def drawable(measures: Sequence[Measure]) -> tuple[int, ...]:
    """The counts of a picture; none where there are too few, or where bars from nought would not say what they say."""
    values = [one.reading.value or 0.0 for one in measures[-MOST_DRAWN:]]
    whole = all(value >= 0 and value.is_integer() for value in values)
    worth = len(values) >= FEWEST_DRAWN and whole and len(set(values)) > 1
    return tuple(int(value) for value in values) if worth else ()


_FIGURE = re.compile(
    r"(?P<sign>[£€$])?(?P<value>-?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,6})?)"
    r"(?P<percent>\s?(?:%|per ?cent\b))?(?![\w%.,:/-]*\w)[\s,;:]*",
    re.IGNORECASE,
)
_UNIT_ENDS = re.compile(
    r"[,;:(.–]|(?:^|\s)(?:from|on|in|by|at|last|since|for|because|according|this|today|yesterday|as|and|but)\b",
    re.IGNORECASE,
)
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_DAY = re.compile(
    r"(?:^|[\s,]+)(?P<day>(?:on|last)\s+\S+(?:\s+\S+){0,2}|today|yesterday|\S+\s+(?:day|week)s?\s+ago"
    rf"|in\s+(?:{_MONTHS})[a-z]*)"
    r"(?P<after>$|\s+from\b)",
    re.IGNORECASE,
)


def read(words: str, today: date, *, country: str) -> Reading:
    """The number, its unit, its day and the rest: "31 nights on Tuesday from the ward's own count"."""
    said, on = _without_day(words.strip(), today, country)
    figure = _FIGURE.match(said)
    if figure is None:
        return Reading(on=on, words=said or None)
    unit, rest = _unit(said[figure.end() :])
    sign = "%" if figure["percent"] else figure["sign"]
    return Reading(
        on=on,
        value=float(figure["value"].replace(",", "")),
        unit=sign or unit,
        words=(" ".join(filter(None, (unit if sign else None, rest)))) or None,
    )


def _unit(rest: str) -> tuple[str | None, str]:
    """The few words behind a number that say of what, and what follows them."""
    ends = _UNIT_ENDS.search(rest)
    head, tail = (rest[: ends.start()], rest[ends.start() :]) if ends else (rest, "")
    head = head.strip()
    if not head or len(head.split()) > MOST_UNIT_WORDS or len(head) > LONGEST_UNIT:
        return None, rest.strip(" ,;:.–")
    return head, tail.strip(" ,;:.–")


def _without_day(words: str, today: date, country: str) -> tuple[str, date]:
    """The day that the words name last, and the words without it; today where they name none that has been."""
    for found in reversed(list(_DAY.finditer(words))):
        day = pastdays.last_named(found["day"], today, country=country)
        if day is not None and day <= today:
            return f"{words[: found.start()]}{words[found.end('day') :]}".strip(), day
    return words, today


def named(words: str, among: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Those in which all of the words stand, or begin a word: "nights" is "fewer nights on a ward"."""
    wanted = fold(words).split()
    return tuple(one for one in among if wanted and all(_stands(word, fold(one.text).split()) for word in wanted))


# A word of four letters or more may be typed short.
_STEM = 4


def _stands(typed: str, held: Sequence[str]) -> bool:
    return any(typed == one or (len(typed) >= _STEM and one.startswith(typed)) for one in held)
