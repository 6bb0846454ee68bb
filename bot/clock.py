"""The clock: what time it is, and APScheduler's timetable, which only wakes; the database says what is due."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import ClockBackwardsError


class Clock:
    """The machine's own time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock(Clock):
    """The demo's clock: another one's time and a lead over it. It runs on by itself, and is moved forwards only."""

    def __init__(self, other: Clock | None = None) -> None:
        self._other = other or Clock()
        self._lead = timedelta()

    def now(self) -> datetime:
        return self._other.now() + self._lead

    def move_to(self, moment: datetime) -> None:
        """Raises ClockBackwardsError for a moment that has been."""
        now = self.now()
        if moment < now:
            raise ClockBackwardsError(last=now)
        self._lead += moment - now


# A round of the night runs soon after each start too: a program that is started anew each day would never come to it.
SOON = timedelta(minutes=3)


class _InStep(AsyncIOScheduler):  # type: ignore[misc] # APScheduler carries no types.
    """It waits on the event loop's clock, which nobody sets, but for as long as the wall clock says.

    So a wall clock that is set back by a day would silence it for a day.
    """

    def wakeup(self) -> None:
        """A round that lies further off than its interval, ahead or behind, has its turn now."""
        now = datetime.now(UTC)
        for job in self.get_jobs():
            if abs(job.next_run_time - now) > job.trigger.interval:
                job.modify(next_run_time=now)
        super().wakeup()


def timetable(*rounds: tuple[str, Callable[[], Awaitable[object]], timedelta]) -> AsyncIOScheduler:
    """Wakes each round at its interval, whatever the clock is set to: late ones once, and none beside itself."""
    scheduler = _InStep(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for name, run, every in rounds:
        first = datetime.now(UTC) + min(every, SOON)
        scheduler.add_job(run, IntervalTrigger(seconds=every.total_seconds(), start_date=first, timezone=UTC), id=name)
    return scheduler
