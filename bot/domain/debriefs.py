"""When a table looks back together: once in six to eight weeks, in the week before a meeting where there is one."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(weeks=1)
EARLIEST, USUAL, LATEST = 6 * WEEK, 7 * WEEK, 8 * WEEK

# What is asked, by number: what moved, where we waited, what next.
PARTS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """One of a table's debriefs, by number from 1, and how many have answered it."""

    number: int
    begun_on: date
    answered: int


def begins(today: date, *, last: date, meeting: date | None = None) -> bool:
    """Whether one begins today, looked at once a week. `last`: when the last began, or the table itself.

    A `meeting` that comes in time is waited for, and so moves it by a week either way.
    """
    since = today - last
    if since < EARLIEST or since >= LATEST:
        return since >= LATEST
    if meeting is not None and today <= meeting < last + LATEST + WEEK:
        return meeting - today < WEEK
    return since >= USUAL
