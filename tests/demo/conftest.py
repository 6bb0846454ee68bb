"""The history, lived once a run; each test has a copy of what it left."""

import asyncio
import itertools
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from bot import __version__
from bot.clock import Clock
from bot.delivery.loop import Delivery
from bot.demo import history
from bot.demo.running import DATABASE, TOLD, Demo
from bot.demo.telling import Telling
from bot.handlers.posting import Poster
from bot.storage.store import Store
from config.settings import ConvenorSettings, Settings, SlackSettings, TeamsSettings
from tests.support import databases

# A Friday; the demo opens on the Tuesday after it.
MADE_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OPENS_AT = history.opening(MADE_AT)


def a_delivery(store: Store) -> Delivery:
    made = (f"token-{number}" for number in itertools.count())
    return Delivery(store, {"web": Poster(store, "web")}, new_token=lambda: next(made))


async def _tell(folder: Path, opens_at: datetime) -> Path:
    address = databases.sqlite(folder)
    store = Store(address)
    await Telling(store, a_delivery(store), opens_at).tell()
    await store.close()
    return Path(address.removeprefix("sqlite:///"))


@pytest.fixture(scope="session")
def told_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a demo that has just opened; not to be written to."""
    return asyncio.run(_tell(tmp_path_factory.mktemp("told"), OPENS_AT))


@pytest.fixture
async def told(told_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """A demo that has just opened."""
    store = Store(f"sqlite:///{shutil.copy(told_file, tmp_path / 'told.db')}")
    yield store
    await store.close()


class Stopped(Clock):
    """A machine whose time is whatever a test says it is; `each` is how much of it a look at the clock takes."""

    def __init__(self, at: datetime = MADE_AT) -> None:
        self.at = at
        self.each = timedelta()

    def now(self) -> datetime:
        self.at += self.each
        return self.at


def settings_in(folder: Path, **given: Any) -> Settings:
    return Settings(ConvenorSettings(data=folder, **given), SlackSettings(), TeamsSettings())


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again: what is waited for tells nobody when it is there."""
    while not await holds():  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.01)


class Visitor:
    """Somebody with a browser at the demo."""

    def __init__(self, demo: Any, machine: Stopped | None = None) -> None:
        self.demo = demo
        self.machine = machine or Stopped()
        self.http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=demo), base_url="http://demo.example")

    async def walked(self) -> None:
        """Until the clock stands."""
        await until(self._stands)

    async def walks(self) -> None:
        """Until the clock walks."""
        await until(self._walks)

    async def _stands(self) -> bool:
        return self.demo.walking_to is None

    async def _walks(self) -> bool:
        return self.demo.walking_to is not None

    async def page(self, path: str = "/demo") -> str:
        return (await self.http.get(path)).text

    async def press(self, path: str, *, on: str = "/demo", **fields: str) -> httpx2.Response:
        """A button, pressed on some page of ours."""
        headers = {"referer": f"http://demo.example{on}", "sec-fetch-site": "same-origin"}
        return await self.http.post(path, data=fields, headers=headers)

    async def be(self, name: str) -> str:
        """Open somebody's page; its address."""
        [button] = re.findall(rf'action="([^"]+)"><button>Open {name}', await self.page())
        entered = await self.press(button)
        return entered.headers["location"].partition("#")[0]

    async def say(self, at: str, words: str) -> httpx2.Response:
        """Type something into the page at an address."""
        hidden = dict(re.findall(r'name="(csrf|once)" value="([^"]+)"', await self.page(at)))
        return await self.press(f"{at}/say", on=at, words=words, **hidden)


@pytest.fixture
def data(told_file: Path, tmp_path: Path) -> Path:
    """A data folder with a demo that has just been told."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(told_file, folder / DATABASE)
    (folder / TOLD).write_text(f"{__version__} {OPENS_AT.isoformat()}", encoding="utf-8")
    return folder


@pytest.fixture
async def visitor(data: Path) -> AsyncIterator[Visitor]:
    """Somebody at a demo that has just opened, on a machine whose time stands still."""
    machine = Stopped()
    demo = Demo(settings_in(data), machine=machine)
    await demo.open()
    came = Visitor(demo, machine)
    yield came
    await came.http.aclose()
    await demo.close()
