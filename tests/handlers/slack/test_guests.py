"""What members and guests of the table's own workspace can do there; and partners whose workspace has the app too."""

import pytest

from bot.delivery.tick import turn
from bot.storage.schema import identity, outbox
from tests.support.installing import a_browser
from tests.support.slack import a_bot_of_many

states = pytest.mark.states
MEMBER: dict[str, bool] = {}
OF_MANY_CHANNELS = {"is_restricted": True}
OF_ONE_CHANNEL = {"is_restricted": True, "is_ultra_restricted": True}
of_the_workspace = pytest.mark.parametrize(
    "marks", [MEMBER, OF_MANY_CHANNELS, OF_ONE_CHANNEL], ids=["member", "guest", "guest of one channel"]
)


async def seated(bot, marks):
    """Somebody of Riverside's workspace who is in the table's channel, and the card that stands there."""
    slack = bot.slack
    gail = slack.person("Gail Young", **marks)
    slack.table.members.add(gail.id)
    await bot.begin(taking_part=True)
    await bot.deliver()
    [card] = [one for one in slack.history(slack.table) if one.bot_id]
    return gail, card


def said_to(bot, who):
    """The newest thing that the bot said to somebody alone."""
    alone = [one for one in bot.slack.ephemerals if one.only_for == who.id]
    direct = [one for one in bot.slack.history(bot.slack.dm(who)) if one.bot_id]
    return max([*alone, *direct], key=lambda one: one.ts)


async def test_a_guest_of_many_channels_types_commands_where_the_workspace_lets_guests_do_so(bot):
    gail, _card = await seated(bot, OF_MANY_CHANNELS)
    bot.slack.home.guests_may_command = True
    typed = await bot.slack.command("/commit", "send the void list", user=gail)
    await bot.settled()

    assert "send the void list" in typed.said.text
    assert typed.said.only_for == gail.id
    assert "which organisation do you sit for" in typed.said.words
    assert await bot.kept() == ["send the void list"]
    bot.done()


@of_the_workspace
@pytest.mark.parametrize(("label", "says"), [("The table", "Home from hospital"), ("Help", "/commit")])
async def test_the_buttons_answer_whoever_presses_them_alone(bot, marks, label, says):
    gail, card = await seated(bot, marks)
    await bot.slack.press(card, label=label, user=gail)
    await bot.deliver()

    assert says.casefold() in said_to(bot, gail).words.casefold()
    assert [one for one in bot.slack.history(bot.slack.table) if one.bot_id] == [card]
    bot.done()


@of_the_workspace
@pytest.mark.parametrize("label", ["Commit", "Reflect"])
async def test_forms_open_and_take_what_was_filled_in(bot, marks, label):
    gail, card = await seated(bot, marks)
    asked = await bot.slack.press(card, label=label, user=gail)
    done = await bot.slack.submit(asked.view, {"words": "families did not know the number"})
    await bot.deliver()

    assert done.errors == {}
    # Nobody sits for the host's by default, a guest of its workspace least of all.
    assert "which organisation do you sit for" in done.view.words
    assert {"Commit": "committed", "Reflect": "answered"}[label] in {kind for kind, _day in await bot.days()}
    bot.done()


@of_the_workspace
async def test_being_called_by_name_the_bot_answers_in_a_direct_message(bot, marks):
    gail, _card = await seated(bot, marks)
    await bot.slack.mention("/commit send the void list", user=gail)
    await bot.deliver()

    assert await bot.kept() == ["send the void list"]
    assert said_to(bot, gail).channel_id == bot.slack.dm(gail).id
    bot.done()


@of_the_workspace
async def test_direct_messages_are_heard_and_answered(bot, marks):
    gail, card = await seated(bot, marks)
    # Whoever is not known yet is told in a direct message to begin in the channel.
    await bot.slack.press(card, label="The table", user=gail)
    await bot.slack.direct("/commit send the void list", user=gail)
    await bot.slack.direct("/reflect families did not know the number", user=gail)
    await bot.deliver()

    assert await bot.kept() == ["send the void list"]
    assert [bool(one.bot_id) for one in bot.slack.history(bot.slack.dm(gail))] == [False, False, True, True]
    bot.done()


@of_the_workspace
async def test_where_no_direct_message_reaches_neutral_words_and_a_button_do(bot, marks):
    gail, card = await seated(bot, marks)
    gail.dm_error = "messages_tab_disabled"
    await bot.slack.mention("/commit send the void list", user=gail)
    await bot.deliver()
    await bot.deliver()
    [first, neutral] = [one for one in bot.slack.history(bot.slack.table) if one.bot_id]
    shown = await bot.slack.press(neutral, label="Show me", user=gail)

    assert first == card
    assert neutral.text == "Gail, there is something for you. Only you see it."
    assert "send the void list" in shown.view.words


@states("B6")
@of_the_workspace
async def test_nothing_comes_unasked_to_whoever_was_deactivated(bot, marks):
    gail, card = await seated(bot, marks)
    asked = await bot.slack.press(card, label="Commit", user=gail)
    await bot.slack.submit(asked.view, {"words": "send the void list"})
    await bot.settled()
    gail.deleted = True
    calls = len(bot.slack.calls_of("chat.postMessage"))

    assert await became_of_the_welcome(bot) == ("failed", "user_disabled")
    assert len(bot.slack.calls_of("chat.postMessage")) == calls


async def became_of_the_welcome(bot):
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [row] = [row for row in await bot.rows(outbox) if row.kind == "welcome"]
    return row.state, row.reason


@pytest.fixture
async def both(slack, tmp_path, unhurried):
    """Riverside and Ward 9 have both installed the app; Rita of Ward 9 is in Riverside's channel, with the card."""
    ward = slack.workspace("Ward 9 Trust")
    rita = slack.person("Rita Bell", team=ward)
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        for one in (slack.home, ward):
            assert await browser.installs(one) == 200
        await slack.shared(slack.table, ward, rita, slack.core.directory.bot_of(ward.team_id))
        await bot.begin(taking_part=True)
        await bot.deliver()
        [card] = [one for one in slack.history(slack.table) if one.bot_id]
        yield bot, rita, card


async def test_with_the_app_in_their_workspace_too_buttons_and_forms_of_the_hosts_card_are_theirs(both):
    bot, rita, card = both
    asked = await bot.slack.press(card, label="Commit", user=rita)
    done = await bot.slack.submit(asked.view, {"words": "send the void list"})
    await bot.deliver()

    assert done.errors == {}
    assert "which organisation do you sit for" in done.view.words
    assert await bot.kept() == ["send the void list"]
    assert (rita.team_id, rita.id) in {(row.tenant, row.user_id) for row in await bot.rows(identity)}
    bot.done()


async def test_with_the_app_in_their_workspace_too_a_direct_message_to_that_is_answered_there(both):
    bot, rita, _card = both
    ward = bot.slack.core.directory.workspaces[rita.team_id]
    await bot.slack.mention("/commit send the void list", user=rita)
    await bot.deliver()
    there = bot.slack.dm(rita, team=ward)
    await bot.slack.direct("/commit list", user=rita)
    await bot.deliver()

    assert "send the void list" in [one for one in bot.slack.history(there) if one.bot_id][-1].text


async def test_with_the_app_in_their_workspace_too_neutral_words_come_where_no_direct_message_does(both):
    bot, rita, card = both
    rita.dm_error = "messages_tab_disabled"
    await bot.slack.mention("/commit send the void list", user=rita)
    await bot.deliver()
    await bot.deliver()
    [first, neutral] = [one for one in bot.slack.history(bot.slack.table) if one.bot_id]
    shown = await bot.slack.press(neutral, label="Show me", user=rita)

    assert first == card
    assert "there is something for you" in neutral.text
    assert "send the void list" in shown.view.words


@states("B6")
async def test_with_the_app_in_their_workspace_too_nothing_comes_unasked_to_the_deactivated(both):
    bot, rita, card = both
    asked = await bot.slack.press(card, label="Commit", user=rita)
    await bot.slack.submit(asked.view, {"words": "send the void list"})
    await bot.settled()
    rita.deleted = True

    assert await became_of_the_welcome(bot) == ("failed", "user_disabled")
