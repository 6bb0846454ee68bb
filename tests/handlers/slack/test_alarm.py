"""Alarms on Slack: in the operator's channel, once, also where the answer to the post was lost."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.storage import auditing
from bot.storage.schema import outbox
from tests.fakes.slack import faults
from tests.support.slack import a_bot

HOUR = timedelta(hours=1)


@pytest.fixture
async def watched(slack, tmp_path, unhurried):
    """A bot whose operator has a channel, and one of whose rounds never comes through."""
    channel = slack.channel("alarms", slack.priya)
    async with a_bot(slack, tmp_path / "data", "http", CONVENOR_OPERATOR=channel.id) as running:
        await running.app.store.run(auditing.expect, ("lost",), again_at=running.app.now() - HOUR)
        yield running, channel


async def test_an_alarm_is_posted_once_in_the_operators_channel_and_nowhere_else(watched):
    bot, channel = watched
    for _turn in range(3):
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    await bot.app.store.run(auditing.came_through, "lost", again_at=bot.app.now() + HOUR)
    lines = await turn(bot.app.store, bot.app.delivery, now=bot.app.now())

    began, over = bot.slack.history(channel)
    assert began.text.startswith("One of the clock's rounds does not come through.")
    assert over.text == "All of the clock's rounds come through again."
    assert [(one.round, one.row.kind, one.row.to, one.row.state) for one in lines] == [
        ("auditor", "alarm", "operator", "sent")
    ]
    bot.done()


async def test_an_alarm_whose_answer_is_lost_is_looked_for_and_not_posted_again(watched):
    bot, channel = watched
    bot.slack.fail("chat.postMessage", faults.LOST)
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [before] = await bot.rows(outbox)
    bot.slack.clock.turn(timedelta(minutes=1))
    await bot.deliver()

    [after] = await bot.rows(outbox)
    assert (before.state, after.state) == ("unknown", "sent")
    assert len(bot.slack.history(channel)) == 1


async def test_an_alarm_that_slack_did_not_take_is_posted_once_it_was_asked_about_twice(watched):
    bot, channel = watched
    bot.slack.fail("chat.postMessage", faults.CUT)
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    for _minute in range(4):
        bot.slack.clock.turn(timedelta(minutes=1))
        await bot.deliver()

    [row] = await bot.rows(outbox)
    assert row.state == "sent"
    assert len(bot.slack.history(channel)) == 1
