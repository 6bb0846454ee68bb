"""The history as it is read, whenever the demo is opened."""

from datetime import UTC, datetime, timedelta

import holidays
import pytest

from bot.demo import history
from bot.demo.history import HERE
from bot.demo.table import BY_KEY, CAST, SHOWN
from tests.demo.conftest import MADE_AT, OPENS_AT

# Weeks with Christmas, Easter, a bank holiday on a Monday, the clocks going back, and a leap day before them.
MOMENTS = [
    MADE_AT,
    datetime(2026, 12, 24, 9, 0, tzinfo=UTC),
    datetime(2027, 3, 25, 9, 0, tzinfo=UTC),
    datetime(2027, 5, 3, 9, 0, tzinfo=UTC),
    datetime(2027, 10, 29, 9, 0, tzinfo=UTC),
    datetime(2028, 3, 1, 9, 0, tzinfo=UTC),
]
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


def works(moment):
    local = moment.astimezone(HERE)
    return local.weekday() < 5 and local.date() not in BANK_HOLIDAYS


@pytest.mark.parametrize("now", MOMENTS)
def test_it_opens_on_the_next_tuesday_at_ten_after_a_working_monday(now):
    opens_at = history.opening(now)

    local = opens_at.astimezone(HERE)
    assert opens_at >= now
    assert (local.weekday(), local.hour, local.minute) == (1, 10, 0)
    assert works(opens_at)
    assert works(opens_at - timedelta(days=1))


def test_it_opens_at_once_where_it_is_just_that_time():
    assert history.opening(OPENS_AT) == OPENS_AT
    assert history.opening(OPENS_AT + timedelta(seconds=1)) == OPENS_AT + timedelta(weeks=1)


@pytest.mark.parametrize("now", MOMENTS)
def test_everything_is_said_in_order_on_working_days_before_it_opens(now):
    opens_at = history.opening(now)
    lines = list(history.lines(opens_at))

    moments = [line.at for line in lines]
    assert moments == sorted(set(moments))
    assert all(works(moment) for moment in moments)
    assert all(7 <= moment.astimezone(HERE).hour < 18 for moment in moments)
    assert moments[-1] < opens_at
    assert moments[0] > opens_at - timedelta(weeks=27)


def test_a_blank_is_a_number_or_a_day_as_one_writes_it():
    monday = OPENS_AT.date() - timedelta(days=1)
    line = history.Line(monday=monday, at=OPENS_AT, who="sam", words="done {data}, by {Fri}, or {Mon+2}")

    assert line.said({"data": 7}) == "done 7, by 27 November, or 7 December"


def test_a_line_that_is_none_is_said():
    with pytest.raises(ValueError, match="a line that is none: Sam: hello"):
        history.read("Sam: hello", OPENS_AT.date(), after=OPENS_AT)


def test_everybody_in_it_is_in_the_cast_and_nobody_is_real():
    spoken = {line.who for line in history.lines(OPENS_AT)} - {"begins", "joins", "came"}

    assert spoken <= BY_KEY.keys()
    assert {one.key for one in SHOWN} - spoken == {"owen"}
    assert len(BY_KEY) == len(CAST)
    assert all(one.email.endswith(".example") for one in CAST)
    assert len({one.organisation for one in CAST if one.organisation}) == 9
    assert [one.name for one in CAST if one.organisation is None] == ["Rita Ahmed"]
