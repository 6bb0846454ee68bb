"""Who is meant by "if only ...", and what is wished of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.if_only import meant, parted


@pytest.mark.parametrize(
    ("said", "whom", "need"),
    [
        ("housing would answer the phone", "housing", "answer the phone"),
        ("Northside Care could ring us before noon.", "Northside Care", "ring us before noon"),
        ("they'd show an interest", "", "show an interest"),
        ("they’d only listen", "", "only listen"),
        ("the ward would just ring", "the ward", "ring"),
        ("@Sam should ring", "Sam", "ring"),
        ("housing ought to ring", "housing", "ring"),
        ("ring us before noon", "", "ring us before noon"),
        ("housing would", "housing", ""),
        ("", "", ""),
    ],
)
def test_the_two_are_told_apart(said, whom, need):
    assert parted(said) == (whom, need)


@given(st.text(max_size=80))
def test_any_words_are_parted_without_loss_of_the_wish(words):
    whom, need = parted(words)

    assert whom in words
    assert need in words


@pytest.mark.parametrize(
    ("whom", "index"),
    [("ward 9", 0), ("the Ward 9 Trust", 0), ("care", None), ("northside care", 1), ("", None), ("the", None)],
)
def test_an_organisation_is_meant_by_a_word_of_its_name_where_only_one_has_it(whom, index):
    assert meant(whom, ["Ward 9 Trust", "Northside Care", "Elm Care"]) == index
