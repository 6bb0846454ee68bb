"""What becomes of channels: history stays a table's, and nobody's words stand before another organisation."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.storage.schema import commitment, conversation

states = pytest.mark.states
DAY = timedelta(days=1)
LOST = "I can't post in the table's channel any more"


@pytest.fixture
async def hosted(web):
    """A table in a channel that Northside hosts and shares with us; Jo of Northside sits there."""
    slack = web.slack
    north = slack.workspace("Northside")
    jo = slack.person("Jo Lee", team=north)
    slack.table.team_id, slack.table.shared_with = north.team_id, {slack.home.team_id}
    slack.table.members |= {jo.id}
    await web.begin()
    await slack.mention("/commit send the void list", user=jo)
    await web.deliver()
    return web, north, jo


async def weeks(bot, number):
    """So many go by, the coordinator doing something each day."""
    for day in range(7 * number):
        bot.slack.clock.turn(DAY)
        await bot.slack.direct(f"/commit ring the ward on day {day}")
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())


def told(bot):
    """In which of the coordinator's messages it stands that the channel was lost."""
    return [LOST in one.text for one in bot.slack.history(bot.slack.dm(bot.slack.priya)) if one.bot_id].count(True)


async def where(bot):
    return [(row.address, row.shut_why) for row in await bot.rows(conversation) if row.platform == "slack"]


@states("B8")
async def test_a_channel_with_another_id_is_the_tables_still(bot):
    await bot.begin()
    await bot.slack.command("/commit", "send the data")
    before = bot.slack.table.id
    await bot.slack.changed_id(bot.slack.table)
    listed = await bot.slack.command("/commit", "list")
    await bot.slack.renamed(bot.slack.table, "home-again")
    named = await bot.slack.command("/table", "")

    assert bot.slack.table.id != before
    assert await where(bot) == [(bot.slack.table.id, None)]
    assert "send the data" in listed.said.text
    assert "Home from hospital" in named.said.words
    bot.done()


@states("B8")
async def test_where_the_hosts_side_was_cut_off_history_stays_and_the_coordinator_is_told_once(hosted):
    bot, _north, _jo = hosted
    old = bot.slack.table.id
    del bot.slack.core.directory.channels[old]
    await weeks(bot, 4)
    kept = [row.text for row in await bot.rows(commitment)]

    assert await where(bot) == [(old, "channel_not_found")]
    assert kept[0] == "send the void list"
    assert told(bot) == 1


@states("B8")
async def test_where_the_other_side_left_the_channel_goes_on(bot):
    north = bot.slack.workspace("Northside")
    jo = bot.slack.person("Jo Lee", team=north)
    await bot.begin(taking_part=True)
    await bot.deliver()
    await bot.slack.shared(bot.slack.table, north, jo)
    await bot.slack.mention("/commit send the void list", user=jo)
    await bot.slack.unshared(bot.slack.table, north)
    again = await bot.slack.command("/commit", "ring the ward", user=bot.slack.sam)
    who = await bot.slack.command("/table", "who")

    assert "ring the ward" in again.said.text
    assert "send the void list" in await bot.kept()
    assert "jo.lee" in who.said.words or "Jo Lee" in who.said.words
    assert await where(bot) == [(bot.slack.table.id, None)]


@states("B10")
@pytest.mark.parametrize(
    "words", ["/commit list", "/table my data", "/reflect list", "/table quiet", "/table our part", "/table who"]
)
async def test_what_is_asked_in_a_shared_channel_is_answered_to_the_asker_alone(bot, words):
    north = bot.slack.workspace("Northside")
    jo = bot.slack.person("Jo Lee", team=north)
    await bot.begin(taking_part=True)
    await bot.deliver()
    await bot.slack.shared(bot.slack.table, north, jo)
    standing = len(bot.slack.history(bot.slack.table))
    await bot.slack.command("/reflect", "we assumed families knew the number")
    await bot.slack.mention(words)
    await bot.deliver()
    await bot.deliver()
    theirs = [one for one in bot.slack.seen_by(jo) if one.bot_id]
    answers = [one for one in bot.slack.history(bot.slack.dm(bot.slack.priya)) if one.bot_id]

    assert len(bot.slack.history(bot.slack.table)) == standing + 1
    assert len(theirs) == 1
    # Not only before their eyes while it lasts, but where it can be read again.
    assert len(answers) >= 1
    bot.done()


@states("B10")
async def test_from_another_organisation_nobody_reads_what_somebody_kept_to_themselves(bot):
    north = bot.slack.workspace("Northside")
    jo = bot.slack.person("Jo Lee", team=north)
    await bot.begin(taking_part=True)
    await bot.deliver()
    await bot.slack.shared(bot.slack.table, north, jo)
    await bot.slack.command("/reflect", "we assumed families knew the number")
    for asked in ("/reflect list", "/table", "/table who", "/table digest", "/table quiet", "/commit list", "my data"):
        await bot.slack.mention(asked, user=jo)
        await bot.deliver()
        bot.slack.clock.turn(timedelta(minutes=1))
    seen = " ".join(one.words for one in bot.slack.seen_by(jo))

    assert "assumed families" not in seen
    assert "Last here" not in seen
