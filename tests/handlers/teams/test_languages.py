"""The language that an activity of Teams is in."""

import pytest

from bot.storage.schema import person
from tests.handlers.teams.stories import begun


@pytest.mark.parametrize(("locale", "language"), [("cy-GB", "cy"), ("en-GB", "en"), ("fr-FR", None)])
async def test_the_locale_of_whoever_writes_is_kept_and_answered_in(bot, locale, language):
    await begun(bot)
    bot.teams.sam.locale = locale
    answer = await bot.said(await bot.teams.mention("commit anfon y data", user=bot.teams.sam))

    [kept] = [row.language for row in await bot.rows(person) if row.name == bot.teams.sam.name]
    assert kept == language
    assert ("Dywedoch y gwnewch" in answer.words) is (language == "cy")


async def test_a_button_has_it_too(bot):
    await begun(bot)
    bot.teams.sam.locale = "cy-GB"
    await bot.said(await bot.teams.mention("commit anfon y data", user=bot.teams.sam))
    answer = await bot.said(await bot.teams.mention("commit list", user=bot.teams.sam))
    opened = await bot.teams.press(answer, "Mwy", user=bot.teams.sam)

    assert "Rhif" in str(opened)
