"""Several processes that read and write at once, on one SQLite file and on one PostgreSQL."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select

from bot.storage.engine import make_engine
from bot.storage.schema import inbox

PROCESSES, TRANSACTIONS = 4, 50

WRITING = """
import asyncio, sys
from datetime import UTC, datetime
from sqlalchemy import func, select
from bot.storage.inbox import take
from bot.storage.schema import inbox
from bot.storage.store import Store

def reads_and_writes(tx, number):
    before = tx.scalar(select(func.count()).select_from(inbox))
    assert take(tx, f"{sys.argv[2]}-{number}", now=datetime(2027, 1, 11, tzinfo=UTC))
    return before

async def main():
    store = Store(sys.argv[1])
    for number in range(int(sys.argv[3])):
        await store.run(reads_and_writes, number)
    await store.close()

asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.states("F2")
def test_of_four_processes_that_read_and_write_none_is_told_that_the_database_is_locked(database):
    writing = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, database, str(number), str(TRANSACTIONS)],
            stderr=subprocess.PIPE,
            text=True,
            cwd=sys.path[0],
        )
        for number in range(PROCESSES)
    ]
    said = [one.communicate(timeout=60)[1] for one in writing]

    assert [one.returncode for one in writing] == [0] * PROCESSES, said
    engine = make_engine(database)
    with engine.connect() as tx:
        assert tx.scalar(select(func.count()).select_from(inbox)) == PROCESSES * TRANSACTIONS
    engine.dispose()
