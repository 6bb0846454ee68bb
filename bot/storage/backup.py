"""Everything that is kept, written into one file as it was at one moment, and read back into an empty database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Row,
    Table,
    TableClause,
    column,
    delete,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError

from bot.storage import archive
from bot.storage.archive import BackupTrouble, Content, Manifest
from bot.storage.engine import make_engine
from bot.storage.schema import door, metadata, organisation, partnership, person
from bot.storage.upgrade import begun_to_alter, config, head, is_known, refuse_orphans, standing, unusable

# A page is read and loaded at once: memory holds one of them, however large a table is.
PAGE = 1000

NOT_EMPTY = "This database is not empty. A backup is restored into a new one: set CONVENOR_DATABASE_URL to it."
STRANGE = "This backup has something in {table} that Convenor does not keep. Nothing was restored."

# A whole table takes longer than a call may; the pages are short, but the file may lie on a slow disk.
UNHURRIED = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
# PostgreSQL counts on by itself only from what it gave out itself.
COUNT_ON = """
SELECT setval(pg_get_serial_sequence('"{name}"', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM "{name}"
"""


def write(tx: Connection, file: Path, *, now: datetime) -> Manifest:
    """Write all tables as one moment's view has them. Raises BackupTrouble where the file can't be written."""
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql(UNHURRIED)
    with archive.written(file) as found:
        for one in metadata.sorted_tables:
            found.add(one.name, [kept.name for kept in one.columns], _rows(tx, one))
        return found.finish(revision=head(), at=now)


def _rows(tx: Connection, one: Table) -> Iterator[Row[Any]]:
    """Page by page along the key, so that neither the database nor the driver holds more than a page."""
    [key] = one.primary_key.columns
    place = list(one.columns).index(key)
    page = tx.execute(_page(one, key)).all()
    while page:
        yield from page
        page = tx.execute(_page(one, key).where(key > page[-1][place])).all()


def _page(one: Table, key: Column[Any]) -> Any:  # noqa: ANN401 - a select of whatever the table has
    return select(one).order_by(key).limit(PAGE)


def restore(address: str, file: Path, *, then: Callable[[Connection], None]) -> Manifest:
    """Load a backup into an empty database and bring it up to this version; `then` has the last word on it.

    All of it or nothing. Raises BackupTrouble for a file that is none, DatabaseTrouble for a database that won't do.
    """
    found = archive.manifest_of(file)
    if not is_known(found.revision):
        raise BackupTrouble(archive.NEWER.format(file=file))
    engine = make_engine(address, patient=True)
    try:
        _restore(engine, file, found, then)
    except DBAPIError as error:
        raise unusable(engine, error) from error
    finally:
        engine.dispose()
    return found


def _restore(engine: Engine, file: Path, found: Manifest, then: Callable[[Connection], None]) -> None:
    with begun_to_alter(engine) as tx:
        _clear(tx)
        # Loaded as it was when it was written, then brought on by the same migrations as a database in use.
        command.upgrade(config(tx), found.revision)
        # A migration may have put rows of its own there; the file has them, as they were.
        if inspect(tx).has_table(door.name):
            tx.execute(delete(door))
        for content in found.tables:
            _load(tx, file, content)
        command.upgrade(config(tx), "head")
        refuse_orphans(tx)
        if engine.dialect.name == "postgresql":
            _count_on(tx)
        then(tx)


def _clear(tx: Connection) -> None:
    """Take away the tables of a database in which nobody is yet. Raises BackupTrouble for any other."""
    there = set(inspect(tx).get_table_names()) & set(metadata.tables)
    if not there:
        return
    if standing(tx) is None or any(
        tx.execute(select(one).limit(1)).first() for one in (person, partnership, organisation)
    ):
        raise BackupTrouble(NOT_EMPTY)
    metadata.drop_all(tx)
    tx.execute(text("DROP TABLE alembic_version"))


def _load(tx: Connection, file: Path, content: Content) -> None:
    into = _as_it_is(tx, content)
    adding = insert(into)
    read = {one.name: _READ[kind] for one in into.columns if (kind := _kind(one)) is not None}
    rows = archive.rows_of(file, content)
    while page := list(islice(rows, PAGE)):
        tx.execute(adding, [_read(row, read) for row in page])


def _as_it_is(tx: Connection, content: Content) -> TableClause:
    """A table as the database has it now: an older schema is not the one that this program knows."""
    there = inspect(tx)
    found = (
        {one["name"]: one["type"] for one in there.get_columns(content.table)} if there.has_table(content.table) else {}
    )
    if not found.keys() >= set(content.columns):
        raise BackupTrouble(STRANGE.format(table=content.table))
    return table(content.table, *(column(name, found[name]) for name in content.columns))


_READ: Mapping[type, Callable[[str], date]] = {DateTime: datetime.fromisoformat, Date: date.fromisoformat}


def _kind(one: Any) -> type | None:  # noqa: ANN401 - a column of a table that was read from the database
    return next((kind for kind in _READ if isinstance(one.type, kind)), None)


def _read(row: dict[str, Any], read: Mapping[str, Callable[[str], date]]) -> dict[str, Any]:
    return {name: read[name](value) if value is not None and name in read else value for name, value in row.items()}


def _count_on(tx: Connection) -> None:
    counted: Sequence[Table] = [one for one in metadata.sorted_tables if "id" in one.columns]
    for one in counted:
        tx.exec_driver_sql(COUNT_ON.format(name=one.name))
