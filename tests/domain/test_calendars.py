"""Working days, weeks, and hours that suit."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendars

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
moments = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(
    ["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe"]
)


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 12, 25), "GB-ENG", False),
        (date(2026, 12, 28), "GB-ENG", False),
        (date(2026, 12, 28), "IE", True),
        (date(2026, 11, 30), "GB-SCT", False),
        (date(2026, 11, 30), "GB-ENG", True),
        (date(2026, 7, 13), "GB-NIR", False),
        (date(2026, 3, 17), "IE", False),
        (date(2026, 11, 28), "GB-ENG", False),
        (date(2026, 11, 27), "GB-WLS", True),
    ],
)
def test_working_days_are_the_countrys_own(day, country, works):
    assert calendars.is_working_day(day, country=country) is works


def test_a_country_nobody_knows_is_said_to_be_unknown():
    assert not calendars.is_country("Narnia")
    assert not calendars.is_country("gb-eng")
    assert not calendars.is_country("GB-XXX")
    assert calendars.is_country("GB-WLS")
    with pytest.raises(LookupError, match="Narnia"):
        calendars.holidays_of("Narnia", 2026)


def test_days_off_and_other_weekdays_are_no_working_days():
    tuesday = date(2026, 11, 24)

    assert not calendars.is_working_day(tuesday, country="GB-ENG", days=frozenset({0, 2}))
    assert not calendars.is_working_day(tuesday, country="GB-ENG", off=frozenset({tuesday}))


def test_working_days_between_leave_out_both_ends_and_days_away():
    monday, next_monday = date(2026, 11, 16), date(2026, 11, 23)

    assert calendars.working_days_between(monday, next_monday, country="GB-ENG") == 4
    away = ((date(2026, 11, 18), date(2026, 11, 19)),)
    assert calendars.working_days_between(monday, next_monday, country="GB-ENG", off=away) == 2


def test_the_week_of_new_years_day_may_be_the_old_years():
    assert calendars.week_of(date(2027, 1, 1)) == "2026-W53"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 23, 9, 59, tzinfo=LONDON), None),
        (datetime(2026, 11, 23, 10, 0, tzinfo=LONDON), "2026-W48"),
        (datetime(2026, 11, 27, 8, 0, tzinfo=LONDON), "2026-W48"),
        (datetime(2026, 11, 28, 12, 0, tzinfo=LONDON), None),
        (datetime(2026, 12, 28, 12, 0, tzinfo=LONDON), None),
        (datetime(2026, 12, 29, 10, 0, tzinfo=LONDON), "2026-W53"),
    ],
)
def test_a_digest_waits_for_the_hour_of_the_weeks_first_working_day(now, due):
    assert calendars.week_due(now, zone=LONDON, hour=10, country="GB-ENG") == due


@given(moments, zones)
def test_the_next_digest_is_ahead_and_at_most_eleven_days(now, zone):
    due = calendars.digest_at(now, zone=ZoneInfo(zone), hour=10, country="GB-ENG")

    assert now < due <= now + timedelta(days=11)
    assert due.astimezone(ZoneInfo(zone)).time() == time(10)


def test_the_hour_stays_when_the_clocks_change():
    before = calendars.digest_at(datetime(2026, 10, 22, tzinfo=UTC), zone=LONDON, hour=10, country="GB-ENG")
    after = calendars.digest_at(datetime(2027, 3, 25, tzinfo=UTC), zone=LONDON, hour=10, country="GB-ENG")

    assert before == datetime(2026, 10, 26, 10, tzinfo=UTC)
    assert after == datetime(2027, 3, 30, 9, tzinfo=UTC)


aways = st.lists(
    st.tuples(st.dates(date(2024, 1, 1), date(2028, 6, 1)), st.integers(0, 60)).map(
        lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    max_size=3,
)


@pytest.mark.states("C9")
@given(moments, zones, aways, st.sets(st.integers(0, 6), min_size=1))
def test_a_suitable_moment_is_in_hours_of_a_working_day_and_suits_twice(now, zone, away, days):
    chosen = {"zone": ZoneInfo(zone), "country": "GB-ENG", "days": frozenset(days), "aways": away}

    when = calendars.next_moment(now, **chosen)

    local = when.astimezone(ZoneInfo(zone))
    assert when >= now
    assert time(9, 30) <= local.time() < time(16)
    assert calendars.is_working_day(local.date(), country="GB-ENG", days=frozenset(days))
    assert not calendars.is_away(local.date(), away)
    assert calendars.next_moment(when, **chosen) == when


def test_somebody_who_never_works_has_no_moment():
    with pytest.raises(LookupError, match="no working day"):
        calendars.next_moment(datetime(2026, 1, 1, tzinfo=UTC), zone=LONDON, country="GB-ENG", days=frozenset())


def test_local_days_turn_at_local_midnight():
    assert calendars.local_date(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), LONDON) == date(2026, 6, 2)
    assert calendars.local_date(datetime(2026, 6, 1, 3, 30, tzinfo=UTC), NEW_YORK) == date(2026, 5, 31)
