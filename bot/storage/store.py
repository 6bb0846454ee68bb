"""The one way in: a call over an open transaction, in a small pool of threads with a connection each.

What happens when a call raises, swallows an error, loses its connection, hangs, nests, is cancelled or finds the queue
full is laid down in docs/decisions/0002-store.md; each line there is a test.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage import failures
from bot.storage.engine import POISONED, READING, make_engine
from bot.storage.errors import (
    NestedCallError,
    NotStarted,
    OutcomeUnknown,
    StillRunning,
    StoreBusy,
    StoreClosed,
    StoreUnavailable,
    SwallowedError,
)

P = ParamSpec("P")
T = TypeVar("T")

# 500 calls are about a third of a second of SQLite's work: whoever comes after those would only wait in vain.
LONGEST_QUEUE = 500
THREADS = {"sqlite": 1, "postgresql": 4}
GOODBYE_SECONDS = 10.0


class _Lane:
    """Some threads, each with a connection of its own to one engine, and the calls that they have in hand."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self.engine = engine
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix=f"store-{engine.dialect.name}")
        self.jobs: set[Future[Any]] = set()
        self._mine = threading.local()
        self._all: list[Connection] = []

    def submit(self, work: Callable[[], T]) -> Future[T]:
        if len(self.jobs) >= LONGEST_QUEUE:
            raise StoreBusy
        # In which language whoever asks is spoken to goes along with what they ask for.
        job = self.pool.submit(copy_context().run, work)
        self.jobs.add(job)
        job.add_done_callback(self.jobs.discard)
        return job

    def begin(self) -> tuple[Connection, RootTransaction]:
        """A transaction on the thread's own connection, which is opened when it is first needed."""
        try:
            connection: Connection | None = getattr(self._mine, "connection", None)
            if connection is None or connection.closed:
                connection = self._connect()
            transaction = connection.begin()
        except DBAPIError as error:
            self.drop()
            raise failures.unavailable(error) from error
        connection.info.pop(POISONED, None)
        connection.info.pop(READING, None)
        return connection, transaction

    def _connect(self) -> Connection:
        connection = self.engine.connect()
        self._mine.connection = connection
        self._all.append(connection)
        return connection

    def drop(self) -> None:
        """Forget the thread's connection: it is broken, or was left in a state that nobody should meet."""
        found: Connection | None = getattr(self._mine, "connection", None)
        self._mine.connection = None
        if found is not None:
            self._all.remove(found)
            found.invalidate()
            found.close()

    def close(self, *, stuck: bool) -> None:
        """Take back what still waits. A call that is stuck keeps its thread and its connection."""
        self.pool.shutdown(wait=not stuck, cancel_futures=True)
        if not stuck:
            for connection in self._all:
                connection.close()
            self.engine.dispose()


class Store:
    """Runs calls, each in one transaction of its own.

    `run(call, ...)` calls `call(tx, ...)` and commits; `read` does the same where nothing may be written.
    Calls can be made again from the start, so they keep no memory and use no network. A `patient` one waits longer for
    other writers on SQLite, where nobody in a chat waits for it.
    """

    def __init__(self, address: str, *, patient: bool = False) -> None:
        self.engine = make_engine(address, patient=patient)
        kind = self.engine.dialect.name
        self._writing = _Lane(self.engine, THREADS[kind])
        # SQLite has one writer: a long read on a connection of its own does not stand in its way.
        reading = make_engine(address, read_only=True, patient=patient) if kind == "sqlite" else None
        self._reading = _Lane(reading, 1) if reading else self._writing
        self._open = True
        self._inside = threading.local()

    # These three are not `async`: a call inside a call is refused where it is asked for, not where it is awaited.

    def run(
        self, call: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]:
        """The call's result, once it is committed. Raises what the call raises, or a StoreError."""
        self._refuse_nested()
        return self._submit(lambda tx: call(tx, *args, **kwargs), reading=False, within=None)

    def read(
        self, call: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]:
        """The same for a call that only reads. It sees the database as it was at one moment."""
        self._refuse_nested()
        return self._submit(lambda tx: call(_read_only(tx), *args, **kwargs), reading=True, within=None)

    def run_within(
        self, seconds: float, call: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]:
        """As `run`, for somebody who waits no longer than `seconds`.

        Raises NotStarted when the call was taken back before it began, and StillRunning when it goes on without us.
        """
        self._refuse_nested()
        return self._submit(lambda tx: call(tx, *args, **kwargs), reading=False, within=seconds)

    def _refuse_nested(self) -> None:
        if getattr(self._inside, "call", False):
            raise NestedCallError

    async def _submit(self, work: Callable[[Connection], T], *, reading: bool, within: float | None) -> T:
        if not self._open:
            raise StoreClosed
        lane = self._reading if reading else self._writing
        return await _outcome(lane.submit(lambda: self._attempt(lane, work, reading=reading)), within)

    def _attempt(self, lane: _Lane, work: Callable[[Connection], T], *, reading: bool) -> T:
        """Make one try, and one more on a new connection if the first was lost without keeping anything."""
        self._inside.call = True
        try:
            try:
                return _once(lane, work, reading=reading)
            except failures.Lost:
                return _once(lane, work, reading=reading)
        except failures.Lost as lost:
            raise StoreUnavailable from lost.__cause__
        except StopIteration as error:
            # asyncio can't hand this one over: whoever awaits the call would wait for ever.
            raise RuntimeError("a call ended with StopIteration") from error
        finally:
            self._inside.call = False

    async def close(self) -> None:
        """Stop taking calls, finish what waits, ten seconds at most."""
        self._open = False
        lanes = {self._writing, self._reading}
        jobs = {job for lane in lanes for job in set(lane.jobs)}
        _, stuck = await asyncio.to_thread(wait, jobs, GOODBYE_SECONDS)
        for lane in lanes:
            lane.close(stuck=not stuck.isdisjoint(lane.jobs))


async def _outcome(job: Future[T], within: float | None) -> T:
    """Wait for a job. Cancelling drops one that has not begun; one that has begun is kept all the same."""
    waiting = asyncio.wrap_future(job)
    waiting.add_done_callback(_look_away)
    try:
        await asyncio.wait({waiting}, timeout=within)
    except asyncio.CancelledError:
        job.cancel()
        raise
    if not waiting.done():
        raise NotStarted if job.cancel() else StillRunning(waiting)
    if waiting.cancelled():
        # Nobody but `close` takes back a call that somebody waits for.
        raise StoreClosed
    return waiting.result()


def _look_away(job: asyncio.Future[Any]) -> None:
    """Take the outcome of a call that nobody waits for any more, so that asyncio does not report it as lost."""
    if not job.cancelled():
        job.exception()


def _read_only(tx: Connection) -> Connection:
    """One moment's view in which nothing can be written. SQLite's whole connection is like that already."""
    tx.info[READING] = True
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    return tx


def _once(lane: _Lane, work: Callable[[Connection], T], *, reading: bool) -> T:
    connection, transaction = lane.begin()
    try:
        result = work(connection)
        _refuse_swallowed(connection)
    except BaseException as error:
        instead = failures.verdict(error, connection, reading=reading)
        _roll_back(lane, connection, broken=instead is not None)
        if instead is not None:
            raise instead from error
        raise
    _commit(lane, connection, transaction, reading=reading)
    return result


def _refuse_swallowed(tx: Connection) -> None:
    if tx.invalidated or POISONED in tx.info:
        raise SwallowedError


def _roll_back(lane: _Lane, tx: Connection, *, broken: bool) -> None:
    try:
        tx.rollback()
    except SQLAlchemyError:
        broken = True
    if broken:
        lane.drop()


def _commit(lane: _Lane, tx: Connection, transaction: RootTransaction, *, reading: bool) -> None:
    try:
        transaction.commit()
    except SQLAlchemyError as error:
        instead = failures.verdict(error, tx, reading=reading)
        lane.drop()
        # A read has nothing to keep, so it can be made again even then.
        if not reading and isinstance(error, DBAPIError) and failures.leaves_unknown(error):
            raise OutcomeUnknown from error
        if instead is not None:
            raise instead from error
        raise
