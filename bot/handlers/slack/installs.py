"""The app in many workspaces: each installs it itself, and every process of ours knows of it soon after."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.leaving import new_session
from bot.handlers.slack.app import Slack
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.installed import PLATFORM, Installation, route_of
from bot.handlers.slack.seal import Seal, SealError
from bot.handlers.slack.tokens import Pair, Tokens, place_of
from bot.handlers.slack.troubles import meaning
from bot.handlers.slack.workspaces import Workspace
from bot.handlers.waits import LIMITED
from bot.services import installed
from bot.storage import installations
from bot.storage.errors import StoreError
from bot.storage.installations import Installed

log = structlog.get_logger()

# What was installed by way of another process is known here after so many seconds.
LOOK_EVERY = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSettings:
    """The app that workspaces install, and what seals their tokens; the newest key first."""

    client_id: str
    client_secret: str
    secret_keys: Sequence[str]


@dataclass(slots=True)
class Installs:
    """Installs the app, and keeps up with where it is installed. `carry`: told by which routes messages go."""

    slack: Slack
    app: AppSettings
    api_url: str
    session: aiohttp.ClientSession
    carry: Callable[[Sequence[str]], Awaitable[None]]
    seal: Seal
    _learning: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def learn(self) -> None:
        """Know every workspace that has the app now. One whose token can't be opened is said, and left alone."""
        async with self._learning:
            found = await self.slack.store.read(installations.standing, PLATFORM)
            known = [one for one in map(self._workspace, found) if one]
            self.slack.workspaces.put(known)
            await self.carry([one.route for one in found])

    async def keep_up(self) -> None:
        """Learn again and again; trouble with the database is another look's."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            with suppress(StoreError):
                await self.learn()

    def _workspace(self, one: Installed) -> Workspace | None:
        known = self.slack.workspaces.installed.get(one.key)
        if known and known.kept == one:
            return known
        try:
            token = self.seal.open(one.token, place_of(one.key, "token"))
        except SealError:
            log.error("slack.seal", key=one.key)  # noqa: TRY400 - there is nothing more to know of it
            return None
        tokens = Tokens(self.slack.store, self.seal, one, self.renewed, self.slack.now) if one.refresh else None
        client = SlackClient(token, self.api_url, self.slack.now, session=self.session, tokens=tokens)
        return self.slack.workspace(client, _here(one), one)

    async def reseal(self) -> None:
        """Seal anew what an older key sealed, so that the older one can be given up."""
        for one in await self.slack.store.read(installations.standing, PLATFORM):
            if self.seal.is_newest(one.token):
                continue
            with suppress(SealError):
                token = self._anew(one.token, one.key, "token")
                refresh = self._anew(one.refresh, one.key, "refresh") if one.refresh else None
                await self.slack.store.run(installations.reseal, one, token=token, refresh=refresh)

    def _anew(self, sealed: str, key: str, column: str) -> str:
        place = place_of(key, column)
        return self.seal.close(self.seal.open(sealed, place), place)

    async def install(self, code: str, redirect_uri: str) -> str:
        """Take what the consent page gave, and keep it: the workspace's name. Raises DeliveryError."""
        told = await self._access(code=code, redirect_uri=redirect_uri)
        one = self._installed(told, bot_id=await self._bot_id(told["access_token"]))
        await self.slack.store.run(installed.keep, one, but_for=LIMITED, now=self.slack.now())
        log.info("slack.installed", key=one.key)
        await self.learn()
        return one.name

    def _installed(self, told: Mapping[str, Any], *, bot_id: str) -> Installed:
        team, enterprise = told.get("team") or {}, told.get("enterprise") or {}
        org_wide = bool(told.get("is_enterprise_install"))
        key = str(enterprise["id"] if org_wide else team["id"])
        lasts = told.get("expires_in")
        refresh = told.get("refresh_token")
        return Installed(
            platform=PLATFORM,
            key=key,
            tenant=str(enterprise.get("id") or team.get("id")),
            route=route_of(key),
            name=str((enterprise if org_wide else team).get("name") or key),
            bot_user=str(told.get("bot_user_id", "")),
            bot_id=bot_id,
            scopes=str(told.get("scope", "")),
            token=self.seal.close(told["access_token"], place_of(key, "token")),
            refresh=self.seal.close(refresh, place_of(key, "refresh")) if refresh else None,
            expires_at=self.slack.now() + timedelta(seconds=lasts) if lasts else None,
        )

    async def _bot_id(self, token: str) -> str:
        """What our own messages bear, which the consent does not say."""
        client = SlackClient(token, self.api_url, self.slack.now, session=self.session)
        return (await client.installation()).bot_id

    async def renewed(self, refresh: str) -> Pair:
        """New tokens for a refresh token. Raises DeliveryError."""
        told = await self._access(grant_type="refresh_token", refresh_token=refresh)
        lasts = timedelta(seconds=told["expires_in"])
        return Pair(token=told["access_token"], refresh=told["refresh_token"], lasts=lasts)

    async def _access(self, **given: str) -> Mapping[str, Any]:
        web = AsyncWebClient(base_url=self.api_url, session=self.session, retry_handlers=[])
        own = {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        try:
            response = await web.api_call("oauth.v2.access", data={**own, **given})
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            raise meaning(error, "oauth.v2.access") from error
        return dict(response.data) if isinstance(response.data, Mapping) else {}


@asynccontextmanager
async def installing(
    slack: Slack, app: AppSettings, api_url: str, carry: Callable[[Sequence[str]], Awaitable[None]]
) -> AsyncIterator[Installs]:
    """Installs while the program runs, one session for all workspaces."""
    async with new_session() as session:
        installs = Installs(slack, app, api_url, session, carry, Seal(app.secret_keys))
        await installs.reseal()
        await installs.learn()
        keeping_up = asyncio.create_task(installs.keep_up())
        try:
            yield installs
        finally:
            keeping_up.cancel()


def _here(one: Installed) -> Installation:
    org_wide = one.key == one.tenant and one.key.startswith("E")
    return Installation(
        team="" if org_wide else one.key,
        enterprise=one.tenant if one.tenant.startswith("E") else "",
        bot_user=one.bot_user,
        bot_id=one.bot_id,
        route=one.route,
    )
