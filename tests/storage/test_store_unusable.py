"""A database that is slow, full, locked or read-only: one error, with the driver's own words, and nothing kept."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import psycopg.errors
import pytest
from sqlalchemy import Connection, event, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.storage import engine as engines
from bot.storage.engine import make_engine
from bot.storage.errors import StoreUnavailable
from bot.storage.failures import Lost, verdict
from bot.storage.inbox import keep_reply, take
from bot.storage.schema import inbox
from bot.storage.store import Store
from tests.support import databases, postgres

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
KEYS = select(inbox.c.key).order_by(inbox.c.key)
MANY_PAGES = "x" * 100_000


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


@pytest.fixture
def impatient(monkeypatch):
    """What others hold is waited for 20 ms, and a statement may take half a second."""
    options = "-c statement_timeout=500 -c lock_timeout=20 -c timezone=UTC"
    monkeypatch.setattr(engines, "POSTGRESQL_OPTIONS", options)
    monkeypatch.setattr(engines, "BUSY_MS", 20)


def keys(tx: Connection) -> list[str]:
    return list(tx.scalars(KEYS))


def file_of(address: str) -> str:
    return make_url(address).database or ""


def stand_in_the_way(address: str) -> None:
    """SQLite cannot make its log where a folder stands already, whoever runs the tests."""
    Path(f"{file_of(address)}-wal").mkdir()


def damage(address: str) -> None:
    Path(file_of(address)).write_text("these are my notes, and no database at all\n" * 100)


class Counted:
    """A call that counts how often it was made."""

    def __init__(self, statement: str) -> None:
        self.statement = text(statement)
        self.made = 0

    def __call__(self, tx: Connection) -> None:
        self.made += 1
        take(tx, "lost", now=NOW)
        tx.execute(self.statement)


async def test_a_slow_statement_is_ended_and_not_made_again(address, opened, impatient):
    store, call = opened(address), Counted("SELECT pg_sleep(60)")

    with pytest.raises(StoreUnavailable, match="statement timeout"):
        await store.run(call)

    assert call.made == 1
    assert await store.read(keys) == []


async def test_a_row_that_somebody_else_holds_is_not_waited_for_long(address, opened, impatient):
    store, call = opened(address), Counted("UPDATE inbox SET reply = 'x' WHERE key = 'held'")
    await store.run(take, "held", now=NOW)

    with store.engine.begin() as other:
        keep_reply(other, "held", "theirs")
        with pytest.raises(StoreUnavailable, match="lock timeout"):
            await store.run(call)

    assert call.made == 1
    assert await store.read(keys) == ["held"]


async def test_another_program_that_writes_is_not_waited_for_long(sqlite_address, opened, impatient):
    store = opened(sqlite_address)

    with make_engine(sqlite_address).begin() as other:
        take(other, "theirs", now=NOW)
        with pytest.raises(StoreUnavailable, match="database is locked"):
            await store.run(take, "mine", now=NOW)
        assert await store.read(keys) == []

    assert await store.run(take, "mine", now=NOW)
    assert await store.read(keys) == ["mine", "theirs"]


@pytest.mark.states("F2")
async def test_a_call_has_the_right_to_write_from_its_beginning_so_what_it_read_stays_true(
    sqlite_address, opened, impatient
):
    def reads_and_writes(tx):
        before = keys(tx)
        with pytest.raises(OperationalError, match="database is locked"):
            make_engine(sqlite_address).connect().begin()
        return before, take(tx, "mine", now=NOW)

    assert await opened(sqlite_address).run(reads_and_writes) == ([], True)


@pytest.mark.states("F7")
async def test_a_full_disk_keeps_nothing_and_is_usable_again_when_there_is_room(sqlite_address, opened):
    store = opened(sqlite_address)

    def fills(tx):
        take(tx, "small", now=NOW)
        # The fewest pages it can be told to keep to are those that it has.
        tx.exec_driver_sql("PRAGMA max_page_count = 1")
        keep_reply(tx, "small", MANY_PAGES)

    with pytest.raises(StoreUnavailable, match="database or disk is full") as caught:
        await store.run(fills)

    assert caught.value.kept is False
    # The next call gets another connection, which has not been told so.
    assert await store.run(take, "after", now=NOW)
    await store.run(keep_reply, "after", MANY_PAGES)
    assert await store.read(keys) == ["after"]


async def test_a_server_without_room_for_a_sort_keeps_nothing(address, opened):
    store = opened(address)

    def sorts(tx):
        take(tx, "lost", now=NOW)
        tx.exec_driver_sql("SET LOCAL temp_file_limit = 0")
        tx.exec_driver_sql("SELECT n FROM generate_series(1, 200000) AS n ORDER BY md5(n::text) LIMIT 199999")

    with pytest.raises(StoreUnavailable, match="temporary file size exceeds"):
        await store.run(sorts)

    assert await store.read(keys) == []


@pytest.mark.states("F7")
async def test_a_file_that_can_only_be_read_is_read_and_not_written(sqlite_address, opened):
    store = opened(sqlite_address)

    @event.listens_for(store.engine, "connect")
    def _for_reading_only(connection, _record):
        connection.execute("PRAGMA query_only = ON")

    for _time in range(2):
        with pytest.raises(StoreUnavailable, match="attempt to write a readonly database"):
            await store.run(take, "lost", now=NOW)
    assert await store.read(keys) == []


async def test_a_folder_in_which_nothing_can_be_made_is_unavailable(sqlite_address, opened):
    stand_in_the_way(sqlite_address)
    store = opened(sqlite_address)

    for way in (store.run, store.read):
        with pytest.raises(StoreUnavailable, match="unable to open database file"):
            await way(keys)


async def test_a_file_that_is_damaged_is_unavailable(sqlite_address, opened):
    damage(sqlite_address)
    store = opened(sqlite_address)

    with pytest.raises(StoreUnavailable, match="file is not a database"):
        await store.run(keys)


@pytest.mark.states("F7")
async def test_a_server_that_is_read_only_is_read_and_not_written(address, opened):
    store = opened(f"{address}&options=-c%20default_transaction_read_only%3Don")

    with pytest.raises(StoreUnavailable, match="read-only transaction"):
        await store.run(take, "lost", now=NOW)

    assert await store.read(keys) == []


async def test_an_error_of_the_calls_own_is_not_taken_for_one_of_the_database(database, opened):
    with pytest.raises(IntegrityError):
        await opened(database).run(lambda tx: tx.execute(text("INSERT INTO inbox (key) VALUES ('no moment')")))


LOST = "08006 40001 40P01 57P01 57P02 57P03"
OWN = "23505 42601 42P01 22001 25P02"
UNUSABLE = "53100 53200 53300 58000 58030 25006 25P03 55P03 57014"
UNUSABLE_SQLITE = "BUSY BUSY_SNAPSHOT CANTOPEN CORRUPT FULL IOERR IOERR_FSYNC NOTADB READONLY READONLY_DBMOVED"


def postgresql_error(code: str) -> Exception:
    return psycopg.errors.lookup(code)("as the server says it")


def sqlite_error(name: str) -> Exception:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorname = f"SQLITE_{name}"
    return error


@pytest.mark.parametrize(
    ("orig", "becomes"),
    [
        *((postgresql_error(code), StoreUnavailable) for code in UNUSABLE.split()),
        *((sqlite_error(name), StoreUnavailable) for name in UNUSABLE_SQLITE.split()),
        *((postgresql_error(code), Lost) for code in LOST.split()),
        *((postgresql_error(code), type(None)) for code in OWN.split()),
        *((sqlite_error(name), type(None)) for name in ("CONSTRAINT_UNIQUE", "ERROR", "MISMATCH")),
    ],
    ids=lambda value: getattr(value, "sqlstate", None) or getattr(value, "sqlite_errorname", ""),
)
def test_what_an_error_of_the_database_becomes_goes_by_its_code(tx, orig, becomes):
    found = verdict(DBAPIError("SELECT 1", None, orig), tx, reading=False)

    assert type(found) is becomes
