"""The history of a state: what is kept of time away."""

from datetime import date, timedelta

import pytest

from bot.domain.states import away_until

DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("ranges", "last"),
    [
        ([], None),
        ([(-3, -1)], None),
        ([(-3, 2)], 2),
        ([(1, 4)], None),
        ([(-3, 0), (1, 4)], 4),
        ([(1, 4), (-3, 0), (-1, 2)], 4),
        ([(-3, 0), (2, 4)], 0),
    ],
)
def test_ranges_that_follow_each_other_are_one_time_away(ranges, last):
    aways = [(TODAY + first * DAY, TODAY + until * DAY) for first, until in ranges]

    assert away_until(aways, TODAY) == (None if last is None else TODAY + last * DAY)
