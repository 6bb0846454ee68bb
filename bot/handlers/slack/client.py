"""Slack's Web API: one client on one session, with the SDK's retries off, for they post twice when a reply is lost."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sender import DeliveryError, NotNowError
from bot.handlers.leaving import in_time, is_loopback, new_session
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.profile import profile_of
from bot.handlers.slack.tokens import EXPIRED, Tokens
from bot.handlers.slack.troubles import POST, meaning
from bot.handlers.waits import Waits
from bot.messages.parts import Card, Form
from bot.messages.render.slack import view as drawn
from bot.services.profiles import Profile

# Where the limits of 2025 apply, fifteen is all that Slack gives at once; a window is a few minutes long.
A_PAGE = 15
MOST_PAGES = 20

# By what users.info says that somebody is nobody to write to unasked, and the word for it on record.
NOBODY = {"deleted": "user_disabled", "is_bot": "is_bot", "is_stranger": "is_stranger"}
SLACKBOT = "USLACKBOT"

A_DAY = timedelta(days=1)
# Past the year 9999: no moment in seconds.
NO_TIME = 253_402_300_800

HOOKS = ("hooks.slack.com", "hooks.slack-gov.com")
USES_OF_A_URL = 5
LIFE_OF_A_URL = timedelta(minutes=30)


class SlackClient:
    """The calls that the bot makes. Each raises DeliveryError, and OutcomeUnknownError where nobody can say."""

    def __init__(
        self,
        token: str,
        api_url: str,
        now: Callable[[], datetime],
        *,
        session: aiohttp.ClientSession | None = None,
        tokens: Tokens | None = None,
    ) -> None:
        """`session`: whose end is not ours to make. `tokens`: where the token comes from, if it changes."""
        self.api_url = api_url
        self.waits = Waits(now)
        self._owns_session = session is None
        self.session = session or new_session()
        self.tokens = tokens
        self.web = AsyncWebClient(token=token, base_url=api_url, session=self.session, retry_handlers=[])
        self._uses: dict[str, tuple[int, datetime]] = {}
        self._direct: dict[str, str] = {}

    async def close(self) -> None:
        if self._owns_session:
            await self.session.close()

    async def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - whatever JSON holds
        """One call of the Web API, once; none while Slack has asked us to wait."""
        return await self._call(method, {"json": arguments})

    async def fill_in(self, method: str, **fields: str) -> Mapping[str, Any]:
        """The same for a method that is asked by a form, as Slack's own SDK asks those of files."""
        return await self._call(method, {"data": fields})

    async def _call(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        self.waits.must_be_over(method)
        if self.tokens is None:
            return await self._called(method, arguments)
        self.web.token = await self.tokens.current()
        used = self.tokens.kept.token
        try:
            return await self._called(method, arguments)
        except DeliveryError as error:
            if error.code != EXPIRED:
                raise
        # It was refused, so nothing was done yet.
        await self.tokens.renew(used)
        self.web.token = await self.tokens.current()
        return await self._called(method, arguments)

    async def _called(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            response = await self.web.api_call(method, **arguments)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            meant = meaning(error, method)
            if meant.code != EXPIRED or self.tokens is None:
                self.waits.note(method, meant)
            raise meant from error
        return dict(response.data) if isinstance(response.data, Mapping) else {}

    async def post(self, must_be_in_time: Callable[[], None], **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the same
        """`chat.postMessage`, unless its time is over: asked as its bytes leave, for a process may stand still before.

        Others may have taken the message over by then.
        """
        with in_time(must_be_in_time):
            return await self.call(POST, **arguments)

    async def installation(self) -> Installation:
        """Which workspace the token is for, and who the bot is there."""
        told = await self.call("auth.test")
        return Installation(
            team=told["team_id"],
            enterprise=told.get("enterprise_id") or "",
            bot_user=told.get("user_id", ""),
            bot_id=told.get("bot_id", ""),
        )

    async def profile(self, user: str) -> Profile:
        """What Slack knows of somebody; any of it may be missing, null or empty."""
        told = await self.call("users.info", user=user, include_locale=True)
        return profile_of(told.get("user") or {})

    async def must_be_there(self, user: str) -> Mapping[str, Any]:
        """What Slack tells of somebody; where it won't say, its refusals will.

        Raises DeliveryError for whoever is nobody to write to unasked.
        """
        try:
            told = (await self.call("users.info", user=user)).get("user") or {}
        except DeliveryError as error:
            if error.permanent:
                raise
            return {}
        if told.get("is_invited_user"):
            raise NotNowError("is_invited_user", A_DAY)
        why = next((why for sign, why in NOBODY.items() if told.get(sign)), "")
        if why or user == SLACKBOT:
            raise DeliveryError(why or "is_bot", permanent=True)
        return told

    async def quiet_until(self, user: str, *, now: datetime) -> datetime | None:
        """When the time ends in which somebody is not to be disturbed; None if it is none now, or Slack won't say."""
        try:
            told = await self.call("dnd.info", user=user)
        except DeliveryError:
            # Our own hours hold all the same, and Slack itself lets what comes meanwhile make no sound.
            return None
        begins, ends = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
        if not (told.get("dnd_enabled") and isinstance(begins, int) and isinstance(ends, int) and ends < NO_TIME):
            return None
        # Whatever it says, they are asked again within a day, for people end it by hand.
        return min(datetime.fromtimestamp(ends, UTC), now + A_DAY) if begins <= now.timestamp() < ends else None

    async def direct(self, user: str) -> str:
        """The conversation of the bot with somebody; asked for once."""
        if user not in self._direct:
            told = await self.call("conversations.open", users=user)
            self._direct[user] = told["channel"]["id"]
        return self._direct[user]

    async def find(self, channel: str, mark: str, *, since: datetime, until: datetime) -> str | None:
        """The ts of the message whose first block bears a mark: one of the newest, or of those between two moments.

        The newest are looked at whatever their times, for Slack's clock is not ours, and ours may have been set.
        """
        newest, _more = await self._messages(channel)
        if (found := _bearing(mark, newest)) or not newest or float(newest[-1]["ts"]) <= since.timestamp():
            return found
        window = {"oldest": f"{since.timestamp():.6f}", "latest": f"{until.timestamp():.6f}"}
        more: dict[str, str] = {}
        for _page in range(MOST_PAGES):
            messages, cursor = await self._messages(channel, **window, **more)
            if (found := _bearing(mark, messages)) or not cursor:
                return found
            more = {"cursor": cursor}
        raise DeliveryError("history_too_long")

    async def find_under(self, channel: str, first: str, mark: str) -> str | None:
        """The same in the thread under a message, which `find` does not see."""
        more: dict[str, str] = {}
        for _page in range(MOST_PAGES):
            told = await self.call("conversations.replies", channel=channel, ts=first, limit=A_PAGE, **more)
            if found := _bearing(mark, told.get("messages") or []):
                return found
            more = _next_page(told)
            if not more:
                return None
        raise DeliveryError("history_too_long")

    async def _messages(self, channel: str, **bounds: str) -> tuple[Sequence[Mapping[str, Any]], str]:
        """A page of what stands in a conversation, newest first, and where the next one begins."""
        told = await self.call("conversations.history", channel=channel, limit=A_PAGE, **bounds)
        return told.get("messages") or [], (told.get("response_metadata") or {}).get("next_cursor") or ""

    async def open(self, trigger: str, shown: Card | Form, *, origin: str, over: bool = False) -> None:
        """Open a view with a trigger; `over`: on top of the one in which it was asked for."""
        method = "views.push" if over else "views.open"
        await self.call(method, trigger_id=trigger, view=drawn(shown, origin=origin))

    async def respond(self, url: str, body: Mapping[str, Any], *, now: datetime) -> None:
        """Post to a response URL: only where Slack has them, five times within half an hour."""
        if not self._may_respond(url, now):
            raise DeliveryError("response_url")
        try:
            async with self.session.post(url, json=dict(body), allow_redirects=False) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise meaning(error) from error
        if status != 200:  # noqa: PLR2004 - HTTP's own number
            raise DeliveryError(f"response_url_{status}")

    def _may_respond(self, url: str, now: datetime) -> bool:
        used, since = self._uses.get(url, (0, now))
        if not is_slacks(url, self.api_url) or used >= USES_OF_A_URL or now - since > LIFE_OF_A_URL:
            return False
        self._uses = {one: use for one, use in self._uses.items() if now - use[1] <= LIFE_OF_A_URL}
        self._uses[url] = (used + 1, since)
        return True


def _next_page(told: Mapping[str, Any]) -> dict[str, str]:
    cursor = (told.get("response_metadata") or {}).get("next_cursor")
    return {"cursor": cursor} if cursor else {}


def _bearing(mark: str, messages: Sequence[Mapping[str, Any]]) -> str | None:
    """The ts of the one whose first block is called so."""
    return next((str(one["ts"]) for one in messages if ((one.get("blocks") or [{}])[0]).get("block_id") == mark), None)


def is_slacks(url: str, api_url: str, hosts: Sequence[str] = HOOKS) -> bool:
    """Whether a URL that we were given is one of Slack's, or of the Slack on this machine that SLACK_API_URL names."""
    try:
        asked, api = urlsplit(url), urlsplit(api_url)
    except ValueError:
        return False
    of_this_machine = (asked.scheme, asked.netloc) == (api.scheme, api.netloc) and is_loopback(api.hostname or "")
    return of_this_machine or (asked.scheme == "https" and asked.netloc in hosts)
