"""Across organisations: one from outside in a shared channel, a guest, and somebody who wants no messages."""

from datetime import timedelta

import pytest

from bot.storage.routes import OPENED_VIEW, TARGETED
from bot.storage.schema import conversation, identity, posted, route
from tests.fakes.slack.clock import Clock
from tests.fakes.teams.connector import refusals
from tests.handlers.teams.stories import text_of

NOT_THERE = refusals.error(404, "BotNotInConversationRoster")


@pytest.fixture
async def table(bot):
    """Priya's table is in a channel that the Ward 9 Trust is in as well, with Kim; Lee is a guest of the host's."""
    teams = bot.teams
    teams.shared.own_members.append(teams.lee)
    asked = await bot.said(await teams.mention("table new", place=teams.shared))
    opened = await teams.press(asked, "A new table")
    await teams.submit(opened.dialog, {"name": "Home from hospital"})
    await bot.owes_nothing()
    return bot


async def ways(bot, person):
    """How somebody is reached: each route, whether it works, and why not."""
    known = {row.user_id: row.person_id for row in await bot.rows(identity)}
    found = [row for row in await bot.rows(route) if row.person_id == known[person.aad]]
    return {row.platform: (row.works, row.reason) for row in found}


def before_all(bot):
    """The bot's messages that everybody in the channel sees."""
    return [one for one in bot.teams.seen(bot.teams.priya, bot.teams.shared) if one.only_for is None]


async def test_somebody_from_outside_commits_and_is_answered_where_only_they_see_it(table):
    teams = table.teams
    answer = await table.said(
        await teams.mention("commit send the beds by Friday", user=teams.kim, place=teams.shared), place=teams.shared
    )

    assert "“send the beds”" in answer.words
    assert answer.only_for is teams.kim
    assert await table.kept() == ["send the beds"]
    assert await ways(table, teams.kim) == {TARGETED: (True, None)}
    table.done()


async def test_the_bot_never_begins_a_conversation_with_somebody_from_outside(table):
    teams = table.teams
    for words in ("commit send the beds by Friday", "/table", "reflect nobody knew the number"):
        await table.said(await teams.mention(words, user=teams.kim, place=teams.shared), place=teams.shared)

    assert teams.calls_of("create") == []
    assert teams.personal(teams.kim).messages == []
    table.done()


async def test_a_guest_of_the_hosts_is_written_to_alone(table):
    teams = table.teams
    await table.said(
        await teams.mention("commit send the list by Friday", user=teams.lee, place=teams.shared), place=teams.shared
    )

    assert (await ways(table, teams.lee))["teams"] == (None, None)
    table.done()


async def test_where_nothing_can_be_shown_to_them_alone_neutral_words_and_a_button_do(table):
    teams = table.teams
    await table.said(await teams.mention("/table", user=teams.kim, place=teams.shared), place=teams.shared)
    teams.fail("post targeted", NOT_THERE, times=9)
    before = len(before_all(table))
    await teams.mention("commit send the beds by Friday", user=teams.kim, place=teams.shared)
    await table.deliver()
    [neutral] = before_all(table)[before:]
    by_priya = await teams.press(neutral, "Show me", user=teams.priya)
    shown = await teams.press(neutral, "Show me", user=teams.kim)
    await table.settled()

    assert neutral.words == "Kim, there is something for you. Only you see it."
    assert "Nothing is waiting for you" in text_of(by_priya.dialog)
    assert "“send the beds”" in text_of(shown.dialog)
    assert await ways(table, teams.kim) == {
        TARGETED: (False, "BotNotInConversationRoster"),
        OPENED_VIEW: (True, None),
    }
    # It has been seen, so there is nothing to show any more.
    assert len(before_all(table)) == before
    table.done()


async def test_a_word_for_somebody_stands_until_they_saw_what_waits_whoever_else_presses_it(table):
    teams = table.teams
    for who in (teams.kim, teams.lee):
        await table.said(await teams.mention("/table", user=who, place=teams.shared), place=teams.shared)
    teams.fail("post targeted", NOT_THERE, times=9)
    teams.fail("create", refusals.BLOCKED, times=9)
    before = len(before_all(table))
    for who, words in ((teams.kim, "commit send the beds"), (teams.lee, "commit send the list")):
        await teams.mention(words, user=who, place=teams.shared)
        await table.deliver()
        teams.clock.turn(timedelta(minutes=1))
    for_kim, _for_lee = before_all(table)[before:]
    by_lee = await teams.press(for_kim, "Show me", user=teams.lee)
    await table.settled()
    assert "“send the list”" in text_of(by_lee.dialog)
    assert "Kim, there is something for you" in before_all(table)[before:][0].words
    by_kim = await teams.press(for_kim, "Show me", user=teams.kim)
    await table.settled()

    assert "“send the beds”" in text_of(by_kim.dialog)
    assert for_kim not in before_all(table)
    table.done()


async def test_whoever_blocks_the_bot_is_shown_what_is_theirs_in_the_channel(table):
    teams = table.teams
    await table.said(await teams.say("/table", user=teams.sam))
    await table.said(
        await teams.mention("commit ring the ward", user=teams.sam, place=teams.shared), place=teams.shared
    )
    await table.owes_nothing()
    teams.block(teams.sam)
    await teams.say("commit send the data by Friday", user=teams.sam)
    await table.deliver()

    assert "“send the data”" in teams.last(teams.sam, teams.shared).words
    assert teams.last(teams.sam, teams.shared).only_for is teams.sam
    assert (await ways(table, teams.sam))["teams"] == (False, "MessageWritesBlocked")
    table.done()


async def test_where_cards_stand_that_only_one_sees_for_a_day_is_not_kept(table):
    teams = table.teams
    await table.said(await teams.mention("commit ring", user=teams.kim, place=teams.shared), place=teams.shared)

    assert [row.address for row in await table.rows(posted) if row.person_id is not None] == []


async def test_a_channel_without_the_app_is_no_place_for_the_table_until_it_is_there_again(table):
    teams = table.teams
    await teams.uninstall(teams.shared)
    await table.settled()
    assert isinstance(teams.clock, Clock)
    teams.clock.turn(timedelta(minutes=1))
    assert await shut(table) == ["not_in_channel"]
    await teams.install(teams.shared)
    await table.settled()

    assert await shut(table) == [None]


async def shut(bot):
    return [row.shut_why for row in await bot.rows(conversation) if row.platform == "teams"]


@pytest.mark.parametrize("by", ["the card that was pressed", "an origin that was made up"])
async def test_only_the_word_that_something_waits_is_taken_away_whatever_a_card_was_made_to_send(table, by):
    teams = table.teams
    await table.said(await teams.mention("/table", user=teams.kim, place=teams.shared), place=teams.shared)
    teams.fail("post targeted", NOT_THERE, times=9)
    await teams.mention("commit send the beds by Friday", user=teams.kim, place=teams.shared)
    await table.deliver()
    other = teams.write("another card", user=teams.priya, place=teams.shared)
    forged = {"data": {"act": "1:waiting.open:", "origin": f'{{"message": "{other.id}"}}'}}
    pressed = other if by == "the card that was pressed" else None
    told = await teams.wire.attempt(
        teams.activities.invoke("task/fetch", forged, person=teams.kim, place=teams.shared, on=pressed)
    )
    await table.settled()

    assert "“send the beds”" in str(told.body)
    assert teams.calls_of("delete") == []
