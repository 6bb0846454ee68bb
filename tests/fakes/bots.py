"""A client, and a bot that answers what it is told to, for the tests of the fakes themselves."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack

Answering = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(slots=True)
class Bot:
    """Keeps what came, and answers with `answer` what stands there."""

    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    status: int = 200
    answer: Any = ""
    answer_headers: dict[str, str] = field(default_factory=dict)
    # Something to do before it answers.
    first: Callable[[], Awaitable[object]] | None = None

    async def receive(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        self.bodies.append(await request.read())
        if self.first:
            await self.first()
        if isinstance(self.answer, str):
            return web.Response(status=self.status, text=self.answer, headers=self.answer_headers)
        return web.json_response(self.answer, status=self.status, headers=self.answer_headers)

    @property
    def activities(self) -> list[dict[str, Any]]:
        """The bodies as JSON."""
        return [json.loads(body) for body in self.bodies]

    @property
    def form(self) -> dict[str, str]:
        """The last body as a form."""
        return {name: values[0] for name, values in parse_qs(self.bodies[-1].decode()).items()}


@asynccontextmanager
async def listening(bot: Bot, path: str = "/slack/events") -> AsyncIterator[str]:
    """Where it can be reached."""
    app = web.Application()
    app.router.add_post(path, bot.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}{path}"
    await runner.cleanup()


class Client:
    """slack_sdk's client without its retries, and what Slack refuses as a code."""

    def __init__(self, slack: FakeSlack, token: str = "") -> None:
        self.web = AsyncWebClient(token or slack.bot_token, base_url=slack.api_url, timeout=5, retry_handlers=[])

    async def __call__(self, method: str, **args: Any) -> Any:
        try:
            return (await self.web.api_call(method, json=args)).data
        except SlackApiError as refusal:
            return refusal.response.data

    async def error(self, method: str, **args: Any) -> str:
        return str((await self(method, **args)).get("error", ""))
