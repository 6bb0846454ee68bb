"""What a digest had no room for stands in its thread where Teams has threads, and nowhere else."""

from datetime import timedelta

from bot.delivery import tick
from tests.fakes.slack.clock import Clock
from tests.handlers.teams.stories import begun


async def live_to_the_digest(bot, place):
    """A table with so many things due, on the day of its digest."""
    clock = bot.teams.clock
    assert isinstance(clock, Clock)
    await begun(bot, place=place)
    clock.turn(timedelta(days=6))
    for one in range(7):
        await bot.teams.say(f"/commit do thing {one} by 2027-01-20")
        await bot.settled()
    clock.turn(timedelta(days=1))
    for _again in range(2):
        await tick.turn(bot.app.store, bot.app.delivery, now=bot.app.now(), alone=False)
        clock.turn(timedelta(minutes=1))
    said = [one for one in place.messages if one.by is None and one.only_for is None]
    return [one for one in said if "thing" in one.words]


async def test_in_a_channel_the_whole_list_stands_under_the_digest(bot):
    digest, whole = await live_to_the_digest(bot, bot.teams.table)

    assert "and three more" in digest.words
    assert all(f"do thing {one}" in whole.words for one in range(7))
    assert (digest.thread, whole.thread) == (digest.id, digest.id)
    bot.done()


async def test_in_a_chat_the_digest_is_one_message(bot):
    teams = bot.teams
    chat = teams.chat("Discharge", teams.priya, teams.sam)
    [digest] = await live_to_the_digest(bot, chat)

    assert "and three more" in digest.words
    bot.done()
