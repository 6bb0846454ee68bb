"""What goes into a digest, and what is left out so that it can be read at one sitting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.digest import Digest, Week, choose, months_seen, shorter

TODAY = date(2027, 1, 11)
LINE = "Riverside: send the data"
WEEK = Week(
    outcomes=[LINE],
    kept=[LINE] * 6,
    learned=[LINE] * 4,
    moved=[LINE],
    due=[LINE] * 4,
    chairs=["a GP"] * 2,
    further={"kept": 5},
)


def chosen() -> Digest[str]:
    found = choose(WEEK, monday=date(2027, 1, 11), questions=12)
    assert found is not None
    return found


def test_what_is_left_out_is_counted_from_the_start():
    assert chosen().more == {"outcomes": 0, "learned": 2, "kept": 7, "moved": 0, "due": 0, "chairs": 0}


def test_a_line_less_is_taken_from_where_most_are_left_what_lies_ahead_first():
    once = shorter(chosen())
    assert once is not None
    twice = shorter(once)
    assert twice is not None

    assert (len(once.week.due), len(once.week.kept), once.more["due"]) == (3, 4, 1)
    assert (len(twice.week.due), len(twice.week.kept), twice.more["kept"]) == (3, 3, 8)


def test_in_the_end_there_is_no_line_to_take():
    last, lines = chosen(), 0
    while less := shorter(last):
        last, lines = less, lines + 1

    assert lines == 1 + 2 + 4 + 1 + 4 + 2
    assert last.week.is_empty
    assert not last.week.chairs


@pytest.mark.parametrize(
    ("days", "months"), [(0, 0), (27, 0), (4 * 28 - 1, 0), (4 * 28, 4), (5 * 28 - 1, 4), (12 * 28, 12), (9999, 12)]
)
def test_a_picture_shows_only_what_a_table_has_seen_whole(days, months):
    assert months_seen(TODAY - timedelta(days=days - 1), TODAY) == months


def test_a_table_where_nobody_took_part_yet_has_no_past():
    assert months_seen(None, TODAY) == 0


@pytest.mark.parametrize(
    ("past", "shown"),
    [((1, 2, 3, 4), True), ((0, 0, 0, 1), True), ((3, 3, 3, 3), False), ((1, 2, 3), False), ((), False)],
)
def test_a_picture_is_drawn_only_where_there_is_something_to_see(past, shown):
    found = choose(replace(WEEK, past=past, until=TODAY), monday=date(2027, 1, 11), questions=12)
    assert found is not None

    assert found.week.past == (past if shown else ())
