"""An insert that leaves a row that is there already as it is, in words both databases read."""

from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class InsertNew(Insert):
    """INSERT ... ON CONFLICT DO NOTHING: nothing is returned for a row that was there.

    Each dialect of SQLAlchemy has a construct of its own for this; the words are the same on both.
    """

    inherit_cache = True


@compiles(InsertNew)
def _compile(statement: InsertNew, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    sql: str = compiler.visit_insert(statement, **kw)  # type: ignore[no-untyped-call] # SQLAlchemy leaves it untyped.
    head, returning, tail = sql.partition(" RETURNING ")
    return f"{head} ON CONFLICT DO NOTHING{returning}{tail}"


def insert_new(table: Table) -> InsertNew:
    """An insert into `table` that adds only what is new; read RETURNING to know whether it did."""
    return InsertNew(table)
