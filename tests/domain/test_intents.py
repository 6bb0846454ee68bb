"""How like a sentence is to our phrases, and what may be a promise."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import intents
from bot.domain.intents import Guess, Phrasebook

BOOK = Phrasebook(
    {
        "quiet": ["who has gone quiet", "who has not been around", "pwy sy'n dawel"],
        "who": ["who is at the table", "pwy sydd wrth y bwrdd"],
        "show": ["show me the table", "dangoswch y bŵrdd"],
        "stop": ["stop writing to me", "peidiwch"],
    }
)


@pytest.mark.parametrize(
    "said",
    [
        "Who has gone quiet?",
        "who HAS gone quiet, please",
        "please who has gone quiet",
        "pwy syn dawel os gwelwch yn dda",
        "Pwy sy’n dawel?",
    ],
)
def test_a_phrase_is_exact_whatever_its_case_its_apostrophes_and_its_manners(said):
    first = BOOK.guesses(said)[0]

    assert (first.name, first.score, first.exact) == ("quiet", 1, True)


def test_accents_make_no_difference():
    assert BOOK.guesses("dangoswch y bwrdd")[0] == Guess(name="show", score=1, exact=True)
    assert BOOK.guesses("dangoswch y bŵrdd")[0].exact


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("whos gone quite", "quiet"),
        ("could you tell me who's gone quiet", "quiet"),
        ("gone quiet, who?", "quiet"),
        ("shwo me the tabel", "show"),
        ("pwy sydd wrth y brwdd", "who"),
        ("stop wrting to me", "stop"),
    ],
)
def test_mistakes_order_and_courtesy_leave_it_the_likeliest(said, name):
    first = BOOK.guesses(said)[0]

    assert (first.name, first.exact) == (name, False)
    assert intents.SURE <= first.score < 1


@pytest.mark.parametrize(
    "said",
    ["", "?", "🙂", "the", "the ward was short of beds", "x" * 20_000, "stop writing to me " * 9, "who " * 25],
)
def test_what_is_like_no_phrase_or_too_long_to_be_one_is_sure_of_nothing(said):
    assert not intents.is_sure(BOOK.guesses(said))


def test_a_message_as_long_as_one_may_be_is_answered_at_once():
    began = time.perf_counter()
    for said in ("mesage tabel " * 1500, "x" * 20_000, "a " * 10_000, "who has gone quiet " * 1000):
        assert not BOOK.guesses(said)
        intents.may_be_a_promise(said)
        intents.nearest([], said)

    assert time.perf_counter() - began < 0.5


def test_a_book_without_phrases_knows_nothing():
    assert Phrasebook({}).guesses("who has gone quiet") == []
    assert Phrasebook({"none": ["?"]}).guesses("?") == []


@given(st.text(max_size=200))
def test_any_text_is_ranked_with_each_command_once(said):
    found = BOOK.guesses(said)

    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)
    assert len({one.name for one in found}) == len(found)
    intents.may_be_a_promise(said)
    assert len(intents.nearest(found, said)) <= 2


def guesses(*scores):
    return [Guess(name=f"n{place}", score=score) for place, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("found", "sure"),
    [
        (guesses(), False),
        (guesses(0.9), True),
        (guesses(0.69), False),
        (guesses(0.9, 0.85), False),
        (guesses(0.9, 0.8), True),
        ([Guess(name="a", score=1, exact=True), Guess(name="b", score=0.99)], True),
    ],
)
def test_sure_is_what_is_like_one_and_less_like_any_other(found, sure):
    assert intents.is_sure(found) is sure


def test_more_can_be_asked_than_being_sure_even_of_a_phrase_of_ours():
    assert not intents.is_sure([Guess(name="a", score=1, exact=True)], 2)


@pytest.mark.parametrize(
    ("found", "said", "names"),
    [
        (guesses(), "who", []),
        (guesses(0.48, 0.47), "who is it", []),
        (guesses(0.5, 0.45, 0.44), "who is it", ["n0", "n1"]),
        (guesses(0.5, 0.39), "who is it", ["n0"]),
        (guesses(0.9, 0.55), "who is it", ["n0"]),
        (guesses(0.5, 0.45), "that was me", []),
        (guesses(0.6, 0.45), "that was me", ["n0", "n1"]),
    ],
)
def test_the_two_nearest_are_worth_asking_about_sooner_where_something_is_asked(found, said, names):
    assert [one.name for one in intents.nearest(found, said)] == names


@pytest.mark.parametrize(
    ("said", "promise"),
    [
        ("I'll show you the table", True),
        ("Ok, I will do it", True),
        ("we'll find out who is quiet", True),
        ("well find out who is quiet", True),
        ("We are going to ring them", True),
        ("leave it with me", True),
        ("I can bring the figures", True),
        ("send the data by Friday", True),
        ("mi wna i anfon y data", True),
        ("anfon y data erbyn dydd Gwener", True),
        ("what did I say I'll do", False),
        ("what I said I will do", False),
        ("what do I need to do by Friday", False),
        ("I'll be away until Monday", False),
        ("I'm going to be off next week", False),
        ("bydda i ar wyliau tan ddydd Llun", False),
        ("can I see the table", False),
        ("well, who is quiet", False),
        ("", False),
    ],
)
def test_what_may_be_a_promise(said, promise):
    assert intents.may_be_a_promise(said) is promise
