"""What several stories in Teams begin with."""

from tests.fakes.teams.world import texts


async def begun(bot, *, place=None) -> None:
    """Priya begins the table in its channel."""
    asked = await bot.said(await bot.teams.mention("table new", place=place))
    opened = await bot.teams.press(asked, "A new table")
    told = await bot.teams.submit(opened.dialog, {"name": "Home from hospital"})
    assert "is open" in str(told.dialog.card)
    await bot.owes_nothing()


def text_of(found) -> str:
    """All that stands in a card."""
    return " ".join(" ".join(texts(found.card["body"])).split())
