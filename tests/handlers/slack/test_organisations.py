"""A workspace moves into an Enterprise organisation: who and what was known stays known, whatever names it first."""

from datetime import timedelta

import pytest

from bot.storage.schema import conversation, identity, installation, outbox, partner
from tests.fakes.slack.faults import error
from tests.support.installing import a_browser
from tests.support.slack import a_bot, a_bot_of_many

states = pytest.mark.states
TRUST = "E1TRUST"


async def by_command(bot):
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)


async def by_mention(bot):
    await bot.slack.mention("/commit send the data", user=bot.slack.sam)


async def by_button(bot):
    card = next(one for one in bot.slack.history(bot.slack.table) if one.bot_id)
    asked = await bot.slack.press(card, label="Commit", user=bot.slack.sam)
    await bot.slack.submit(asked.view, {"words": "send the data"}, user=bot.slack.sam)


async def it_is_one_table_of_two_people(bot):
    assert await bot.kept() == ["ring the ward", "send the data"]
    assert len(await bot.rows(partner)) == 2
    assert [row.tenant for row in await bot.rows(conversation) if row.platform == "slack"] == [TRUST]
    assert {row.person_id for row in await bot.rows(identity) if row.tenant == TRUST} == {1, 2}


@states("B8", "D5")
@pytest.mark.parametrize("first", [by_command, by_mention, by_button])
async def test_history_stays_whatever_names_the_organisation_first(bot, first):
    await bot.begin(taking_part=True)
    await bot.slack.command("/commit", "ring the ward", user=bot.slack.sam)
    await bot.deliver()
    bot.slack.comes_under(bot.slack.home, TRUST)
    await first(bot)
    await bot.deliver()

    await it_is_one_table_of_two_people(bot)
    bot.done()


@states("B8", "D5")
async def test_history_stays_over_a_restart(slack, tmp_path, unhurried):
    async with a_bot(slack, tmp_path / "data", "http") as bot:
        await bot.begin()
        await slack.command("/commit", "ring the ward", user=slack.sam)
    slack.comes_under(slack.home, TRUST)
    async with a_bot(slack, tmp_path / "data", "http") as bot:
        await slack.command("/commit", "send the data", user=slack.sam)

        await it_is_one_table_of_two_people(bot)


@states("B8", "D5")
@pytest.mark.parametrize("again", [False, True])
async def test_history_stays_where_the_workspace_installed_the_app_itself(slack, tmp_path, unhurried, again):
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        await browser.installs(slack.home)
        await bot.begin()
        await slack.command("/commit", "ring the ward", user=slack.sam)
        slack.comes_under(slack.home, TRUST)
        if again:
            await browser.installs(slack.home)
        await slack.mention("/commit send the data", user=slack.sam)
        await bot.settled()
        [row] = await bot.rows(installation)

        await it_is_one_table_of_two_people(bot)
        assert (row.key, row.tenant) == (slack.home.team_id, TRUST)
        assert (found := bot.door.workspaces.installed[slack.home.team_id].here)
        assert found.tenant == TRUST


@states("B8", "D5")
async def test_whoever_is_named_by_an_id_of_the_whole_organisation_later_is_the_same_person(bot):
    sam = bot.slack.sam
    await bot.begin()
    bot.slack.comes_under(bot.slack.home, TRUST)
    sam.fields["enterprise_user"] = {"id": "W0SAM", "enterprise_id": TRUST, "teams": [bot.slack.home.team_id]}
    await bot.slack.command("/commit", "ring the ward", user=sam)
    await bot.settled()
    said = {"type": "message", "channel_type": "im", "channel": bot.slack.dm(sam).id, "user": "W0SAM"}
    await bot.slack.event({**said, "user_team": TRUST, "text": "/commit send the data", "ts": "1800000000.000001"})

    await it_is_one_table_of_two_people(bot)


async def test_what_names_another_workspaces_organisation_moves_nobody(bot):
    north = bot.slack.workspace("Northside", enterprise_id="E9NORTH")
    jo = bot.slack.person("Jo Lee", team=north)
    await bot.begin(taking_part=True)
    await bot.deliver()
    await bot.slack.shared(bot.slack.table, north, jo)
    card = next(one for one in bot.slack.history(bot.slack.table) if one.bot_id)
    await bot.slack.press(card, label="The table", user=jo)
    await bot.slack.mention("/commit send the void list", user=jo)

    assert bot.door.workspaces.own.here.enterprise == ""
    assert {row.tenant for row in await bot.rows(conversation) if row.platform == "slack"} == {bot.slack.home.team_id}


@pytest.mark.parametrize("code", ["team_added_to_org", "org_login_required"])
async def test_while_slack_moves_it_messages_wait_and_nobodys_way_is_closed(web, code):
    await web.begin()
    web.slack.fail("chat.postMessage", error(code))
    await web.slack.mention("/commit ring the ward")
    await web.deliver()
    waiting = [(row.state, row.reason) for row in await web.rows(outbox) if row.kind == "answer"]
    web.slack.clock.turn(timedelta(hours=1))
    await web.deliver()

    assert waiting == [("owed", code)]
    assert [row.state for row in await web.rows(outbox) if row.kind == "answer"] == ["sent"]
