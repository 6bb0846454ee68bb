"""May this be sent now, and if not, when?"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import shift
from bot.domain import calendars, manners
from bot.domain.manners import Go, Kind, Later, Never, Why, Wishes, may_send
from bot.domain.people import Answer

LONDON = ZoneInfo("Europe/London")
UNASKED = [kind for kind in Kind if kind.unasked and kind is not Kind.WELCOME]


def wishes(**given) -> Wishes:
    return Wishes(**{"zone": LONDON, "route": "slack", "answer": Answer.YES, **given})


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026: the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize("kind", UNASKED)
def test_in_hours_with_a_yes_it_goes(kind):
    assert may_send(kind, wishes(), local(24, 11)) == Go()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"answer": None}, Why.NO_CONSENT),
        ({"answer": Answer.NO}, Why.NO_CONSENT),
        ({"answer": Answer.QUIETLY}, Why.NO_CONSENT),
        ({"stopped": True}, Why.STOPPED),
        ({"stopped": True, "stopped_until": date(2026, 12, 1)}, Why.STOPPED),
        ({"left": True}, Why.LEFT),
        ({"observer": True}, Why.OBSERVER),
        ({"route": None}, Why.UNREACHABLE),
    ],
)
@pytest.mark.parametrize("kind", UNASKED)
def test_it_never_goes_to_those_who_said_no_or_cannot_be_reached(kind, given, why):
    assert may_send(kind, wishes(**given), local(24, 11)) == Never(why)


def test_stopped_until_a_day_ends_on_it():
    until = wishes(stopped=True, stopped_until=date(2026, 11, 24))

    assert may_send(Kind.NOTE, until, local(23, 11)) == Never(Why.STOPPED)
    assert may_send(Kind.NOTE, until, local(24, 11)) == Go()


def test_what_is_judged_in_hours_has_arrived_before_they_are_over():
    latest = local(24, 16) - timedelta(minutes=1, microseconds=1)

    assert may_send(Kind.NOTE, wishes(), latest) == Go()
    assert latest + shift.LEASE < local(24, 16)


@pytest.mark.states("C9")
@pytest.mark.parametrize(
    ("now", "then", "why"),
    [
        (local(24, 7), local(24, 9, 30), Why.OUT_OF_HOURS),
        (local(24, 15, 59), local(25, 9, 30), Why.OUT_OF_HOURS),
        (local(24, 16), local(25, 9, 30), Why.OUT_OF_HOURS),
        (local(27, 18), local(30, 9, 30), Why.OUT_OF_HOURS),
        (local(28, 11), local(30, 9, 30), Why.NOT_WORKING),
        (datetime(2026, 12, 25, 11, tzinfo=LONDON), datetime(2026, 12, 29, 9, 30, tzinfo=LONDON), Why.NOT_WORKING),
    ],
)
def test_otherwise_it_waits_for_their_hours(now, then, why):
    assert may_send(Kind.NOTE, wishes(), now) == Later(then.astimezone(UTC), why)


@pytest.mark.states("C9")
def test_it_waits_while_they_are_away():
    away = wishes(aways=((date(2026, 11, 23), date(2026, 11, 29)),))

    assert may_send(Kind.NOTE, away, local(24, 11)) == Later(local(30, 9, 30).astimezone(UTC), Why.AWAY)


def test_it_waits_while_they_are_not_to_be_disturbed():
    later = local(24, 15, 10).astimezone(UTC)

    assert may_send(Kind.NOTE, wishes(do_not_disturb_until=later), local(24, 11)) == Later(later, Why.DO_NOT_DISTURB)
    assert may_send(Kind.NOTE, wishes(do_not_disturb_until=later), local(24, 15, 30)) == Go()


def test_the_welcome_asks_and_so_needs_no_yes_and_comes_to_nobody_who_answered():
    assert may_send(Kind.WELCOME, wishes(answer=None), local(24, 11)) == Go()
    assert may_send(Kind.WELCOME, wishes(answer=None, observer=True), local(24, 11)) == Go()
    assert may_send(Kind.WELCOME, wishes(answer=None), local(24, 20)) != Go()
    for answer in Answer:
        assert may_send(Kind.WELCOME, wishes(answer=answer), local(24, 11)) == Never(Why.NO_CONSENT)


@pytest.mark.parametrize("kind", [kind for kind in Kind if not kind.unasked])
def test_what_was_asked_for_goes_at_any_hour_to_anybody_who_can_be_reached(kind):
    at_night = wishes(answer=None, stopped=True, left=True)

    assert may_send(kind, at_night, local(28, 23)) == Go()
    assert may_send(kind, wishes(route=None), local(24, 11)) == Never(Why.UNREACHABLE)


@given(
    st.sampled_from(UNASKED),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/London", "Asia/Kolkata", "America/New_York"]),
    st.sampled_from([None, *Answer]),
    st.booleans(),
)
def test_whatever_happens_nothing_unasked_goes_out_of_hours_or_without_a_yes(kind, now, zone, answer, stopped):
    asked = Wishes(zone=ZoneInfo(zone), route="slack", answer=answer, stopped=stopped)

    verdict = may_send(kind, asked, now)

    if isinstance(verdict, Go):
        there = now.astimezone(ZoneInfo(zone))
        assert answer is Answer.YES
        assert not stopped
        assert time(9, 30) <= there.time() < time(15, 59)
        assert calendars.is_working_day(there.date(), country="GB-ENG")
    if isinstance(verdict, Later):
        assert verdict.at > now
        assert may_send(kind, asked, verdict.at) == Go()


def test_three_touches_and_then_silence():
    first = date(2026, 11, 24)

    days = [manners.touch_on(touch, first_asked_on=first) for touch in (1, 2, 3, 4)]
    assert days == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 15), None]


def test_whoever_is_left_be_is_not_asked_after_until_then_and_hears_the_rest():
    now = datetime(2027, 1, 12, 11, tzinfo=UTC)
    left = wishes(left_be_until=date(2027, 1, 15))
    until = datetime(2027, 1, 15, 9, 30, tzinfo=UTC)

    assert may_send(Kind.CHECK_IN, left, now) == Later(until, Why.LEFT_BE)
    assert may_send(Kind.RENEWAL, left, now) == Later(until, Why.LEFT_BE)
    assert may_send(Kind.NOTE, left, now) == Go()
    assert may_send(Kind.CHECK_IN, left, until) == Go()
