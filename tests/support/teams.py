"""The bot in this process, in front of the fake Teams: its door, its clock and its deliveries, one at a time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App, doors, opened
from config.settings import Settings, read_settings
from tests.fakes.teams import FakeTeams
from tests.fakes.teams.records import Delivery
from tests.fakes.teams.world import Message, Person, Place
from tests.support import databases
from tests.support.chat import owe_nothing
from tests.support.kept import Kept
from tests.support.slack import listening


@dataclass(slots=True)
class Bot(Kept):
    """What a test holds: the fake, the program, and its door."""

    teams: FakeTeams
    app: App
    door: Any
    address: str

    async def settled(self) -> None:
        """What was left for after the answers is done."""
        await self.door.finish()

    async def deliver(self) -> None:
        """What is owed is sent."""
        await self.settled()
        await self.app.delivery.once(self.app.now())
        await self.settled()

    async def owes_nothing(self) -> None:
        """What was to be told is told to nobody: for tests that are about something else."""
        await self.settled()
        await self.app.store.run(owe_nothing)

    async def said(self, delivery: Delivery, person: Person | None = None, place: Place | None = None) -> Message:
        """The answer to something written, once it is sent: the newest that its writer sees, of what came after it."""
        message = delivery.message
        assert message is not None, "nothing was written"
        by = person or message.by
        assert by is not None
        await self.deliver()
        # The answer may have come already. Ids are times, and never the same.
        found = [one for one in self.teams.seen(by, place) if int(one.id) > int(message.id)]
        assert found, f"{by.name} was answered nothing"
        return found[-1]

    def done(self) -> None:
        """Teams had nothing to refuse."""
        assert [str(one) for one in self.teams.problems] == []


def environment(teams: FakeTeams, data: Path, **more: str) -> dict[str, str]:
    """The settings of a bot that the fake reaches."""
    return {
        "CONVENOR_DATA": str(data),
        "TEAMS_CLIENT_ID": teams.bot.client_id,
        "TEAMS_CLIENT_SECRET": teams.bot.client_secret,
        "TEAMS_TENANT_ID": teams.home.id,
        "TEAMS_OPENID_METADATA_URL": teams.metadata_url,
        **more,
    }


def settings(teams: FakeTeams, data: Path, **more: str) -> Settings:
    return read_settings(environment(teams, data, **more), dotenv=data / "none")


def door_of(web: Any) -> Any:
    """Teams' door is in front of the pages, perhaps behind another's."""
    while not hasattr(web, "teams"):
        web = web.pages
    return web.teams


@asynccontextmanager
async def a_bot(teams: FakeTeams, data: Path, **more: str) -> AsyncIterator[Bot]:
    """The bot, known to Teams, and reached by it."""
    databases.made_in(data)
    async with (
        opened(settings(teams, data, **more), clock=teams.clock) as app,  # type: ignore[arg-type] # It tells the time.
        doors(app) as web,
        listening(web) as address,
    ):
        bot = Bot(teams, app, door_of(web), address)
        teams.serve_at(f"{address}/api/messages")
        yield bot
        await bot.settled()
