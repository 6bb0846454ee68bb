"""The door, opened: who we are at Slack is asked once, and again until it is known; then deliveries are taken."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.delivery.sender import DeliveryError, Outgoing, Pace, Sought
from bot.handlers.slack.app import Slack
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.send import PACE, SlackSender
from bot.handlers.slack.socket import SocketMode
from bot.handlers.slack.waits import LIMITED
from bot.storage import pace
from bot.storage.errors import StoreError
from bot.storage.store import Store

log = structlog.get_logger()

FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the door needs, as plain values."""

    bot_token: str
    api_url: str
    app_token: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The sender of the route "slack": nothing is sent before Slack said who we are."""

    slack: Slack
    pace: Pace = PACE

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
        if self.slack.here is None:
            raise DeliveryError("slack.unknown", everybodys=True)
        return SlackSender(self.slack.store, self.slack.client, self.slack.here)


@asynccontextmanager
async def opened(
    store: Store, settings: Settings, *, now: Callable[[], datetime], wake: Callable[[], None]
) -> AsyncIterator[Slack]:
    """The door while the program runs. Nothing is kept open that was not opened here."""
    slack = Slack(store, SlackClient(settings.bot_token, settings.api_url, now), now, wake)
    socket = SocketMode(slack, settings.app_token) if settings.app_token else None
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
    """Ask Slack who we are, until it says."""
    wait = FIRST_WAIT
    while slack.here is None:
        try:
            slack.here = await slack.client.installation()
        except DeliveryError as error:
            log.warning("slack.auth", code=error.code)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
    log.info("slack.here", team=slack.here.team)
    # Whatever had closed the workspace to us is over, for Slack has just let us in; but a limit lasts.
    with suppress(StoreError):
        await slack.store.run(pace.reopen, "slack", but_for=LIMITED, now=slack.now())
