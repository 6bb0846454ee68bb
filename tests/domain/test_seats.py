"""By whose word somebody sits: their own goes before a coordinator's, that before a binding, never the other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.seats import SeatedBy, bound, gives_way

WEIGHT = {
    SeatedBy.UNKNOWN: 0,
    SeatedBy.ASKED: 1,
    SeatedBy.TENANT: 2,
    SeatedBy.DOMAIN: 2,
    SeatedBy.COORDINATOR: 3,
    SeatedBy.STATEMENT: 4,
}
words = st.sampled_from(SeatedBy)


def after(said):
    """By what somebody sits, once all of it was said, one after the other; and which of it that was."""
    stands, which = SeatedBy.UNKNOWN, None
    for number, word in enumerate(said):
        if stands in gives_way(word):
            stands, which = word, number
    return stands, which


@given(st.lists(words))
def test_whatever_is_said_in_whichever_order_the_weightiest_stands(said):
    stands, _which = after(said)

    assert WEIGHT[stands] == max((WEIGHT[one] for one in said), default=0)


@given(st.lists(words), st.lists(words))
def test_nothing_lower_ever_overwrites_something_higher(before, then):
    stood, which = after(before)
    lower = [one for one in then if WEIGHT[one] < WEIGHT[stood]]

    assert after([*before, *lower]) == (stood, which)


@given(st.lists(words))
def test_of_what_people_said_the_newest_of_the_weightiest_stands_and_of_bindings_the_first(said):
    stands, which = after(said)
    those = [number for number, one in enumerate(said) if WEIGHT[one] == WEIGHT[stands]]

    if stands in (SeatedBy.COORDINATOR, SeatedBy.STATEMENT):
        assert which == those[-1]
    elif which is not None:
        assert which == those[0]


@given(st.lists(st.tuples(st.integers(1, 3), words)))
def test_a_binding_needs_somebodys_word_and_that_all_words_agree(those):
    said = {seat for seat, by in those if WEIGHT[by] >= 3}

    assert bound(those) == (said.pop() if len(said) == 1 else None)


@pytest.mark.parametrize("by", [SeatedBy.TENANT, SeatedBy.DOMAIN, SeatedBy.ASKED, SeatedBy.UNKNOWN])
def test_whoever_was_placed_by_a_binding_is_no_reason_for_another(by):
    assert bound([(1, by)]) is None
