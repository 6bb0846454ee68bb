"""What is read of a measure, and where measures have gone from the first to the last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outcomes import (
    MOST_DRAWN,
    Better,
    Measure,
    Outcome,
    Reading,
    State,
    Trend,
    comparable,
    drawable,
    in_order,
    named,
    read,
    trend,
)
from tests.support.committing import NOW

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)

numbers = st.floats(-1e9, 1e9)
ways = st.sampled_from(Better)


@given(numbers, numbers, ways)
def test_what_is_better_one_way_is_worse_the_other_way_round_and_for_the_other_wish(first, last, better):
    other = Better.MORE if better is Better.FEWER else Better.FEWER
    opposite = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER, Trend.SAME: Trend.SAME}

    assert trend(last, first, better) is opposite[trend(first, last, better)]
    assert trend(first, last, other) is opposite[trend(first, last, better)]


@given(numbers, numbers)
def test_which_way_is_better_is_never_guessed(first, last):
    assert trend(first, last, None) in (Trend.MORE, Trend.FEWER, Trend.SAME)
    assert (trend(first, last, None) is Trend.MORE) == (last > first)
    assert (trend(first, last, Better.MORE) is Trend.BETTER) == (last > first)
    assert (trend(first, last, Better.FEWER) is Trend.BETTER) == (last < first)


readings = st.builds(
    Reading,
    on=st.dates(TODAY - 400 * DAY, TODAY),
    value=st.none() | st.floats(-1e6, 1e6) | st.integers(0, 50).map(float),
    unit=st.sampled_from([None, "nights", "Nights", "%"]),
    words=st.just("x"),
)


@given(st.lists(readings, max_size=20), st.randoms())
def test_only_numbers_of_one_unit_are_compared_oldest_first_in_whatever_order_they_came(found, chance):
    measures = [Measure(id=at, outcome_id=1, number=at, reading=one) for at, one in enumerate(found)]
    mixed = chance.sample(measures, len(measures))
    counted = comparable(mixed)

    assert counted == comparable(measures)
    assert counted == [one for one in in_order(measures) if one in counted]
    assert len({(one.reading.unit or "").casefold() for one in counted}) <= 1
    assert all(one.reading.value is not None for one in counted)
    assert bool(counted) == any(one.value is not None for one in found)
    drawn = drawable(counted)
    assert len(drawn) <= MOST_DRAWN
    if drawn:
        assert list(drawn) == [one.reading.value for one in counted[-MOST_DRAWN:]]


@pytest.mark.parametrize("values", [(1, 2, 3), (1, 1, 1, 1), (1.5, 2, 3, 4), (-1, 2, 3, 4)])
def test_few_equal_broken_or_negative_numbers_are_said_and_not_drawn(values):
    reading = [Reading(on=TODAY, value=float(value)) for value in values]
    measures = [Measure(id=at, outcome_id=1, number=at, reading=one) for at, one in enumerate(reading)]

    assert drawable(measures) == ()


@pytest.mark.parametrize(
    ("words", "value", "unit", "rest", "days_ago"),
    [
        ("31", 31, None, None, 0),
        ("31 from the ward's own count", 31, None, "from the ward's own count", 0),
        ("31 nights on Tuesday from the ward's own count", 31, "nights", "from the ward's own count", 0),
        ("31 nights last week", 31, "nights", None, 7),
        ("31 nights, from the ward's own count on 3 November", 31, "nights", "from the ward's own count", 21),
        ("42 in September", 42, None, None, 55),
        ("1,204 people at home yesterday", 1204, "people", "at home", 1),
        ("45% of families", 45, "%", "of families", 0),
        ("45 per cent", 45, "%", None, 0),
        ("£3,000 a month", 3000, "£", "a month", 0),
        ("-4.5 days two weeks ago", -4.5, "days", None, 14),
        ("12 of the people we asked who said so", 12, None, "of the people we asked who said so", 0),
        ("people tell us they sleep at home", None, None, "people tell us they sleep at home", 0),
        ("24-hour cover is there", None, None, "24-hour cover is there", 0),
        ("12/1", None, None, "12/1", 0),
        ("31 on time", 31, None, "on time", 0),
        ("two weeks ago", None, None, None, 14),
    ],
)
def test_a_number_its_unit_its_day_and_the_rest_are_told_apart(words, value, unit, rest, days_ago):
    found = read(words, TODAY, country="GB-ENG")

    assert found == Reading(on=TODAY - DAY * days_ago, value=value, unit=unit, words=rest)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_and_no_day_lies_ahead(words):
    found = read(words, TODAY, country="GB-ENG")

    assert found.on <= TODAY
    assert found.unit is None or found.value is not None


@given(st.integers(-(10**9), 10**9), st.sampled_from(["", " nights", "%"]))
def test_a_number_reads_back_as_it_was_typed(number, unit):
    found = read(f"{number:,}{unit}", TODAY, country="GB-ENG")

    assert (found.value, found.unit, found.words) == (float(number), unit.strip() or None, None)


def outcome(number, text):
    return Outcome(id=number, partnership_id=1, number=number, text=text, state=State.LIVE, made_at=NOW)


@pytest.mark.parametrize(
    ("words", "fits"),
    [("nights", [1]), ("home", [1, 2]), ("more homes", [2]), ("fewe nigh", [1]), ("hom", []), ("bread", []), ("", [])],
)
def test_an_outcome_is_named_by_words_of_it(words, fits):
    among = (outcome(1, "fewer nights for want of a home"), outcome(2, "more homes"))

    assert [one.number for one in named(words, among)] == fits


def test_a_button_remembers_the_words_and_the_version():
    one = outcome(1, "more homes")

    assert one.fingerprint != outcome(1, "more houses").fingerprint
