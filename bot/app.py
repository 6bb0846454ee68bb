"""Puts the parts together. Chance and time come in here, so that tests can say what they are."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from socket import socket
from types import FrameType

import structlog
import uvicorn
from starlette.types import ASGIApp

from bot import chats, deadman, logs
from bot.clock import Clock, timetable
from bot.delivery.loop import Delivery
from bot.delivery.sender import Sender
from bot.delivery.tick import run_round
from bot.handlers.mail.alarm import AlarmMailer
from bot.handlers.mail.send import Mailer, server_at
from bot.handlers.mail.write import read_address
from bot.handlers.posting import Poster
from bot.handlers.web.door import Door
from bot.handlers.web.live import Live
from bot.services import auditing
from bot.services.letters import Desk
from bot.services.rounds import AUDITOR, ROUNDS, Round
from bot.storage import auditing as stored
from bot.storage import wakes
from bot.storage.errors import StoreError
from bot.storage.store import Store
from bot.storage.upgrade import make_ready
from config.operator import operator_of
from config.secret_key import secret_keys
from config.settings import Settings

log = structlog.get_logger()

# 256 bits: more than the 128 that ASVS 7.2.3 asks of anything that signs somebody in.
TOKEN_BYTES = 32

# What is being answered when the program is told to stop is answered; nobody waits longer for it.
GOODBYE_SECONDS = 3
A_SECOND = 1.0
# What is being sent has less than that which is left of ten seconds: then whoever runs the program may end it.
FINISH_SECONDS = 6


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The program, put together: what the doors, the clock and the command line work with."""

    settings: Settings
    store: Store
    delivery: Delivery
    clock: Clock
    live: Live

    def now(self) -> datetime:
        return self.clock.now()


@asynccontextmanager
async def opened(settings: Settings, *, clock: Clock | None = None, patient: bool = False) -> AsyncIterator[App]:
    """The program with its database open and up to date; closed again at the end. `patient`: as for the store.

    Raises DatabaseTrouble with a sentence where the database cannot be used.
    """
    secret_keys(settings, new_token=new_token)
    address = settings.database_url
    make_ready(address)
    store = Store(address, patient=patient)
    live = Live()
    running = clock or Clock()
    try:
        yield App(
            settings=settings,
            store=store,
            delivery=Delivery(store, senders(settings, store, live), new_token=new_token),
            clock=running,
            live=live,
        )
    finally:
        await store.close()


def senders(settings: Settings, store: Store, live: Live, *, here: str = "") -> dict[str, Sender]:
    """What carries messages: the pages and the terminal always, and whatever else is set up. Raises SettingsError.

    `here`: where the program listens, for links on a machine without another name.
    """
    page = Poster(store, "web", live.tell)
    found: dict[str, Sender] = {"web": page, "terminal": Poster(store, "terminal")}
    operator = operator_of(settings)
    if settings.convenor.smtp_url:
        server = server_at(settings.convenor.smtp_url.get_secret_value())
        sender = read_address(settings.mail_from)
        desk = Desk(public_url=_links_begin_with(settings, here), new_token=new_token)
        found["email"] = Mailer(store=store, server=server, sender=sender, desk=desk, page=page)
        if operator and operator.email:
            found[auditing.OPERATOR] = AlarmMailer(server=server, sender=sender, to=read_address(operator.email))
    return found


def the_door(app: App, here: str = "") -> Door:
    """The browser's door onto the program; `here`: where it listens, for links on a machine without another name."""
    return Door(
        store=app.store,
        now=app.now,
        new_token=new_token,
        wake=app.delivery.wake,
        live=app.live,
        address=_links_begin_with(app.settings, here),
    )


def _links_begin_with(settings: Settings, here: str) -> str:
    return here if here and not settings.convenor.public_url else settings.public_url


class _Server(uvicorn.Server):
    """When it is told to stop, it lets go of the pages that listen for news, and nothing more is claimed.

    uvicorn's own looks ten times a second whether it was, which is most of what an idle program would do.
    """

    def __init__(self, config: uvicorn.Config, live: Live, delivery: Delivery) -> None:
        super().__init__(config)
        self._live = live
        self._delivery = delivery
        self._told = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def main_loop(self) -> None:
        """Until it is told to stop. Each time the headers' date is set, as uvicorn does at its every tenth tick."""
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), A_SECOND)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn calls it
        """It ends by itself: uvicorn would end the process before what is being sent is finished."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._told.set)

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._live.close()
        self._delivery.stop()
        await super().shutdown(sockets)


async def serve(app: App, *, host: str, port: int, here: str) -> None:
    """Run the doors, the clock's rounds and the deliveries until the process is told to stop; `here`: its address."""
    app.delivery.senders = senders(app.settings, app.store, app.live, here=here)
    async with doors(app, here=here) as web:
        await _serve(app, web, host=host, port=port)


@asynccontextmanager
async def doors(app: App, *, here: str = "") -> AsyncIterator[ASGIApp]:
    """The pages, and the chats that are set up beside them: only then is anything of theirs loaded."""
    async with chats.beside(app, the_door(app, here), new_token=new_token) as web:
        yield web


async def _serve(app: App, web: ASGIApp, *, host: str, port: int) -> None:
    config = uvicorn.Config(
        web, host=host, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=GOODBYE_SECONDS
    )
    server = _Server(config, app.live, app.delivery)
    await app.delivery.open_doors(app.now())
    await app.store.run(stored.expect, [one.name for one in (*ROUNDS, AUDITOR)], again_at=app.now() + AUDITOR.every)
    turns = [(one.name, _a_round(app, one), one.every) for one in ROUNDS]
    scheduler = timetable(*turns, (AUDITOR.name, the_auditor(app), AUDITOR.every))
    scheduler.start()
    delivering = asyncio.create_task(app.delivery.keep_delivering(app.now))
    listening = asyncio.create_task(wakes.listen(app.settings.database_url, app.delivery.wake))
    try:
        await server.serve()
    finally:
        scheduler.shutdown(wait=False)
        listening.cancel()
        app.delivery.stop()
        # What is on its way by then is asked about later, or by another process.
        with suppress(TimeoutError):
            await asyncio.wait_for(delivering, FINISH_SECONDS)


def _a_round(app: App, which: Round) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        """Trouble is logged; the next turn finds what this one missed."""
        try:
            if await run_round(app.store, which, now=app.now()):
                app.delivery.wake()
        except StoreError as error:
            log.warning("round.trouble", round=which.name, code=error.code)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next turn comes
            logs.fault("round.fault", error, round=which.name)

    return run


def the_auditor(app: App) -> Callable[[], Awaitable[None]]:
    """The auditor's round; what it finds is logged, and while it finds nothing the dead man's address is called."""
    audit = _a_round(app, AUDITOR)
    url = app.settings.convenor.deadman_url

    async def run() -> None:
        await audit()
        if await _is_well(app) and url:
            await deadman.call(url.get_secret_value())

    return run


async def _is_well(app: App) -> bool:
    now = app.now()
    try:
        found = await app.store.read(auditing.look, now=now)
    except StoreError as error:
        log.error("auditor.trouble", code=error.code)  # noqa: TRY400 - the traceback could hold somebody's words
        return False
    for one in found:
        minutes = int((now - one.overdue.since).total_seconds() // 60)
        log.error("auditor.late", what=one.trouble.value, number=one.overdue.number, minutes=minutes)
    return not found
