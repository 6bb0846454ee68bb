"""Who could have written it, and how somebody wants to share."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.crowds import point_at_nobody
from bot.domain.reflections import Reflection, Shared, how_to_share, monday_of

days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("people", "organisations", "enough"), [(5, 3, True), (9, 4, True), (4, 3, False), (5, 2, False), (0, 0, False)]
)
def test_it_takes_five_people_of_three_organisations(people, organisations, enough):
    assert point_at_nobody(people=people, organisations=organisations) is enough


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("with my name", Shared.TABLE),
        ("with the table", Shared.TABLE),
        ("table", Shared.TABLE),
        ("to my organisation", Shared.ORGANISATION),
        ("to my organization", Shared.ORGANISATION),
        ("with my name to my organisation", Shared.ORGANISATION),
        ("without my name", Shared.UNNAMED),
        ("unnamed", Shared.UNNAMED),
        ("Anonymously", Shared.UNNAMED),
        ("", None),
        ("please", None),
    ],
)
def test_how_to_share_is_read_from_the_words(words, how):
    assert how_to_share(words) is how


@given(st.text(), st.sampled_from(["without", "unnamed", "no name"]), st.text())
def test_whoever_says_without_is_never_named(before, sign, behind):
    assert how_to_share(before + sign + behind) is Shared.UNNAMED


@given(days)
def test_a_week_begins_on_monday(on):
    monday = monday_of(on)

    assert monday.weekday() == 0
    assert monday <= on < monday + timedelta(days=7)


def test_a_card_remembers_the_words_it_showed():
    one, other = (
        Reflection(id=1, number=1, text=text, shared=Shared.PRIVATE, on=date(2026, 11, 24)) for text in ("a", "b")
    )

    assert one.fingerprint != other.fingerprint
