"""A channel in which nothing can be posted any more, whether Slack tells so or not: left alone, and told once."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.services import checkup
from bot.storage.schema import outbox

states = pytest.mark.states
DAY = timedelta(days=1)
LOST = "I can't post in the table's channel any more"


async def weeks(bot, number: int) -> None:
    """So many weeks go by, one turn of the clock a day."""
    for _day in range(7 * number):
        bot.slack.clock.turn(DAY)
        await bot.slack.command("/commit", f"ring the ward on day {_day}")
        await bot.settled()
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())


async def archived(slack) -> None:
    """Without a word: an app made from an older manifest does not hear of it."""
    slack.table.is_archived = True


async def without_us(slack) -> None:
    slack.table.members -= {slack.bot.id}


async def gone(slack) -> None:
    del slack.core.directory.channels[slack.table.id]


def notes(bot) -> list[str]:
    """The coordinator's, as they came."""
    return [one.text for one in bot.slack.history(bot.slack.dm(bot.slack.priya)) if one.bot_id]


@states("C7")
@pytest.mark.parametrize("lost", [archived, without_us, gone])
async def test_a_channel_that_takes_nothing_is_left_alone_and_the_coordinator_is_told_once(web, lost):
    await web.begin()
    await weeks(web, 1)
    await lost(web.slack)
    await weeks(web, 4)
    tried = [one for one in web.slack.calls_of("chat.postMessage") if one.args["channel"] == web.slack.table.id]
    digests = [row for row in await web.rows(outbox) if row.kind == "digest"]

    assert [row.route for row in digests] == ["slack", "web", "web", "web", "web"]
    assert {row.state for row in digests} == {"sent"}
    assert len(tried) == 2
    assert [LOST in note for note in notes(web)].count(True) == 1


@states("C7")
async def test_said_again_in_it_the_channel_is_the_tables_again(web):
    await web.begin()
    await web.slack.command("/commit", "send the data", user=web.slack.sam)
    await archived(web.slack)
    await weeks(web, 1)
    refused = await web.slack.command("/table", "here", user=web.slack.sam)
    found = await web.app.store.read(checkup.look, now=web.app.now())
    web.slack.table.is_archived = False
    told = await web.slack.command("/table", "here")
    again = await web.slack.command("/table", "here")
    await weeks(web, 1)
    digests = [row for row in await web.rows(outbox) if row.kind == "digest"]

    assert any("home-from-hospital, nothing can be posted in its channel (is_archived)" in one.said for one in found)
    assert "already" in refused.said.words
    assert "from now on" in told.said.words
    assert "already" in again.said.words
    assert [row.route for row in digests] == ["web", "slack"]
    assert [LOST in note for note in notes(web)] == [True, False]


async def test_a_digest_waits_for_a_door_that_is_only_closed_for_a_while(web):
    await web.begin()
    doors = web.app.delivery.senders
    web.app.delivery.senders = {route: sender for route, sender in doors.items() if route != "slack"}
    await weeks(web, 1)
    waiting = [(row.route, row.state, row.reason) for row in await web.rows(outbox) if row.kind == "digest"]
    web.app.delivery.senders = doors
    web.slack.clock.turn(timedelta(hours=1))
    await turn(web.app.store, web.app.delivery, now=web.app.now())

    assert waiting == [("slack", "owed", "route.closed")]
    assert [(row.route, row.state) for row in await web.rows(outbox) if row.kind == "digest"] == [("slack", "sent")]
