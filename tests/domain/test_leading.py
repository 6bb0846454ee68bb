"""When a move is suggested, when it is asked who should convene, and when an offer waits no longer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import leading
from tests.messages.examples import partner

BEGAN = date(2026, 1, 5)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("held", "most"),
    [
        ({}, None),
        ({1: 5}, None),
        ({1: 6}, 1),
        ({1: 3, 2: 3}, None),
        ({1: 4, 2: 3}, 1),
        ({1: 3, 2: 2, 3: 2}, None),
        ({1: 2, 2: 7, 3: 1}, 2),
    ],
)
def test_a_seat_holds_most_with_more_than_half_of_at_least_six(held, most):
    assert leading.holds_most(held) == most


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 20)))
def test_no_two_seats_hold_most(held):
    most = leading.holds_most(held)

    assert most is None or sum(held.values()) - held[most] < held[most]


def test_two_who_convene_for_one_organisation_are_one_side():
    priya = replace(partner("Priya Shah"), seat_id=1)
    jo, sam = replace(priya, id=5), replace(priya, id=6, seat_id=2)

    assert leading.of_one_side([])
    assert leading.of_one_side([priya])
    assert leading.of_one_side([priya, jo])
    assert not leading.of_one_side([priya, sam])


def test_some_suggestions_stand_in_one_note_a_month():
    assert leading.is_first_of_month(date(2026, 3, 2), None)
    assert leading.is_first_of_month(date(2026, 3, 2), date(2026, 2, 23))
    assert leading.is_first_of_month(date(2026, 3, 2), date(2025, 3, 2))
    assert not leading.is_first_of_month(date(2026, 3, 9), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("days", "coordinator", "others"),
    [
        (0, None, None),
        (20, None, None),
        (181, None, None),
        (182, 0, None),
        (195, 0, None),
        (196, 0, 14),
        (209, 0, 14),
        (210, None, 14),
        (223, None, 14),
        (224, None, None),
        (364, 182, None),
    ],
)
def test_twice_a_year_it_is_asked_first_of_who_convenes_and_then_of_all(days, coordinator, others):
    def since(convenes):
        found = leading.asked_since(BEGAN, BEGAN + days * DAY, convenes=convenes)
        return (found - BEGAN).days - 182 if found else None

    assert (since(True), since(False)) == (coordinator, others)


@given(st.integers(0, 3000))
def test_nobody_is_asked_in_the_first_half_year_and_the_question_is_of_the_half_year_it_is_in(days):
    today = BEGAN + days * DAY
    for convenes in (True, False):
        since = leading.asked_since(BEGAN, today, convenes=convenes)
        assert since is None or (
            days >= 182 and leading.half_year_of(BEGAN, since) == leading.half_year_of(BEGAN, today)
        )


@pytest.mark.parametrize(("answers", "seats", "told"), [(5, 3, True), (4, 3, False), (9, 2, False), (6, 4, True)])
def test_answers_are_numbers_from_five_of_three_organisations_on(answers, seats, told):
    assert leading.may_be_counted(answers, seats) is told


MADE = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "asked", "unheard"),
    [
        (27, [(None, False)], False),
        (28, [(None, False)], True),
        (28, [(MADE - DAY, False)], True),
        (28, [(MADE, False)], False),
        (60, [(MADE - DAY, True)], False),
        (28, [(MADE - DAY, False), (MADE + DAY, False)], False),
        (28, [], True),
    ],
)
def test_an_offer_is_unheard_once_four_weeks_brought_no_sign_of_any_who_are_asked(days, asked, unheard):
    assert leading.is_unheard(MADE, MADE + days * DAY, asked) is unheard
