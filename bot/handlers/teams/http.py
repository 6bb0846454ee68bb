"""Teams over HTTP, beside the pages. The body is read once, with a cap."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.handlers.bodies import body_of
from bot.handlers.teams.app import Teams
from bot.handlers.teams.guard import AUTHORIZATION, LARGEST, TOO_LARGE
from bot.handlers.teams.replied import Answer

PATH = "/api/messages"


@dataclass(frozen=True, slots=True)
class TeamsActivities:
    """An ASGI application: Teams' path is its own, everything else is the pages'."""

    teams: Teams
    pages: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self.pages(scope, receive, send)
            return
        answer = await self._answer(Request(scope, receive))
        kind = answer.content_type if answer.body else None
        await Response(answer.body, status_code=answer.status, media_type=kind)(scope, receive, send)

    async def _answer(self, request: Request) -> Answer:
        body = await body_of(request, longest=LARGEST)
        if body is None:
            return Answer(status=TOO_LARGE)
        told = request.headers.getlist(AUTHORIZATION)
        # Of two nobody can say which one whatever stands before us has looked at.
        return await self.teams.receive(body, {AUTHORIZATION: told[0]} if len(told) == 1 else {})
