"""When somebody is reminded of a day they named, whatever it is about: on it or before it, and once when it is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import calendars
from bot.domain.manners import Wishes

LATE_AFTER = timedelta(days=3)

# A day nobody works on is reminded of before it: four days bridge Easter and Christmas.
LOOK_AHEAD = timedelta(days=5)
LOOK_BACK = LATE_AFTER + timedelta(days=7)
MIDNIGHT = datetime.min.time()

# Each that has a day is looked at so often at least; later ones were put off by a clock that has been turned back.
AT_LEAST = timedelta(days=7)

# Near its day it is looked at so often, for people move and change their working days.
AGAIN_AFTER = timedelta(hours=1)

# What is owed names why it came, so that each reason comes once.
DUE, CUE, LATE = "due", "cue", "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that somebody named for one thing: when it is for, and when its cue falls; and when they named them."""

    made_at: datetime
    due_on: date | None = None
    cue_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Come:
    """A reason that has come: for which day, of the thing of which number."""

    reason: str
    number: int
    day: date


def reasons(days: Days, wishes: Wishes, now: datetime) -> list[tuple[str, date]]:
    """Why a reminder has come by now, each with the day it is about. What was made today needs none today."""
    today = calendars.local_date(now, wishes.zone)
    begins = begins_on(days, today)
    if begins is None or begins > today or calendars.local_date(days.made_at, wishes.zone) >= today:
        return []
    found = []
    if days.due_on and _workable(days.due_on, wishes) <= today < days.due_on + LATE_AFTER:
        found.append((DUE, days.due_on))
    if days.cue_on and _workable(days.cue_on, wishes) <= today <= days.cue_on:
        found.append((CUE, days.cue_on))
    if days.due_on and days.due_on + LATE_AFTER <= today <= days.due_on + LOOK_BACK:
        found.append((LATE, days.due_on))
    return found


def _workable(day: date, wishes: Wishes) -> date:
    """The day itself, or the last one before it on which they work: what is due on Sunday is remembered on Friday."""
    for _back in range(LOOK_AHEAD.days):
        if calendars.is_working_day(day, country=wishes.country, days=wishes.days):
            return day
        day -= calendars.DAY
    return day


def next_look(days: Days, wishes: Wishes, now: datetime, *, come: int) -> datetime | None:
    """When another reason may have come; None: never. `come`: how many have come by now.

    With a new day, where all have that can come today; else each hour.
    """
    if not (days.due_on or days.cue_on):
        return None
    today = calendars.local_date(now, wishes.zone)
    begins = begins_on(days, today)
    if begins is None:
        return now + AT_LEAST
    tomorrow = today + calendars.DAY
    midnight = calendars.at_local(max(begins, tomorrow), MIDNIGHT, wishes.zone)
    all_come = come == len(_still(days, today))
    return min(midnight, now + (AT_LEAST if all_come or begins >= tomorrow else AGAIN_AFTER))


def begins_on(days: Days, today: date) -> date | None:
    """The first day on which there may be a reason, of those that are not over; None if all are."""
    return min((day - LOOK_AHEAD for day in _still(days, today)), default=None)


def _still(days: Days, today: date) -> list[date]:
    """The days that it may be reminded of still: each is a reason of one kind at a time."""
    named = ((days.due_on, LOOK_BACK), (days.cue_on, timedelta(0)))
    return [day for day, after in named if day and today - after <= day]
