"""Talk: the day and the person, never the words; only of people who were told, and only in the table's own channel."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.tick import turn
from bot.handlers import talking

DAY = timedelta(days=1)


async def told(bot) -> None:
    """Sam has a seat and had the welcome."""
    await bot.begin()
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    bot.slack.clock.turn(DAY)


async def talked(bot) -> list[str]:
    await bot.settled()
    return [day for kind, day in await bot.days() if kind == "talked"]


async def test_a_day_of_talk_is_counted_once_and_no_word_of_it_is_kept(bot):
    await told(bot)
    for _time in range(3):
        await bot.slack.say("the secret word is albatross", user=bot.slack.sam)
    await bot.slack.say("me too", user=bot.slack.sam, subtype="me_message")

    assert await talked(bot) == ["2027-01-12"]
    assert not await in_the_database(bot, "albatross")


async def in_the_database(bot, word):
    """Whether a word stands anywhere in it."""

    def look(tx):
        names = [row[0] for row in tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
        return any(word in str(row) for name in names for row in tx.execute(text(f'SELECT * FROM "{name}"')))

    return await bot.app.store.read(look)


async def test_nobody_is_counted_before_they_were_told(bot, monkeypatch):
    monkeypatch.setattr(talking, "FORGET_AFTER", 0.0)
    await bot.begin()
    await bot.slack.say("hello", user=bot.slack.sam)
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.slack.say("hello again", user=bot.slack.sam)
    before = await talked(bot)
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    await bot.slack.say("and again", user=bot.slack.sam)

    assert before == []
    assert await talked(bot) == ["2027-01-11"]


async def test_only_the_tables_own_channel_counts(bot):
    await told(bot)
    other = bot.slack.channel("lunch", bot.slack.sam)
    await bot.slack.say("hello", user=bot.slack.sam, channel=other)

    assert await talked(bot) == []


async def test_edits_deletions_and_those_who_join_are_no_talk(bot):
    message = await bot.slack.say("hello", user=bot.slack.sam)
    await told(bot)
    await bot.slack.edit(message, "hallo")
    await bot.slack.remove(message)
    await bot.slack.joined(bot.slack.table, bot.slack.lewis)
    await bot.slack.say("joined", user=bot.slack.sam, subtype="channel_join")

    assert await talked(bot) == []


async def test_somebody_who_does_not_want_it_is_not_counted(bot):
    await told(bot)
    off = await bot.slack.command("/table", "talk off", user=bot.slack.sam)
    await bot.slack.say("hello", user=bot.slack.sam)
    data = await bot.slack.command("/table", "my data", user=bot.slack.sam)
    before = await talked(bot)
    await bot.slack.press(off.said, label="Count it again", user=bot.slack.sam)
    bot.slack.clock.turn(DAY)
    await bot.slack.say("hello", user=bot.slack.sam)

    assert "not counted, as you said" in data.said.words
    assert before == []
    assert await talked(bot) == ["2027-01-13"]


async def test_who_said_no_is_not_counted_and_who_said_yes_is(bot):
    await told(bot)
    await bot.slack.direct("no thanks", user=bot.slack.sam)
    await bot.slack.say("hello", user=bot.slack.sam)
    await bot.slack.say("hello", user=bot.slack.priya)

    assert await talked(bot) == ["2027-01-12"]


async def test_a_message_that_comes_late_counts_on_its_own_day(web):
    await told(web)
    ts = f"{web.slack.clock.now().timestamp() - 86_400:.6f}"
    event = {"type": "message", "channel": web.slack.table.id, "channel_type": "channel", "user": web.slack.sam.id}
    await web.slack.event({**event, "text": "late", "ts": ts})

    assert await talked(web) == ["2027-01-11"]


@pytest.mark.parametrize("ts", ["", "x", "1", "1.x", "-1.0"])
async def test_a_message_without_its_time_is_none(web, ts):
    await told(web)
    event = {"type": "message", "channel": web.slack.table.id, "channel_type": "channel", "user": web.slack.sam.id}
    answered = await web.slack.event({**event, "text": "x", "ts": ts})

    assert answered.answer.ok
    assert await talked(web) == []


async def test_what_is_remembered_is_forgotten_before_it_grows_large(web, monkeypatch):
    monkeypatch.setattr(talking, "MOST_REMEMBERED", 1)
    await told(web)
    await web.slack.say("hello", user=web.slack.sam)
    await web.slack.say("hello", user=web.slack.priya)
    await web.settled()

    assert len(web.door.talk._counted) <= 1


async def test_a_channel_that_gets_another_id_stays_the_tables(bot):
    await told(bot)
    moved = await bot.slack.changed_id(bot.slack.table)
    await bot.slack.say("hello", user=bot.slack.sam)

    assert moved.answer.ok
    assert await talked(bot) == ["2027-01-12"]
