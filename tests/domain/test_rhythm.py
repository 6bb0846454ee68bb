"""How long a silence is explained by how much somebody has been taking part."""

from datetime import date, timedelta
from math import ceil, exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import quiet as benchmark
from bot.domain import rhythm
from bot.domain.rhythm import Terms, fold, risk, terms_for

DAY = timedelta(days=1)
BEGIN = date(2020, 1, 6)

days = st.lists(st.integers(0, 3000).map(lambda number: BEGIN + DAY * number), min_size=1, max_size=60)
fades = st.floats(1, 200)
thetas = st.floats(0.05, 0.95)


def by_hand(fade: float, silent: float) -> float:
    """DESIGN 5's formula, written out once more."""
    odds = 1.11 + 0.121 * sqrt(silent) - 1.526 * log(fade) + 0.071 * sqrt(silent) * log(fade)
    return 1 / (1 + exp(-odds))


@given(fades, st.integers(0, 2000))
def test_the_chance_is_the_designs_formula(fade, silent):
    assert risk(fade, silent_days=silent) == pytest.approx(by_hand(fade, silent), abs=1e-12)


@given(days, st.randoms(use_true_random=False))
def test_the_order_in_which_days_arrive_makes_no_difference(found, shuffle):
    once = sorted(set(found))
    late = list(once)
    shuffle.shuffle(late)
    built = None
    for day in late:
        built = rhythm.add(built, day)

    folded = fold(found)

    assert built is not None
    assert folded is not None
    assert (built.last, built.active_days) == (folded.last, folded.active_days)
    assert built.fade == pytest.approx(folded.fade, rel=1e-9)


def test_nobody_who_was_never_there_has_a_rhythm():
    assert fold([]) is None


def test_the_first_day_counts_one_and_the_second_what_is_left_of_it_more():
    folded = fold([BEGIN, BEGIN + 120 * DAY])

    assert folded is not None
    assert folded.fade == 1.5


@given(fades, st.integers(0, 500), st.integers(1, 500))
def test_the_chance_of_a_departure_grows_with_the_silence(fade, silent, more):
    assert risk(fade, silent_days=silent + more) >= risk(fade, silent_days=silent)


@given(st.floats(1, 100), st.floats(0.1, 50), st.integers(0, 400))
def test_whoever_did_more_is_missed_later(fade, more, silent):
    assert risk(fade + more, silent_days=silent) <= risk(fade, silent_days=silent)


@given(fades, thetas)
def test_the_allowed_silence_is_where_the_chance_reaches_theta(fade, theta):
    allowed = rhythm.allowed_silence(fade, theta=theta)

    if allowed > 0:
        assert risk(fade, silent_days=allowed) == pytest.approx(theta, abs=1e-6)
    else:
        assert risk(fade, silent_days=0) >= theta - 1e-9


def test_never_seen_is_never_safe():
    assert risk(0.0, silent_days=3) == 1.0
    assert rhythm.allowed_silence(0.0) == 0.0


def test_huge_numbers_neither_overflow_nor_divide():
    assert risk(1e300, silent_days=0) == 0.0
    assert risk(1.0, silent_days=10**9) == 1.0


@pytest.mark.parametrize(
    ("meets", "floor", "longest"), [(None, 14, 45), (7, 14, 45), (14, 18, 45), (30, 38, 60), (91, 114, 182)]
)
def test_a_table_that_meets_seldom_is_more_patient(meets, floor, longest):
    assert terms_for(meets) == Terms(theta=0.5, floor=floor, longest=longest)


@given(fades, thetas, st.sampled_from([None, 7, 14, 30, 91]))
def test_nobody_is_due_before_the_floor_or_after_the_longest(fade, theta, meets):
    terms = terms_for(meets, theta=theta)

    due = rhythm.due_on(BEGIN, fade, terms=terms)

    assert BEGIN + DAY * terms.floor <= due <= BEGIN + DAY * terms.longest
    assert due == BEGIN + DAY * min(max(terms.floor, ceil(rhythm.allowed_silence(fade, theta=theta))), terms.longest)


away = st.lists(
    st.tuples(st.integers(-20, 120), st.integers(0, 40)).map(
        lambda pair: (BEGIN + DAY * pair[0], BEGIN + DAY * (pair[0] + pair[1]))
    ),
    max_size=5,
)


@given(fades, away)
def test_days_away_are_no_silence(fade, aways):
    terms = Terms()
    due = rhythm.due_on(BEGIN, fade, terms=terms, aways=aways)

    counted = [
        BEGIN + DAY * number
        for number in range(1, (due - BEGIN).days + 1)
        if not any(first <= BEGIN + DAY * number <= last for first, last in aways)
    ]

    assert len(counted) == rhythm.patience(fade, terms)
    assert rhythm.silent_days(BEGIN, due, aways=aways) == len(counted)


def test_silence_is_never_negative():
    assert rhythm.silent_days(BEGIN, BEGIN - 5 * DAY) == 0
    assert rhythm.silent_days(BEGIN, BEGIN) == 0


def test_the_benchmark_scores_with_this_arithmetic_and_none_of_its_own(monkeypatch):
    events = [(1, 7, 100), (1, 7, 110), (2, 0, 105)]
    before = dict(benchmark.Detector(0)(events, 160))
    monkeypatch.setattr(rhythm, "PER_SILENCE", 0.3)
    after = dict(benchmark.Detector(0)(events, 160))

    assert before[1] == pytest.approx(by_hand(1 + 2 ** (-10 / 120), 50))
    assert after[1] > before[1]
    assert rhythm.due_on(BEGIN, 20.0, terms=Terms(longest=400)) < BEGIN + DAY * 400


def test_the_benchmark_reads_only_what_is_new_and_begins_again_with_a_new_history():
    detector = benchmark.Detector(1)
    events = [(1, 7, 100)]
    first = dict(detector(events, 120))
    events.append((2, 7, 119))
    second = dict(detector(events, 120))

    assert second[7] < first[7]
    assert set(detector([(1, 9, 10)], 20)) == {9}
