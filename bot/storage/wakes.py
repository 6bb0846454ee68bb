"""Waking delivery in other processes: PostgreSQL tells them, at the commit, that something is owed.

It only saves waiting: what a notice missed is found by the look that delivery takes every few seconds.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import psycopg
from sqlalchemy import Connection, make_url, text

CHANNEL = "convenor_owed"
NOTIFY = text(f"NOTIFY {CHANNEL}")
LISTEN = f"LISTEN {CHANNEL}"

# How long until a connection that was lost is tried again.
AGAIN_AFTER = 1.0


def notify(tx: Connection) -> None:
    """Tell whoever listens, once this transaction is kept. SQLite has one process, which is woken by itself."""
    if tx.dialect.name == "postgresql":
        tx.execute(NOTIFY)


async def listen(address: str, heard: Callable[[], None]) -> None:
    """Call `heard` whenever something is owed by any process, for ever; returns at once where there are no notices."""
    url = make_url(address)
    if url.get_backend_name() != "postgresql":
        return
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        # The store says what is wrong with a database that does not answer; here it is only tried again.
        with suppress(psycopg.Error, OSError):
            await _hear(dsn, heard)
        await asyncio.sleep(AGAIN_AFTER)


async def _hear(dsn: str, heard: Callable[[], None]) -> None:
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True, connect_timeout=2) as connection:
        await connection.execute(LISTEN)
        # Something may have been owed while nobody listened.
        heard()
        async for _notice in connection.notifies():
            heard()
