"""How a database would go about a statement."""

from typing import Any

from sqlalchemy import Connection, Select


def plan_of(tx: Connection, statement: Select[Any], **keys: object) -> str:
    """The plan in the database's own words; on PostgreSQL as if no table were small enough to be read whole."""
    sqlite = tx.dialect.name == "sqlite"
    kind: Any = type(tx.dialect)
    named = kind(paramstyle="named" if sqlite else "pyformat")
    asked = statement.params(keys).compile(dialect=named).construct_expanded_state()
    if not sqlite:
        tx.exec_driver_sql("SET LOCAL enable_seqscan = off")
    explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
    found = tx.exec_driver_sql(f"{explain} {asked.statement}", asked.parameters)
    return "\n".join(str(row[-1]) for row in found)
