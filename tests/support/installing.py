"""Somebody who installs the app with a browser: from our page to Slack's, and back with a yes or a no."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import aiohttp

from tests.fakes.slack.world import Workspace
from tests.messages.page import Page
from tests.support.slack import Bot


@dataclass(slots=True)
class Browser:
    """Their cookies, where they are, and what stands there."""

    bot: Bot
    session: aiohttp.ClientSession
    page: str = ""
    at: str = ""

    async def goes(self) -> dict[str, str]:
        """To the consent page, which they see: what it is asked."""
        assert await self._gets(f"{self.bot.address}/slack/install") == 200, self.page
        return dict(parse_qsl(urlsplit(self.at).query))

    async def comes_back(self, **given: str) -> int:
        """From there, with what Slack gave or did not give: the status."""
        return await self._gets(f"{self.bot.address}/slack/oauth_redirect?{urlencode(given)}")

    async def answers(self, button: str, *, where: str = "", without: Sequence[str] = ()) -> int:
        """Press a button on the consent page, with a place chosen and some that is optional left out: the status."""
        found = Page(self.page).elements
        [form] = [one for one in found if one.tag == "form"]
        [pressed] = [one for one in found if one.tag == "button" and one.words == button]
        kept = [one for one in found if one.tag == "input" and one["value"] not in without]
        fields = [(one["name"], one["value"]) for one in (*kept, pressed)]
        body = aiohttp.FormData([*fields, ("where", where or self.places[0])])
        async with self.session.post(urljoin(self.at, form["action"]), data=body) as answer:
            return await self._sees(answer)

    @property
    def places(self) -> list[str]:
        """Where the app could go, by the ids of workspaces and organisations."""
        return [one["value"] for one in Page(self.page).elements if one.tag == "option"]

    async def installs(self, workspace: Workspace, *, org_wide: bool = False, without: Sequence[str] = ()) -> int:
        """All of it, with a yes: the status at the end."""
        slack = self.bot.slack
        if not any(one.team_id == workspace.team_id and not one.is_bot for one in slack.core.directory.users.values()):
            slack.person("Ade Bello", team=workspace)
        await self.goes()
        where = workspace.enterprise_id if org_wide else workspace.team_id
        return await self.answers("Allow", where=where, without=without)

    async def _gets(self, address: str) -> int:
        async with self.session.get(address) as answer:
            return await self._sees(answer)

    async def _sees(self, answer: aiohttp.ClientResponse) -> int:
        self.page, self.at = await answer.text(), str(answer.url)
        return answer.status


@asynccontextmanager
async def a_browser(bot: Bot) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Browser(bot, session)
