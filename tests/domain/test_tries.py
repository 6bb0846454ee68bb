"""When a try is looked at again, and what was learned."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tries import LONGEST, LOOK_AFTER, lesson, look_on, span_in

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("ring the ward every day for two weeks", 14),
        ("ring for a fortnight", 14),
        ("ring for the next three days", 3),
        ("ring for 2 months", 60),
        ("ring for a week", 7),
        ("ring for 0 days", None),
        ("ring for 99 months", None),
        ("a bed for two", None),
        ("ring the ward", None),
    ],
)
def test_a_span_that_is_named_ends_on_the_day_it_is_looked_at(words, days):
    assert span_in(words) == (timedelta(days=days) if days else None)
    assert look_on(None, words, today=TODAY) == TODAY + (timedelta(days=days) if days else LOOK_AFTER)


@given(st.text(max_size=60), st.dates(date(2026, 11, 25), date(2027, 12, 1)) | st.none())
def test_there_is_always_a_day_to_look_again_and_it_lies_ahead(words, named):
    found = look_on(named, words, today=TODAY)

    assert found > TODAY
    assert found == named if named else found <= TODAY + LONGEST


@pytest.mark.parametrize(
    "words",
    [
        "because we learned that nobody picks up",
        "we've learnt: nobody picks up",
        "We have learned nobody picks up.",
        "nobody picks up",
        "since nobody picks up",
    ],
)
def test_what_was_learned_stands_without_the_words_that_lead_to_it(words):
    assert lesson(words) == "nobody picks up"
