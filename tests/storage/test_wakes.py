"""What one process owes wakes the deliveries of all the others."""

import asyncio
from contextlib import suppress

import psycopg
import pytest

from bot.storage import wakes
from bot.storage.outbox import Owed, owe
from bot.storage.store import Store
from tests.support import databases, postgres
from tests.support.scene import a_scene, at


@pytest.fixture
def address():
    name, address = databases.postgresql()
    yield address
    postgres.drop(name)


@pytest.fixture
async def heard(address):
    """How often a second process was woken."""
    times: asyncio.Queue[None] = asyncio.Queue()
    listening = asyncio.create_task(wakes.listen(address, lambda: times.put_nowait(None)))
    # It looks once when it begins to listen.
    await asyncio.wait_for(times.get(), 30)
    yield times
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening


@pytest.fixture
async def scene(address):
    store = Store(address)
    yield await a_scene(store).begin()
    await store.close()


async def owe_one(scene, period: str, *, then_fail: bool = False) -> None:
    owed = Owed(
        partnership_id=scene.partnership_id,
        person_id=scene.persons["priya"].person.id,
        kind="answer",
        period=period,
        route="web",
        due_at=at(0),
        unasked=False,
    )

    def call(tx):
        owe(tx, owed)
        if then_fail:
            raise ZeroDivisionError

    with suppress(ZeroDivisionError):
        await scene.store.run(call)


async def emptied(heard) -> None:
    while not heard.empty():
        heard.get_nowait()


async def test_what_is_owed_elsewhere_is_heard_of_once_it_is_kept(scene, heard):
    await emptied(heard)
    await owe_one(scene, "1", then_fail=True)
    silent = heard.empty()
    await owe_one(scene, "1")
    await asyncio.wait_for(heard.get(), 30)

    assert silent


async def test_a_listener_that_lost_its_connection_listens_again(scene, heard, address):
    await emptied(heard)
    with psycopg.connect(address.replace("postgresql+psycopg", "postgresql"), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = %s AND pid <> pg_backend_pid()",
            (wakes.LISTEN,),
        )
    await asyncio.wait_for(heard.get(), 30)
    await emptied(heard)
    await owe_one(scene, "2")

    await asyncio.wait_for(heard.get(), 30)


async def test_the_embedded_database_has_nobody_to_listen_to(tmp_path):
    await wakes.listen(databases.sqlite(tmp_path), lambda: None)
