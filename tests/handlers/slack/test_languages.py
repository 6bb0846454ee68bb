"""A language that Slack tells of somebody, where it tells one."""

import pytest

from bot.handlers.slack.profile import profile_of
from bot.storage.schema import person


async def somebody(web, locale):
    """One of the host's own, who has just said something for the first time."""
    sam = web.slack.sam
    sam.locale = locale
    await web.begin(taking_part=True)
    await web.slack.command("/commit", "anfon y data", user=sam)
    await web.settled()
    return sam


@pytest.mark.parametrize(
    ("locale", "language"), [("cy-GB", "cy"), ("en-US", "en"), ("fr-FR", None), ("", None), (None, None)]
)
async def test_the_locale_of_a_profile_is_whose_it_is(web, locale, language):
    await somebody(web, locale)

    [kept] = [row.language for row in await web.rows(person) if row.name == web.slack.sam.name]
    assert kept == language


async def test_answers_are_in_it_from_then_on(web):
    sam = await somebody(web, "cy-GB")
    answer = await web.slack.command("/commit", "ffonio'r ward", user=sam)

    assert "Gall y bwrdd weld hyn" in answer.said.words


@pytest.mark.parametrize("locale", [7, ["cy"], {"cy": 1}, None])
def test_a_locale_that_is_none_is_none(locale):
    assert profile_of({"locale": locale}).language == ""
