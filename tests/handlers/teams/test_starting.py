"""What a start mends: whoever runs the bot has put in another secret, and what waited for that goes out."""

import asyncio

from bot.handlers.teams import running, tokens
from bot.storage.schema import pace
from tests.handlers.teams.stories import begun
from tests.support.teams import a_bot


async def owed_by_a_wrong_secret(teams, data):
    """Somebody wrote to the bot, whose secret has been changed in Azure and nowhere else."""
    async with a_bot(teams, data) as bot:
        await begun(bot)
        teams.bot.client_secret = "another"
        client = bot.door.tell.client
        client.tokens.drop(await client.tokens.current())
        await teams.say("/commit send the data by Friday")
        await bot.deliver()
        assert [row.reason for row in await bot.owed()] == [tokens.BAD_CREDENTIALS]


async def mended(bot):
    """Nothing is the matter with any way."""
    for _look in range(3000):
        if not any(row.reason for row in await bot.rows(pace)):
            return
        await asyncio.sleep(0.02)
    raise AssertionError


async def test_with_the_right_secret_what_waited_goes_out_at_once(teams, tmp_path, unhurried):
    await owed_by_a_wrong_secret(teams, tmp_path / "data")
    async with a_bot(teams, tmp_path / "data") as bot:
        await mended(bot)
        await bot.deliver()

        assert "“send the data”" in teams.last(teams.priya).words


async def test_a_secret_that_is_wrong_is_told_at_the_start_and_tried_until_it_is_right(
    teams, tmp_path, unhurried, monkeypatch, caplog, capsys
):
    await owed_by_a_wrong_secret(teams, tmp_path / "data")
    monkeypatch.setattr(running, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(tokens, "FOR_ALL_WHO_WAIT", 0.0)
    async with a_bot(teams, tmp_path / "data", TEAMS_CLIENT_SECRET="the third") as bot:
        await asyncio.sleep(0.3)
        assert any(row.reason for row in await bot.rows(pace))
        teams.bot.client_secret = "the third"
        await mended(bot)
        await bot.deliver()

        assert "“send the data”" in teams.last(teams.priya).words
    told = caplog.text + capsys.readouterr().out
    assert "teams.token" in told
    assert "the third" not in told
