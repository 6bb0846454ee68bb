"""A connection that is lost, a transaction that the server gives up: redone once, and never where it may be done."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.storage import engine as engines
from bot.storage.errors import OutcomeUnknown, StoreUnavailable
from bot.storage.inbox import take
from bot.storage.schema import inbox
from bot.storage.store import Store
from tests.support import databases, postgres
from tests.support.proxy import Cut, Proxy

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
KEYS = select(inbox.c.key).order_by(inbox.c.key)
SIGN = text("UPDATE inbox SET reply = coalesce(reply, '') || :me WHERE key = :key")
GONE = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")


@pytest.fixture
async def store(database):
    opened = Store(database)
    yield opened
    await opened.close()


@pytest.fixture
def address():
    """The address of a fresh PostgreSQL database, for what only PostgreSQL does."""
    name, made = databases.postgresql()
    yield made
    postgres.drop(name)


@pytest.fixture
async def opened():
    """Opens stores at addresses that a test makes up as it goes."""
    stores = []

    def opening(at: str) -> Store:
        stores.append(Store(at))
        return stores[-1]

    yield opening
    for one in stores:
        await one.close()


def keys(tx: Connection) -> list[str]:
    return list(tx.scalars(KEYS))


def end(tx: Connection) -> None:
    """Have the server end this very connection, as a server that stops does."""
    tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def lose(tx: Connection) -> None:
    """Lose the connection, the way each kind of database can."""
    if tx.dialect.name == "postgresql":
        end(tx)
    else:
        tx.invalidate()
        keys(tx)


class Losing:
    """A call that loses its connection the first few times, and counts how often it was made."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.made = 0

    def __call__(self, tx: Connection) -> int:
        self.made += 1
        take(tx, f"try {self.made}", now=NOW)
        if self.made <= self.times:
            lose(tx)
        return self.made


async def test_a_call_that_loses_its_connection_is_made_again_on_a_new_one(store):
    call = Losing(times=1)

    assert await store.run(call) == 2
    assert await store.read(keys) == ["try 2"]


async def test_a_call_that_loses_its_connection_twice_is_given_up_and_kept_nothing(store):
    call = Losing(times=9)

    with pytest.raises(StoreUnavailable) as caught:
        await store.run(call)

    assert (call.made, caught.value.kept) == (2, False)
    assert isinstance(caught.value.__cause__, Exception)
    assert await store.run(take, "after", now=NOW)
    assert await store.read(keys) == ["after"]


async def test_a_read_that_loses_its_connection_is_made_again_too(store):
    made = []

    def looks(tx):
        made.append(tx)
        if len(made) == 1:
            lose(tx)
        return keys(tx)

    assert await store.read(looks) == []
    assert len(made) == 2


@pytest.mark.parametrize("instead", ["goes on", "raises"])
async def test_a_call_that_hides_the_loss_of_its_connection_is_made_again(store, instead):
    made = []

    def hides(tx):
        made.append(tx)
        take(tx, f"try {len(made)}", now=NOW)
        if len(made) == 1:
            try:
                lose(tx)
            except SQLAlchemyError:
                if instead == "raises":
                    raise KeyError("something else") from None

    await store.run(hides)

    assert await store.read(keys) == ["try 2"]


async def test_a_connection_lost_between_two_calls_is_not_noticed(address, opened):
    store = opened(address)
    pid = await store.run(lambda tx: tx.scalar(text("SELECT pg_backend_pid()")))
    with store.engine.connect() as other:
        assert other.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    assert await store.run(take, "kept", now=NOW)
    assert await store.read(keys) == ["kept"]


async def test_a_call_that_raises_on_a_connection_lost_unnoticed_still_raises_its_own(address, opened):
    store = opened(address)

    def gives_up(tx):
        pid = tx.scalar(text("SELECT pg_backend_pid()"))
        with store.engine.connect() as other:
            other.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        raise KeyError("words")

    with pytest.raises(KeyError):
        await store.run(gives_up)

    assert await store.run(take, "after", now=NOW)


async def test_a_server_that_is_gone_is_unavailable_with_the_drivers_own_words(address, opened):
    store = opened(address.replace("host=", "host=/nowhere"))

    with pytest.raises(StoreUnavailable, match=r"Nothing was saved: the database answers “.*nowhere.*”\.") as caught:
        await store.run(keys)

    assert isinstance(caught.value.__cause__, OperationalError)
    assert caught.value.kept is False


async def test_of_two_calls_in_a_deadlock_the_loser_is_made_again(address, opened):
    """As the database finds it by itself: nobody gives up before."""
    store = opened(address)
    await store.run(lambda tx: [take(tx, key, now=NOW) for key in "ab"])
    both_hold_one = threading.Barrier(2)
    tries = []

    def crosses(tx, first, second):
        tries.append(first)
        for key in (first, second):
            tx.execute(SIGN, {"me": first, "key": key})
            if len(tries) <= 2 and key == first:
                both_hold_one.wait(timeout=10)

    await asyncio.gather(store.run(crosses, "a", "b"), store.run(crosses, "b", "a"))

    assert len(tries) == 3
    replies = await store.read(lambda tx: list(tx.scalars(select(inbox.c.reply))))
    assert sorted(replies[0]) == sorted(replies[1]) == ["a", "b"]


@pytest.mark.parametrize("when", ["at a statement", "at the COMMIT"])
async def test_a_call_that_cannot_be_serialised_is_made_again(address, opened, when):
    store, made = opened(f"{address}&options=-c%20default_transaction_isolation%3Dserializable"), []

    def crossed(tx):
        made.append(keys(tx))
        if when == "at the COMMIT":
            take(tx, "mine", now=NOW)
        if len(made) == 1:
            with store.engine.begin() as other:
                take(other, f"theirs, after {len(keys(other))}", now=NOW)
        if when == "at a statement":
            take(tx, "mine", now=NOW)

    await store.run(crossed)

    assert made == [[], ["theirs, after 0"]]
    assert await store.read(keys) == ["mine", "theirs, after 0"]


@pytest.mark.parametrize(("cut", "found"), [(Cut.BEFORE, []), (Cut.AFTER, ["asked"])])
async def test_a_connection_lost_during_commit_is_said_to_be_unknown_and_never_redone(address, opened, cut, found):
    made = []

    def call(tx):
        made.append(tx)
        take(tx, "asked", now=NOW)

    async with Proxy(address, cut).listening() as proxy:
        store = opened(proxy.address)
        with pytest.raises(OutcomeUnknown) as caught:
            await store.run(call)

        assert (len(made), caught.value.kept) == (1, None)
        assert await store.read(keys) == found


async def test_the_key_tells_on_a_new_connection_whether_a_lost_commit_was_kept(address, opened):
    async with Proxy(address, Cut.AFTER).listening() as proxy:
        store = opened(proxy.address)
        with pytest.raises(OutcomeUnknown):
            await store.run(take, "asked", now=NOW)

        assert await store.run(take, "asked", now=NOW) is False


async def test_a_read_whose_connection_is_lost_at_its_end_is_made_again_for_it_had_nothing_to_keep(address, opened):
    async with Proxy(address, Cut.BEFORE).listening() as proxy:
        store = opened(proxy.address)

        assert await store.read(keys) == []


@pytest.mark.parametrize("then", ["a statement", "the COMMIT"])
async def test_a_call_that_idles_too_long_kept_nothing_and_is_not_made_again(address, opened, monkeypatch, then):
    monkeypatch.setattr(
        engines, "POSTGRESQL_OPTIONS", engines.POSTGRESQL_OPTIONS.replace("session_timeout=3000", "session_timeout=200")
    )
    store, made = opened(address), []

    def idles(tx):
        made.append(take(tx, "lost", now=NOW))
        pid = tx.scalar(text("SELECT pg_backend_pid()"))
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
            while other.scalar(GONE, {"pid": pid}):
                pass
        if then == "a statement":
            keys(tx)

    with pytest.raises(StoreUnavailable, match="idle-in-transaction timeout"):
        await store.run(idles)

    assert made == [True]
    assert await store.read(keys) == []
