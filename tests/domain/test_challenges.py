"""The challenge in words: which wording stands, and who may let another stand in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenges import Answer, State, Tally, Wording, exchange_mark, may_use, stands_at_once
from tests.support.committing import NOW


def a_wording(**more):
    usual = {"id": 1, "number": 1, "text": "nowhere fit to live", "state": State.STANDS, "made_at": NOW}
    return Wording(**{**usual, "partner_id": 4, "seat_id": 5, **more})


@pytest.mark.parametrize(
    ("standing", "others_spoke", "at_once"),
    [
        (None, False, True),
        (None, True, True),
        (a_wording(), False, True),
        (a_wording(), True, False),
        (a_wording(partner_id=9), False, False),
        (a_wording(partner_id=None), False, False),
    ],
)
def test_words_stand_at_once_only_where_nobody_else_has_a_word_in_it(standing, others_spoke, at_once):
    assert stands_at_once(standing, partner_id=4, others_spoke=others_spoke) is at_once


@given(better=st.integers(0, 9), seat=st.integers(1, 3))
def test_a_coordinator_takes_up_their_own_seats_words_only_when_another_seat_says_better(better, seat):
    may = may_use(a_wording(seat_id=1), Tally(seats=9, by_answer={Answer.BETTER: better}), seat_id=seat)

    assert may is (seat != 1 or better > 0)


def test_only_what_is_said_of_the_wording_that_stands_counts_as_having_said():
    said = {Answer.RECOGNISE: 4, Answer.NEARLY: 1, Answer.BETTER: 2}

    assert Tally(seats=9, by_answer=said).spoken == 5


def test_a_button_remembers_both_wordings_that_change_places():
    one, other = a_wording(), a_wording(number=2, text="another")
    marks = {exchange_mark(one, other), exchange_mark(other, one), exchange_mark(one, a_wording(number=3, text="a"))}

    assert len(marks) == 3
