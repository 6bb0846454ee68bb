"""The clock: what time it is, and APScheduler's timetable, which only wakes; the database says what is due."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Clock:
    """The machine's own time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def timetable(*rounds: tuple[str, Callable[[], Awaitable[object]], timedelta]) -> AsyncIOScheduler:
    """Wakes each round at its interval: late ones once and not never, and none beside itself."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for name, run, every in rounds:
        scheduler.add_job(run, IntervalTrigger(seconds=every.total_seconds(), timezone=UTC), id=name)
    return scheduler
