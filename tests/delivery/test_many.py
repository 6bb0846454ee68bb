"""Several real processes on one PostgreSQL: each due item is sent by one, and what a dead one held by another."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from bot.delivery import loop, shift
from bot.domain import calendars, deadlines
from bot.handlers import leaving
from bot.handlers.mail import send
from bot.storage.store import Store
from tests.support import databases, postgres
from tests.support.scene import a_scene, at

states = pytest.mark.states
pytestmark = pytest.mark.slow

TURNS = 1000
HOUR = timedelta(hours=1)


class Process:
    """One that turns the clock when it is told a moment."""

    def __init__(self, address: str, *more: str) -> None:
        command = [sys.executable, "-m", "tests.support.ticking", address, *more]
        self.own = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=sys.path[0])

    def heard(self) -> str:
        assert self.own.stdout is not None
        return self.own.stdout.readline().strip()

    def turn(self, moment) -> None:
        assert self.own.stdin is not None
        print(moment.isoformat(), file=self.own.stdin, flush=True)

    def over(self) -> None:
        self.own.kill()
        self.own.communicate()


@pytest.fixture
async def table():
    """People who are to be welcomed, asked, reminded and told, and the address of where that stands."""
    calendars.get_ready()
    deadlines.get_ready()
    name, address = databases.postgresql()
    store = Store(address)
    scene = await a_scene(store).begin()
    for number in range(4):
        await scene.join(f"P{number} Silent", f"Body {number % 3}", agreed=0 if number else None)
    await scene.say("p1", f"/commit ring the ward by {at(20):%Y-%m-%d}", now=at(0))
    yield scene, address
    await store.close()
    postgres.drop(name)


@pytest.fixture
def started():
    """Starts processes, and ends them."""
    processes: list[Process] = []

    def starting(*words: str) -> Process:
        processes.append(Process(*words))
        return processes[-1]

    yield starting
    for one in processes:
        one.over()


@states("E1")
async def test_of_three_that_turn_the_clock_a_thousand_times_each_thing_is_sent_by_one(table, started):
    scene, address = table
    three = [started(address) for _one in range(3)]
    assert [one.heard() for one in three] == ["ready"] * 3
    sent: list[list[int]] = [[], [], []]
    for number in range(TURNS):
        for one in three:
            one.turn(at(0) + number * HOUR)
        for one, its in zip(three, sent, strict=True):
            its.extend(map(int, one.heard().split()))

    rows = [row for row in await scene.rows() if row.state == "sent"]
    messages = Counter(number for its in sent for number in its)
    assert {row.kind for row in rows} >= {"welcome", "note", "check_in", "reminder", "digest"}
    assert set(messages.values()) == {1}
    assert {row.id for row in rows if row.kind != "check_in"} == set(messages)
    assert len({(row.person_id, row.place_id, row.kind, row.period) for row in rows}) == len(rows)
    assert all(sent)
    assert [row for row in await scene.rows() if row.state == "claimed"] == []


@states("E2")
async def test_what_a_killed_process_held_is_sent_by_another_within_a_minute(table, started):
    scene, address = table
    dying = started(address, "hold")
    assert dying.heard() == "ready"
    dying.turn(at(1))
    assert dying.heard() == "holding"
    dying.over()
    [held] = [row for row in await scene.rows() if row.state == "claimed"]
    other = started(address)
    assert other.heard() == "ready"
    other.turn(at(1) + shift.LEASE + timedelta(seconds=2))

    assert str(held.id) in other.heard().split()
    assert [row.state for row in await scene.rows() if row.id == held.id] == ["sent"]


@states("E2")
def test_no_sender_waits_longer_than_its_claim_holds_and_none_holds_for_a_minute():
    mail = timedelta(seconds=send.PATIENCE * (send.READING + send.GOODBYE))
    chats = timedelta(seconds=leaving.PATIENCE.total or 0)

    assert timedelta() < max(mail, chats) <= shift.MARGIN < shift.LEASE
    assert shift.LEASE + timedelta(seconds=loop.SETTLE_EVERY) < timedelta(minutes=1)
