"""The clock that can be moved."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock, MovableClock
from bot.domain.errors import ClockBackwardsError
from tests.demo.conftest import Stopped

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_it_says_the_machines_time_until_it_is_moved():
    before = Clock().now()

    assert before <= MovableClock().now() <= Clock().now()


def test_it_runs_on_from_where_it_was_moved():
    machine = Stopped(NOW)
    clock = MovableClock(machine)
    clock.move_to(NOW + 5 * HOUR)
    machine.at += HOUR

    assert clock.now() == NOW + 6 * HOUR


def test_it_is_never_moved_back():
    clock = MovableClock(Stopped(NOW))
    clock.move_to(NOW + HOUR)

    with pytest.raises(ClockBackwardsError):
        clock.move_to(NOW + HOUR - timedelta(seconds=1))
    assert clock.now() == NOW + HOUR
