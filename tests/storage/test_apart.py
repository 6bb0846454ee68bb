"""A part of a call that fails by itself: what it did is gone, what the others did stays, and trouble is everybody's."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.storage.apart import Failed, apart
from bot.storage.errors import StoreUnavailable
from bot.storage.inbox import take
from bot.storage.schema import inbox
from bot.storage.store import Store

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
async def store(database):
    opened = Store(database)
    yield opened
    await opened.close()


def keys(tx):
    return list(tx.scalars(select(inbox.c.key).order_by(inbox.c.key)))


def falls_over(tx, key):
    take(tx, key, now=NOW)
    raise KeyError("somebody's words")


def asks_for_nothing(tx, key):
    take(tx, key, now=NOW)
    tx.execute(text("SELECT 1 FROM nowhere"))


def some(*parts):
    def call(tx):
        return [apart(tx, part, str(number)) for number, part in enumerate(parts)]

    return call


def taken(tx, key):
    return take(tx, key, now=NOW)


@pytest.mark.parametrize(("bad", "fault"), [(falls_over, "KeyError"), (asks_for_nothing, None)])
async def test_what_a_part_did_is_taken_back_and_the_rest_is_kept(store, bad, fault):
    first, second, third = await store.run(some(taken, bad, taken))

    assert (first, third) == (True, True)
    assert isinstance(second, Failed)
    assert fault in (None, second.fault)
    assert await store.read(keys) == ["0", "2"]


async def test_trouble_of_the_database_itself_is_not_one_parts(store):
    def gone(tx, _key):
        """The connection is lost; on SQLite the disk is full."""
        if tx.dialect.name == "postgresql":
            tx.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        tx.exec_driver_sql("PRAGMA max_page_count = 1")
        tx.execute(text("UPDATE inbox SET reply = :many"), {"many": "x" * 100_000})

    with pytest.raises(StoreUnavailable):
        await store.run(some(taken, gone))

    assert await store.read(keys) == []


async def test_an_error_that_was_swallowed_before_is_not_forgiven_by_a_part(store):
    def swallows(tx):
        with pytest.raises(DBAPIError, match="nowhere"):
            tx.execute(text("SELECT 1 FROM nowhere"))
        return apart(tx, falls_over, "later")

    # PostgreSQL refuses the part; on SQLite its own error is let out.
    with pytest.raises((DBAPIError, KeyError)):
        await store.run(swallows)

    assert await store.read(keys) == []
