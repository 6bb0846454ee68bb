"""Half a year of what the invented partners said and did, read from history.txt, where it stands as they typed it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.demo.table import COUNTRY, ZONE
from bot.domain import calendars

HERE = ZoneInfo(ZONE)
WEEKDAYS = {name: number for number, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri"))}

# The demo opens on a Tuesday at ten, when the week's digest and notes are out and the week lies ahead.
OPENS_ON = WEEKDAYS["Tue"]
OPENS_AT = time(10)

_WEEK = re.compile(r"== (\d+)")
_LINE = re.compile(
    r"(?P<day>Mon|Tue|Wed|Thu|Fri) (?P<hour>\d\d):(?P<minute>\d\d) "
    r"(?P<who>\w+)(?: \[(?P<name>[^\]]+)\])?: (?P<words>.+)"
)
_LEAVES = re.compile(r"/commit (?!list$)|/reflect |/table view |done |move |smaller |yes to |hand on ")
_BLANK = re.compile(r"\{([^}]+)\}")
_DAY = re.compile(r"(Mon|Tue|Wed|Thu|Fri)(?:\+(\d+))?")

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: `monday` is its week's; `name` what the answer's number is remembered as, if at all."""

    monday: date
    at: datetime
    who: str
    words: str
    name: str | None = None

    @property
    def leaves_something(self) -> bool:
        """Whether a commitment or a reflection is what comes of it, and not a question which one was meant."""
        return self.name is not None or _LEAVES.match(self.words) is not None

    def said(self, numbers: Mapping[str, int]) -> str:
        """The words with their blanks filled in: a number that was remembered, or a day as one writes it."""
        return _BLANK.sub(lambda blank: self._filled(blank[1], numbers), self.words)

    def _filled(self, blank: str, numbers: Mapping[str, int]) -> str:
        if (found := _DAY.fullmatch(blank)) is None:
            return str(numbers[blank])
        day = self.monday + timedelta(weeks=int(found[2] or 0), days=WEEKDAYS[found[1]])
        return f"{day.day} {day:%B}"


def opening(now: datetime) -> datetime:
    """When the demo opens: the first Tuesday at ten from now on whose week has no bank holiday before it."""
    day = now.astimezone(HERE).date()
    while not (day.weekday() == OPENS_ON and _works(day) and _works(day - calendars.DAY) and _at_ten(day) >= now):
        day += calendars.DAY
    return _at_ten(day)


def _at_ten(day: date) -> datetime:
    return calendars.at_local(day, OPENS_AT, HERE)


def _works(day: date) -> bool:
    return calendars.is_working_day(day, country=COUNTRY)


def lines(opens_at: datetime) -> Iterator[Line]:
    """The whole history in order, each line at its moment. What would fall on a day off is said on the next day."""
    opens_on = opens_at.astimezone(HERE).date()
    this_monday = opens_on - calendars.DAY * opens_on.weekday()
    monday, before = this_monday, datetime.min.replace(tzinfo=UTC)
    for written in files("bot.demo").joinpath("history.txt").read_text(encoding="utf-8").splitlines():
        if week := _WEEK.fullmatch(written):
            monday = this_monday - timedelta(weeks=int(week[1]))
        elif written and not written.startswith("#"):
            line = read(written, monday, after=before)
            before = line.at
            yield line


def read(written: str, monday: date, *, after: datetime) -> Line:
    """Never before the line that stands before it, so that what follows from something comes after it."""
    found = _LINE.fullmatch(written)
    if found is None:
        raise ValueError(f"history.txt has a line that is none: {written}")
    day = monday + timedelta(days=WEEKDAYS[found["day"]])
    while not _works(day):
        day += calendars.DAY
    at = calendars.at_local(day, time(int(found["hour"]), int(found["minute"])), HERE)
    return Line(monday=monday, at=max(at, after + A_MINUTE), who=found["who"], name=found["name"], words=found["words"])
