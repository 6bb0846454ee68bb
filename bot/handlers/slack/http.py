"""Slack over HTTP, beside the pages. The body is read once, with a cap; the signature is on its bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.handlers.bodies import body_of
from bot.handlers.slack.app import Answer, Slack
from bot.handlers.slack.guard import LARGEST, SIGNATURE, TIMESTAMP, is_signed, parsed

PATH = "/slack/events"
UNSIGNED, TOO_LARGE = Answer(status=401), Answer(status=413)


@dataclass(frozen=True, slots=True)
class SlackEvents:
    """An ASGI application: Slack's path is its own, everything else is the pages'."""

    slack: Slack
    secrets: Sequence[str]
    now: Callable[[], datetime]
    pages: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self.pages(scope, receive, send)
            return
        answer = await self._answer(Request(scope, receive))
        response = Response(answer.body, status_code=answer.status, media_type=answer.content_type)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Answer:
        """Size, signature, object: then it is Slack's, and whatever it is gets a 200 or, once, a 503."""
        body = await body_of(request, longest=LARGEST)
        if body is None:
            return TOO_LARGE
        headers = {name: request.headers.get(name, "") for name in (TIMESTAMP, SIGNATURE)}
        if not is_signed(body, headers, self.secrets, now=self.now()):
            return UNSIGNED
        payload = parsed(body, request.headers.get("content-type", ""))
        return await self.slack.receive(payload or {})
