"""A wire to PostgreSQL that is cut at the worst moment, while a COMMIT is on its way; or on which nothing moves."""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import Enum

from sqlalchemy import make_url

# psycopg's `commit()` sends this as a simple query, ended by a zero byte:
# https://www.postgresql.org/docs/current/protocol-message-formats.html
COMMIT = b"COMMIT\0"
CHUNK = 65_536


class Cut(Enum):
    """How far a COMMIT gets before the wire is cut. Whoever sent it sees the same each time: no answer."""

    BEFORE = "the server never hears of it"
    AFTER = "the server does it, and its answer is lost"


@contextmanager
def in_a_thread(proxy: "Proxy") -> Iterator["Proxy"]:
    """The same, listening on a loop of its own, for a program that connects while it holds up this one."""
    loop, ready, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with proxy.listening():
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    try:
        yield proxy
    finally:
        proxy.go_on()
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


class Proxy:
    """Hands bytes on between one TCP port and the server's socket, and cuts as often as there are `cuts`."""

    def __init__(self, target: str, *cuts: Cut) -> None:
        self._target = make_url(target)
        self._cuts = list(cuts)
        self._spared = 0
        self._port = 0
        self._serving: dict[asyncio.Task[None], StreamWriter] = {}
        # While it is not set the server hears nothing, as if its machine were asleep.
        self.moving = asyncio.Event()
        self.moving.set()

    def cut(self, *cuts: Cut, after: int) -> None:
        """Cut from now on, once so many more have been spared."""
        self._cuts, self._spared = list(cuts), after

    @property
    def cuts_left(self) -> int:
        return len(self._cuts)

    def stop(self) -> None:
        """Nothing moves, until `go_on`."""
        self._loop.call_soon_threadsafe(self.moving.clear)

    def go_on(self) -> None:
        self._loop.call_soon_threadsafe(self.moving.set)

    @property
    def address(self) -> str:
        """The same database, by way of this proxy."""
        through = self._target.set(host="127.0.0.1", port=self._port, query={"sslmode": "disable"})
        return through.render_as_string(hide_password=False)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Proxy"]:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._welcome, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        yield self
        server.close()
        for writer in self._serving.values():
            writer.close()
        await asyncio.gather(*self._serving)

    def _welcome(self, client: StreamReader, to_client: StreamWriter) -> None:
        self._serving[asyncio.create_task(self._serve(client, to_client))] = to_client

    async def _serve(self, client: StreamReader, to_client: StreamWriter) -> None:
        """One connection, until either side ends it or it is cut."""
        server, to_server = await asyncio.open_unix_connection(f"{self._target.query['host']}/.s.PGSQL.5432")
        answers = asyncio.create_task(_hand_on(server, to_client))
        with suppress(ConnectionError):
            while chunk := await client.read(CHUNK):
                if COMMIT in chunk and self._cuts and self._is_its_turn():
                    answers.cancel()
                    await asyncio.wait({answers})
                    await _cut(self._cuts.pop(0), chunk, server, to_server)
                    break
                await self.moving.wait()
                to_server.write(chunk)
                await to_server.drain()
        to_server.close()
        to_client.close()
        await asyncio.wait({answers})

    def _is_its_turn(self) -> bool:
        self._spared -= 1
        return self._spared < 0


async def _hand_on(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def _cut(cut: Cut, commit: bytes, server: StreamReader, to_server: StreamWriter) -> None:
    if cut is Cut.AFTER:
        to_server.write(commit)
        # The server answers a COMMIT when it is done.
        await server.read(1)
