"""What messages did, with as much doubt as there is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import effects
from bot.domain.effects import Effect, Sent, Verdict
from bot.domain.manners import MAY_BE_OFF, Kind, is_off

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)
COUNTS = st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def effect(**more) -> Effect:
    return Effect(**{"kind": Kind.CHECK_IN, "people": 9, "organisations": 4, **more})


@given(COUNTS)
def test_a_range_holds_what_was_seen_and_no_more_than_all(pair):
    number, of = pair
    low, high = effects.between(number, of)

    assert 0 <= low <= high <= 1
    assert not of or low - 1e-9 <= number / of <= high + 1e-9


@given(st.integers(0, 40), st.integers(1, 20))
def test_ten_times_as_much_of_the_same_leaves_less_doubt(number, more):
    few, many = effects.between(number, number + more), effects.between(number * 10, (number + more) * 10)

    assert many[1] - many[0] < few[1] - few[0]


@given(COUNTS)
def test_what_is_said_is_never_surer_than_what_is_known(pair):
    low, high = effects.between(*pair)
    said = effects.said_between(low, high)

    assert said[0] <= low
    assert said[1] >= high


def test_five_of_fourteen_are_too_few_to_be_sure():
    found = effect(sent=14, answered=5)

    assert not found.is_sure
    assert effects.said_between(*found.answered_between) == (0.1, 2 / 3)


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"sent": 60, "answered": 1}, Verdict.NOTHING),
        ({"sent": 20, "answered": 0}, None),
        ({"sent": 60, "answered": 30, "stopped": 5}, Verdict.AWAY),
        ({"sent": 60, "answered": 30, "stopped": 2}, None),
        ({"sent": 60, "answered": 0, "people": 4}, None),
        ({"sent": 60, "answered": 0, "organisations": 2}, None),
        ({"sent": 60, "answered": 0, "kind": Kind.WELCOME}, None),
        ({"sent": 60, "stopped": 9, "kind": Kind.REMINDER}, None),
    ],
)
def test_a_kind_is_proposed_only_on_enough_and_where_it_may_go(more, verdict):
    assert effect(**more).verdict is verdict


def test_a_sign_within_a_week_answers_it_and_a_stop_is_of_one_person():
    sent = [Sent(1, 10, NOW), Sent(1, 10, NOW + 2 * DAY), Sent(2, 20, NOW)]
    found = effects.effect(
        Kind.NOTE, sent, signs={1: [NOW + 8 * DAY], 2: [NOW, NOW + 7 * DAY]}, stops={1: [NOW + 3 * DAY]}
    )

    assert (found.sent, found.answered, found.stopped) == (3, 2, 1)
    assert (found.people, found.organisations) == (2, 2)


def test_weeks_without_are_counted_once_each_and_only_of_enough_people():
    seats = {who: who // 2 for who in range(6)}
    signs = {0: [NOW, NOW + DAY, NOW + 9 * DAY], 1: [NOW - DAY, NOW + 14 * DAY]}
    found = effects.beside(seats, signs, since=NOW, weeks=2)

    assert found is not None
    assert (found.weeks, found.with_sign) == (12, 2)
    assert effects.beside({1: 1, 2: 2, 3: 3}, signs, since=NOW, weeks=2) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_only_what_a_table_can_do_without_is_ever_off(kind):
    goes_with = {Kind.RENEWAL: Kind.CHECK_IN, Kind.DETAILS: Kind.DIGEST}

    assert is_off(kind, frozenset(Kind)) is (goes_with.get(kind, kind) in MAY_BE_OFF)
    assert not is_off(kind, frozenset())
