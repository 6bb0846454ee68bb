"""When a table meets: read from a sentence, and when the word about it is due."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.domain import calendars, deadlines
from bot.domain.deadlines import Deadline
from bot.domain.errors import ImpossibleDeadlineError, NoTimeError, PastDeadlineError

# What a calendar shows for a meeting of which nobody said how long it takes.
USUAL = timedelta(hours=1)

# "Half past eight, or twenty to nine" apart, an hour said bare is one at which people meet.
EARLIEST_BARE, NOON = 8, 12

# A word about a meeting comes on somebody's last working day before it; five days bridge Easter and Christmas.
LOOK_AHEAD = timedelta(days=5)

_HOUR = r"(?P<{0}h>\d{{1,2}})(?:[:.](?P<{0}m>[0-5]\d))?\s*(?P<{0}half>[ap]\.?m\b\.?)?"
_END = r"(?:\s*(?:-|–|—|\bto\b|\btill\b|\buntil\b)\s*(?:noon|midday|" + _HOUR.format("e") + r"))?"
_NOT_INSIDE = r"(?<![\w/.:-])"
_AFTER = r"(?![\w/]|[.:-]\d)"
_SAID = re.compile(
    rf"{_NOT_INSIDE}(?:(?P<led>at|from|@)\s+)?(?:(?P<noon>noon|midday)|{_HOUR.format('b')}){_END}{_AFTER}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_AROUND = " ,.;:-–—"
_BEFORE_A_PLACE = re.compile(r"^(?:at|in|on|@|-|–|,|:)\s+", re.IGNORECASE)


class State(StrEnum):
    """Whether it takes place."""

    SET = "set"
    CANCELLED = "cancelled"


class Came(StrEnum):
    """How somebody was there, or was not: what is not said is not kept."""

    CAME = "came"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting of a table. `version` counts its changes, from 1; `number` is its own at the table."""

    partnership_id: int
    number: int
    version: int
    state: State
    begins_at: datetime
    minutes: int
    place: str
    made_at: datetime
    changed_at: datetime
    reason: str | None = None

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=self.minutes)

    @property
    def is_set(self) -> bool:
        return self.state is State.SET

    @property
    def link(self) -> str:
        """The address under which people meet, where the place has one."""
        return next(filter(is_address, self.place.split()), "")

    @property
    def where(self) -> str:
        """The place without that address."""
        link = self.link
        return " ".join(word for word in self.place.split() if word != link)

    def on_day(self, zone: str) -> date:
        """The day in a zone: the table's, or that of somebody who reads of it."""
        return calendars.local_date(self.begins_at, ZoneInfo(zone))


def is_address(word: str) -> bool:
    """Whether a word is an address on the web, with a host, that a browser opens safely."""
    try:
        parts = urlsplit(word)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What a sentence says of a meeting; None, or no words, for what it leaves out."""

    day: date | None = None
    begins: time | None = None
    minutes: int | None = None
    place: str = ""


def read(sentence: str, today: date, *, country: str) -> When:
    """The day by the grammar of deadlines, a time of day, and what is left: the place.

    Raises PastDeadlineError and ImpossibleDeadlineError as a deadline does.
    """
    addresses = _ADDRESS.findall(sentence)
    words = _ADDRESS.sub(" ", sentence)
    found = time_in(words)
    before, after = (words[: found.start], words[found.end :]) if found else (words, "")
    day, rest = _day_and_rest(before, after, sentence, today, country)
    place = _BEFORE_A_PLACE.sub("", " ".join(rest.split()).strip(_AROUND))
    return When(
        day=day,
        begins=found.begins if found else None,
        minutes=found.minutes if found else None,
        place=" ".join(filter(None, (place.removesuffix(" at").strip(_AROUND), *addresses))),
    )


def _day_and_rest(before: str, after: str, sentence: str, today: date, country: str) -> tuple[date | None, str]:
    """The day that stands on either side of the time, and the words without it.

    Beside other words a day may be a thing's own ("the Friday drop-in"), so each side is read by itself too.
    """
    whole = _deadline(f"{before.strip(_AROUND)}, {after.strip(_AROUND)}".strip(_AROUND), sentence, today, country)
    if whole.due:
        return whole.due, whole.text
    first = _deadline(before, sentence, today, country)
    if first.due:
        return first.due, f"{first.text} {after}"
    last = _deadline(after, sentence, today, country)
    return last.due, f"{before} {last.text}"


def _deadline(words: str, sentence: str, today: date, country: str) -> Deadline:
    found = deadlines.read(" ".join(words.split()), today, country=country)
    if found.trouble == "past":
        raise PastDeadlineError(words=sentence)
    if found.trouble == "impossible":
        raise ImpossibleDeadlineError(words=sentence)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """A time of day in a sentence, how long it lasts where that is said, and where the words for it stand."""

    begins: time
    minutes: int | None
    start: int
    end: int


def time_in(words: str) -> TimeOfDay | None:
    """The first time of day: "2pm", "14:00", "half" hours as "2.30pm", "noon", "at 10", "2-4pm"."""
    for found in _SAID.finditer(words):
        if read_time := _time_of(found):
            return read_time
    return None


def time_of(words: str) -> TimeOfDay:
    """The time of day that words are. Raises NoTimeError where they are none."""
    bare = words.strip()
    found = time_in(bare) or time_in(f"at {bare}")
    if found is None:
        raise NoTimeError(words=words)
    return found


def _time_of(found: re.Match[str]) -> TimeOfDay | None:
    until = _clock(found["eh"], found["em"], found["ehalf"])
    # In "2-4pm" the first hour is of the same half of the day, unless the second would then come before it.
    half = found["bhalf"] or (found["ehalf"] if until else None)
    begins = time(NOON) if found["noon"] else _clock(found["bh"], found["bm"], half)
    if begins is None or not _is_time(found):
        return None
    if until and until <= begins and not found["bhalf"] and begins.hour >= NOON:
        begins = begins.replace(hour=begins.hour - NOON)
    minutes = _between(begins, until) if until else None
    return TimeOfDay(begins=begins, minutes=minutes, start=found.start(), end=found.end())


def _is_time(found: re.Match[str]) -> bool:
    """Whether it is a time and not a number: a half of the day, minutes, or a little word says so."""
    said = found["noon"] or found["bhalf"] or found["bm"] or found["ehalf"] or found["em"]
    return bool(said or found["led"])


def _clock(hour: str | None, minute: str | None, half: str | None) -> time | None:
    """The time of day; an hour said bare is one between eight in the morning and seven in the evening."""
    if hour is None:
        return None
    number = int(hour)
    if half:
        if not 1 <= number <= NOON:
            return None
        number = number % NOON + (NOON if half[0] in "pP" else 0)
    elif number < EARLIEST_BARE and len(hour) == 1:
        number += NOON
    return time(number, int(minute or 0)) if number < 24 else None  # noqa: PLR2004 - the hours of a day


def _between(begins: time, until: time) -> int | None:
    minutes = (until.hour - begins.hour) * 60 + until.minute - begins.minute
    return minutes if minutes > 0 else None


def next_day(last: date, *, every: int, today: date, country: str) -> date:
    """The day of the next meeting by how often the table meets: after today, on a day on which people work."""
    day = last + timedelta(days=every)
    while day <= today:
        day += timedelta(days=every)
    while not calendars.is_working_day(day, country=country):
        day += calendars.DAY
    return day


def brief_day(on: date, *, country: str, days: frozenset[int]) -> date:
    """Somebody's last working day before the day of a meeting; the day before, where they have none near it."""
    before = [on - calendars.DAY * back for back in range(1, LOOK_AHEAD.days + 1)]
    working = (day for day in before if calendars.is_working_day(day, country=country, days=days))
    return next(working, before[0])
