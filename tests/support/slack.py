"""The bot in this process, in front of the fake Slack: its doors, its clock and its deliveries, one at a time."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import uvicorn

from bot.app import App, doors, opened
from bot.handlers.slack.app import Slack
from bot.handlers.slack.running import introduce
from bot.storage.schema import outbox
from config.settings import Settings, read_settings
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.records import Delivery
from tests.fakes.slack.world import Message, User
from tests.support import databases
from tests.support.chat import owe_nothing
from tests.support.kept import Kept

Mode = Literal["http", "socket"]


@dataclass(slots=True)
class Bot(Kept):
    """What a test holds: the fake, the program, and its door."""

    slack: FakeSlack
    app: App
    door: Slack
    address: str

    async def settled(self) -> None:
        """What was left for after the answers is done."""
        await self.door.finish()

    async def deliver(self) -> None:
        """What is owed is sent."""
        await self.settled()
        await self.app.delivery.once(self.app.now())
        await self.settled()

    async def begin(self, *, taking_part: bool = False) -> Delivery:
        """Priya begins the table in its channel. `taking_part`: how to take part is posted there, else it is not."""
        asked = await self.slack.command("/table", "new")
        begun = await self.slack.submit(asked.view, {"name": "Home from hospital"})
        assert begun.errors == {}
        await self.settled()
        if not taking_part:
            await self.app.store.run(owe_nothing)
        return begun

    async def rows_of_messages(self) -> list[Any]:
        """What was owed to Slack, whatever became of it."""
        return [row for row in await self.rows(outbox) if row.route == "slack"]

    async def told(self, user: User) -> list[Message]:
        """What stands in somebody's direct conversation with the bot, from the bot."""
        await self.deliver()
        return [one for one in self.slack.history(self.slack.dm(user)) if one.bot_id]

    def done(self) -> None:
        """Slack had nothing to refuse."""
        assert [str(one) for one in self.slack.problems] == []


def environment(slack: FakeSlack, data: Path, mode: Mode, **more: str) -> dict[str, str]:
    """The settings of a bot that the fake reaches in one way."""
    way = {"SLACK_APP_TOKEN": slack.app_token} if mode == "socket" else {"SLACK_SIGNING_SECRET": slack.signing_secret}
    return {
        "CONVENOR_DATA": str(data),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        **way,
        **more,
    }


def for_a_process(slack: FakeSlack, data: Path, **more: str) -> dict[str, str]:
    """The whole environment of a bot in a process of its own, which the fake reaches over HTTP."""
    return {**os.environ, **environment(slack, data, "http", **more), "PYTHONPATH": os.pathsep.join(sys.path)}


def settings(slack: FakeSlack, data: Path, mode: Mode, **more: str) -> Settings:
    return read_settings(environment(slack, data, mode, **more), dotenv=data / "none")


def a_port() -> socket.socket:
    """A port that nobody else listens at."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    return found


@asynccontextmanager
async def listening(web: Any, port: socket.socket | None = None) -> AsyncIterator[str]:
    """An ASGI application on a port of its own; its address."""
    with port or a_port() as found:
        server = uvicorn.Server(uvicorn.Config(web, log_config=None, lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[found]))
        while not server.started:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
        try:
            yield address_of(found)
        finally:
            server.should_exit = True
            await serving


def address_of(port: socket.socket) -> str:
    return f"http://127.0.0.1:{port.getsockname()[1]}"


@asynccontextmanager
async def a_bot(slack: FakeSlack, data: Path, mode: Mode, **more: str) -> AsyncIterator[Bot]:
    """The bot, known to Slack, and reached by it in one way."""
    databases.made_in(data)
    async with (
        opened(settings(slack, data, mode, **more), clock=slack.clock) as app,  # type: ignore[arg-type] # It tells the time.
        doors(app) as web,
        listening(web) as address,
    ):
        bot = Bot(slack, app, app.delivery.senders["slack"].slack, address)  # type: ignore[attr-defined] # The door's own.
        if mode == "http":
            slack.serve_at(f"{address}/slack/events")
            await slack.until(lambda: slack.calls_of("auth.test"))
            await introduce(bot.door)
        else:
            slack.serve_at()
            await slack.connected()
        yield bot
        await bot.settled()


@asynccontextmanager
async def a_bot_of_many(slack: FakeSlack, data: Path, **more: str) -> AsyncIterator[Bot]:
    """The bot before any workspace has installed it: it has no token, and is the app that they install."""
    databases.made_in(data)
    port = a_port()
    slack.app.redirect_urls = [f"{address_of(port)}/slack/oauth_redirect"]
    own = {"SLACK_BOT_TOKEN": "", "SLACK_CLIENT_ID": slack.client_id, "SLACK_CLIENT_SECRET": slack.client_secret}
    async with (
        opened(settings(slack, data, "http", **own, **more), clock=slack.clock) as app,  # type: ignore[arg-type] # It tells the time.
        doors(app, here=address_of(port)) as web,
        listening(web, port) as address,
    ):
        bot = Bot(slack, app, web.slack, address)  # type: ignore[attr-defined] # Slack's door is in front of the pages.
        slack.serve_at(f"{address}/slack/events")
        yield bot
        await bot.settled()
