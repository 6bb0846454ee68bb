"""What reaches Slack: every example goes out by the bot's own door, and is taken from where it arrived."""

import asyncio
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.delivery.sender import Outgoing
from bot.handlers.slack.destination import Destination
from bot.messages.parts import Card, Form
from tests.fakes.slack import FakeSlack
from tests.messages.examples import everything
from tests.support.slack import Bot, a_bot

# A message's or a view's body, as it stands at Slack.
Drawing = Mapping[str, Any]

HOME = "home"


def sent(words: str) -> dict[str, Drawing]:
    """Every example by its name, and the page that somebody has with the bot."""
    return arrived(everything(words))


def arrived(shown: Mapping[str, Card | Form]) -> dict[str, Drawing]:
    """By their names, and the page; in a thread of its own, for whoever asks may have a loop of another kind."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, _sent(shown)).result()


async def _sent(those: Mapping[str, Card | Form]) -> dict[str, Drawing]:
    with tempfile.TemporaryDirectory(prefix="convenor-pictures-") as folder:
        async with FakeSlack(patience=60) as slack, a_bot(slack, Path(folder), "http") as bot:
            await bot.begin()
            found = {name: await _arrived(bot, shown) for name, shown in those.items()}
            await slack.home_opened()
            await bot.settled()
            [home] = [view.payload for view in slack.views if view.kind == "home"]
            bot.done()
            return {**found, HOME: home}


async def _arrived(bot: Bot, shown: Card | Form) -> Drawing:
    return await (_opened(bot, shown) if isinstance(shown, Form) else _posted(bot, shown))


async def _opened(bot: Bot, form: Form) -> Drawing:
    """A form, by views.open with a trigger of somebody's."""
    who = bot.slack.priya
    assert bot.door.workspaces.own
    await bot.door.workspaces.own.client.open(bot.slack.triggers.trigger(who.team_id, who.id), form, origin="")
    return bot.slack.views[-1].payload


async def _posted(bot: Bot, card: Card) -> Drawing:
    """A card, by delivery's sender as an answer in somebody's direct conversation."""
    who = bot.slack.priya
    at = Destination(user=who.id, channel=bot.slack.dm(who).id).written
    message = Outgoing(row_id=1, person_id=None, place_id=None, card=card, now=bot.app.now(), partnership_id=1, at=at)
    await bot.app.delivery.senders["slack"].send(message)
    here = bot.slack.posted[-1]
    return {"type": "message", "text": here.text, "blocks": here.blocks}
