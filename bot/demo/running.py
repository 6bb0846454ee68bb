"""The demo while it runs: a database of its own, a clock of its own, and one hand that turns it."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from pydantic import SecretStr
from sqlalchemy import Connection
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import __version__
from bot.app import App, opened, the_door
from bot.clock import Clock, MovableClock
from bot.delivery import tick
from bot.demo import history, walking
from bot.demo.account import account
from bot.demo.history import HERE
from bot.demo.table import CAST, SLUG
from bot.demo.telling import Telling
from bot.domain.errors import ClockBackwardsError
from bot.handlers.web.app import make_web
from bot.handlers.web.demo import DemoPages, Happening, Seated, ShownClock, waiting
from bot.messages.words import day
from bot.services import identity, imports, sessions
from bot.services.rounds import TickLine
from bot.storage import due, people
from bot.storage.errors import StoreClosed, StoreError
from config.settings import ConvenorSettings, Settings, SettingsError, SlackSettings, TeamsSettings

log = structlog.get_logger()

DATABASE = "demo.db"

# Stands beside the database once the history was lived to its end, and says by which version, and when it opens.
TOLD = "demo.told"

A_DAY = timedelta(days=1)

# Seconds between two turns of the clock while nobody moves it.
PULSE = 2.0

# A short walk is over before the page comes back; a longer one is watched.
PATIENCE = 2.0


def apart(settings: Settings) -> Settings:
    """The demo's settings: a database of its own beside the real one, and no way out to anybody real.

    Raises SettingsError where the real database stands under the demo's name.
    """
    own = settings.convenor
    file = own.data.resolve() / DATABASE
    scheme, _, real = settings.database_url.partition(":///")
    if scheme == "sqlite" and Path(real).resolve() == file:
        raise SettingsError(f"CONVENOR_DATABASE_URL is {file}, which the demo would overwrite: give it another name.")
    kept = ConvenorSettings(database_url=SecretStr(f"sqlite:///{file}"), data=own.data, secret_key=own.secret_key)
    return Settings(kept, SlackSettings(), TeamsSettings())


class Demo:
    """The demo, as an application to serve and as what its page works with.

    It can be begun again while it is served: its database is another one then, and until that stands a page says so.
    """

    slug = SLUG

    def __init__(self, settings: Settings, *, here: str = "", machine: Clock | None = None) -> None:
        self._settings = apart(settings)
        self._here = here
        self._machine = machine
        self._told = self._settings.convenor.data / TOLD
        self._stack = AsyncExitStack()
        self._app: App | None = None
        self._web: ASGIApp = waiting
        self._clock = MovableClock(machine)
        self._turning = asyncio.Lock()
        self._walk: asyncio.Task[None] | None = None
        self._goal: datetime | None = None
        self._opens_at: datetime | None = None
        self._beginning: asyncio.Task[None] | None = None
        self.happened: Sequence[Happening] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._web(scope, receive, send)

    async def open(self) -> None:
        """Go on where the demo stood, or live its history through first. Raises StoreError."""
        self._clock = MovableClock(self._machine)
        app, stands_at = await self._go_on() or await self._tell()
        self._clock.move_to(stands_at)
        # From here on the clock may be turned.
        self._app, self.happened = app, None
        door = replace(the_door(app, self._here), extras={"clock": ShownClock(self)})
        self._web = make_web(door, *DemoPages(door, self).routes)

    async def close(self) -> None:
        """Let the walk and the turn under way end first."""
        self._web = waiting
        self.let_go()
        if self._walk:
            await asyncio.wait({self._walk})
        async with self._turning:
            self._app = None
            await self._stack.aclose()

    def let_go(self) -> None:
        """Pages that listen for news would keep whoever closes waiting."""
        if self._app:
            self._app.live.close()

    async def _go_on(self) -> tuple[App, datetime] | None:
        """The demo as it stood last; None where it must be told: new, of another version, or overtaken by our time."""
        told = self._told.read_text(encoding="utf-8") if self._told.exists() else ""
        version, _, opens_at = told.partition(" ")
        if version != __version__:
            return None
        app = await self._enter()
        stood_at = await app.store.read(due.last_tick)
        if stood_at and stood_at > self._clock.now():
            self._opens_at = datetime.fromisoformat(opens_at)
            return app, stood_at
        await self._stack.aclose()
        return None

    async def _tell(self) -> tuple[App, datetime]:
        """Live the history through in a new database, up to the moment at which it opens."""
        self._forget()
        app = await self._enter()
        self._opens_at = history.opening(self._clock.now())
        await Telling(app.store, app.delivery, self._opens_at).tell()
        self._told.write_text(f"{__version__} {self._opens_at.isoformat()}", encoding="utf-8")
        return app, self._opens_at

    async def _enter(self) -> App:
        return await self._stack.enter_async_context(opened(self._settings, clock=self._clock))

    def _forget(self) -> None:
        """The mark goes first: a database without it is never taken for a whole one."""
        for name in (TOLD, *(f"{DATABASE}{end}" for end in ("", "-wal", "-shm"))):
            self._told.with_name(name).unlink(missing_ok=True)

    @property
    def _opened(self) -> App:
        if self._app is None:
            raise StoreClosed
        return self._app

    @property
    def said_time(self) -> str:
        return _said(self._clock.now())

    @property
    def walking_to(self) -> str | None:
        return _said(self._goal) if self._goal else None

    @property
    def opened_on(self) -> str:
        return _day(self._opens_at) if self._opens_at else ""

    @property
    def is_at_its_beginning(self) -> bool:
        return self._opens_at is not None and self._clock.now() - self._opens_at < A_DAY

    async def seated(self) -> Sequence[Seated]:
        found = await self._opened.store.read(_seated, now=self._clock.now())
        return list(found.values())

    async def move(self, by: str) -> None:
        """Set the clock walking, unless it is; a short walk is waited for. Raises KeyError for a stride it has not."""
        if self._goal is None:
            self._goal = walking.target(self._clock.now(), by, zone=HERE)
            self._walk = asyncio.create_task(self._walk_to(self._goal))
        if self._walk:
            await asyncio.wait({self._walk}, timeout=PATIENCE)

    async def _walk_to(self, goal: datetime) -> None:
        """Hour by hour: move the clock, turn it, and remember what was sent."""
        lines: list[TickLine] = []
        self._opened.live.tell(None)
        try:
            for moment in walking.stops(self._clock.now(), goal, zone=HERE):
                lines += await self._turn_once(moment)
            await self._opened.store.run(sessions.keep_everybody_in, now=goal)
            seated = await self._opened.store.read(_seated, now=goal)
            self.happened = account(lines, seated)
        finally:
            self._goal = None
            # Every page that is open shows the clock.
            self._opened.live.tell(None)

    async def _turn_once(self, moment: datetime | None = None) -> list[TickLine]:
        """Trouble with the database is logged; the next turn finds what this one missed."""
        try:
            return await self._turn(moment)
        except StoreError as error:
            log.warning("demo.turn", code=error.code)
            return []

    async def _turn(self, moment: datetime | None = None) -> list[TickLine]:
        """One turn at a time: two deliveries beside each other could both be the one reminder of a day."""
        async with self._turning:
            app = self._opened
            if moment:
                # Where a turn takes long, our own time may have passed the next stop meanwhile.
                with suppress(ClockBackwardsError):
                    self._clock.move_to(moment)
            return await tick.turn(app.store, app.delivery, now=self._clock.now())

    async def keep_turning(self) -> None:
        """What the timetable does elsewhere: turn the clock again and again."""
        while True:
            await asyncio.sleep(PULSE)
            if self._goal is None and self._app:
                await self._turn_once()

    def begin_again(self) -> None:
        """Forget what was said and changed, and tell it all afresh; pressed twice it is done once."""
        if self._beginning is None or self._beginning.done():
            self._beginning = asyncio.create_task(self._begin_again())

    async def _begin_again(self) -> None:
        await self.close()
        self._forget()
        await self.open()


def _said(moment: datetime) -> str:
    return f"{_day(moment)}, {moment.astimezone(HERE):%H:%M}"


def _day(moment: datetime) -> str:
    return day(moment.astimezone(HERE).date())


def _seated(tx: Connection, *, now: datetime) -> Mapping[str, Seated]:
    """Everybody at the table by what a line of the outbox calls them: the cast in its order, then who came since."""
    here = imports.table_for(tx, SLUG, new=False, now=now)
    lines = {one.email: one.line for one in CAST}
    order = {email: number for number, email in enumerate(lines)}
    partners = people.everybody(tx, identity.operator_of(here.id))
    return {
        one.person.email or one.person.name: Seated(
            person_id=one.person.id,
            name=one.person.name,
            organisation=one.organisation.name if one.organisation else None,
            line=lines.get(one.person.email or "", ""),
        )
        for one in sorted(partners, key=lambda one: order.get(one.person.email or "", len(order)))
    }
