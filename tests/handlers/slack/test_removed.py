"""A workspace takes the app away while its people sit at a table: coordinators are told once, and it may come back."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.storage import routes
from bot.storage.schema import conversation, outbox
from tests.support.installing import a_browser
from tests.support.slack import a_bot_of_many

states = pytest.mark.states
DAY = timedelta(days=1)
GONE = "I was removed from Ward 9 Trust's Slack workspace."


@pytest.fixture
async def two(slack, tmp_path, unhurried):
    """Riverside and Ward 9 have the app; Priya's table is Riverside's, and Rita of Ward 9 sits there."""
    async with a_bot_of_many(slack, tmp_path / "data") as bot, a_browser(bot) as browser:
        ward = slack.workspace("Ward 9 Trust")
        rita = slack.person("Rita Bell", team=ward)
        for one in (slack.home, ward):
            assert await browser.installs(one) == 200
        await slack.shared(slack.table, ward, rita, slack.core.directory.bot_of(ward.team_id))
        await bot.begin()
        await slack.direct("yes")
        await slack.command("/commit", "ring the ward", user=rita, channel=slack.table)
        yield bot, browser, ward, rita


async def weeks(bot, number):
    for day in range(7 * number):
        bot.slack.clock.turn(DAY)
        await bot.slack.direct(f"/commit ring the ward on day {day}")
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())


def told(bot):
    return [one.text for one in bot.slack.history(bot.slack.dm(bot.slack.priya)) if GONE in one.text]


@states("D4", "D5")
@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_the_coordinators_are_told_once_each_time_it_is_removed(two, first):
    bot, browser, ward, _rita = two
    for _again in range(2):
        assert {one.answer.status for one in await bot.slack.uninstalled(ward, first=first)} == {200}
        await bot.settled()
    await weeks(bot, 2)
    [said] = told(bot)
    assert await browser.installs(ward) == 200
    await weeks(bot, 1)
    back = len(told(bot))
    bot.slack.clock.turn(timedelta(minutes=1))
    await bot.slack.uninstalled(ward, first=first)
    await weeks(bot, 2)

    assert "I reached one person of this table there; one of them can't be written to now" in said
    assert "/slack/install" in said
    assert (back, len(told(bot))) == (1, 2)


@states("D4", "D5")
async def test_while_the_tables_own_workspace_is_without_it_the_digest_stands_on_its_page(two):
    bot, browser, _ward, rita = two
    await bot.slack.uninstalled()
    await bot.settled()
    shut = [row.shut_why for row in await bot.rows(conversation) if row.platform == "slack"]
    for day in range(7):
        bot.slack.clock.turn(DAY)
        await bot.slack.command("/commit", f"ring the ward on day {day}", user=rita, channel=bot.slack.table)
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    assert await browser.installs(bot.slack.home) == 200
    opened = [row.shut_why for row in await bot.rows(conversation) if row.platform == "slack"]
    digests = [(row.route, row.state) for row in await bot.rows(outbox) if row.kind == "digest"]

    assert (shut, opened) == (["app_removed"], [None])
    assert digests == [("web", "sent")]


async def test_a_card_is_drawn_again_by_the_app_that_posted_it(two):
    bot, _browser, ward, _rita = two
    await bot.slack.direct("/commit send the list")
    await bot.deliver()
    [card] = [
        one for one in bot.slack.history(bot.slack.dm(bot.slack.priya)) if "send the list" in one.text and one.bot_id
    ]
    await bot.app.store.run(routes.add_route, 1, f"slack/{ward.team_id}")
    await bot.slack.command("/commit", "move 2 to 2027-01-20")
    await bot.deliver()

    assert "Wednesday 20 January" in card.text
    assert card.edits == 1
