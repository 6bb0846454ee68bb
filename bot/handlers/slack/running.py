"""The door, opened: who we are at Slack is asked once, and again until it is known; then deliveries are taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.delivery.sender import DeliveryError, Outgoing, Pace, Sought
from bot.handlers.pictures import Pictures
from bot.handlers.slack.app import Slack
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.installed import PLATFORM
from bot.handlers.slack.installs import AppSettings, installing
from bot.handlers.slack.send import PACE, SlackSender
from bot.handlers.slack.socket import SocketMode
from bot.handlers.waits import LIMITED
from bot.storage import pace, tenants
from bot.storage.errors import StoreError
from bot.storage.store import Store

log = structlog.get_logger()

FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the door needs, as plain values. `app`: what many workspaces install, if they may."""

    api_url: str
    bot_token: str = ""
    app_token: str = ""
    app: AppSettings | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """The sender of one workspace's route: nothing is sent before it is known who we are there."""

    slack: Slack
    name: str = PLATFORM
    pace: Pace = PACE
    pictures: Pictures = field(default_factory=Pictures)

    async def shared(self, message: Outgoing) -> str | None:
        """The channel it will stand in, if others are written to there. Raises DeliveryError."""
        return await self._sender().shared(message)

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError."""
        return await self._sender().send(message)

    async def find(self, sought: Sought) -> str | None:
        """The id of a message that may have gone out; None if it is not there. Raises DeliveryError."""
        return await self._sender().find(sought)

    def _sender(self) -> SlackSender:
        workspace = self.slack.workspaces.by_route(self.name)
        if workspace is None or workspace.here is None:
            raise DeliveryError("slack.unknown", everybodys=True)
        return SlackSender(self.slack.store, workspace.client, workspace.here, self.pictures)


@asynccontextmanager
async def opened(
    store: Store,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    wake: Callable[[], None],
    carry: Callable[[Mapping[str, Route]], Awaitable[None]],
) -> AsyncIterator[Slack]:
    """The door while the program runs. Nothing is kept open that was not opened here.

    `carry`: told which routes there are, whenever that has changed.
    """
    client = SlackClient(settings.bot_token, settings.api_url, now) if settings.bot_token else None
    slack = Slack(store, client, now, wake)
    socket = SocketMode(slack, settings.app_token, settings.api_url) if settings.app_token else None
    pictures = Pictures()

    async def routes_are(installed: Sequence[str]) -> None:
        own = [PLATFORM] if slack.workspaces.own else []
        await carry({name: Route(slack, name, pictures=pictures) for name in (*own, *installed)})

    async with AsyncExitStack() as stack:
        if settings.app:
            slack.installs = await stack.enter_async_context(
                installing(slack, settings.app, settings.api_url, routes_are)
            )
        else:
            await routes_are(())
        connecting = asyncio.create_task(_connect(slack, socket))
        try:
            yield slack
        finally:
            connecting.cancel()
            with suppress(asyncio.CancelledError):
                await connecting
            if socket:
                await socket.client.close()
            await slack.close()


async def _connect(slack: Slack, socket: SocketMode | None) -> None:
    await introduce(slack)
    if socket:
        await socket.client.connect()


async def introduce(slack: Slack) -> None:
    """Ask Slack who we are in the workspace whose token is a setting, if there is one, until it says."""
    own, wait = slack.workspaces.own, FIRST_WAIT
    if own is None:
        return
    while own.here is None:
        try:
            here = await own.client.installation()
            if here.enterprise:
                await slack.store.run(tenants.join, PLATFORM, here.team, here.enterprise)
            own.here = here
        except (DeliveryError, StoreError) as error:
            log.warning("slack.auth", code=error.code)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
    log.info("slack.here", team=own.here.team)
    # Whatever had closed the workspace to us is over, for Slack has just let us in; but a limit lasts.
    with suppress(StoreError):
        await slack.store.run(pace.reopen, PLATFORM, but_for=LIMITED, now=slack.now())
