"""Whoever waits for a call: for a while only, no longer, too many at once, or until the program ends."""

import asyncio
import gc
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from bot.storage import store as stores
from bot.storage.errors import NotStarted, StillRunning, StoreBusy, StoreClosed
from bot.storage.inbox import take
from bot.storage.schema import inbox
from bot.storage.store import LONGEST_QUEUE, THREADS, Store

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
KEYS = select(inbox.c.key).order_by(inbox.c.key)


@pytest.fixture
async def store(database):
    opened = Store(database)
    yield opened
    await opened.close()


def keys(tx: Connection) -> list[str]:
    return list(tx.scalars(KEYS))


class Held:
    """A call that keeps its key and then stands still until it is let go."""

    def __init__(self, key: str = "held") -> None:
        self.key = key
        self.begun = threading.Event()
        self.go = threading.Event()

    def __call__(self, tx: Connection) -> str:
        take(tx, self.key, now=NOW)
        self.begun.set()
        assert self.go.wait(timeout=30)
        return self.key

    async def hold(self, store: Store) -> "asyncio.Task[str]":
        """Begin the call, and come back when it stands still."""
        task = asyncio.create_task(store.run(self))
        await asyncio.to_thread(self.begun.wait, 30)
        return task


@pytest.fixture
async def every_thread(store):
    """Calls that stand still, as many as the store has threads to write with, each by its task."""
    held = [Held(f"held {number}") for number in range(THREADS[store.engine.dialect.name])]
    tasks = {await one.hold(store): one for one in held}
    yield tasks
    for one in held:
        one.go.set()
    await asyncio.wait(tasks)


def let_go(every_thread):
    for one in every_thread.values():
        one.go.set()


async def waits(store: Store, key: str) -> "asyncio.Task[bool]":
    """Ask for a call, and come back when the store has it."""
    task = asyncio.create_task(store.run(take, key, now=NOW))
    await asyncio.sleep(0)
    return task


async def begun_within(store: Store, call: Callable[[Connection], str], held: Held) -> str:
    """Ask for a call within no time, and have the time begin to count when the call stands still."""
    asked = asyncio.create_task(store.run_within(0.001, call))
    await asyncio.sleep(0)
    # The event loop stands still meanwhile, and with it the time-out.
    assert held.begun.wait(30)
    return await asked


async def test_a_call_that_had_begun_when_time_was_over_goes_on_and_is_kept(store):
    held = Held()
    with pytest.raises(StillRunning) as caught:
        await begun_within(store, held, held)
    held.go.set()

    assert caught.value.kept is None
    assert await caught.value.outcome == "held"
    assert await store.read(keys) == ["held"]


async def test_a_call_that_goes_on_alone_may_fail_without_a_word(store):
    held = Held()

    def fails(tx):
        held(tx)
        raise KeyError("words")

    with pytest.raises(StillRunning) as caught:
        await begun_within(store, fails, held)
    held.go.set()
    await asyncio.wait({caught.value.outcome})

    assert isinstance(caught.value.outcome.exception(), KeyError)
    assert await store.read(keys) == []


async def test_a_call_that_had_not_begun_when_time_was_over_is_taken_back(store, every_thread):
    with pytest.raises(NotStarted) as caught:
        await store.run_within(0.01, take, "taken back", now=NOW)
    let_go(every_thread)
    await asyncio.wait(every_thread)

    assert caught.value.kept is False
    assert "taken back" not in await store.read(keys)


async def test_a_call_that_is_done_in_time_gives_its_result(store):
    assert await store.run_within(30, take, "in time", now=NOW) is True


async def test_a_call_cancelled_while_it_waits_is_dropped(store, every_thread):
    waiting = await waits(store, "dropped")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    let_go(every_thread)
    await asyncio.wait(every_thread)

    assert await store.read(keys) == sorted(one.key for one in every_thread.values())


async def test_a_call_cancelled_while_it_runs_is_kept(store):
    held = Held()
    running = await held.hold(store)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    held.go.set()

    await store.run(take, "after", now=NOW)
    await store.close()

    again = Store(store.engine.url.render_as_string(hide_password=False))
    assert await again.read(keys) == ["after", "held"]
    await again.close()


async def test_a_call_that_fails_when_nobody_waits_any_more_is_not_reported_as_lost(store):
    reported = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reported.append(context))
    held = Held()

    def fails(tx):
        held(tx)
        raise KeyError("words")

    running = asyncio.create_task(store.run(fails))
    await asyncio.to_thread(held.begun.wait, 30)
    running.cancel()
    await asyncio.wait({running})
    del running
    held.go.set()
    await store.close()
    # The loop hears of the end, and reports an error that nobody took when it forgets the future.
    await asyncio.sleep(0)
    gc.collect()

    assert reported == []


async def test_one_call_too_many_is_told_so_at_once(store, every_thread):
    waiting = [await waits(store, f"{number:03}") for number in range(LONGEST_QUEUE - len(every_thread))]

    with pytest.raises(StoreBusy) as caught:
        await store.run(take, "too many", now=NOW)
    let_go(every_thread)

    assert caught.value.kept is False
    assert all(await asyncio.gather(*waiting))
    assert await store.run(take, "after", now=NOW)


async def test_reading_does_not_wait_for_writing(store):
    held = Held()
    running = await held.hold(store)

    assert await store.read(keys) == []
    held.go.set()

    assert await running == "held"


async def test_closing_finishes_what_waits_and_refuses_what_comes_later_by_name(store, every_thread):
    waiting = await waits(store, "waits")
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0)

    for way in (store.run, store.read):
        with pytest.raises(StoreClosed):
            await way(keys)
    with pytest.raises(StoreClosed):
        await store.run_within(1, keys)
    let_go(every_thread)
    await closing

    assert await waiting is True
    assert all([await task for task in every_thread])


async def test_closing_twice_is_closing(store):
    await store.close()
    await store.close()

    with pytest.raises(StoreClosed):
        await store.run(keys)


async def test_a_call_that_is_stuck_is_left_behind_and_what_waits_behind_it_is_refused(
    store, every_thread, monkeypatch
):
    monkeypatch.setattr(stores, "GOODBYE_SECONDS", 0.01)
    waiting = await waits(store, "never begun")

    await store.close()

    with pytest.raises(StoreClosed) as caught:
        await waiting
    assert caught.value.kept is False
    assert not any(task.done() for task in every_thread)


def test_a_goodbye_takes_ten_seconds_at_most():
    assert stores.GOODBYE_SECONDS == 10
