"""SQLite and PostgreSQL, set up so that the rest of the house cannot tell them apart."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError

from bot.storage.errors import DatabaseTrouble
from bot.storage.failures import reason

# An answer is due in 2.5 s, so nothing may hold a call for longer. SQLite can only be told how long to wait for another
# writer: a statement that is slow by itself runs to its end there.
BUSY_MS = 2000
# Whoever types a command waits for it anyhow: of several that are started at once, none is sent away.
PATIENT_MS = 30_000
# PostgreSQL finds a deadlock after a second (its deadlock_timeout, which is not ours to set), and the store makes the
# loser's call again: whoever gave up after a second, too, would mostly be told of a busy database instead.
POSTGRESQL_OPTIONS = (
    "-c statement_timeout=2000 -c lock_timeout=1500 -c idle_in_transaction_session_timeout=3000 -c timezone=UTC"
)
# A server that vanishes without a word (no power, no network) is given up after five seconds, not after hours.
KEEP_ALIVE = {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3, "tcp_user_timeout": 5000}

# Marks a connection on which a statement failed: it must not be committed, whoever caught the error.
POISONED = "poisoned"

# Marks a connection whose transaction only reads, so that nothing in it asks for a lock.
READING = "reading"


def make_engine(address: str, *, read_only: bool = False, patient: bool = False) -> Engine:
    """An engine for one kind of connection; on SQLite a `read_only` one can change nothing, a `patient` one waits long.

    Raises DatabaseTrouble with a sentence for an address that is none, and for a folder or file that cannot be used.
    """
    try:
        url = make_url(address)
    except Exception as error:
        raise DatabaseTrouble("CONVENOR_DATABASE_URL is not an address: sqlite:///file or postgresql://...") from error
    if url.get_backend_name() == "sqlite":
        engine = _sqlite(url, read_only=read_only, busy_ms=PATIENT_MS if patient else BUSY_MS)
    elif url.get_backend_name() == "postgresql":
        engine = _postgresql(url)
    else:
        raise DatabaseTrouble(f"Convenor keeps its data in SQLite or PostgreSQL, not in {url.get_backend_name()}.")
    event.listen(engine, "handle_error", _poison)
    return engine


def _sqlite(url: URL, *, read_only: bool, busy_ms: int) -> Engine:
    if not url.database or url.database == ":memory:":
        raise DatabaseTrouble("SQLite needs a file, so that something is kept: sqlite:///file")
    if not Path(url.database).parent.is_dir():
        raise DatabaseTrouble(f"There is no folder {Path(url.database).parent}: make it, or set CONVENOR_DATA.")
    # The store's own thread opens its connection; sqlite3's check would only forbid closing it from another.
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ANN401, ARG001 - SQLAlchemy's signature
        # sqlite3 would otherwise begin transactions by rules of its own, without one for reads and for DDL.
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", f"busy_timeout = {busy_ms}", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A snapshot that has read cannot be made to write later (160 of 200 failed), so writers say so at once.
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        connect_args={
            "options": f"{url.query.get('options', '')} {POSTGRESQL_OPTIONS}",
            "application_name": "convenor",
            "connect_timeout": 2,
            **KEEP_ALIVE,
        },
    )


def _poison(context: ExceptionContext) -> None:
    if context.connection is not None:
        context.connection.info[POISONED] = True


def running(engine: Engine) -> str:
    """What the running database answers when asked for its name and version.

    Raises DatabaseTrouble with a sentence if it does not answer.
    """
    sqlite = engine.dialect.name == "sqlite"
    try:
        with engine.connect() as connection:
            version = connection.execute(text("SELECT sqlite_version()" if sqlite else "SHOW server_version")).scalar()
    except DBAPIError as error:
        raise DatabaseTrouble(f"The database does not answer: {reason(error)}.") from error
    return f"{'SQLite' if sqlite else 'PostgreSQL'} {version}"
