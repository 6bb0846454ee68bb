"""Slack's door: one way in for HTTP and Socket Mode, Bolt behind it, and one listener for each kind of delivery."""

import asyncio
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import logs
from bot.domain.people import Place
from bot.handlers.acknowledged import WAITED
from bot.handlers.slack import read
from bot.handlers.slack.answer import Answering
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.own import comes_back
from bot.handlers.slack.send import ephemeral
from bot.handlers.slack.shapes import Kind, recognised
from bot.handlers.slack.talk import Talk
from bot.handlers.slack.words import mentions
from bot.messages.cards import refusals
from bot.storage import conversations
from bot.storage.errors import StoreError
from bot.storage.store import Store

log = structlog.get_logger()

# Slack waits three seconds; what the network takes is part of them.
ANSWER_WITHIN = 2.5
BEGAN = "convenor_began"
ANYTHING = re.compile("")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a delivery is answered: 200 with a body or without, 503 for "again, please"."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain"


# None of our menus asks for its options.
NO_OPTIONS = Answer(body='{"options": []}', content_type="application/json")


@dataclass(slots=True)
class Slack:
    """The door. `wake`: tells delivery that something is owed; `here`: None until Slack said who we are."""

    store: Store
    client: SlackClient
    now: Callable[[], datetime]
    wake: Callable[[], None]
    here: Installation | None = None
    dropped: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    talk: Talk = field(init=False)
    answering: Answering = field(init=False)
    bolt: AsyncApp = field(init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.talk = Talk(self.store)
        self.answering = Answering(self.store, self.client, self.now, self.wake, self.later)
        self.bolt = _bolt(self.who_we_are)
        self.bolt.command(ANYTHING)(self.on_command)
        self.bolt.action(ANYTHING)(self.on_action)
        self.bolt.view_submission(ANYTHING)(self.on_form)
        self.bolt.shortcut(ANYTHING)(self.on_shortcut)
        self.bolt.event(ANYTHING)(self.on_event)
        self.bolt.error(self.on_fault)

    async def receive(self, payload: Mapping[str, Any]) -> Answer:
        """The one way in, for what is known to be Slack's. What is none of ours is answered 200 and counted."""
        with WAITED.labels("slack").time():
            return await self._receive(payload)

    async def _receive(self, payload: Mapping[str, Any]) -> Answer:
        found = recognised(dict(payload))
        if found is None:
            return self._drop("shape")
        kind, kept = found
        if kind is Kind.VERIFICATION:
            return Answer(body=kept["challenge"])
        if kind is Kind.LIMITED:
            log.warning("slack.limited", team=kept["team_id"])
            return self._drop("limited")
        return await self._of_a_workspace(kind, kept)

    async def _of_a_workspace(self, kind: Kind, kept: dict[str, Any]) -> Answer:
        if self.here is None:
            return _just_started(kept) if kind is Kind.COMMAND else Answer(status=503)
        if _team(kept) not in (self.here.team, self.here.enterprise):
            return self._drop("team")
        if kind is Kind.CLOSED:
            return Answer()
        if kind is Kind.OPTIONS:
            return NO_OPTIONS
        return await (self._event(kept, self.here) if kind is Kind.EVENT else self._dispatch(kept))

    def _drop(self, why: str) -> Answer:
        self.dropped[why] += 1
        return Answer()

    async def _event(self, kept: dict[str, Any], here: Installation) -> Answer:
        """What needs no Bolt is done without: our own messages coming back, and talk that is only counted."""
        event = kept["event"]
        if event.get("bot_id") == here.bot_id or event.get("user") == here.bot_user:
            await comes_back(self.store, event, now=self.now())
            return Answer()
        if event["type"] in ("message", "app_mention") and not _is_for_us(event, here):
            self.later(self.talk.hear(event, here, at=asyncio.get_running_loop().time()))
            return Answer()
        return await self._dispatch(kept)

    async def _dispatch(self, kept: dict[str, Any]) -> Answer:
        """Bolt gets the object, so that it neither parses nor verifies again."""
        began = asyncio.get_running_loop().time()
        request = AsyncBoltRequest(body=kept, mode="socket_mode", context={BEGAN: began})
        response = await self.bolt.async_dispatch(request)
        return Answer(response.status, response.body, response.headers["content-type"][0])

    async def on_command(self, payload: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A slash command: answered in the body, or by the form that it opens."""
        heard = read.command(payload, self._here, now=self.now())
        return await self.answering.command(heard, until=_until(context))

    async def on_action(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A button or a picker: a form opens, or the answer is owed."""
        if not body["actions"][0]["action_id"].startswith("1:"):
            return BoltResponse(status=200)
        heard = read.action(body, self._here, now=self.now())
        return await self.answering.action(heard, until=_until(context))

    async def on_form(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A form: what is wrong stands beside its field, what was done in the form's place."""
        heard = read.form(body, self._here, now=self.now())
        return await self.answering.form(heard, until=_until(context))

    async def on_shortcut(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Make this a commitment: there is no other."""
        if body["type"] == Kind.MESSAGE_SHORTCUT and body["callback_id"] == read.MAKE_COMMITMENT:
            heard = read.shortcut(body, self._here, now=self.now())
            return await self.answering.shortcut(heard, until=_until(context))
        return BoltResponse(status=200)

    async def on_event(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Words to us, a look at our home; 200 once it is kept, 503 for Slack to come again."""
        event = body["event"]
        if event["type"] in ("message", "app_mention"):
            return await self.answering.message(read.message(body, self._here), until=_until(context))
        if event["type"] == "app_home_opened" and event.get("tab") == "home" and event.get("user"):
            heard = read.opened_home(body, self._here, now=self.now())
            return await self.answering.home(heard, until=_until(context))
        if event["type"] == "channel_id_changed" and event.get("old_channel_id") and event.get("new_channel_id"):
            return await self._moved(event, until=_until(context))
        return BoltResponse(status=200)

    async def _moved(self, event: Mapping[str, Any], *, until: float) -> BoltResponse:
        """A channel that is shared gets another id: it stays its table's."""
        place = Place(platform="slack", tenant=self._here.tenant, conversation=event["old_channel_id"])
        left = until - asyncio.get_running_loop().time()
        try:
            await self.store.run_within(left, conversations.move, place, event["new_channel_id"])
        except StoreError:
            return BoltResponse(status=503)
        self.talk.forget()
        return BoltResponse(status=200)

    async def on_fault(self, error: Exception, body: dict[str, Any]) -> BoltResponse:
        """A fault of ours: logged by its number, its name and its place, never by anybody's words."""
        self.faults += 1
        logs.fault("slack.fault", error, number=self.faults)
        return self.answering.fault(body, self.faults)

    @property
    def _here(self) -> Installation:
        if self.here is None:  # pragma: no cover - nothing is dispatched before it is known
            raise RuntimeError("Slack has not said who we are")
        return self.here

    def who_we_are(self) -> AuthorizeResult:
        """From memory: Bolt's own ways would ask Slack while somebody waits."""
        here = self._here
        return AuthorizeResult(
            enterprise_id=here.enterprise, team_id=here.team, bot_user_id=here.bot_user, bot_id=here.bot_id
        )

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """After the answer: what may wait, and must not be lost to the garbage collector."""
        task = asyncio.create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - nobody waits for it; a fault is known by its name, not its words
            log.warning("slack.later", fault=type(error).__name__, code=getattr(error, "code", ""))

    async def finish(self) -> None:
        """Do what was left for after the answers."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """The same, and let go of the connections to Slack."""
        await self.finish()
        await self.client.close()


def _just_started(kept: Mapping[str, Any]) -> Answer:
    """A command is never repeated by Slack, so whoever typed it is told, with their words."""
    card = refusals.trouble("slack.unknown", f"{kept['command']} {kept.get('text', '')}".strip())
    return Answer(body=json.dumps(ephemeral(card)), content_type="application/json")


def _until(context: Mapping[str, Any]) -> float:
    return float(context[BEGAN]) + ANSWER_WITHIN


def _team(kept: Mapping[str, Any]) -> str:
    """Whose installation it was delivered for."""
    view = kept.get("view") or {}
    authorized = (kept.get("authorizations") or [{}])[0]
    team = kept.get("team") or {}
    return str(
        view.get("app_installed_team_id")
        or authorized.get("team_id")
        or kept.get("team_id")
        or team.get("id")
        or kept.get("enterprise", {}).get("id")
        or kept.get("user", {}).get("team_id")
    )


def _is_for_us(event: Mapping[str, Any], here: Installation) -> bool:
    """Words that somebody says to the bot: in a direct message, or with its name in them."""
    if event.get("subtype") not in read.BY_PEOPLE or not event.get("user") or event.get("bot_id"):
        return False
    if not event.get("channel") or not read.is_moment(event.get("ts", "")):
        return False
    direct = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
    return direct or mentions(event.get("text", ""), ours=frozenset({here.bot_user}))


# What Bolt would take from the environment by itself, and then ask Slack, or begin an OAuth flow of its own.
_UNSEEN = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET")


@contextmanager
def _unseen() -> Iterator[None]:
    hidden = {name: os.environ.pop(name) for name in _UNSEEN if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _bolt(who_we_are: Callable[[], AuthorizeResult]) -> AsyncApp:
    """Bolt with its own checks off: `receive` has made them."""

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult:  # noqa: ARG001 - Bolt goes by its name
        return who_we_are()

    with _unseen():
        return AsyncApp(
            name="convenor",
            client=AsyncWebClient(),
            authorize=authorize,
            process_before_response=True,
            signing_secret="",
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
