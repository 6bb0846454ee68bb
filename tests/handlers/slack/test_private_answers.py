"""What only its reader sees in a shared channel is gone when they look again: what matters is found elsewhere too."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn

states = pytest.mark.states


@pytest.fixture
async def shared(bot):
    """The table's channel, shared with Northside's Jo, with the card that stands there."""
    slack = bot.slack
    north = slack.workspace("Northside")
    jo = slack.person("Jo Lee", team=north)
    await bot.app.delivery.open_doors(bot.app.now())
    await bot.begin(taking_part=True)
    await bot.deliver()
    await slack.shared(slack.table, north, jo)
    [card] = [one for one in slack.history(slack.table) if one.bot_id]
    return bot, jo, card


async def reloaded(bot):
    """Slack was opened anew: what only its reader saw is gone."""
    await bot.deliver()
    bot.slack.ephemerals.clear()


async def seen_again(bot, jo, card, label):
    await bot.slack.press(card, label=label, user=jo)
    await bot.deliver()
    return " ".join(one.text for one in bot.slack.ephemerals if one.only_for == jo.id)


@states("B10", "C14")
async def test_what_somebody_kept_by_a_button_is_shown_by_one_and_in_a_direct_message_again(shared):
    bot, jo, card = shared
    asked = await bot.slack.press(card, label="Commit", user=jo)
    await bot.slack.submit(asked.view, {"words": "send the void list"}, user=jo)
    await reloaded(bot)
    by_button = await seen_again(bot, jo, card, "What I said I'd do")
    await bot.slack.direct("/commit list", user=jo)
    await bot.deliver()
    directly = [one.words for one in bot.slack.history(bot.slack.dm(jo)) if one.bot_id]

    assert "send the void list" in by_button
    assert "send the void list" in " ".join(directly)
    bot.done()


@states("B10", "C14")
@pytest.mark.parametrize("label", ["The table", "Help", "What I said I'd do"])
async def test_the_same_button_shows_the_same_again(shared, label):
    bot, jo, card = shared
    await seen_again(bot, jo, card, label)
    await reloaded(bot)
    second = await seen_again(bot, jo, card, label)
    await reloaded(bot)

    assert second
    assert await seen_again(bot, jo, card, label) == second


@states("B10", "C14")
async def test_whom_a_newcomer_sits_for_is_asked_once_more_where_it_stays(shared):
    bot, jo, card = shared
    first = await seen_again(bot, jo, card, "The table")
    await reloaded(bot)
    for _half in range(6):
        bot.slack.clock.turn(timedelta(hours=12))
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [welcome] = [one for one in bot.slack.history(bot.slack.dm(jo)) if one.bot_id]

    assert "which organisation do you sit for" in first
    assert "May I write to you" in welcome.text
    assert "If you sit for an organisation, tell me which" in welcome.text
    assert "I sit for ..." in welcome.words
