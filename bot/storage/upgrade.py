"""Bringing a database up to this version: SQLite by itself, PostgreSQL when its operator says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import make_engine
from bot.storage.errors import DatabaseTrouble
from bot.storage.failures import lies_with_the_disk, reason
from bot.storage.schema import metadata

SCRIPTS = "bot.storage:migrations"

NEWER = "This database is from a newer Convenor. Install that version, or restore a backup of this one's."
OLD = "This database is from an older Convenor. Run: convenor db upgrade"
NEW = "This database is empty. Run: convenor db upgrade"
NO_ROOM = "See that its folder can be written to, and that the disk has room."
ORPHANS = "The upgrade would leave rows in {table} that belong to nothing, so nothing was changed."

# A migration may take its time, but everybody else waits behind one that waits for a lock. One runs at a time; the
# number only has to be the same for all.
PATIENCE = (
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; "
    "SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(20261124)"
)


def config(connection: Connection | None = None) -> Config:
    """What Alembic is to know: where the migrations stand, and the connection that they run on."""
    found = Config()
    found.set_main_option("script_location", SCRIPTS)
    found.set_main_option("path_separator", "os")
    found.attributes["connection"] = connection
    return found


@cache
def head() -> str:
    """The revision that this version of the program works with. To find it all migrations are read, so only once."""
    found = ScriptDirectory.from_config(config()).get_current_head()
    if found is None:
        raise LookupError("there are no migrations")
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())


def is_known(revision: str) -> bool:
    return revision in _known()


def standing(connection: Connection) -> str | None:
    """The revision a database is at; None for an empty one. Raises DatabaseTrouble for one we do not know."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and not is_known(found):
        raise DatabaseTrouble(NEWER)
    return found


def trouble_with(connection: Connection) -> str | None:
    """What stands between this version and a database that answers; None if it can be worked with."""
    at = standing(connection)
    return None if at == head() else OLD if at else NEW


def make_ready(address: str) -> None:
    """See that the database can be worked with; SQLite is upgraded on the way.

    Raises DatabaseTrouble with a sentence where it cannot be used, and on PostgreSQL where it must be upgraded first.
    """
    engine = make_engine(address, patient=True)
    try:
        if engine.dialect.name == "sqlite":
            _upgrade(engine)
            return
        with engine.connect() as connection:
            wrong = trouble_with(connection)
        if wrong:
            raise DatabaseTrouble(wrong)
    except DBAPIError as error:
        raise unusable(engine, error) from error
    finally:
        engine.dispose()


def upgrade_now(address: str) -> str:
    """Upgrade whichever database it is; a sentence that says what was done. Raises DatabaseTrouble."""
    engine = make_engine(address, patient=True)
    try:
        before, after = _upgrade(engine)
    except DBAPIError as error:
        raise unusable(engine, error) from error
    finally:
        engine.dispose()
    return (
        f"The database is up to date: {after}." if before == after else f"Upgraded from {before or 'empty'} to {after}."
    )


def _upgrade(engine: Engine) -> tuple[str | None, str]:
    with begun_to_alter(engine) as connection:
        before = standing(connection)
        if before != head():
            command.upgrade(config(connection), "head")
            refuse_orphans(connection)
    return before, head()


@contextmanager
def begun_to_alter(engine: Engine) -> Iterator[Connection]:
    """In one transaction, so that a migration that fails half way leaves the old schema whole.

    The engine is thrown away by whoever made it: on SQLite its connection does not hold foreign keys any more.
    """
    # SQLite rebuilds a table to alter it; with foreign keys on, dropping the old one would drop its children, or fail.
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            if not sqlite:
                connection.exec_driver_sql(PATIENCE)
            yield connection


def refuse_orphans(connection: Connection) -> None:
    """PostgreSQL has looked all along; on SQLite nobody did. Raises DatabaseTrouble."""
    if connection.dialect.name == "sqlite" and (
        orphan := connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    ):
        raise DatabaseTrouble(ORPHANS.format(table=orphan[0]))


def differences(connection: Connection) -> list[object]:
    """What the models and the migrated database do not agree on: nothing, or a migration is missing."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def unusable(engine: Engine, error: DBAPIError) -> DatabaseTrouble:
    said = f"The database {engine.url.database} can't be used: {reason(error)}."
    return DatabaseTrouble(f"{said} {NO_ROOM}" if lies_with_the_disk(error) else said)
