"""How long a silence is explained by how much somebody has been taking part."""

from datetime import date, timedelta
from itertools import pairwise
from math import ceil, exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import quiet as benchmark
from bot.domain import rhythm
from bot.domain.rhythm import Rhythm, Terms, fold, risk, terms_for

DAY = timedelta(days=1)
BEGIN = date(2020, 1, 6)

days = st.lists(st.integers(0, 3000).map(lambda number: BEGIN + DAY * number), min_size=1, max_size=60)
thetas = st.floats(0.05, 0.95)
silences = st.integers(0, 2000)
ranges_of_days = st.tuples(st.integers(0, 50), st.integers(0, 15)).map(
    lambda found: (BEGIN + DAY * found[0], BEGIN + DAY * sum(found))
)
rhythms = days.map(fold).filter(lambda known: known is not None)


def by_hand(found: set[date], silent: float) -> float:
    """The formula of docs/decisions/0035, written out once more over the days themselves."""
    last = max(found)
    ordered = sorted(found)
    gaps = [(after, (after - before).days) for before, after in pairwise(ordered)]
    fade = sum(2 ** (-(last - day).days / 120) for day in found)
    if len(found) < 4:
        odds = 1.11 + 0.121 * sqrt(silent) - 1.526 * log(fade) + 0.071 * sqrt(silent) * log(fade)
        return 1 / (1 + exp(-odds))
    burst = sum(2 ** (-(last - day).days / 14) for day in found)
    returns = sum(2 ** (-(last - day).days / 180) for day, gap in gaps if gap >= 14)
    longest = max(gap for _, gap in gaps)
    counted = silent if silent <= 45 else 45 + 0.6 * (silent - 45)
    slope = 1.29 + 0.44 * log(fade) + 0.10 * log(burst) - 0.41 * log(1 + returns) - 0.11 * log(1 + longest)
    begins = -0.24 - 1.21 * log(fade) - 0.60 * log(burst) + 0.22 * log(1 + longest)
    return 1 / (1 + exp(-(begins + slope * log(1 + counted / 8))))


@given(days, silences)
def test_the_chance_is_the_decisions_formula(found, silent):
    assert risk(fold(found), silent_days=silent) == pytest.approx(by_hand(set(found), silent), abs=1e-9)


@given(days)
def test_one_day_after_another_gives_what_folding_gives(found):
    built = None
    for day in sorted(set(found)):
        built = rhythm.add(built, day)

    assert built == fold(reversed(found))


def test_nobody_who_was_never_there_has_a_rhythm():
    assert fold([]) is None


def test_the_first_day_counts_one_and_the_second_what_is_left_of_it_more():
    folded = fold([BEGIN, BEGIN + 120 * DAY])

    assert folded is not None
    assert folded.fade == 1.5


@given(rhythms, st.integers(0, 500), st.integers(1, 500))
def test_the_chance_of_a_departure_grows_with_the_silence(known, silent, more):
    assert risk(known, silent_days=silent + more) >= risk(known, silent_days=silent)


@given(st.integers(4, 60), st.integers(1, 20), st.integers(0, 120))
def test_whoever_did_more_is_missed_later(active_days, gap, silent):
    less, more = (fold(BEGIN - DAY * gap * number for number in range(many)) for many in (active_days, active_days + 9))

    assert risk(more, silent_days=silent) <= risk(less, silent_days=silent)


def test_whoever_has_come_back_before_is_given_more_time_than_whoever_never_paused():
    """The keen partner who stops, whom a count alone sees late; and the one who comes and goes."""
    keen = fold(BEGIN + DAY * number * 3 for number in range(40))
    comes_and_goes = fold(BEGIN + DAY * (number * 40 + day) for number in range(10) for day in range(4))

    assert keen is not None
    assert comes_and_goes is not None
    assert keen.fade > comes_and_goes.fade
    assert rhythm.allowed_silence(keen) < rhythm.allowed_silence(comes_and_goes)


@given(rhythms, thetas)
def test_the_allowed_silence_is_where_the_chance_reaches_theta(known, theta):
    allowed = rhythm.allowed_silence(known, theta=theta)

    if allowed > 0:
        assert risk(known, silent_days=allowed) == pytest.approx(theta, abs=1e-6)
    else:
        assert risk(known, silent_days=0) >= theta - 1e-9


def test_never_seen_is_never_safe():
    assert risk(None, silent_days=3) == 1.0
    assert rhythm.patience(None, Terms(floor=20)) == 20


def test_huge_numbers_neither_overflow_nor_divide():
    keenest = Rhythm(BEGIN, fade=1e300, active_days=9, burst=1e300)
    steady = Rhythm(BEGIN, fade=1.0, active_days=9, returns=1e300, longest=10**9)

    assert risk(keenest, silent_days=0) == 0.0
    assert risk(Rhythm(BEGIN), silent_days=10**9) == 1.0
    assert rhythm.patience(keenest, Terms()) <= 45
    assert 0 <= risk(steady, silent_days=10**9) <= 1
    assert rhythm.patience(steady, Terms(theta=0.999)) == 45


@pytest.mark.parametrize(
    ("meets", "floor", "longest"), [(None, 14, 45), (7, 14, 45), (14, 18, 45), (30, 38, 60), (91, 114, 182)]
)
def test_a_table_that_meets_seldom_is_more_patient(meets, floor, longest):
    assert terms_for(meets) == Terms(theta=0.5, floor=floor, longest=longest)


@given(rhythms, thetas, st.sampled_from([None, 7, 14, 30, 91]))
def test_nobody_is_due_before_the_floor_or_after_the_longest(known, theta, meets):
    terms = terms_for(meets, theta=theta)
    allowed = ceil(rhythm.allowed_silence(known, theta=theta)) if known.active_days >= rhythm.ENOUGH_HISTORY else 0

    due = rhythm.due_on(BEGIN, known, terms=terms)

    assert BEGIN + DAY * terms.floor <= due <= BEGIN + DAY * terms.longest
    assert due == BEGIN + DAY * min(max(terms.floor, allowed), terms.longest)


away = st.lists(
    st.tuples(st.integers(-20, 120), st.integers(0, 40)).map(
        lambda pair: (BEGIN + DAY * pair[0], BEGIN + DAY * (pair[0] + pair[1]))
    ),
    max_size=5,
)


@given(rhythms, away)
def test_days_away_are_no_silence(known, aways):
    terms = Terms()
    due = rhythm.due_on(BEGIN, known, terms=terms, aways=aways)

    counted = [
        BEGIN + DAY * number
        for number in range(1, (due - BEGIN).days + 1)
        if not any(first <= BEGIN + DAY * number <= last for first, last in aways)
    ]

    assert len(counted) == rhythm.patience(known, terms)
    assert rhythm.silent_days(BEGIN, due, aways=aways) == len(counted)


def test_silence_is_never_negative():
    assert rhythm.silent_days(BEGIN, BEGIN - 5 * DAY) == 0
    assert rhythm.silent_days(BEGIN, BEGIN) == 0


def test_the_benchmark_scores_with_this_arithmetic_and_none_of_its_own(monkeypatch):
    found = (100, 110, 121, 140, 163)
    events = [(1, 7, day) for day in found]
    before = dict(benchmark.Detector(0)(events, 190))
    monkeypatch.setattr(rhythm, "PER_SILENCE", 3.0)
    after = dict(benchmark.Detector(0)(events, 190))

    assert before[1] == pytest.approx(by_hand({BEGIN + DAY * day for day in found}, 27))
    assert after[1] > before[1]


def test_the_benchmark_reads_only_what_is_new_and_begins_again_with_a_new_history():
    detector = benchmark.Detector(1)
    events = [(1, 7, 100)]
    first = dict(detector(events, 120))
    events.append((2, 7, 119))
    second = dict(detector(events, 120))

    assert second[7] < first[7]
    assert set(detector([(1, 9, 10)], 20)) == {9}


@given(st.lists(st.lists(ranges_of_days, max_size=3), max_size=3))
def test_all_are_away_together_on_the_days_on_which_each_is(each):
    together = rhythm.away_together(each)
    for day in (BEGIN + DAY * number for number in range(70)):
        of_each = [any(first <= day <= last for first, last in ranges) for ranges in each]
        assert any(first <= day <= last for first, last in together) == (bool(each) and all(of_each))
