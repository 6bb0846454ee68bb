"""Alembic's way in: always on a connection that bot/storage/upgrade.py hands over, inside its transaction."""

from typing import Any, Literal

from alembic import context

from bot.storage.schema import UTCDateTime, metadata


def _as_it_is_kept(kind: str, item: Any, _: Any) -> str | Literal[False]:  # noqa: ANN401 - Alembic's signature
    """A migration names what stands in the database, so that it still runs when our own types have moved on."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_as_it_is_kept,
    transactional_ddl=True,
)
context.run_migrations()
