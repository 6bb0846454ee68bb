"""Working days, bank holidays, weeks, and hours that suit: everything that depends on where somebody is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.domain.people import WORKING_WEEK

DAY = timedelta(days=1)

# DESIGN 4: nothing unasked outside these hours of the person's own day.
DAY_BEGINS = time(9, 30)
DAY_ENDS = time(16, 0)
# Nothing is begun so late in those hours that it could arrive after them: a message has left, or its claim has ended,
# within a minute (bot/delivery/shift.py).
ON_ITS_WAY = timedelta(minutes=1)
FIRST_HOUR = 10
LAST_HOUR = 15

# Nobody is off for longer than this between two working days; a loop over days that finds none has met a fault.
LONGEST_SEARCH = 3660


@cache
def _source(country: str) -> type | None:
    """The holidays library's class for a country code, or None if it knows none.

    The import takes a quarter of a second, so it waits until a holiday is first asked about.
    """
    import holidays  # noqa: PLC0415 - see above

    code = country.partition("-")[0]
    return getattr(holidays, code, None) if code.isalpha() and code.isupper() else None


def is_country(country: str) -> bool:
    """Whether we know the bank holidays of a country such as GB-ENG or IE."""
    try:
        return bool(holidays_of(country, 2026))
    except LookupError:
        return False


def get_ready() -> None:
    """Load the bank holidays now, and not in a transaction, which PostgreSQL ends when it idles."""
    is_country("GB-ENG")


@cache
def holidays_of(country: str, year: int) -> Mapping[date, str]:
    """The bank holidays of a year by day. Raises LookupError for a country we know nothing of."""
    source = _source(country)
    if source is None:
        raise LookupError(f"no bank holidays are known for {country}")
    _code, _, part = country.partition("-")
    try:
        found = source(years=year, subdiv=part or None, language="en_GB" if country.startswith("GB") else None)
    except NotImplementedError as error:
        raise LookupError(f"no bank holidays are known for {country}") from error
    return dict(found.items())


def is_working_day(
    day: date, *, country: str, days: frozenset[int] = WORKING_WEEK, off: frozenset[date] = frozenset()
) -> bool:
    """Whether somebody works then: one of their weekdays (0 is Monday), no bank holiday of theirs, no day off."""
    return day.weekday() in days and day not in off and day not in holidays_of(country, day.year)


def working_days_between(
    start: date, end: date, *, country: str, days: frozenset[int] = WORKING_WEEK, off: Sequence[tuple[date, date]] = ()
) -> int:
    """How many whole working days lie after `start` and before `end`, those away left out."""
    return _working_days(start, end, country, days, tuple(off))


@lru_cache(maxsize=1024)
def _working_days(
    start: date, end: date, country: str, days: frozenset[int], off: tuple[tuple[date, date], ...]
) -> int:
    """Counted once: most of those who were asked were asked on few different days."""
    between = (start + DAY * number for number in range(1, (end - start).days))
    return sum(is_working_day(day, country=country, days=days) and not is_away(day, off) for day in between)


def is_away(day: date, aways: Sequence[tuple[date, date]]) -> bool:
    """Whether a day lies in one of some ranges, first and last day included."""
    return any(first <= day <= last for first, last in aways)


def local_date(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


def at_local(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """A local time of a day as a moment in UTC; one that the clocks leave out comes an hour later."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def week_of(day: date) -> str:
    """The ISO week: `2026-W12`."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def digest_day(monday: date, *, country: str) -> date:
    """The day of a week's digest: its Monday, or its first working day."""
    day = monday
    while not is_working_day(day, country=country) and day.weekday() < max(WORKING_WEEK):
        day += DAY
    return day


def week_due(now: datetime, *, zone: ZoneInfo, hour: int, country: str) -> str | None:
    """The ISO week whose digest may go out now; None before the hour of its first working day, and at weekends."""
    local = now.astimezone(zone)
    day = digest_day(local.date() - DAY * local.weekday(), country=country)
    if local.weekday() not in WORKING_WEEK or local.date() < day or (local.date() == day and local.hour < hour):
        return None
    return week_of(local.date())


def digest_at(now: datetime, *, zone: ZoneInfo, hour: int, country: str) -> datetime:
    """When the next digest is due, strictly after `now`: the hour of a week's first working day, in UTC."""
    monday = now.astimezone(zone).date() - DAY * now.astimezone(zone).weekday()
    while True:
        due = at_local(digest_day(monday, country=country), time(hour), zone)
        if due > now:
            return due
        monday += timedelta(weeks=1)


def next_moment(
    now: datetime,
    *,
    zone: ZoneInfo,
    country: str,
    days: frozenset[int] = WORKING_WEEK,
    aways: Sequence[tuple[date, date]] = (),
) -> datetime:
    """The next moment, `now` included, inside hours of a working day on which somebody is not away. In UTC.

    The hours' last minute is none: what is judged then could arrive when they are over.
    """
    day = local_date(now, zone)
    for _tried in range(LONGEST_SEARCH):
        if is_working_day(day, country=country, days=days) and not is_away(day, aways):
            begins, ends = at_local(day, DAY_BEGINS, zone), at_local(day, DAY_ENDS, zone)
            if now < ends - ON_ITS_WAY:
                return max(now, begins).astimezone(UTC)
        day += DAY
    raise LookupError("no working day in ten years: somebody works on no day of the week")
