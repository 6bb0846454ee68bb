"""Slack's sender: what the outbox owes, posted once; and answers, by the way that is open."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.delivery.sender import DeliveryError, NotNowError, OutcomeUnknownError, Outgoing, Pace, Sought
from bot.handlers.pictures import Pictures, with_pictures
from bot.handlers.slack import destination
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.destination import Destination
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.own import PREFIX
from bot.handlers.slack.status import must_live_there, must_not_be_away
from bot.handlers.slack.upload import Uploads
from bot.messages.cards.channels import TAKING_PART, please_pin
from bot.messages.parts import Card, Picture
from bot.messages.render import slack
from bot.storage import conversations, posted, profiles, routes
from bot.storage.errors import StoreError
from bot.storage.posted import Posted
from bot.storage.store import Store

log = structlog.get_logger()

# chat.postMessage: one message a second in a conversation, several hundred a minute in a workspace.
PACE = Pace(gap=timedelta(seconds=1), every=timedelta(seconds=0.2), at_once=8)

# Readable by other apps in the workspace, so it holds our own number and nothing else.
EVENT_TYPE = "convenor_message"

# Why somebody who sits in the channel may not be written to in a conversation of their own.
OUT_OF_REACH = frozenset({"channel_not_found", "user_not_visible", "cannot_dm_bot", "messages_tab_disabled"})

# A file that was just uploaded may be unknown for a moment to what shows it (slackapi/java-slack-sdk, issue 1335).
NOT_THERE_YET = "invalid_blocks"
TRIES = 3
BETWEEN_TRIES = 1.2

# What the name of a conversation with one person begins with.
DIRECT = "D"


@dataclass(frozen=True, slots=True)
class SlackSender:
    """Carries messages of the route "slack"."""

    store: Store
    client: SlackClient
    here: Installation
    pictures: Pictures

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError."""
        try:
            return await self._send(message)
        except DeliveryError as error:
            if error.code in OUT_OF_REACH and message.person_id is not None and message.redraws is None:
                # They are there all the same: from now on there is a way for them that opens in the channel.
                with suppress(StoreError):
                    await self.store.run(routes.add_route, message.person_id, routes.OPENED_VIEW)
            raise

    async def _send(self, message: Outgoing) -> str:
        if message.redraws:
            place = message.redraws
            return await self._update(place.conversation, place.message or "", await self._with_files(message))
        if message.at:
            return await self._answer(message, destination.read(message.at))
        if message.place_id is None and message.unasked:
            user = await self._user(message)
            told = await self.client.must_be_there(user)
            await must_live_there(self.store, message.person_id or 0, told)
            await must_not_be_away(self.store, message.person_id or 0, user, told, now=message.now)
            await self._must_not_disturb(user, now=message.now)
        channel = await self._channel(message)
        return await self._post(channel, await self._with_files(message))

    async def _with_files(self, message: Outgoing) -> Outgoing:
        return replace(message, card=await Uploads(self.client, self.pictures).uploaded(message.card))

    async def shared(self, message: Outgoing) -> str | None:
        """The channel it will stand in; None for what only its reader sees."""
        if message.redraws:
            return _unless_direct(message.redraws.conversation)
        if message.at:
            to = destination.read(message.at)
            return None if to.view or to.url else _unless_direct(to.channel)
        return await self._channel(message) if message.place_id is not None else None

    async def _channel(self, message: Outgoing | Sought) -> str:
        if message.place_id is not None:
            return (await self.store.read(conversations.by_id, message.place_id)).address
        return await self.client.direct(await self._user(message))

    async def _user(self, message: Outgoing | Sought) -> str:
        user = await self.store.read(
            profiles.user_of, message.person_id or 0, platform="slack", tenant=self.here.tenant
        )
        if user is None:
            raise DeliveryError("user_not_found", permanent=True)
        return user

    async def _must_not_disturb(self, user: str, *, now: datetime) -> None:
        """Raises NotNowError while they have asked Slack for quiet."""
        until = await self.client.quiet_until(user, now=now)
        if until:
            raise NotNowError("not_disturb", until - now)

    async def _answer(self, message: Outgoing, to: Destination) -> str:
        """By the way that the request left open; if it has closed meanwhile, by a direct message."""
        instead = message.instead or bool(to.subject and to.subject == message.card.subject)
        try:
            if to.view:
                return await self._into_view(to.view, message.card)
            if to.url:
                return await self._respond(to, message.card, instead=instead, now=message.now)
            if to.message and instead:
                return await self._update(to.channel, to.message, message)
            if to.channel:
                return await self._post(to.channel, message)
        except OutcomeUnknownError:
            raise
        except DeliveryError as error:
            if error.retry_after:
                raise
            log.info("slack.answer.otherwise", row=message.row_id, code=error.code)
        return await self._post(await self.client.direct(to.user), message)

    async def _into_view(self, view: str, card: Card) -> str:
        await self.client.call("views.update", view_id=view, view=slack.view(card))
        return f"view:{view}"

    async def _respond(self, to: Destination, card: Card, *, instead: bool, now: datetime) -> str:
        """Seen by whoever asked. It replaces what only they see, never what others see too."""
        body = ephemeral(card) | {"replace_original": instead and to.ephemeral}
        await self.client.respond(to.url, body, now=now)
        return "response_url"

    async def find(self, sought: Sought) -> str | None:
        """The message's id, if it stands where it was to go. Raises DeliveryError."""
        channel = await self._where(sought)
        if channel is None:
            raise DeliveryError("slack.cannot_ask", permanent=True)
        mark, since, until = PREFIX + sought.mark, sought.since, sought.until
        if sought.under:
            ts = await self.client.find_under(channel, _ts_of(sought.under), mark)
        else:
            ts = await self.client.find(channel, mark, since=since, until=until)
        return f"{channel}/{ts}" if ts else None

    async def _where(self, sought: Sought) -> str | None:
        """The conversation to look in; None where only its reader could see it."""
        to = destination.read(sought.at) if sought.at else None
        if to is None:
            return await self._channel(sought)
        if to.view or to.url:
            return None
        return to.channel or await self.client.direct(to.user)

    async def _post(self, channel: str, message: Outgoing) -> str:
        told = await self._shown(message, partial(self.client.post, message.must_be_in_time, channel=channel))
        await self._remember(str(told["channel"]), str(told["ts"]), message)
        if message.card.subject == TAKING_PART:
            await self._pin(str(told["channel"]), str(told["ts"]), message)
        return f"{told['channel']}/{told['ts']}"

    async def _shown(self, message: Outgoing, call: Callable[..., Awaitable[Mapping[str, Any]]]) -> Mapping[str, Any]:
        """With its pictures as soon as Slack has looked through them; if that takes too long, with their words.

        What Slack refuses for its blocks was not posted, so that it can be posted again.
        """
        for _try in range(TRIES if slack.has_files(message.card) else 0):
            try:
                return await call(**marked(message))
            except DeliveryError as error:
                if error.code != NOT_THERE_YET:
                    raise
                log.info("slack.picture", code=error.code, row=message.row_id)
            await asyncio.sleep(BETWEEN_TRIES)
        bare = replace(message, card=await with_pictures(message.card, _nothing))
        return await call(**marked(bare))

    async def _pin(self, channel: str, ts: str, message: Outgoing) -> None:
        """It stands there already: where it can't be pinned it says so, and if that fails too it is no worse."""
        try:
            await self.client.call("pins.add", channel=channel, timestamp=ts)
        except DeliveryError as error:
            log.info("slack.not_pinned", code=error.code)
            with suppress(DeliveryError):
                await self._update(channel, ts, replace(message, card=please_pin(message.card)))

    async def _update(self, channel: str, ts: str, message: Outgoing) -> str:
        async def update(**drawn: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a message's JSON
            kept = {name: drawn[name] for name in ("text", "blocks", "metadata")}
            return await self.client.call("chat.update", channel=channel, ts=ts, **kept)

        await self._shown(message, update)
        await self._remember(channel, ts, message)
        return f"{channel}/{ts}"

    async def _remember(self, channel: str, ts: str, message: Outgoing) -> None:
        """Where the card stands. It was posted already, so trouble in keeping that is no reason to post it again."""
        card = Posted(
            partnership_id=message.partnership_id,
            platform="slack",
            tenant=self.here.tenant,
            address=channel,
            message_id=ts,
            person_id=message.person_id,
            subject=message.card.subject,
            route=self.here.route,
        )
        with suppress(StoreError):
            await self.store.run(posted.note, card, now=message.now)


def _ts_of(message_id: str) -> str:
    """The ts in a message's id, which is "channel/ts"."""
    return message_id.rpartition("/")[2]


async def _nothing(_picture: Picture) -> str:
    return ""


def _unless_direct(channel: str) -> str | None:
    return None if channel.startswith(DIRECT) else channel or None


def ephemeral(card: Card) -> dict[str, Any]:
    """A card as the body of an answer that only the asker sees."""
    return slack.message(card) | {"response_type": "ephemeral"}


def marked(message: Outgoing) -> dict[str, Any]:
    """A message's card with its mark in it, so that Slack can be asked whether it came."""
    drawn = slack.message(message.card)
    first, *others = drawn["blocks"] or [
        {"type": "section", "text": {"type": "plain_text", "text": drawn["text"][:3000]}}
    ]
    mark = {"event_type": EVENT_TYPE, "event_payload": {"id": message.mark}}
    thread = {"thread_ts": _ts_of(message.under)} if message.under else {}
    return drawn | {"blocks": [first | {"block_id": PREFIX + message.mark}, *others], "metadata": mark} | thread
