"""Slack's door: one way in for HTTP and Socket Mode, Bolt behind it, and one listener for each kind of delivery."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import logs
from bot.handlers.acknowledged import WAITED
from bot.handlers.slack import changed, channels, lives, read
from bot.handlers.slack.answer import Answering
from bot.handlers.slack.bolt import BEGAN, WORKSPACE, heard_by, make_bolt
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.own import comes_back
from bot.handlers.slack.send import ephemeral
from bot.handlers.slack.shapes import PERSON_CHANGED, Kind, recognised
from bot.handlers.slack.talk import spoken
from bot.handlers.slack.words import mentions
from bot.handlers.slack.workspaces import Workspace, Workspaces
from bot.handlers.talking import Talk
from bot.messages.cards import refusals
from bot.storage.errors import StoreError
from bot.storage.installations import Installed
from bot.storage.store import Store

if TYPE_CHECKING:
    from bot.handlers.slack.installs import Installs

log = structlog.get_logger()

# Slack waits three seconds; what the network takes is part of them.
ANSWER_WITHIN = 2.5
LEARN_WITHIN = 1.0
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
    """The door. `wake`: tells delivery that something is owed.

    `client`: for the one workspace whose token is a setting, if there is one; `here`: None until Slack said who we are.
    `installs`: keeps up with the workspaces that install the app, where many may.
    """

    store: Store
    client: InitVar[SlackClient | None]
    now: Callable[[], datetime]
    wake: Callable[[], None]
    here: InitVar[Installation | None] = None
    installs: "Installs | None" = None
    dropped: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    talk: Talk = field(init=False)
    workspaces: Workspaces = field(default_factory=Workspaces)
    bolt: AsyncApp = field(init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self, client: SlackClient | None, here: Installation | None) -> None:
        self.talk = Talk(self.store, "slack")
        self.workspaces.own = self.workspace(client, here) if client else None
        self.bolt = make_bolt()
        self.bolt.command(ANYTHING)(self.on_command)
        self.bolt.action(ANYTHING)(self.on_action)
        self.bolt.view_submission(ANYTHING)(self.on_form)
        self.bolt.shortcut(ANYTHING)(self.on_shortcut)
        self.bolt.event(ANYTHING)(self.on_event)
        self.bolt.error(self.on_fault)

    def workspace(self, client: SlackClient, here: Installation | None, kept: Installed | None = None) -> Workspace:
        """What speaks and answers in one workspace."""
        answering = Answering(self.store, client, self.now, self.wake, self.later)
        return Workspace(client=client, answering=answering, here=here, kept=kept)

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
        try:
            found = await self._found(kept)
            if found and await lives.join(self.store, found, kept):
                self.talk.forget()
        except (StoreError, TimeoutError):
            return _not_known_yet(kind, kept)
        if found is None or found.here is None:
            return self._unknown(kind, kept)
        if kind is Kind.CLOSED:
            return Answer()
        if kind is Kind.OPTIONS:
            return NO_OPTIONS
        return await (self._event(kept, found, found.here) if kind is Kind.EVENT else self._dispatch(kept, found))

    async def _found(self, kept: Mapping[str, Any]) -> Workspace | None:
        """Whose a delivery is: a workspace that we don't know may have installed the app a moment ago.

        Raises StoreError or TimeoutError where that can't be seen just now.
        """
        if (found := self.workspaces.find(kept)) or self.installs is None:
            return found
        async with asyncio.timeout(LEARN_WITHIN):
            await self.installs.learn()
        return self.workspaces.find(kept)

    def _unknown(self, kind: Kind, kept: Mapping[str, Any]) -> Answer:
        """A workspace that we are not in; or, right after a start, one of which we don't know yet that we are."""
        own = self.workspaces.own
        if own is None or own.here:
            return self._drop("team")
        return _not_known_yet(kind, kept)

    def _drop(self, why: str) -> Answer:
        self.dropped[why] += 1
        return Answer()

    async def _event(self, kept: dict[str, Any], workspace: Workspace, here: Installation) -> Answer:
        """What needs no Bolt is done without: our own messages coming back, and talk that is only counted."""
        event = kept["event"]
        if event["type"] in lives.ENDS:
            return await self._changed(kept, workspace)
        if event["type"] == PERSON_CHANGED:
            return await _kept(changed.note(self.store, event["user"], here, now=self.now()))
        if event["type"] in channels.KINDS:
            return await self._of_a_channel(event, here)
        if event.get("bot_id") == here.bot_id or event.get("user") in here.ours:
            return await _kept(comes_back(self.store, event, now=self.now()))
        if event["type"] in ("message", "app_mention") and not _is_for_us(event, here):
            if said := spoken(event, here):
                self.later(self.talk.hear(said, at=asyncio.get_running_loop().time()))
            return Answer()
        return await self._dispatch(kept, workspace)

    async def _changed(self, told: Mapping[str, Any], workspace: Workspace) -> Answer:
        """The app was taken away, or a workspace of an organisation came or went. Told again, it is nothing new."""
        if workspace.kept is None:
            return Answer()
        answer = await _kept(lives.note(self.store, workspace.kept, told, now=self.now()))
        if self.installs:
            self.later(self.installs.learn())
        return answer

    async def _of_a_channel(self, event: Mapping[str, Any], here: Installation) -> Answer:
        answer = await _kept(channels.note(self.store, here, event, now=self.now(), within=ANSWER_WITHIN))
        if event["type"] == channels.MOVED:
            self.talk.forget()
        return answer

    async def _dispatch(self, kept: dict[str, Any], workspace: Workspace) -> Answer:
        """Bolt gets the object, so that it neither parses nor verifies again."""
        began = asyncio.get_running_loop().time()
        context = {BEGAN: began, WORKSPACE: workspace}
        request = AsyncBoltRequest(body=kept, mode="socket_mode", context=context)
        response = await self.bolt.async_dispatch(request)
        return Answer(response.status, response.body, response.headers["content-type"][0])

    async def on_command(self, payload: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A slash command: answered in the body, or by the form that it opens."""
        workspace, here = heard_by(context)
        heard = read.command(payload, here, now=self.now())
        return await workspace.answering.command(heard, until=_until(context))

    async def on_action(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A button or a picker: a form opens, or the answer is owed."""
        if not body["actions"][0]["action_id"].startswith("1:"):
            return BoltResponse(status=200)
        workspace, here = heard_by(context)
        heard = read.action(body, here, now=self.now())
        return await workspace.answering.action(heard, until=_until(context))

    async def on_form(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A form: what is wrong stands beside its field, what was done in the form's place."""
        workspace, here = heard_by(context)
        heard = read.form(body, here, now=self.now())
        return await workspace.answering.form(heard, until=_until(context))

    async def on_shortcut(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Make this a commitment: there is no other."""
        if body["type"] == Kind.MESSAGE_SHORTCUT and body["callback_id"] == read.MAKE_COMMITMENT:
            workspace, here = heard_by(context)
            heard = read.shortcut(body, here, now=self.now())
            return await workspace.answering.shortcut(heard, until=_until(context))
        return BoltResponse(status=200)

    async def on_event(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Words to us, a look at our home; 200 once it is kept, 503 for Slack to come again."""
        event = body["event"]
        workspace, here = heard_by(context)
        if event["type"] in ("message", "app_mention"):
            return await workspace.answering.message(read.message(body, here), until=_until(context))
        if event["type"] == "app_home_opened" and event.get("tab") == "home" and event.get("user"):
            heard = read.opened_home(body, here, now=self.now())
            return await workspace.answering.home(heard, until=_until(context))
        return BoltResponse(status=200)

    async def on_fault(self, error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """A fault of ours: logged by its number, its name and its place, never by anybody's words."""
        self.faults += 1
        logs.fault("slack.fault", error, number=self.faults)
        workspace, _here = heard_by(context)
        return workspace.answering.fault(body, self.faults)

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
        for workspace in self.workspaces.all:
            await workspace.client.close()


async def _kept(work: Awaitable[None]) -> Answer:
    """200 once it is kept, 503 for Slack to come again."""
    try:
        await work
    except StoreError:
        return Answer(status=503)
    return Answer()


def _not_known_yet(kind: Kind, kept: Mapping[str, Any]) -> Answer:
    """Slack comes again with all but a command, so whoever typed that is told, with their words."""
    if kind is not Kind.COMMAND:
        return Answer(status=503)
    card = refusals.trouble("slack.unknown", f"{kept['command']} {kept.get('text', '')}".strip())
    return Answer(body=json.dumps(ephemeral(card)), content_type="application/json")


def _until(context: Mapping[str, Any]) -> float:
    return float(context[BEGAN]) + ANSWER_WITHIN


def _is_for_us(event: Mapping[str, Any], here: Installation) -> bool:
    """Words that somebody says to the bot: in a direct message, or with its name in them."""
    if event.get("subtype") not in read.BY_PEOPLE or not event.get("user") or event.get("bot_id"):
        return False
    if not event.get("channel") or not read.is_moment(event.get("ts", "")):
        return False
    direct = event.get("channel_type") == "im" or str(event["channel"]).startswith("D")
    return direct or mentions(event.get("text", ""), ours=here.ours)
