"""One call of the connector from the socket to the answer, with whatever trouble it was to meet."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.fakes.slack.faults import Fault, Faults, How
from tests.fakes.teams.connector.posting import Asked, Posting
from tests.fakes.teams.connector.refusals import RefusedError, body
from tests.fakes.teams.connector.rosters import Rosters
from tests.fakes.teams.core import Core
from tests.fakes.teams.identity import Identity
from tests.fakes.teams.records import Call

CARRIED_OUT = (How.DONE_AND_ANSWERED, How.DONE_AND_HANGING, How.LOST)
ROOT = "/{region:[a-z]+}/{tenant}/v3/conversations"
PLACE = ROOT + "/{conversation}"
# What can be written, changed and taken back for one person alone.
MAY_BE_TARGETED = ("post", "put", "delete")


class Connector:
    """Everything under a service URL. `takes`: real seconds before each call is looked at."""

    def __init__(self, core: Core, identity: Identity) -> None:
        self._core, self._identity = core, identity
        self.faults = Faults()
        self.takes = 0.0
        self.posting = Posting(core)
        rosters = Rosters(core, self.posting)
        self._works: dict[str, Callable[[Asked], Any]] = {
            "create": rosters.begin,
            "post": self.posting.post,
            "put": self.posting.change,
            "delete": self.posting.take_back,
            "members": rosters.members,
            "pagedMembers": rosters.paged,
            "member": rosters.member,
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(ROOT, self._call("create")),
            web.post(PLACE + "/activities", self._call("post")),
            web.post(PLACE + "/activities/{item}", self._call("post")),
            web.put(PLACE + "/activities/{item}", self._call("put")),
            web.delete(PLACE + "/activities/{item}", self._call("delete")),
            web.get(PLACE + "/members", self._call("members")),
            web.get(PLACE + "/pagedMembers", self._call("pagedMembers")),
            web.get(PLACE + "/pagedmembers", self._call("pagedMembers")),
            web.get(PLACE + "/members/{item}", self._call("member")),
            web.route("*", "/{region:[a-z]+}/{rest:.*}", self._unknown),
        ]

    def _call(self, name: str) -> Callable[[web.Request], Any]:
        async def call(request: web.Request) -> web.StreamResponse:
            content = await request.read()
            asked = self._asked(name, request, content)
            if self.takes:
                await asyncio.sleep(self.takes)
            tenant_id = asked.tenant.id if asked.tenant else ""
            fault = self.faults.take(asked.name, tenant_id)
            if fault:
                return await self._meet(fault, asked, request)
            status, answer = self._carry_out(asked)
            await self._record(asked, request, status, answer)
            return web.json_response(answer, status=status)

        return call

    def _asked(self, name: str, request: web.Request, content: bytes) -> Asked:
        info, query = request.match_info, dict(request.query)
        try:
            args = json.loads(content) if content else None
        except ValueError:
            args = None
        targeted = name in MAY_BE_TARGETED and query.get("isTargetedActivity") == "true"
        tenant = self._core.directory.tenants.get(info["tenant"])
        named = f"{name} targeted" if targeted else name
        asked = Asked(named, tenant, info.get("conversation", ""), info.get("item", ""), args, len(content), targeted)
        asked.query, asked.authorization = query, request.headers.get("Authorization", "")
        asked.has_moved = tenant is not None and info["region"] != self._core.region(tenant.id)
        return asked

    def _carry_out(self, asked: Asked) -> tuple[int, Any]:
        if not self._identity.lets(asked.authorization):
            return 401, body("Unauthorized", "Authorization has been denied for this request.")
        try:
            answer = self._works[asked.name.removesuffix(" targeted")](asked)
        except RefusedError as refusal:
            self._core.refuse(asked.name, list(refusal.reasons), asked.args)
            return refusal.status, refusal.answer
        return (201 if asked.name.startswith(("post", "create")) else 200), answer

    async def _meet(self, fault: Fault, asked: Asked, request: web.Request) -> web.StreamResponse:
        """Whatever was ordered."""
        if fault.how in CARRIED_OUT:
            await self._record(asked, request, *self._carry_out(asked))
        else:
            await self._record(asked, request, fault.status, fault.body)
        if fault.how is How.LATE:
            self.faults.late.append(asked)
        if fault.how in (How.HANGING, How.DONE_AND_HANGING):
            await self.faults.released.wait()
        if fault.how in (How.ANSWERED, How.DONE_AND_ANSWERED):
            if isinstance(fault.body, dict):
                return web.json_response(fault.body, status=fault.status, headers=fault.headers)
            return web.Response(text=fault.body, status=fault.status, headers=fault.headers, content_type="text/html")
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def accept_late(self) -> None:
        """Carry out what was cut off with `LATE`."""
        while self.faults.late:
            self._carry_out(self.faults.late.pop(0))
        await self._core.tell()

    async def _record(self, asked: Asked, request: web.Request, status: int, answer: Any) -> None:
        headers, args = dict(request.headers), asked.args if isinstance(asked.args, dict) else {}
        call = Call(asked.name, request.path, args, self._core.now, status, answer, headers, time.monotonic())
        self._core.calls.append(call)
        await self._core.tell()

    async def _unknown(self, request: web.Request) -> web.Response:
        self._core.refuse("connector", [f"nothing answers to {request.method} {request.path}"], None)
        return web.json_response(body("BadSyntax"), status=404)
