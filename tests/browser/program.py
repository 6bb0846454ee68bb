"""The real program, served in a thread of its own: pages over HTTP, deliveries, and a clock that a test moves."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Self, TypeVar

import pytest
from sqlalchemy import Connection

from bot import app as parts
from bot.cli.clockwork import _announce
from bot.clock import Clock
from bot.delivery.tick import run_round
from bot.services import links
from bot.services.rounds import ROUNDS
from bot.storage import watching
from bot.storage.outbox import CLAIMED
from config.settings import read_settings
from tests.support import databases
from tests.support.scene import a_scene, at

T = TypeVar("T")

# Nothing here takes a second on an idle machine; a busy one is given time.
PATIENCE = 60


class MovedClock(Clock):
    """It runs on by itself from wherever a test moved it to, so that what comes later is later."""

    def __init__(self) -> None:
        self.move(at(0))

    def move(self, moment: datetime) -> None:
        self._moved_to, self._moved_at = moment, monotonic()

    def now(self) -> datetime:
        return self._moved_to + timedelta(seconds=monotonic() - self._moved_at)


class Server(parts._Server):
    """The program's own server; it says when it listens, and can be told to stop from outside."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_undelivered(tx: Connection, moment: datetime) -> bool:
    due = tx.execute(watching.OLDEST_DUE, {"now": moment}).first()
    return due is not None or any(one.state == CLAIMED for one in watching.counts(tx, now=moment))


class Program:
    """The program over one database file. It can be stopped and started again, at the same address."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        databases.made_in(folder)
        patch.setenv("CONVENOR_DATA", str(folder))
        patch.setattr(parts, "_Server", self._remembered)
        self.clock = MovedClock()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()
        self.scene = a_scene(self.app.store)

    def _remembered(self, *given: Any) -> Server:
        self._server = Server(*given)
        self._ready.set()
        return self._server

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._thread.is_alive():
            self.stop()

    def start(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="program")
        self._thread.start()
        assert self._ready.wait(PATIENCE), "the program never opened"
        assert self._server.listening.wait(PATIENCE), "the program never listened"

    async def _run(self) -> None:
        """What `convenor run` does."""
        async with parts.opened(read_settings(), clock=self.clock) as app:
            self.app, self._loop = app, asyncio.get_running_loop()
            with redirect_stdout(StringIO()) as printed:
                await _announce(app, self.address)
            self.printed = printed.getvalue()
            await parts.serve(app, host="127.0.0.1", port=self.port, here=self.address)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the program never stopped"

    def do(self, work: Callable[..., Awaitable[T]], *args: Any, **more: Any) -> T:
        """Run something where the program lives."""

        async def there() -> T:
            return await work(*args, **more)

        return asyncio.run_coroutine_threadsafe(there(), self._loop).result(PATIENCE)

    def run(self, call: Callable[..., T], *args: Any, **more: Any) -> T:
        """One call over the program's store."""
        found: T = self.do(self.app.store.run, call, *args, **more)
        return found

    def move(self, moment: datetime) -> None:
        """Move the clock and let each round take its turn; what they owe is delivered as it always is.

        It is waited for: what goes out only after the next move goes out on that one's day.
        """
        self.clock.move(moment)
        for which in ROUNDS:
            self.do(run_round, self.app.store, which, now=moment)
        self.app.delivery.wake()
        patience = monotonic() + PATIENCE
        while self.do(self.app.store.read, _is_undelivered, moment):
            assert monotonic() < patience, "what was due was never delivered"
            sleep(0.01)

    def link(self, who: str) -> str:
        """A one-time link for somebody of the scene."""
        token = parts.new_token()
        self.run(links.make, self.scene.persons[who], token, now=self.clock.now())
        return f"{self.address}/in/{token}"
