"""Why something is remembered on a day, for people with working days of their own."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendars, reminding
from bot.domain.manners import Wishes
from bot.domain.people import Answer
from bot.domain.reminding import CUE, DUE, LATE, Days

LONDON = ZoneInfo("Europe/London")
MADE = datetime(2026, 7, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)

some_days = st.dates(date(2026, 8, 3), date(2027, 8, 1))
weeks = st.frozensets(st.integers(0, 6), min_size=1)


def wishing(days: frozenset[int]) -> Wishes:
    return Wishes(zone=LONDON, route="slack", days=days, answer=Answer.YES)


def come(named: Days, on: date, *, days: frozenset[int]) -> list[str]:
    return [reason for reason, _day in reminding.reasons(named, wishing(days), noon(on))]


def noon(day: date) -> datetime:
    return calendars.at_local(day, time(12), LONDON)


def remembered(day: date, now: datetime, *, days: frozenset[int]) -> bool:
    return bool(reminding.reasons(Days(made_at=MADE, due_on=day), wishing(days), now))


def test_whoever_works_on_mondays_is_reminded_on_the_monday_before():
    thursday, monday = date(2026, 9, 10), datetime(2026, 9, 7, 10, tzinfo=UTC)

    assert remembered(thursday, monday, days=frozenset({0}))
    assert not remembered(thursday, datetime(2026, 9, 6, 10, tzinfo=UTC), days=frozenset({0}))


def test_whoever_works_on_no_day_near_is_reminded_on_the_day_as_far_back_as_we_look():
    bank_holiday = date(2026, 8, 31)

    assert remembered(bank_holiday, datetime(2026, 8, 31, 10, tzinfo=UTC), days=frozenset({0}))


@given(due=some_days, days=weeks)
def test_a_day_is_remembered_once_by_it_and_once_three_days_late(due, days):
    named = Days(made_at=MADE, due_on=due)
    around = [due + DAY * number for number in range(-30, 30)]
    on_each = {day: come(named, day, days=days) for day in around}

    assert {reason for found in on_each.values() for reason in found} == {DUE, LATE}
    assert all(len(found) <= 1 for found in on_each.values())
    assert {day for day in around if on_each[day] == [LATE]} == {due + DAY * number for number in range(3, 11)}
    first = min(day for day in around if on_each[day] == [DUE])
    assert due - reminding.LOOK_AHEAD <= first <= due
    assert all(on_each[first + DAY * number] == [DUE] for number in range((due + DAY * 3 - first).days))


@given(due=some_days, days=weeks)
def test_it_first_comes_on_a_day_on_which_they_work_where_one_is_near(due, days):
    named = Days(made_at=MADE, due_on=due)
    first = min(day for day in (due + DAY * number for number in range(-30, 1)) if come(named, day, days=days))
    worked = [due - DAY * number for number in range(5) if calendars.is_working_day(due - DAY * number, **at(days))]

    assert first == worked[0] if worked else first <= due


def at(days: frozenset[int]):
    return {"country": "GB-ENG", "days": days}


@given(due=some_days, cue=some_days | st.none(), today=some_days, days=weeks)
def test_nothing_comes_between_two_looks_that_the_later_look_would_miss(due, cue, today, days):
    named, wishes = Days(made_at=MADE, due_on=due, cue_on=cue), wishing(days)
    now = noon(today)
    found = reminding.reasons(named, wishes, now)
    again = reminding.next_look(named, wishes, now, come=len(found))

    assert again is not None
    assert now < again <= now + reminding.AT_LEAST
    between = now
    while between < again - DAY / 24:
        assert set(reminding.reasons(named, wishes, between)) <= set(found)
        between += DAY / 4


@pytest.mark.parametrize("named", [Days(made_at=MADE), Days(made_at=noon(date(2026, 9, 10)), due_on=date(2026, 9, 10))])
def test_what_has_no_day_or_was_only_made_today_needs_no_reminder(named):
    assert come(named, date(2026, 9, 10), days=frozenset(range(5))) == []


def test_what_has_no_day_is_never_looked_at_again():
    assert reminding.next_look(Days(made_at=MADE), wishing(frozenset({0})), MADE, come=0) is None


def test_a_cue_comes_on_its_day_and_not_after():
    named = Days(made_at=MADE, cue_on=date(2026, 9, 10))

    assert come(named, date(2026, 9, 10), days=frozenset(range(5))) == [CUE]
    assert come(named, date(2026, 9, 11), days=frozenset(range(5))) == []
