"""Twelve weeks of one table, read from twelve_weeks.txt, where they stand as people typed and pressed them.

A line is a day, a time, who, and what: `sam: /commit ...` is typed, `sam presses: Yes` is a button on what stood
before them last, `priya fills in: words=...; day=...` answers the form that was opened, `rita wonders: ...` is typed
and is no command. A line that begins with "terminal" or "slack" is lived at that door alone. [a name] remembers the
number that an answer gave, and {a name} puts it in; {Fri+1} is the Friday of the week after. `~ ` begins what a week
has, for whoever looks for something in the tour; `> ` what a reader is told where it stands; `# row 4` says of which
row of what the tour has to show the lines behind it are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")
BEGINS = date(2027, 1, 11)
DAY = timedelta(days=1)
DAYS = {name: number for number, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}

Door = Literal["terminal", "slack"]
DOORS: tuple[Door, ...] = ("terminal", "slack")
How = Literal["says", "presses", "fills in", "wonders"]

_WEEK = re.compile(r"== Week (\d+)\. (.+)")
_STEP = re.compile(
    r"(?:(?P<door>terminal|slack) )?(?P<day>Mon|Tue|Wed|Thu|Fri) (?P<hour>\d\d):(?P<minute>\d\d) "
    r"(?P<who>\w+)(?: (?P<how>presses|fills in|wonders))?(?: \[(?P<name>[^\]]+)\])?: (?P<what>.+)"
)
ABOUT = "~ "
_ROW = re.compile(r"# row (\d+)")
_BLANK = re.compile(r"\{([^}]+)\}")
_DAY = re.compile(r"(Mon|Tue|Wed|Thu|Fri)(?:\+(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A week begins."""

    number: int
    title: str

    @property
    def begins(self) -> datetime:
        return datetime.combine(BEGINS + timedelta(weeks=self.number - 1), time.min, HERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What a reader of the tour is told."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that somebody does. `name`: what the number in the answer is remembered as; `door`: at which alone."""

    monday: date
    at: datetime
    who: str
    how: How
    what: str
    name: str | None = None
    door: Door | None = None

    def said(self, numbers: Mapping[str, int]) -> str:
        """The words with their blanks filled in: a number that was remembered, or a day as one writes it."""
        return _BLANK.sub(lambda blank: self._filled(blank[1], numbers), self.what).replace(r"\n", "\n")

    def _filled(self, blank: str, numbers: Mapping[str, int]) -> str:
        found = _DAY.fullmatch(blank)
        if found is None:
            return str(numbers[blank])
        day = self.monday + timedelta(weeks=int(found[2] or 0), days=DAYS[found[1]])
        return f"{day.day} {day:%B}"


Told = Chapter | Aside | Step


def read(door: Door) -> Iterator[Told]:
    """What is told and done at a door, in order. Raises ValueError for a line that is none, or goes back in time."""
    monday, last = BEGINS, datetime.combine(BEGINS, time.min, HERE)
    for number, written in enumerate(_lines(), 1):
        if not written.strip() or written.startswith(("#", ABOUT)):
            continue
        if chapter := _WEEK.fullmatch(written):
            monday = BEGINS + timedelta(weeks=int(chapter[1]) - 1)
            yield _chapter(chapter)
        elif written.startswith("> "):
            yield Aside(words=written[2:])
        elif step := _step(written, monday):
            if step.at < last:
                raise ValueError(f"line {number} goes back in time: {written}")
            last = step.at
            if step.door in (None, door):
                yield step
        else:
            raise ValueError(f"line {number}: {written}")


def chapters() -> Iterator[tuple[Chapter, str]]:
    """Each week, with what it has in a sentence or two. Raises ValueError for one of which nothing is said."""
    last: Chapter | None = None
    for written in _lines():
        if found := _WEEK.fullmatch(written):
            last = _chapter(found)
        elif written.startswith(ABOUT) and last:
            yield last, written.removeprefix(ABOUT)
            last = None
        elif last:
            raise ValueError(f"week {last.number} does not say what it has")


def _chapter(found: re.Match[str]) -> Chapter:
    return Chapter(number=int(found[1]), title=found[2])


def doors_of(row: int) -> set[Door]:
    """At which doors something of a row is done."""
    found: set[Door] = set()
    now = 0
    for written in _lines():
        if tag := _ROW.fullmatch(written):
            now = int(tag[1])
        elif now == row and (step := _step(written, BEGINS)):
            found |= set(DOORS if step.door is None else (step.door,))
    return found


def _lines() -> Iterator[str]:
    yield from Path(__file__).with_name("twelve_weeks.txt").read_text("utf-8").splitlines()


def _step(written: str, monday: date) -> Step | None:
    found = _STEP.fullmatch(written)
    if found is None:
        return None
    at = datetime.combine(monday + DAY * DAYS[found["day"]], time(int(found["hour"]), int(found["minute"])), HERE)
    how: How = found["how"] or "says"  # type: ignore[assignment] # The pattern has no others.
    return Step(
        monday=monday,
        at=at,
        who=found["who"],
        how=how,
        what=found["what"],
        name=found["name"],
        door=found["door"],  # type: ignore[arg-type]
    )


def turns(after: datetime, until: datetime) -> Iterator[datetime]:
    """When the clock is turned on the way: at ten and at three of each working day, as notes and digests go out."""
    day = after.date()
    while day <= until.date():
        if day.weekday() < DAYS["Sat"]:
            for hour in (10, 15):
                moment = datetime.combine(day, time(hour), HERE)
                if after < moment <= until:
                    yield moment
        day += DAY


def end() -> datetime:
    """The Friday afternoon after twelve weeks."""
    return datetime.combine(BEGINS + timedelta(weeks=12) - 3 * DAY, time(16), HERE)
