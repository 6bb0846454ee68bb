"""The bot in this process with all its doors open: Slack, Teams, and a browser for each who has neither."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.app import App, doors, opened
from bot.delivery.tick import turn
from bot.domain import deadlines
from bot.handlers.slack.running import introduce
from config.settings import read_settings
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.clock import Clock
from tests.fakes.teams import FakeTeams
from tests.messages.page import Page
from tests.support import databases
from tests.support import slack as on_slack
from tests.support import teams as on_teams
from tests.support.kept import Kept


@dataclass(slots=True)
class Browser:
    """Somebody without any app: their cookies, and the page before them."""

    address: str
    session: aiohttp.ClientSession
    path: str = ""
    page: str = ""

    @property
    def words(self) -> str:
        """What can be read on the page."""
        return " ".join(re.sub(r"<[^>]+>", " ", self.page).split())

    async def goes(self, path: str) -> str:
        """To a page: what can be read there."""
        async with self.session.get(self.address + path) as answer:
            return await self._sees(answer)

    async def enters(self, token: str) -> str:
        """By a one-time link that somebody handed over."""
        async with self.session.post(f"{self.address}/in/{token}") as answer:
            return await self._sees(answer)

    async def says(self, words: str) -> str:
        """Type into the page of the table, and send it."""
        return await self._sends("/say", {"words": words})

    async def _sends(self, where: str, values: dict[str, str]) -> str:
        """The form that leads there, with what is hidden in it."""
        action, hidden = "", dict[str, str]()
        for one in Page(self.page).elements:
            if one.tag == "form":
                if where in action:
                    break
                action, hidden = one["action"] or self.path, {}
            elif one.tag == "input" and one["type"] == "hidden":
                hidden[one["name"]] = one["value"]
        async with self.session.post(self.address + action, data=hidden | values) as answer:
            return await self._sees(answer)

    async def _sees(self, answer: aiohttp.ClientResponse) -> str:
        self.page, self.path = await answer.text(), answer.url.path
        return self.words


@dataclass(slots=True)
class Everywhere(Kept):
    """The program, and both fakes in front of it, by one clock."""

    slack: FakeSlack
    teams: FakeTeams
    clock: Clock
    app: App
    address: str
    slack_door: Any
    teams_door: Any
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    def browser(self) -> Browser:
        self.sessions.append(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))
        return Browser(self.address, self.sessions[-1])

    async def settled(self) -> None:
        """What was left for after the answers is done."""
        await self.slack_door.finish()
        await self.teams_door.finish()

    async def deliver(self) -> None:
        """What is owed is sent."""
        await self.settled()
        await self.app.delivery.once(self.app.now())
        await self.settled()

    async def lives(self, number: int) -> None:
        """So many days, with the clock's rounds late each morning and at night."""
        for _half in range(number * 2):
            self.clock.turn(timedelta(hours=12))
            await turn(self.app.store, self.app.delivery, now=self.app.now())
            await self.settled()

    def done(self) -> None:
        """Neither had anything to refuse."""
        assert [str(one) for one in (*self.slack.problems, *self.teams.problems)] == []


@asynccontextmanager
async def everywhere(data: Path) -> AsyncIterator[Everywhere]:
    """All of it, each known to the other."""
    deadlines.get_ready()
    databases.made_in(data)
    clock = Clock()
    async with FakeSlack(clock=clock, patience=30) as slack, FakeTeams(clock=clock, patience=30) as teams:
        teams.wire.prompt = 30
        both = on_slack.environment(slack, data, "http") | on_teams.environment(teams, data)
        async with (
            opened(read_settings(both, dotenv=data / "none"), clock=clock) as app,  # type: ignore[arg-type] # It tells the time.
            doors(app) as web,
            on_slack.listening(web) as address,
        ):
            slack.serve_at(f"{address}/slack/events")
            teams.serve_at(f"{address}/api/messages")
            slack_door = web.pages.slack  # type: ignore[attr-defined] # Behind Teams'.
            await slack.until(lambda: slack.calls_of("auth.test"), seconds=30)
            await introduce(slack_door)
            found = Everywhere(slack, teams, clock, app, address, slack_door, on_teams.door_of(web))
            try:
                yield found
                await found.settled()
            finally:
                for session in found.sessions:
                    await session.close()
