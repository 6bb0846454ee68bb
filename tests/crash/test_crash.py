"""Killed, stopped or cut off at the worst moments: nothing is lost, and nothing comes twice. `make crash`, in short."""

from collections.abc import Awaitable, Callable
from random import Random

import pytest

from bot.delivery import points
from tests.crash import trouble
from tests.crash.owing import POSTGRESQL, SQLITE
from tests.crash.trial import Counted
from tests.support.proxy import Cut

states = pytest.mark.states
pytestmark = pytest.mark.slow

# How often it is tried: on a busy machine the others may have done it all before the first one comes to its point.
TRIES = 6

EACH = [(SQLITE if number % 2 else POSTGRESQL, point) for number, point in enumerate(points.POINTS)]


async def until_met(trial: Callable[[], Awaitable[Counted]]) -> Counted:
    """A trial in which what was to befall the first process did befall it; in none is anything lost or doubled."""
    for _try in range(TRIES):
        found = await trial()
        assert (found.lost, found.doubled) == (0, 0)
        if found.met:
            return found
    raise AssertionError("it never came to its point")


@states("C1", "E2")
@pytest.mark.parametrize(("kind", "point"), EACH)
async def test_killed_at_a_point_nothing_is_lost_and_nothing_doubled(kind, point):
    found = await until_met(lambda: trouble.killed_at(kind, point, 1))

    assert found.sent == found.owed > 0
    assert found.settled == found.unknown


@states("C1")
@pytest.mark.parametrize("kind", trouble.BOTH)
async def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(kind):
    found = await trouble.killed_at_random(kind, Random(1))

    assert (found.lost, found.doubled, found.sent) == (0, 0, found.owed)


@states("E2")
@pytest.mark.parametrize(("kind", "point"), [(SQLITE, points.COMPOSED), (POSTGRESQL, points.SENT)])
async def test_a_process_that_stood_still_past_its_lease_sends_nothing_again(kind, point):
    found = await until_met(lambda: trouble.stood_still_at(kind, point, 1))

    assert found.sent == found.owed


@states("C1")
@pytest.mark.parametrize("cut", Cut)
async def test_cut_off_from_its_database_in_the_middle_of_a_commit_nothing_is_lost_and_nothing_doubled(cut):
    found = await until_met(lambda: trouble.cut_off(Random(4), cut))

    assert found.sent == found.owed


@states("C1")
async def test_without_its_database_until_others_have_taken_over_it_doubles_nothing():
    found = await trouble.kept_from(Random(5))

    assert (found.lost, found.doubled, found.sent) == (0, 0, found.owed)


@states("C1", "C3")
@pytest.mark.parametrize("point", trouble.DOUBTFUL)
async def test_no_letter_comes_twice_and_of_each_that_nobody_can_tell_the_coordinator_hears(point):
    found = await until_met(lambda: trouble.killed_with_letters(SQLITE, point, 1))

    assert found.unknown == found.listed > 0
    assert found.settled == 0
