"""Socket Mode: up to ten connections that the bot makes, hello, envelopes and their acknowledgements, and farewells."""

import asyncio
import itertools
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack.api.links import Links
from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Answer, Json, Kind

MOST_CONNECTIONS = 10
# Only to these may an acknowledgement carry something.
ANSWERED_WITHIN = (Kind.COMMAND, Kind.OPTIONS)


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket. One that was asked to leave gets nothing new as long as there is another."""

    number: int
    socket: web.WebSocketResponse
    is_leaving: bool = False


class Sockets:
    """All connections of the app."""

    def __init__(self, core: Core, links: Links) -> None:
        self._core, self._links = core, links
        self.connections: list[Connection] = []
        # Whether Slack takes an acknowledgement on another connection than the envelope's is not known.
        self.takes_any_connection = True
        self._waiting: dict[str, tuple[Connection, asyncio.Future[Json]]] = {}
        self._turns = itertools.count()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its ticket to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._links.tickets:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        self._links.tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json(_farewell("too_many_websockets"))
            await socket.close()
            return socket
        connection = Connection(self._core.number(), socket)
        self.connections.append(connection)
        try:
            await socket.send_json(self._hello())
            await self._core.tell()
            await self._listen(connection)
        finally:
            self.connections.remove(connection)
            await self._core.tell()
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self._core.app.app_id},
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060},
        }

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type is WSMsgType.TEXT:
                self._acknowledged(connection, frame.data)

    def _acknowledged(self, connection: Connection, text: str) -> None:
        try:
            said = json.loads(text)
            envelope_id = said["envelope_id"]
        except (ValueError, TypeError, KeyError):
            self._core.refuse("socket", ["an acknowledgement is an object with an envelope_id"], text)
            return
        sent_on, waiting = self._waiting.get(envelope_id, (connection, None))
        if waiting is None or waiting.done():
            self._core.refuse("socket", ["nothing of that envelope_id waits for an acknowledgement"], said)
        elif sent_on is connection or self.takes_any_connection:
            waiting.set_result(said)

    async def send(
        self, kind: Kind, payload: Any, patience: float, *, retry: int = 0, reason: str = "", envelope_id: str = ""
    ) -> Answer:
        """One envelope, and its acknowledgement if one comes in time."""
        connection = self._next()
        if connection is None:
            return Answer(reason="connection_failed")
        submitted = isinstance(payload, dict) and payload.get("type") == "view_submission"
        envelope: Json = {
            "envelope_id": envelope_id or str(uuid.uuid4()),
            "payload": payload,
            "type": Kind.INTERACTIVE.value if kind is Kind.OPTIONS else kind.value,
            "accepts_response_payload": submitted or kind in ANSWERED_WITHIN,
        }
        if kind is Kind.EVENT:
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        return await self._exchange(connection, envelope, patience)

    async def _exchange(self, connection: Connection, envelope: Json, patience: float) -> Answer:
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (connection, waiting)
        begun = time.monotonic()
        try:
            async with asyncio.timeout(patience):
                await connection.socket.send_json(envelope)
                said = await waiting
        except TimeoutError:
            return Answer(reason="timeout", seconds=time.monotonic() - begun)
        except ConnectionError:
            return Answer(reason="connection_failed")
        finally:
            del self._waiting[envelope["envelope_id"]]
        carried = said.get("payload")
        if carried and not envelope["accepts_response_payload"]:
            self._core.refuse("socket", ["this envelope accepts no payload in its acknowledgement"], carried)
        return Answer(200, carried if carried is not None else "", seconds=time.monotonic() - begun)

    def _next(self) -> Connection | None:
        staying = [one for one in self.connections if not one.is_leaving] or self.connections
        return staying[next(self._turns) % len(staying)] if staying else None

    async def disconnect(self, reason: str) -> None:
        """Ask the oldest connection to go; the bot is to make another first."""
        oldest = next(one for one in self.connections if not one.is_leaving)
        oldest.is_leaving = reason != "warning"
        await oldest.socket.send_json(_farewell(reason))

    async def cut(self) -> None:
        """Drop all connections without a word."""
        for one in list(self.connections):
            transport: Any = one.socket._req.transport if one.socket._req else None
            if transport:
                transport.abort()

    async def frame(self, frame: str | bytes) -> None:
        """Any frame, on the newest connection."""
        socket = self.connections[-1].socket
        await (socket.send_str(frame) if isinstance(frame, str) else socket.send_bytes(frame))

    async def close(self) -> None:
        for one in list(self.connections):
            await one.socket.close()


def _farewell(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
