"""Which two are offered to speak: they see it differently, and nobody is offered it too often."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenges import Answer
from bot.domain.pairs import NOT_AGAIN_FOR, RESTS_FOR, Earlier, Voice, alike, choose

TODAY = date(2027, 1, 11)
WEEK = timedelta(weeks=1)


def voice(number, view="nowhere fit to live", *, seat=None, answer=None):
    return Voice(partner_id=number, seat_id=seat or number, view=view, answer=answer)


def chosen(voices, declined=(), earlier=(), today=TODAY):
    found = choose(voices, declined, earlier, today=today)
    return {one.partner_id for one in found} if found else None


views = st.sampled_from(["the wards are full", "nobody rings the family", "homes stand empty", ""])
voices = st.lists(
    st.builds(
        Voice,
        partner_id=st.integers(1, 8),
        seat_id=st.integers(1, 5),
        view=views,
        answer=st.none() | st.sampled_from(Answer),
    ),
    max_size=8,
    unique_by=lambda one: one.partner_id,
)
twos = st.frozensets(st.integers(1, 8), min_size=2, max_size=2)
days = st.dates(TODAY - timedelta(days=800), TODAY)
earlier_ones = st.lists(st.builds(Earlier, two=twos, on=days), max_size=6)


@given(voices, st.sets(twos), earlier_ones)
def test_nobody_comes_too_often_and_no_two_of_one_seat(those, declined, earlier):
    found = choose(those, declined, earlier, today=TODAY)
    if found is None:
        return
    one, other = found
    two = {one.partner_id, other.partner_id}

    assert one.seat_id != other.seat_id
    assert all(two != before.two for before in earlier if TODAY - before.on < NOT_AGAIN_FOR)
    assert all(not two & before.two for before in earlier if TODAY - before.on < RESTS_FOR)


@given(voices, st.lists(st.integers(42, 62), min_size=12, max_size=12))
def test_through_many_cycles_nobody_has_two_running_and_no_pair_comes_twice_in_a_year(those, gaps):
    earlier: list[Earlier] = []
    today = TODAY
    for gap in gaps:
        found = choose(those, (), earlier, today=today)
        two = frozenset(one.partner_id for one in found) if found else frozenset()
        last = earlier[-1].two if earlier and today - earlier[-1].on <= timedelta(days=62) else frozenset()
        assert not two & last
        assert all(two != one.two for one in earlier if today - one.on < NOT_AGAIN_FOR)
        if two:
            earlier.append(Earlier(two=two, on=today))
        today += timedelta(days=gap)


def test_who_answers_differently_comes_first_then_whose_ask_was_declined_then_the_least_alike():
    same = [voice(1, "the wards are full"), voice(2, "the wards are full"), voice(3, "homes stand empty")]
    differ = [*same, voice(4, answer=Answer.RECOGNISE), voice(5, answer=Answer.NOT_OURS)]

    assert chosen(differ, declined=[frozenset((1, 2))]) == {4, 5}
    assert chosen(same, declined=[frozenset((1, 2))]) == {1, 2}
    assert chosen(same) in ({1, 3}, {2, 3})


@pytest.mark.parametrize("those", [[], [voice(1)], [voice(1, seat=9), voice(2, seat=9)]])
def test_without_two_seats_there_is_no_pair(those):
    assert chosen(those) is None


def test_one_answer_alone_is_no_difference():
    those = [voice(1, "same words", answer=Answer.RECOGNISE), voice(2, "same words"), voice(3, "quite another thing")]

    assert chosen(those) != {1, 2}


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(one, other):
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


def test_small_words_do_not_make_two_views_alike():
    assert alike("it is on the ward", "it is on the form") < alike("the ward is full", "the ward was full")
