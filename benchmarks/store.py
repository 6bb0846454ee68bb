"""What the store costs: calls through it against the same statements on a bare connection, in one run on one machine.

Its size is given as an argument, in calls of each kind (default 1,000). SQLite, on the disk of the temporary folder.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from bot.storage import inbox
from bot.storage.store import Store
from bot.storage.upgrade import upgrade_now

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
AT_ONCE = 32
TURNS = 20
# About a second of work for SQLite, and nothing that it could answer from an index.
LONG = text("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000) SELECT max(i) FROM n")


def call(tx: Connection, key: str) -> None:
    """What every request begins and ends with: its key taken, and its reply kept."""
    inbox.take(tx, key, now=NOW)
    inbox.keep_reply(tx, key, "kept")


async def bare(store: Store, keys: list[str]) -> None:
    """The same calls with no store round them: a transaction each on one open connection."""
    with store.engine.connect() as connection:
        for key in keys:
            with connection.begin():
                call(connection, key)


async def one_by_one(store: Store, keys: list[str]) -> None:
    for key in keys:
        await store.run(call, key)


async def together(store: Store, keys: list[str]) -> None:
    """As many waiters as a busy moment has, each with one call after another."""
    await asyncio.gather(*(one_by_one(store, keys[which::AT_ONCE]) for which in range(AT_ONCE)))


async def rates(store: Store, calls: int) -> dict[str, float]:
    """Calls a second of each way, the median of some turns: what else the disk does then meets all alike."""
    found: dict[str, list[float]] = {}
    for turn in range(TURNS):
        for way in (bare, one_by_one, together):
            keys = [f"{way.__name__} {turn} {number}" for number in range(calls // TURNS)]
            begin = time.perf_counter()
            await way(store, keys)
            found.setdefault(way.__name__, []).append(len(keys) / (time.perf_counter() - begin))
    return {name: statistics.median(turns) for name, turns in found.items()}


async def while_reading(store: Store, *, reading: bool) -> tuple[float, int]:
    """The median call in ms, and how many are answered, while a long read (or the same as a write) has the database."""
    way = store.read if reading else store.run
    long = asyncio.create_task(way(lambda tx: tx.execute(LONG).scalar_one()))
    await asyncio.sleep(0)
    taken: list[float] = []
    while not long.done():
        begin = time.perf_counter()
        await store.run(call, f"while {reading} {len(taken)}")
        taken.append((time.perf_counter() - begin) * 1000)
    await long
    return statistics.median(taken), len(taken)


async def compare(address: str, calls: int) -> None:
    store = Store(address)
    try:
        await one_by_one(store, [f"warm {number}" for number in range(50)])
        found = await rates(store, calls)
        own, answered = await while_reading(store, reading=True)
        same, _ = await while_reading(store, reading=False)
    finally:
        await store.close()
    plain, one, many = found["bare"], found["one_by_one"], found["together"]
    print(f"calls of two statements: bare {plain:.0f}/s, through the store one by one {one:.0f}/s,")
    print(f"{AT_ONCE} at once {many:.0f}/s, ratios {one / plain:.2f} and {many / plain:.2f}")
    print(f"beside a long read: {answered} calls answered, {own:.1f} ms each; behind it in one lane {same:.0f} ms,")
    print(f"ratio {same / own:.0f}")


def main() -> None:
    """Print rates and their ratios."""
    calls = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 1_000
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'store.db')}"
        upgrade_now(address)
        asyncio.run(compare(address, calls))


if __name__ == "__main__":
    main()
