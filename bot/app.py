"""Puts the parts together. Chance and time come in here, so that tests can say what they are."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog
import uvicorn
from starlette.types import ASGIApp

from bot.clock import Clock, timetable
from bot.delivery.loop import Delivery
from bot.delivery.sender import Sender
from bot.delivery.tick import run_round
from bot.handlers.posting import Poster
from bot.handlers.web.app import make_web
from bot.services.rounds import ROUNDS, Round
from bot.storage.errors import StoreError
from bot.storage.store import Store
from bot.storage.upgrade import make_ready
from config.settings import Settings, secret_keys
from config.slack import slack_settings

log = structlog.get_logger()

# 256 bits: more than the 128 that ASVS 7.2.3 asks of anything that signs somebody in.
TOKEN_BYTES = 32


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The program, put together: what the doors, the clock and the command line work with."""

    settings: Settings
    store: Store
    delivery: Delivery
    clock: Clock

    def now(self) -> datetime:
        return self.clock.now()


@asynccontextmanager
async def opened(settings: Settings, *, clock: Clock | None = None) -> AsyncIterator[App]:
    """The program with its database open and up to date; closed again at the end.

    Raises DatabaseTrouble with a sentence where the database cannot be used.
    """
    secret_keys(settings, new_token=new_token)
    address = settings.database_url
    make_ready(address)
    store = Store(address)
    senders: dict[str, Sender] = {route: Poster(store, route) for route in ("web", "terminal")}
    running = clock or Clock()
    app = App(
        settings=settings,
        store=store,
        delivery=Delivery(store, senders, new_token=new_token),
        clock=running,
    )
    try:
        yield app
    finally:
        await store.close()


async def serve(app: App, *, host: str, port: int) -> None:
    """Run the doors, the clock's rounds and the deliveries until the process is told to stop."""
    async with doors(app) as web:
        await _serve(app, web, host=host, port=port)


@asynccontextmanager
async def doors(app: App) -> AsyncIterator[ASGIApp]:
    """The pages, and Slack beside them where it is set up: only then is anything of Slack's loaded."""
    web = make_web(app.store, now=app.now)
    settings = slack_settings(app.settings)
    if settings is None:
        yield web
        return
    from bot.handlers.slack import http, running  # noqa: PLC0415 - only who uses Slack waits for it to load

    own = running.Settings(bot_token=settings.bot_token, api_url=settings.api_url, app_token=settings.app_token)
    async with running.opened(app.store, own, now=app.now, wake=app.delivery.wake) as slack:
        app.delivery.senders = {**app.delivery.senders, "slack": running.Route(slack)}
        secrets = settings.signing_secrets
        yield http.SlackEvents(slack, secrets, app.now, web) if secrets else web


async def _serve(app: App, web: ASGIApp, *, host: str, port: int) -> None:
    server = uvicorn.Server(uvicorn.Config(web, host=host, port=port, log_level="warning"))
    scheduler = timetable(*((one.name, _a_round(app, one), one.every) for one in ROUNDS))
    scheduler.start()
    delivering = asyncio.create_task(app.delivery.keep_delivering(app.now))
    try:
        await server.serve()
    finally:
        scheduler.shutdown(wait=False)
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering


def _a_round(app: App, which: Round) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        """Trouble with the database is logged; the next turn finds what this one missed."""
        try:
            if await run_round(app.store, which, now=app.now()):
                app.delivery.wake()
        except StoreError as error:
            log.warning("round.trouble", round=which.name, code=error.code)

    return run
