"""Somebody from outside goes quiet: what Teams shows them for a day only is shown on three, as one question."""

from datetime import timedelta

import pytest

from bot.delivery import tick
from bot.storage.schema import outbox
from tests.fakes.slack.clock import Clock

DAY = timedelta(days=1)


@pytest.fixture
async def table(bot):
    """Kim of the Ward 9 Trust has said yes to messages; the channel is shared, and the host's Priya convenes."""
    teams = bot.teams
    asked = await bot.said(await teams.mention("table new", place=teams.shared))
    opened = await teams.press(asked, "A new table")
    await teams.submit(opened.dialog, {"name": "Home from hospital"})
    await bot.owes_nothing()
    # Kim sits in their own right, and such are asked after by choice alone.
    for words in ("/commit send the beds by Friday", "yes", "check in with me"):
        await bot.said(await teams.mention(words, user=teams.kim, place=teams.shared), place=teams.shared)
    return bot


async def live(table, days, *, seen):
    """Priya is there each day; `seen`: what Kim sees then, by day."""
    for _day in range(days):
        assert isinstance(table.teams.clock, Clock)
        table.teams.clock.turn(DAY)
        await table.teams.say("/table")
        await table.settled()
        await tick.turn(table.app.store, table.app.delivery, now=table.app.now(), alone=False)
        seen.append([one.words for one in table.teams.seen(table.teams.kim, table.teams.shared) if one.only_for])


async def rows(table, kind):
    return [row for row in await table.rows(outbox) if row.kind == kind and row.state == "sent"]


async def test_the_question_stands_for_three_days_and_counts_as_one(table):
    seen: list[list[str]] = []
    while not await rows(table, "check_in"):
        await live(table, 1, seen=seen)
        assert len(seen) < 30
    asked: list[list[str]] = [seen[-1]]
    await live(table, 5, seen=asked)
    questions = [day[-1] if day else "" for day in asked]

    assert "Is this still yours?" in questions[0]
    assert questions == [questions[0]] * 3 + [""] * 3
    assert [len(await rows(table, kind)) for kind in ("check_in", "renewal")] == [1, 2]
    assert table.teams.calls_of("create") == []
    assert table.teams.personal(table.teams.kim).messages == []
    table.done()
