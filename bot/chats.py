"""The chats that are set up, beside the pages: each is loaded only then, and each tells by which routes it carries."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.delivery.sender import Sender
from bot.handlers.calling import Caller
from bot.handlers.web.app import make_web
from bot.handlers.web.door import Door
from bot.services import auditing
from bot.storage.routes import OPENED_VIEW
from config.operator import operator_of
from config.secret_key import secret_keys
from config.settings import Settings
from config.slack import SlackDoor, manifest, scopes_of, slack_settings
from config.teams import TeamsDoor, not_installed, teams_settings

if TYPE_CHECKING:
    from bot.app import App
    from bot.handlers.slack import running
    from bot.handlers.teams import running as teams_running


@dataclass(slots=True)
class Carrying:
    """Which senders there are: each chat's change by themselves, and the others stay as they are meanwhile."""

    app: "App"
    own: dict[str, Sender]
    of_chats: dict[str, Mapping[str, Sender]] = field(default_factory=dict)

    def by(self, chat: str) -> Callable[[Mapping[str, Sender]], Awaitable[None]]:
        """How a chat says by which routes it carries."""

        async def carry(routes: Mapping[str, Sender]) -> None:
            self.of_chats[chat] = routes
            self.put()
            await self.app.delivery.open_doors(self.app.now())

        return carry

    def put(self) -> None:
        found = dict(self.own)
        for routes in self.of_chats.values():
            found |= routes
        self.app.delivery.senders = found


@dataclass(frozen=True, slots=True)
class Beside:
    """What a chat adds to the pages: some of its own, and a way in that stands before them all."""

    pages: Sequence[BaseRoute]
    around: Callable[[ASGIApp], ASGIApp]


def must_be_whole(settings: Settings) -> None:
    """Raises SettingsError where a chat is set up by half, or what speaks to it is not there."""
    slack_settings(settings)
    on_teams = teams_settings(settings)
    if on_teams:
        for_teams(on_teams)


@asynccontextmanager
async def beside(app: "App", door: Door, *, new_token: Callable[[], str]) -> AsyncIterator[ASGIApp]:
    """The pages, with the chats that are set up. Raises SettingsError where one is set up by half."""
    on_slack, on_teams = slack_settings(app.settings), teams_settings(app.settings)
    if not (on_slack or on_teams):
        yield make_web(door)
        return
    carrying = Carrying(app, {**app.delivery.senders, OPENED_VIEW: Caller(app.store)})
    async with AsyncExitStack() as stack:
        found: list[Beside] = []
        if on_slack:
            own = _slack(app.settings, on_slack, new_token)
            found.append(await stack.enter_async_context(_slack_opened(app, on_slack, own, door, carrying)))
        if on_teams:
            found.append(await stack.enter_async_context(_teams_opened(app, for_teams(on_teams), carrying)))
        web: ASGIApp = make_web(door, *(page for one in found for page in one.pages))
        for one in found:
            web = one.around(web)
        yield web


@asynccontextmanager
async def _slack_opened(
    app: "App", settings: SlackDoor, own: "running.Settings", door: Door, carrying: Carrying
) -> AsyncIterator[Beside]:
    from bot.handlers.slack import alarm, http, oauth, running  # noqa: PLC0415 - only who uses Slack waits for it

    carry = carrying.by("slack")
    async with running.opened(app.store, own, now=app.now, wake=app.delivery.wake, carry=carry) as slack:
        operator = operator_of(app.settings)
        if operator and operator.channel and slack.workspaces.own:
            carrying.own[auditing.OPERATOR] = alarm.AlarmPoster(slack.workspaces.own.client, operator.channel)
            carrying.put()
        more = oauth.Installing(slack.installs, door, ",".join(scopes_of(manifest()))).pages() if slack.installs else ()
        secrets = settings.signing_secrets
        yield Beside(more, lambda web: http.SlackEvents(slack, secrets, app.now, web) if secrets else web)


def _slack(settings: Settings, door: SlackDoor, new_token: Callable[[], str]) -> "running.Settings":
    from bot.handlers.slack import installs, running  # noqa: PLC0415 - the same

    keys = secret_keys(settings, new_token=new_token)
    app = installs.AppSettings(client_id=door.client_id, client_secret=door.client_secret, secret_keys=keys)
    return running.Settings(
        bot_token=door.bot_token,
        api_url=door.api_url,
        app_token=door.app_token,
        app=app if door.can_be_installed else None,
    )


@asynccontextmanager
async def _teams_opened(app: "App", own: "teams_running.Settings", carrying: Carrying) -> AsyncIterator[Beside]:
    from bot.handlers.teams import http, running  # noqa: PLC0415 - only who uses Teams waits for it

    carry = carrying.by("teams")
    async with running.opened(app.store, own, now=app.now, wake=app.delivery.wake, carry=carry) as teams:
        yield Beside((), lambda web: http.TeamsActivities(teams, web))


def for_teams(door: TeamsDoor) -> "teams_running.Settings":
    """Raises SettingsError where what speaks to Teams is not installed: it is an extra of ours."""
    try:
        from bot.handlers.teams import running  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        if str(error.name).startswith("bot"):
            raise
        raise not_installed() from error
    return running.Settings(
        client_id=door.client_id,
        client_secret=door.client_secret,
        tenant_id=door.tenant_id,
        metadata_url=door.metadata_url,
    )
