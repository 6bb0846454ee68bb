"""One trial: messages are owed, three processes send them, something befalls the first, and all is counted."""

import asyncio
import multiprocessing
import os
import shutil
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Connection, select, text

from bot.storage.engine import make_engine
from bot.storage.schema import outbox
from bot.storage.store import Store
from tests.crash import worker
from tests.crash.worker import End

MONDAY_AT_ELEVEN = datetime(2027, 1, 11, 11, tzinfo=UTC)
# Longer than a claim holds, and than it is waited before a platform is asked again.
A_WHILE = 61.0
AT_ONCE = 3
PATIENCE = 60.0

_ADD = 'INSERT INTO doubted ("row") VALUES (NEW.id)'
_WHEN = "AFTER UPDATE OF state ON outbox FOR EACH ROW WHEN (NEW.state = 'unknown' AND OLD.state <> 'unknown')"
NOTE = {
    "sqlite": (f"CREATE TRIGGER noting {_WHEN} BEGIN {_ADD}; END",),
    "postgresql": (
        f"CREATE FUNCTION note_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_ADD}; RETURN NEW; END $$",
        f"CREATE TRIGGER noting {_WHEN} EXECUTE FUNCTION note_it()",
    ),
}

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.crash.worker"])


@dataclass(slots=True, kw_only=True)
class Counted:
    """What came of one trial.

    `unknown`: messages of which at some time nobody knew whether they had gone out; `settled`: those of which it was
    found out; `listed`: those that the coordinator is told of, where nobody can be asked.
    """

    met: bool
    owed: int
    sent: int
    lost: int
    doubled: int
    unknown: int
    settled: int
    listed: int = 0


@dataclass(slots=True)
class Trial:
    """The processes of a trial and their database.

    `arrived`: how often each row's message came where it was to go; `expected`: how many are to come at least.
    """

    address: str
    environment: dict[str, str]
    arrived: Callable[[], Counter[int]]
    route: str
    lead: Any
    expected: int
    asks: bool = True
    coordinator: Any = None
    processes: list[Any] = field(default_factory=list)
    ready: Any = field(default_factory=lambda: context.Value("i", 0))

    def start(self, *, together: int = 1, end: End | None = None, **more: str) -> Any:
        """One more process, which begins once so many are ready; `end`: what befalls it."""
        environment = {**self.environment, **more}
        process = context.Process(
            target=worker.run, args=(environment, self.lead, self.ready, together, end), daemon=True
        )
        process.start()
        self.processes.append(process)
        return process

    async def until(self, true: Callable[[], Awaitable[bool] | bool], *, seconds: float = PATIENCE) -> bool:
        """False if it did not come true in that time."""
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            found = true()
            if found if isinstance(found, bool) else await found:
                return True
            await asyncio.sleep(0.02)
        return False

    async def rows(self) -> Sequence[Any]:
        """What is to go by the platform."""
        found: Sequence[Any] = await self.read(_rows, self.route)
        return found

    async def read(self, call: Any, *given: Any) -> Any:
        store = Store(self.address)
        try:
            return await store.read(call, *given)
        finally:
            await store.close()

    async def settled(self, *, most: int = 30) -> None:
        """Go on, with time going by, until every message has come to its end; for so many whiles at most."""
        for _while in range(most):
            if await self.until(self._is_over, seconds=1):
                # Whoever would send once more has the time for it.
                await asyncio.sleep(5 * worker.LOOK_EVERY)
                return
            self.lead.value += A_WHILE

    async def _is_over(self) -> bool:
        over = {"sent", "failed", "withdrawn"} | (set() if self.asks else {"unknown"})
        found = await self.rows()
        return len(found) >= self.expected and {row.state for row in found} <= over

    async def counted(self, *, met: bool) -> Counted:
        rows, doubted, arrived = await self.rows(), await self.read(_doubted), self.arrived()
        sent = {row.id for row in rows if row.state == "sent"}
        unknown = {row.id for row in rows if row.state == "unknown"}
        return Counted(
            met=met,
            owed=len(rows),
            sent=len(sent),
            lost=len({row.id for row in rows} - unknown - (sent & arrived.keys())),
            doubled=sum(arrived.values()) - len(arrived) + len(arrived.keys() - {row.id for row in rows}),
            unknown=len(doubted),
            settled=len(doubted - unknown),
        )

    async def over(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
            process.kill()
        await asyncio.gather(*(asyncio.to_thread(process.join) for process in self.processes))


def _rows(tx: Connection, route: str) -> list[Any]:
    return list(tx.execute(select(outbox).where(outbox.c.route == route)))


def _doubted(tx: Connection) -> set[int]:
    return set(tx.scalars(text('SELECT "row" FROM doubted')))


def note_doubts(address: str) -> None:
    """From now on the database itself notes each message of which nobody knows, for however short a time."""
    engine = make_engine(address)
    with engine.begin() as tx:
        tx.exec_driver_sql('CREATE TABLE doubted ("row" BIGINT)')
        for statement in NOTE[engine.dialect.name]:
            tx.exec_driver_sql(statement)
    engine.dispose()


def new_lead() -> Any:
    """A clock that stands at a Monday's eleven o'clock now."""
    return context.Value("d", (MONDAY_AT_ELEVEN - datetime.now(UTC)).total_seconds(), lock=False)


@asynccontextmanager
async def folder() -> AsyncIterator[Path]:
    made = Path(mkdtemp(prefix="convenor-crash-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


async def with_three(trial: Trial, *, end: End | None = None, **first: str) -> Any:
    """Start three processes at once, the first of which is in for it; that one."""
    victim = trial.start(together=AT_ONCE, end=end, **first)
    for _other in range(AT_ONCE - 1):
        trial.start(together=AT_ONCE)
    return victim
