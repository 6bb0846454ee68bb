"""When a table meets, as people say it; and when the word about it is due."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ImpossibleDeadlineError, NoTimeError, PastDeadlineError
from bot.domain.meetings import Meeting, State, When, brief_day, is_address, next_day, read, time_in, time_of
from bot.domain.people import WORKING_WEEK

# A Tuesday.
TODAY = date(2026, 11, 24)
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
TWO, TEN, NOON = time(14), time(10), time(12)


def heard(words):
    return read(words, TODAY, country="GB-ENG")


@pytest.mark.parametrize(
    ("words", "day", "begins", "minutes", "place"),
    [
        ("Thursday 2pm at the town hall", THURSDAY, TWO, None, "the town hall"),
        ("the town hall on Thursday at 2pm", THURSDAY, TWO, None, "the town hall"),
        ("3 December 14:00, the town hall", date(2026, 12, 3), TWO, None, "the town hall"),
        ("2pm Thursday", THURSDAY, TWO, None, ""),
        ("Thursday 2-4pm at Room 3", THURSDAY, TWO, 120, "Room 3"),
        ("Thursday from 10 to 12 at 12 High Street", THURSDAY, TEN, 120, "12 High Street"),
        ("Friday 11-1pm", FRIDAY, time(11), 120, ""),
        ("Friday 11am-1pm town hall", FRIDAY, time(11), 120, "town hall"),
        ("Thursday at 2pm till 4pm at Elm", THURSDAY, TWO, 120, "Elm"),
        ("Thursday 2.30 p.m.", THURSDAY, time(14, 30), None, ""),
        ("Thursday 12am", THURSDAY, time(0), None, ""),
        ("Thursday 12pm", THURSDAY, NOON, None, ""),
        ("tomorrow at noon", date(2026, 11, 25), NOON, None, ""),
        ("Thursday at 2", THURSDAY, TWO, None, ""),
        ("Thursday at 9", THURSDAY, time(9), None, ""),
        ("Thursday at 02:00", THURSDAY, time(2), None, ""),
        ("12/1 at 2pm room 2", date(2027, 1, 12), TWO, None, "room 2"),
        ("Thursday at the town hall", THURSDAY, None, None, "the town hall"),
        ("2pm", None, TWO, None, ""),
        ("Thursday 14pm", THURSDAY, None, None, ""),
        ("at 26 Thursday", THURSDAY, None, None, "26"),
        ("Thursday 4pm to 2pm", THURSDAY, time(16), None, ""),
        ("room 12", None, None, None, "room 12"),
        ("", None, None, None, ""),
        ("Thursday 2pm https://meet.example/a?b=1", THURSDAY, TWO, None, "https://meet.example/a?b=1"),
    ],
)
def test_a_sentence_has_its_day_its_time_and_its_place(words, day, begins, minutes, place):
    found = heard(words)

    assert (found.day, found.begins, found.minutes) == (day, begins, minutes)
    if begins or not day:
        assert found.place == place


@pytest.mark.parametrize(
    ("words", "error"),
    [("yesterday 2pm", PastDeadlineError), ("31 November 2pm", ImpossibleDeadlineError)],
)
def test_a_day_that_has_gone_or_never_comes_is_refused_with_all_that_was_typed(words, error):
    with pytest.raises(error) as raised:
        heard(words)

    assert raised.value.given["words"] == words


@given(st.text(max_size=80))
def test_any_words_are_read_and_no_time_lies_outside_the_day(words):
    found = time_in(words)

    assert found is None or (found.minutes is None or 0 < found.minutes < 24 * 60)
    assert found is None or words[found.start : found.end].strip()


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_each_time_of_a_clock_is_read_as_it_is_written(hour, minute):
    assert heard(f"Thursday {hour:02}:{minute:02} at Elm") == When(
        day=THURSDAY, begins=time(hour, minute), minutes=None, place="Elm"
    )


def test_a_box_for_the_time_takes_a_bare_hour_and_nothing_that_is_none():
    assert time_of("2").begins == TWO
    assert time_of("10 to 12").minutes == 120
    with pytest.raises(NoTimeError):
        time_of("after lunch")


def a_meeting(place="", **more):
    at = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    usual = {"partnership_id": 1, "number": 1, "version": 1, "state": State.SET, "begins_at": at, "minutes": 90}
    return Meeting(**{**usual, "place": place, "made_at": at, "changed_at": at, **more})


def test_its_day_is_that_of_the_place_where_one_is():
    assert a_meeting().on_day("Europe/London") == THURSDAY
    assert a_meeting().on_day("Europe/Berlin") == FRIDAY
    assert a_meeting().ends_at == datetime(2026, 11, 27, 1, 0, tzinfo=UTC)


def test_an_address_in_its_place_stands_apart_from_the_words():
    mixed = a_meeting("Room 3 or https://meet.example/a")

    assert (mixed.link, mixed.where) == ("https://meet.example/a", "Room 3 or")
    assert (a_meeting("Room 3").link, a_meeting("Room 3").where) == ("", "Room 3")


@pytest.mark.parametrize("word", ["http://meet.example", "https://", "https://a@meet.example", "https://[", "x:y"])
def test_what_a_browser_might_not_open_safely_is_no_address(word):
    assert not is_address(word)


def test_the_next_one_comes_after_today_on_a_day_on_which_people_work():
    # A fortnight after 11 December is Christmas.
    assert next_day(date(2026, 12, 11), every=14, today=TODAY, country="GB-ENG") == date(2026, 12, 29)
    assert next_day(date(2026, 10, 1), every=14, today=TODAY, country="GB-ENG") == THURSDAY


@pytest.mark.parametrize(
    ("on", "country", "days", "expected"),
    [
        (date(2026, 11, 30), "GB-ENG", WORKING_WEEK, FRIDAY),
        # St Andrew's Day is kept in Scotland alone.
        (date(2026, 12, 1), "GB-ENG", WORKING_WEEK, date(2026, 11, 30)),
        (date(2026, 12, 1), "GB-SCT", WORKING_WEEK, FRIDAY),
        (date(2026, 12, 4), "GB-ENG", frozenset({1}), date(2026, 12, 1)),
        (date(2026, 12, 28), "GB-ENG", frozenset({2}), date(2026, 12, 23)),
        (date(2026, 12, 29), "GB-ENG", frozenset({2}), date(2026, 12, 28)),
    ],
)
def test_a_brief_comes_on_the_last_working_day_before(on, country, days, expected):
    assert brief_day(on, country=country, days=days) == expected
