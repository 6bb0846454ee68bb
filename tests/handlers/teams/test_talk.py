"""Talk is counted where the team has consented that the bot hears it, and only of people who were told."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from tests.handlers.teams.stories import begun


@pytest.fixture
async def table(bot):
    await begun(bot)
    bot.teams.team.hears_all = True
    return bot


async def told_what_is_counted(table) -> None:
    """Sam sits at the table, and has had the welcome that says it."""
    await table.said(await table.teams.mention("/commit send the data", user=table.teams.sam))
    for _turn in range(3):
        table.teams.clock.turn(timedelta(minutes=5))
        await turn(table.app.store, table.app.delivery, now=table.app.now())
    await table.settled()


async def talked(table) -> list[str]:
    await table.settled()
    return [day for kind, day in await table.days() if kind == "talked"]


async def test_a_day_of_talk_is_counted_once(table):
    await told_what_is_counted(table)
    for _turn in range(3):
        told = await table.teams.talk("good morning", user=table.teams.sam)
        assert told.answer.status == 200

    assert await talked(table) == ["2027-01-11"]
    table.done()


async def test_whoever_was_not_told_is_not_counted(table):
    await table.teams.talk("good morning", user=table.teams.sam)

    assert await talked(table) == []


async def test_nobody_is_counted_in_a_channel_that_is_no_tables(table):
    await told_what_is_counted(table)
    await table.teams.talk("good morning", user=table.teams.sam, place=table.teams.channel("another"))

    assert await talked(table) == []


async def test_nothing_of_what_was_said_is_kept_nor_who_else_says_it(table):
    from bot.storage.schema import person, teams_person

    await table.teams.talk("a secret", user=table.teams.lee)
    await table.settled()

    assert "Lee Jones" not in [row.name for row in await table.rows(person)]
    assert table.teams.lee.aad not in [row.user_id for row in await table.rows(teams_person)]
