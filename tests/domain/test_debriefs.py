"""When a table looks back together: every six to eight weeks, and before a meeting where one comes in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.debriefs import begins

BEGAN = date(2027, 1, 4)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def first_week(meeting=None):
    return next(week for week in range(60) if begins(BEGAN + week * WEEK, last=BEGAN, meeting=meeting))


def test_without_a_meeting_it_begins_after_seven_weeks():
    assert first_week() == 7


@pytest.mark.parametrize(
    ("days", "week"), [(41, 7), (42, 6), (48, 6), (49, 7), (55, 7), (56, 8), (62, 8), (63, 7), (200, 7), (-5, 7)]
)
def test_it_begins_in_the_week_before_a_meeting_that_comes_in_time(days, week):
    assert first_week(BEGAN + days * DAY) == week


@given(st.none() | st.integers(-100, 400), st.integers(0, 6))
def test_there_are_always_six_to_eight_weeks_between(days, late):
    meeting = None if days is None else BEGAN + days * DAY
    looked_at = (BEGAN + late * DAY + week * WEEK for week in range(60))
    begun = next(on for on in looked_at if begins(on, last=BEGAN, meeting=meeting))

    assert 6 * WEEK <= begun - BEGAN <= 8 * WEEK + 6 * DAY


@given(st.integers(42, 56))
def test_a_meeting_that_comes_in_time_has_its_debrief_in_the_week_before(days):
    meeting = BEGAN + days * DAY
    begun = BEGAN + first_week(meeting) * WEEK

    assert begun <= meeting < begun + WEEK


@given(st.integers(0, 41))
def test_nothing_begins_sooner(days):
    assert not begins(BEGAN + days * DAY, last=BEGAN, meeting=BEGAN + (days + 1) * DAY)
