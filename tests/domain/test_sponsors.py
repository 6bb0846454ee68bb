"""When a word to a sponsor may be drafted: never before three askings, and a telling, each with its time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendars
from bot.domain.sponsors import Silence, Stage, stage

# A Monday.
BEGIN = date(2027, 1, 11)
DAY = timedelta(days=1)
THREE = (BEGIN, BEGIN + 7 * DAY, BEGIN + 21 * DAY)


@pytest.mark.parametrize(
    ("silence", "after", "expected"),
    [
        (Silence(asked=()), 60, Stage.NOT_YET),
        (Silence(asked=THREE[:2]), 60, Stage.NOT_YET),
        (Silence(asked=(*THREE[:2], None)), 60, Stage.NOT_YET),
        (Silence(asked=THREE), 24, Stage.NOT_YET),
        (Silence(asked=THREE), 25, Stage.TO_TELL),
        (Silence(asked=THREE, told_on=BEGIN + 28 * DAY), 31, Stage.TOLD),
        (Silence(asked=THREE, told_on=BEGIN + 28 * DAY), 32, Stage.DRAFT),
        (Silence(asked=THREE, told_on=BEGIN + 28 * DAY, sorted=True), 60, Stage.NOT_YET),
        (Silence(asked=THREE, told_on=BEGIN + 28 * DAY, days=frozenset({0})), 48, Stage.TOLD),
        (Silence(asked=THREE, aways=((BEGIN + 22 * DAY, BEGIN + 40 * DAY),)), 41, Stage.NOT_YET),
    ],
)
def test_each_step_waits_for_three_of_their_working_days(silence, after, expected):
    assert stage(silence, BEGIN + after * DAY) is expected


AFTER = st.integers(0, 90)
DAYS = st.frozensets(st.integers(0, 6), min_size=1)


@given(seen=st.lists(st.none() | AFTER, max_size=4), told=st.none() | AFTER, over=st.booleans(), days=DAYS, today=AFTER)
def test_nothing_is_drafted_that_was_not_asked_three_times_and_told(seen, told, over, days, today):
    asked = [None if one is None else BEGIN + one * DAY for one in seen]
    told_on = None if told is None else BEGIN + told * DAY
    silence = Silence(asked=asked, told_on=told_on, sorted=over, days=days)
    found = stage(silence, BEGIN + today * DAY)

    if found is not Stage.NOT_YET:
        assert len(asked) >= 3
        assert not over
    if found is Stage.DRAFT:
        assert told_on is not None
        between = calendars.working_days_between(told_on, BEGIN + today * DAY, country="GB-ENG", days=days)
        assert between >= 3


@given(days=DAYS, today=AFTER)
def test_what_may_be_drafted_once_may_be_as_long_as_nothing_happens(days, today):
    silence = Silence(asked=THREE, told_on=BEGIN + 28 * DAY, days=days)

    if stage(silence, BEGIN + today * DAY) is Stage.DRAFT:
        assert stage(silence, BEGIN + (today + 1) * DAY) is Stage.DRAFT
