"""What every test has: real databases, an environment without settings, sockets that reach this machine only."""

import gc
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import Connection, Engine, create_engine, event

from bot import logs
from bot.domain import calendars, deadlines
from bot.storage import engine as engine_module
from bot.storage.engine import make_engine, running
from bot.storage.store import Store
from tests.support import databases, postgres
from tests.support.scene import Scene, a_table_of_five

# How long an example takes says more about the machine than about us.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def _compile_each_statement_once() -> None:
    """Let all engines of a kind share what was compiled: each test has its own, and would compile everything anew."""
    first: dict[str, Engine] = {}

    def shared(*args: Any, **kwargs: Any) -> Engine:
        made = create_engine(*args, **kwargs)
        one = first.setdefault(made.dialect.name, made)
        made.dialect = made.pool._dialect = one.dialect
        made._compiled_cache = one._compiled_cache
        return made

    engine_module.create_engine = shared  # type: ignore[attr-defined] # The one name through which it makes engines.


_compile_each_statement_once()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the cards down as they are drawn now")
    parser.addoption("--databases", default="sqlite,postgresql", help="on which databases the storage tests run")


def _wants_postgresql(config: pytest.Config) -> bool:
    return "postgresql" in config.getoption("--databases")


def pytest_configure(config: pytest.Config) -> None:
    """A worker uses the server that the run's first process started."""
    postgres.Shared.address = getattr(config, "workerinput", {}).get("postgresql", "")
    # What is collected stays until the end, and looking through it for garbage was a third of the time.
    gc.disable()


def pytest_collection_finish() -> None:
    """Garbage is looked for from here on, among what the tests make, and not after every 700 things."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Called by pytest-xdist for each worker, in the run's first process."""
    if _wants_postgresql(node.config):
        node.workerinput["postgresql"] = postgres.begin()


def pytest_report_header(config: pytest.Config) -> list[str]:
    """The versions that the running databases answered."""
    addresses = ["sqlite://"] + ([postgres.address()] if _wants_postgresql(config) else [])
    return [f"running databases answered: {', '.join(map(_version, addresses))}"]


def _version(address: str) -> str:
    engine = create_engine(address)
    try:
        return running(engine)
    finally:
        engine.dispose()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", metafunc.config.getoption("--databases").split(","), indirect=True)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests reaches them, and nothing is written beside the code."""
    for name in list(os.environ):
        if name.startswith(("CONVENOR_", "SLACK_", "TEAMS_", "PG")) and name != "CONVENOR_CHROMIUM":
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A program that a test runs sets logs up for its process, which is everybody's here."""
    before, root = structlog.get_config(), logging.getLogger()
    level, ours = root.level, logging.getLogger("bot").level
    yield
    structlog.configure(**before)
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True
    root.handlers = [one for one in root.handlers if not isinstance(one, logs._ToStandardError)]
    root.setLevel(level)
    logging.getLogger("bot").setLevel(ours)


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach the loopback and files, nothing else."""
    for way in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, way, _guarded(getattr(socket.socket, way)))


def _guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached out to {host}")
        return connect(self, address)

    return guarded


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database: SQLite and then PostgreSQL, for tests that ask for it."""
    if request.param == "sqlite":
        yield databases.sqlite(tmp_path)
        return
    name, address = databases.postgresql()
    yield address
    postgres.drop(name)


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """The address of a fresh SQLite database, for tests of what stands above storage."""
    return databases.sqlite(tmp_path)


def _engine(address: str) -> Iterator[Engine]:
    engine = make_engine(address)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    yield from _engine(database)


@pytest.fixture
def both(engine: Engine) -> Iterator[Connection]:
    """An open transaction, on SQLite and on PostgreSQL."""
    with engine.connect() as connection, connection.begin():
        yield connection


@pytest.fixture
def tx(sqlite_address: str) -> Iterator[Connection]:
    """An open transaction on SQLite."""
    for engine in _engine(sqlite_address):
        with engine.connect() as connection, connection.begin():
            yield connection


@pytest.fixture
async def store(sqlite_address: str) -> AsyncIterator[Store]:
    """A store on SQLite."""
    opened = Store(sqlite_address)
    yield opened
    await opened.close()


@pytest.fixture
def queries() -> Callable[[Connection], Any]:
    """Counts the statements that a block of code runs."""

    @contextmanager
    def counting(connection: Connection) -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        yield seen
        event.remove(connection, "before_cursor_execute", note)

    return counting


@pytest.fixture
async def scene(store: Store) -> Scene:
    """The table of five."""
    return await a_table_of_five(store)


@pytest.fixture
async def scene_on_both(database: str) -> AsyncIterator[Scene]:
    """The same, on SQLite and on PostgreSQL."""
    calendars.get_ready()
    deadlines.get_ready()
    opened = Store(database)
    yield await a_table_of_five(opened)
    await opened.close()
