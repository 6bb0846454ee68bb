"""What a digest had no room for stands once in its thread on Slack, and never without its digest."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.handlers.slack import client
from bot.storage.schema import conversation, outbox
from tests.fakes.slack import faults

MINUTE = timedelta(minutes=1)


async def with_much_ahead(bot, number=7):
    """A table with so many things due, on the day of its digest."""
    await bot.begin()
    bot.slack.clock.turn(timedelta(days=6))
    for one in range(number):
        await bot.slack.command("/commit", f"do thing {one} by 2027-01-20")
        await bot.settled()
    bot.slack.clock.turn(timedelta(days=1))


async def delivered(bot, *minutes):
    for minute in (0, *minutes):
        bot.slack.clock.turn(minute * MINUTE)
        await turn(bot.app.store, bot.app.delivery, now=bot.app.now())


def in_the_channel(bot):
    """The digests, and what stands in the threads of the channel."""
    said = [one for one in bot.slack.history(bot.slack.table) if "The week at" in one.text and not one.thread_ts]
    return said, [one for one in bot.slack.table.messages if one.thread_ts]


async def rows(bot, kind="details"):
    return [(row.state, row.reason) for row in await bot.rows(outbox) if row.kind == kind]


async def test_the_whole_list_stands_in_the_digests_thread(web):
    await with_much_ahead(web)
    await delivered(web, 1, 60)

    [digest], [reply] = in_the_channel(web)
    assert "and three more" in digest.text
    assert "do thing 6" not in digest.text
    assert reply.thread_ts == digest.ts
    assert all(f"do thing {one}" in reply.text for one in range(7))
    assert await rows(web) == [("sent", None)]
    web.done()


async def test_where_nothing_was_cut_there_is_no_reply(web):
    await with_much_ahead(web, number=4)
    await delivered(web, 1)

    [_digest], replies = in_the_channel(web)
    assert replies == []
    assert await rows(web) == []


async def test_nothing_is_owed_for_a_digest_of_which_nobody_knows_until_it_is_found(web):
    await with_much_ahead(web)
    web.slack.fail("chat.postMessage", faults.LOST, times=2)
    await turn(web.app.store, web.app.delivery, now=web.app.now())
    before = await rows(web)
    await delivered(web, 1, 1)

    [digest], [reply] = in_the_channel(web)
    assert before == []
    assert reply.thread_ts == digest.ts
    assert await rows(web) == [("sent", None)]


async def test_a_digest_that_was_not_sent_has_no_details(web):
    await with_much_ahead(web)
    web.slack.table.is_archived = True
    await delivered(web, 1, 60)

    assert in_the_channel(web)[1] == []
    assert await rows(web) == []


async def only_the_digest(bot):
    """It went out, of which nobody knows yet; so what is posted next is its details."""
    await with_much_ahead(bot, number=5)
    bot.slack.fail("chat.postMessage", faults.LOST, times=9)
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    bot.slack.api.faults.ordered.clear()
    [digest], replies = in_the_channel(bot)
    assert (replies, await rows(bot)) == ([], [])
    return digest


async def its_details_wait(bot):
    """They are owed, and Slack has asked us to wait."""
    await only_the_digest(bot)
    bot.slack.fail("chat.postMessage", faults.ratelimited(90))
    await delivered(bot, 1)
    assert [state for state, _why in await rows(bot)] == ["owed"]


@pytest.mark.parametrize("others", [0, 20], ids=["alone", "behind all that others said"])
async def test_a_reply_whose_answer_was_lost_is_found_in_its_thread_and_not_posted_again(web, others):
    digest = await only_the_digest(web)
    for number in range(others):
        await web.slack.say(f"I was there too: {number}", channel=web.slack.table, thread=digest)
    web.slack.fail("chat.postMessage", faults.LOST)
    await delivered(web, 1, 2, 60)

    assert len([one for one in in_the_channel(web)[1] if one.bot_id]) == 1
    assert await rows(web) == [("sent", None)]


async def test_a_reply_that_slack_did_not_take_is_looked_for_twice_and_posted_once(web):
    await only_the_digest(web)
    web.slack.fail("chat.postMessage", faults.CUT)
    await delivered(web, 1, 2, 2, 2)

    assert len(in_the_channel(web)[1]) == 1
    assert len(web.slack.calls_of("conversations.replies")) == 2
    assert await rows(web) == [("sent", None)]


async def test_a_thread_too_long_to_look_through_is_asked_about_later(web, monkeypatch):
    digest = await only_the_digest(web)
    monkeypatch.setattr(client, "MOST_PAGES", 1)
    for number in range(20):
        await web.slack.say(f"I was there too: {number}", channel=web.slack.table, thread=digest)
    web.slack.fail("chat.postMessage", faults.LOST)
    await delivered(web, 1, 2, 60)

    assert len([one for one in in_the_channel(web)[1] if one.bot_id]) == 1
    assert [state for state, _why in await rows(web)] == ["unknown"]


async def test_a_thread_that_is_gone_closes_no_channel(web):
    await only_the_digest(web)
    web.slack.fail("chat.postMessage", faults.error("thread_not_found"))
    await delivered(web, 1)

    assert await rows(web) == [("failed", "thread_not_found")]
    assert {one.shut_at for one in await web.rows(conversation)} == {None}


async def test_where_nothing_is_left_out_any_more_it_stays_away(web):
    await its_details_wait(web)
    await web.slack.command("/commit", "done 1")
    await delivered(web, 2)

    assert in_the_channel(web)[1] == []
    assert await rows(web) == [("withdrawn", "nothing_to_say")]


async def test_in_another_week_it_stays_away(web):
    await its_details_wait(web)
    await delivered(web, 7 * 24 * 60)

    assert (await rows(web))[0] == ("withdrawn", "over")


async def with_much_learned(bot, number=4):
    """A table with more that was learned than its digest has room for, and the reply in which all of it stands."""
    await bot.begin()
    bot.slack.clock.turn(timedelta(days=7))
    for one in range(1, number + 1):
        for said in (f"we noticed thing {one}", f"share {one} with my name"):
            await bot.slack.command("/reflect", said)
            await bot.settled()
    await delivered(bot, 0, 1)
    [_digest], [reply] = in_the_channel(bot)
    assert "thing 4" in reply.text
    return reply


@pytest.mark.parametrize(
    ("back", "stands"), [((4,), "thing 3"), ((4, 3), "The digest has room for all of it by now.")], ids=["one", "two"]
)
async def test_words_that_are_taken_back_go_from_the_thread_too(web, back, stands):
    reply = await with_much_learned(web)
    for number in back:
        await web.slack.command("/reflect", f"take back {number}")
        await web.settled()
    await delivered(web, 11, 60)

    assert "thing 4" not in reply.text
    assert stands in reply.text
    assert in_the_channel(web)[1] == [reply]
    assert reply.edits == 1
    web.done()


async def test_a_thread_of_a_week_that_is_over_stays_as_it_was(web):
    reply = await with_much_learned(web)
    await web.slack.command("/reflect", "take back 4")
    await web.settled()
    await delivered(web, 7 * 24 * 60)

    assert reply.edits == 0
