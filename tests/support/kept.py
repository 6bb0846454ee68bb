"""What the program has kept, as a test reads it, whichever fakes stand in front of it."""

from typing import Any

from sqlalchemy import Connection, select

from bot.app import App
from bot.storage.schema import commitment, outbox, participation


class Kept:
    """Of whatever holds the program as its `app`."""

    __slots__ = ()

    app: App

    async def rows(self, table: Any) -> list[Any]:
        def read(tx: Connection) -> list[Any]:
            return list(tx.execute(select(table).order_by(table.c.id)))

        return await self.app.store.read(read)

    async def kept(self) -> list[str]:
        """What people said they would do."""
        return [row.text for row in await self.rows(commitment)]

    async def days(self) -> list[tuple[str, str]]:
        """The ledger: kind and day."""
        return [(row.kind, row.on_day.isoformat()) for row in await self.rows(participation)]

    async def owed(self, state: str = "owed") -> list[Any]:
        return [row for row in await self.rows(outbox) if row.state == state]
