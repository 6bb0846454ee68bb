"""What is left of a sentence is what somebody typed: only what parted the deadline from the rest goes with it."""

from datetime import date

import pytest

from bot.domain.deadlines import read

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("=cmd() by Friday", "=cmd()"),
        ("by Friday, =SUM(A1:A3)", "=SUM(A1:A3)"),
        ("*urgent* call the ward by Friday", "*urgent* call the ward"),
        ("call the ward *urgently* by Friday", "call the ward *urgently*"),
        ("by Friday: @Jo gets the C++ list", "@Jo gets the C++ list"),
        ("#4 needs a lock by Friday", "#4 needs a lock"),
        ("+1 for the map by Friday", "+1 for the map"),
        ("ring the ward (twice) by Friday", "ring the ward (twice)"),
        ("send “the void list” by Friday", "send “the void list”"),
        ("**send the draft by Friday**", "send the draft"),
        ("*send the draft* by *Friday*", "*send the draft*"),
        ("* send the draft by Friday", "send the draft"),
        ("- send the draft by Friday -", "send the draft"),
        ("send the draft, by Friday.", "send the draft"),
        ("send the draft by Friday!", "send the draft"),
    ],
)
def test_beside_a_deadline_words_and_signs_are_kept_and_marks_between_go(sentence, text):
    found = read(sentence, TODAY)

    assert (found.due, found.text) == (date(2026, 11, 27), text)


@pytest.mark.parametrize(
    "sentence",
    [
        *("*urgent* call the ward!", "*send the draft*", "=cmd()", "is the ward open?", "“home first”, said the ward"),
        *("(maybe) ring the ward", "[] a box", "__init__ the list", "grade A-", "C++", "ring the ward!!!", "~ten beds"),
    ],
)
def test_where_there_is_no_deadline_the_words_stay_as_typed(sentence):
    assert read(sentence, TODAY).text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        " ring  the ward. ",
        "ring the ward -",
        "- ring the ward",
        "* ring the ward",
        "ring the ward ...",
        "• ring the ward;",
    ],
)
def test_what_parts_the_words_from_nothing_goes(sentence):
    assert read(sentence, TODAY).text == "ring the ward"


@pytest.mark.parametrize(
    "sentence", ["", " ", "!", "?!", "...", "**", "-", "()", "“”", "* * *", "by Friday!", "*by Friday*", "(by Friday)"]
)
def test_marks_alone_are_no_words(sentence):
    assert read(sentence, TODAY).text == ""
