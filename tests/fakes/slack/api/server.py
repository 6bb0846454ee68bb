"""The aiohttp server: one call of a method from the socket to the answer, with whatever trouble it was to meet."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.slack.api import METHODS
from tests.fakes.slack.api.links import Links
from tests.fakes.slack.api.method import Caller, Method, RefusedError, read
from tests.fakes.slack.core import Core
from tests.fakes.slack.faults import Fault, Faults, How
from tests.fakes.slack.modals import Modals
from tests.fakes.slack.records import Call, Json
from tests.fakes.slack.triggers import Triggers
from tests.fakes.slack.world import Installation

CARRIED_OUT = (How.DONE_AND_ANSWERED, How.DONE_AND_HANGING, How.LOST)
MOST_BYTES = 10_000_000
# Bolt gives each of its calls a team_id; it has a meaning for tokens of a whole Enterprise organisation only.
EVERYWHERE = frozenset(["token", "team_id"])


@dataclass(slots=True)
class Asked:
    """A call as it came in."""

    name: str
    token: str
    args: Json
    headers: dict[str, str]
    error: str = ""


@dataclass(slots=True)
class Answered:
    """What it is answered."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    team_id: str = ""


class Api:
    """The methods behind `/api/`, and the bytes of uploads."""

    def __init__(self, core: Core, triggers: Triggers, modals: Modals, links: Links) -> None:
        self._core, self._triggers, self._modals, self._links = core, triggers, modals, links
        self.faults = Faults()
        self.takes = 0.0

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        asked = await _asked(request)
        if self.takes:
            await asyncio.sleep(self.takes)
        team_id = self._team_of(asked)
        fault = self.faults.take(asked.name, team_id)
        if fault is None:
            answered = self._carry_out(asked)
            await self._record(asked, answered)
            return web.json_response(answered.body, status=answered.status, headers=answered.headers)
        return await self._meet(fault, asked, team_id, request)

    async def _meet(self, fault: Fault, asked: Asked, team_id: str, request: web.Request) -> web.StreamResponse:
        if fault.how in CARRIED_OUT:
            await self._record(asked, self._carry_out(asked))
        else:
            shown = fault.body if isinstance(fault.body, dict) else {"ok": False, "error": fault.how.name.lower()}
            await self._record(asked, Answered(shown, fault.status, fault.headers, team_id))
        if fault.how is How.LATE:
            self.faults.late.append(asked)
        if fault.how in (How.HANGING, How.DONE_AND_HANGING):
            await self.faults.released.wait()
        if fault.how in (How.ANSWERED, How.DONE_AND_ANSWERED):
            return _page(fault)
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def accept_late(self) -> None:
        """Carry out what was cut off with `LATE`."""
        while self.faults.late:
            self._carry_out(self.faults.late.pop(0))
        await self._core.tell()

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, as many as were announced; the trouble it is to meet is ordered for "upload"."""
        file = self._core.files.get(request.match_info["file_id"])
        content = await request.read()
        fault = self.faults.take("upload", file["team_id"] if file else "")
        if fault is not None:
            return await self._meet_upload(fault, request)
        if request.content_type == "multipart/form-data":
            parts = await request.post()
            first = next((part for part in parts.values() if isinstance(part, web.FileField)), None)
            content = first.file.read() if first else b""
        if file is None or len(content) != file["length"]:
            return web.Response(status=400, text="length mismatch")
        file["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _meet_upload(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault.how is How.ANSWERED:
            return _page(fault)
        if fault.how is How.HANGING:
            await self.faults.released.wait()
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _record(self, asked: Asked, answered: Answered) -> None:
        args = {name: value for name, value in asked.args.items() if name != "token"}
        now = self._core.clock.now()
        call = Call(asked.name, args, now, answered.team_id, answered.status, answered.body, asked.headers)
        self._core.calls.append(call)
        await self._core.tell()

    def _carry_out(self, asked: Asked) -> Answered:
        team_id = self._team_of(asked)
        try:
            body, scopes = self._work(asked)
        except RefusedError as refusal:
            if refusal.reasons:
                self._core.refuse(asked.name, list(refusal.reasons), asked.args)
            return Answered(refusal.answer(), refusal.status, refusal.headers, team_id)
        return Answered({"ok": True} | body, headers={"x-oauth-scopes": ",".join(sorted(scopes))}, team_id=team_id)

    def _work(self, asked: Asked) -> tuple[Json, set[str]]:
        if asked.error:
            raise RefusedError(asked.error)
        method = METHODS.get(asked.name)
        if method is None:
            raise RefusedError("unknown_method", req_method=asked.name)
        caller = self._caller(method, asked)
        self._look_at_arguments(method, caller)
        return method.work(caller), caller.installation.scopes

    def _team_of(self, asked: Asked) -> str:
        installation = self._core.directory.by_token(asked.token)
        return installation.team_id if installation else ""

    def _caller(self, method: Method, asked: Asked) -> Caller:
        caller = Caller(self._core, self._triggers, self._modals, self._links, self._installation(method, asked.token))
        caller.args = read(asked.args)
        if method.scope:
            caller.needs(method.scope)
        return caller

    def _installation(self, method: Method, token: str) -> Installation:
        nobody = Installation("", "", "", "", set())
        if method.token == "none":
            return nobody
        if not token:
            raise RefusedError("not_authed")
        if token == self._core.app.app_token:
            if method.token != "app":
                raise RefusedError("not_allowed_token_type")
            return nobody
        found = self._core.directory.by_token(token)
        if found is None:
            raise RefusedError("invalid_auth")
        if found.revoked:
            raise RefusedError(found.revoked)
        if token in found.good_until and found.good_until[token] <= self._core.clock.now():
            raise RefusedError("token_expired")
        if method.token == "app":
            raise RefusedError("not_allowed_token_type")
        return found

    def _look_at_arguments(self, method: Method, caller: Caller) -> None:
        missing = [name for name in method.required if caller.args.get(name) in (None, "")]
        if missing:
            raise RefusedError("invalid_arguments", *(f"missing required field: {name}" for name in missing))
        unknown = sorted(set(caller.args) - method.allowed - EVERYWHERE)
        if unknown:
            self._core.refuse(method.name, [f"it takes no argument {name}" for name in unknown], caller.args)
        caller.args = {name: value for name, value in caller.args.items() if name in method.allowed}


def _page(fault: Fault) -> web.Response:
    if isinstance(fault.body, dict):
        return web.json_response(fault.body, status=fault.status, headers=fault.headers)
    return web.Response(text=fault.body, status=fault.status, headers=fault.headers, content_type="text/html")


async def _asked(request: web.Request) -> Asked:
    """The call's token and arguments from query, form or JSON. A token in JSON is no token."""
    args: Json = dict(request.query)
    error = ""
    if request.method == "POST" and request.can_read_body:
        if request.content_type == "application/json":
            given, error = _from_json(await request.read())
            given.pop("token", None)
            args |= given
        elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            args |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        else:
            error = "invalid_post_type"
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = token if scheme == "Bearer" else str(args.get("token", ""))
    return Asked(request.match_info["method"], found, args, dict(request.headers), error)


def _from_json(body: bytes) -> tuple[dict[str, Any], str]:
    try:
        given = json.loads(body)
    except ValueError:
        return {}, "invalid_json"
    if not isinstance(given, dict):
        return {}, "json_not_object"
    return given, ""


class Server:
    """Listens on a port of its own, on this machine only."""

    def __init__(self, *routes: web.RouteDef) -> None:
        self._app = web.Application(client_max_size=MOST_BYTES)
        self._app.add_routes(routes)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=1)

    async def open(self) -> str:
        """Begin to listen; where."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def close(self) -> None:
        await asyncio.shield(self._runner.cleanup())
