"""Partners of a workspace without the app, in a channel that is shared with it: everything without a command."""

import aiohttp
import pytest

from bot.services import ways_in
from bot.services.request import LinkFor
from bot.storage.schema import outbox, partner, route
from tests.fakes.slack.faults import error

states = pytest.mark.states


@pytest.fixture
async def shared(bot):
    """The table's channel, shared with Northside, whose Jo has no commands of ours; and the card that stands there."""
    slack = bot.slack
    north = slack.workspace("Northside")
    jo = slack.person("Jo Lee", team=north)
    await bot.app.delivery.open_doors(bot.app.now())
    await bot.begin(taking_part=True)
    await bot.deliver()
    await slack.shared(slack.table, north, jo)
    [card] = [one for one in slack.history(slack.table) if one.bot_id]
    return bot, jo, card


def said_to(bot, user):
    """The newest thing that the bot said to somebody alone."""
    alone = [one for one in bot.slack.ephemerals if one.only_for == user.id]
    direct = [one for one in bot.slack.history(bot.slack.dm(user)) if one.bot_id]
    return max([*alone, *direct], key=lambda one: one.ts)


@states("B1")
async def test_by_a_button_they_commit_and_are_asked_whom_they_sit_for(shared):
    bot, jo, card = shared
    asked = await bot.slack.press(card, label="Commit", user=jo)
    done = await bot.slack.submit(asked.view, {"words": "send the void list"})
    await bot.deliver()

    assert done.errors == {}
    assert await bot.kept() == ["send the void list"]
    assert "which organisation do you sit for" in done.view.words
    bot.done()


@states("B1")
async def test_by_a_button_they_reflect_and_are_asked_whom_they_sit_for(shared):
    bot, jo, card = shared
    asked = await bot.slack.press(card, label="Reflect", user=jo)
    done = await bot.slack.submit(asked.view, {"words": "families did not know the number"})
    await bot.deliver()

    assert "answered" in {kind for kind, _day in await bot.days()}
    assert "which organisation do you sit for" in done.view.words
    bot.done()


@states("B1")
@pytest.mark.parametrize(
    ("label", "says"),
    [("The table", "Home from hospital"), ("What I said I'd do", "Nothing of yours is open"), ("Help", "/commit")],
)
async def test_the_other_buttons_answer_whoever_presses_them_alone(shared, label, says):
    bot, jo, card = shared
    await bot.slack.press(card, label=label, user=jo)
    await bot.deliver()

    assert says.casefold() in said_to(bot, jo).words.casefold()
    assert [one for one in bot.slack.history(bot.slack.table) if one.bot_id] == [card]
    bot.done()


@states("B1")
@pytest.mark.parametrize("label", ["Ask somebody", "I'm away"])
async def test_what_asks_with_a_form_asks_a_newcomer_first_whom_they_sit_for(shared, label):
    bot, jo, card = shared
    await bot.slack.press(card, label=label, user=jo)
    await bot.deliver()
    first = said_to(bot, jo)
    opened = await bot.slack.press(card, label=label, user=jo)

    assert "which organisation do you sit for" in first.text
    assert opened.view
    bot.done()


@states("B1")
async def test_by_mention_and_by_direct_message_they_commit_and_reflect(shared):
    bot, jo, _card = shared
    await bot.slack.mention("/commit send the void list", user=jo)
    await bot.deliver()
    first = said_to(bot, jo)
    await bot.slack.mention("/reflect families did not know the number", user=jo)
    await bot.slack.direct("/commit ring the ward", user=jo)
    await bot.slack.direct("/reflect the ward rings eleven numbers", user=jo)
    await bot.deliver()
    [reached] = [row for row in await bot.rows(route) if row.platform == "slack" and row.works is not None]

    assert first.channel_id == bot.slack.dm(jo).id
    assert await bot.kept() == ["send the void list", "ring the ward"]
    assert len(bot.slack.history(bot.slack.dm(jo))) == 6
    assert reached.works
    bot.done()


@states("B1")
async def test_the_card_is_pinned_where_that_is_granted(shared):
    bot, _jo, card = shared

    assert bot.slack.table.pins == [card.ts]
    assert "pin" not in card.text


@states("B1", "D6")
async def test_without_the_scope_to_pin_it_says_so(bot):
    bot.slack.installation().scopes -= {"pins:write"}
    await bot.begin(taking_part=True)
    await bot.deliver()
    [card] = [one for one in bot.slack.history(bot.slack.table) if one.bot_id]

    assert bot.slack.table.pins == []
    assert "Would somebody pin it" in card.text
    assert "Would somebody pin it" in card.words


@states("B1")
async def test_a_card_that_can_be_neither_pinned_nor_changed_stands_all_the_same(bot):
    bot.slack.installation().scopes -= {"pins:write"}
    bot.slack.fail("chat.update", error("is_archived"))
    await bot.begin(taking_part=True)
    await bot.deliver()
    [row] = [row for row in await bot.rows(outbox) if row.place_id]

    assert row.state == "sent"


@states("B1")
async def test_it_stands_in_a_channel_that_becomes_a_tables(bot):
    await bot.slack.submit(
        (await bot.slack.command("/table", "new", channel=bot.slack.dm(bot.slack.priya))).view,
        {"name": "Home from hospital"},
    )
    await bot.slack.command("/table", "here")
    await bot.deliver()
    [card] = [one for one in bot.slack.history(bot.slack.table) if one.bot_id]

    assert "how to take part" in card.text
    bot.done()


def in_the_channel(bot):
    """What the bot wrote there and stands there still."""
    return [one for one in bot.slack.history(bot.slack.table) if one.bot_id]


@pytest.fixture
async def unreached(shared):
    """Jo, who may not be written to directly, has something waiting: the answer to a commitment."""
    bot, jo, card = shared
    jo.dm_error = "channel_not_found"
    await bot.slack.mention("/commit send the void list", user=jo)
    await bot.deliver()
    await bot.deliver()
    return bot, jo, card


@states("B1")
@pytest.mark.parametrize("code", ["channel_not_found", "user_not_visible", "cannot_dm_bot"])
async def test_where_no_direct_message_reaches_neutral_words_and_a_button_do(shared, code):
    bot, jo, card = shared
    jo.dm_error = code
    await bot.slack.mention("/commit send the void list", user=jo)
    await bot.deliver()
    [first, neutral] = in_the_channel(bot)
    shown = await bot.slack.press(neutral, label="Show me", user=jo)
    await bot.settled()
    again = {row.platform: (row.works, row.reason) for row in await bot.rows(route) if row.works is not None}

    assert first == card
    assert neutral.text == "Jo, there is something for you. Only you see it."
    assert jo.mention in neutral.words
    assert "void" not in neutral.words
    assert "commit" not in neutral.words.casefold()
    assert "send the void list" in shown.view.words
    assert again == {"slack": (False, code), "opened_view": (True, None)}
    assert in_the_channel(bot) == [card]


@states("B1", "B10")
async def test_whoever_else_presses_that_button_sees_nothing_and_it_stays(unreached):
    bot, jo, _card = unreached
    neutral = in_the_channel(bot)[-1]
    by_priya = await bot.slack.press(neutral, label="Show me", user=bot.slack.priya)
    await bot.slack.press(neutral, label="Show me", user=bot.slack.sam)
    await bot.deliver()

    assert "Nothing is waiting for you" in by_priya.view.words
    # Sam had no seat before: that is asked as well.
    assert "Nothing is waiting for you" in said_to(bot, bot.slack.sam).text
    assert neutral in in_the_channel(bot)
    assert "send the void list" in (await bot.slack.press(neutral, label="Show me", user=jo)).view.words


@states("B1")
async def test_one_such_button_at_a_time_shows_all_that_waits(unreached):
    bot, jo, card = unreached
    await bot.slack.mention("/commit ring the ward", user=jo)
    await bot.deliver()
    [_card, neutral] = in_the_channel(bot)
    shown = await bot.slack.press(neutral, label="Show me", user=jo)
    await bot.settled()
    await bot.slack.mention("/commit write the letter", user=jo)
    await bot.deliver()
    [_card, next_one] = in_the_channel(bot)

    assert _card == card
    assert "send the void list" in shown.view.words
    assert "ring the ward" in shown.view.words
    assert "write the letter" in (await bot.slack.press(next_one, label="Show me", user=jo)).view.words


@states("B1")
async def test_what_opens_there_has_buttons_that_work(unreached):
    bot, jo, _card = unreached
    shown = await bot.slack.press(in_the_channel(bot)[-1], label="Show me", user=jo)
    await bot.settled()
    done = await bot.slack.press(shown.view, label="Add a date")
    moved = await bot.slack.submit(done.view, {"due_on": "2027-02-01"})

    assert moved.errors == {}
    assert "1 February" in moved.view.words


@states("B1")
async def test_what_could_not_be_opened_waits_on(unreached):
    bot, jo, _card = unreached
    neutral = in_the_channel(bot)[-1]
    bot.slack.fail("views.open", error("expired_trigger_id"))
    await bot.slack.press(neutral, label="Show me", user=jo)
    await bot.settled()

    assert "press once more" in said_to(bot, jo).text
    assert "send the void list" in (await bot.slack.press(neutral, label="Show me", user=jo)).view.words


@states("B1")
async def test_whoever_can_use_none_of_it_reads_of_e_mail_and_browser_and_is_let_in_that_way(shared):
    bot, _jo, card = shared
    await bot.slack.command("/table", "invite Jo Lee <jo@north.example> of Northside Care")
    told = await bot.slack.command("/table", "link for @Jo Lee")
    priya, invited = await bot.rows(partner)
    wanted = LinkFor(partnership=priya.partnership_id, maker=priya.id, partner=invited.id)
    # A link never stands in a chat: she is given it on her page.
    await bot.app.store.run(ways_in.make, wanted, "a" * 43, now=bot.app.now())
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
        browser.post(f"{bot.address}/in/{'a' * 43}") as page,
    ):
        shown = await page.text()

    assert "can have me write to you by e-mail, or give you a link to it in your browser" in card.words
    assert "A link for Jo Lee, to hand over yourself." in told.said.text
    assert page.status == 200
    assert "Home from hospital" in shown
    bot.done()
