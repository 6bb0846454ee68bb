"""Where the demo's clock goes when it is moved, and at which hours it stops on the way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.people import WORKING_WEEK

AN_HOUR = timedelta(hours=1)
STRIDES = {"hour": AN_HOUR, "day": timedelta(days=1), "week": timedelta(weeks=1)}

# Nothing is sent outside 09:30 to 16:00 of a working day, and what a round owes at night is the same when it is owed in
# the morning: a walk that skips those hours leaves the same messages behind (tests/demo/test_walking.py).
STOPS = range(9, 17)


def target(now: datetime, by: str, *, zone: ZoneInfo) -> datetime:
    """An hour on, or the same local time a day or a week on. Raises KeyError for any other stride."""
    stride = STRIDES[by]
    if by == "hour":
        return now + stride
    return (now.astimezone(zone) + stride).astimezone(UTC)


def stops(now: datetime, until: datetime, *, zone: ZoneInfo) -> Iterator[datetime]:
    """Every full hour on the way in which something can be due, and then the end of it."""
    moment = now.replace(minute=0, second=0, microsecond=0) + AN_HOUR
    while moment < until:
        if is_waking(moment.astimezone(zone)):
            yield moment
        moment += AN_HOUR
    yield until


def is_waking(local: datetime) -> bool:
    return local.weekday() in WORKING_WEEK and local.hour in STOPS
