"""Counts over everybody at a large table, remembered for a minute; those at any other are made each time."""

import itertools
from datetime import timedelta

import pytest

from benchmarks._crowd import NOW, fill
from bot.storage.lately import LARGE, lately

MINUTE = timedelta(minutes=1)


@pytest.fixture
def counting():
    """A count that comes out differently each time it is made."""
    return itertools.count(1).__next__


def test_a_large_table_is_counted_once_a_minute(both, counting):
    fill(both, LARGE, entries=0)
    first = lately(both, 1, "people", counting, now=NOW)

    assert lately(both, 1, "people", counting, now=NOW + MINUTE / 2) == first == 1
    assert lately(both, 1, "people", counting, now=NOW + MINUTE) == 2


def test_a_clock_that_was_turned_back_counts_anew(both, counting):
    fill(both, LARGE, entries=0)
    lately(both, 1, "people", counting, now=NOW)

    assert lately(both, 1, "people", counting, now=NOW - MINUTE / 2) == 2


def test_what_is_counted_of_one_kind_or_table_says_nothing_of_another(both, counting):
    fill(both, LARGE, entries=0)
    lately(both, 1, "people", counting, now=NOW)

    assert lately(both, 1, "seats", counting, now=NOW) == 2
    assert lately(both, 2, "people", counting, now=NOW) == 3


def test_a_table_that_people_can_look_over_is_counted_each_time(both, counting):
    fill(both, LARGE - 1, entries=0)
    lately(both, 1, "people", counting, now=NOW)

    assert lately(both, 1, "people", counting, now=NOW) == 2
