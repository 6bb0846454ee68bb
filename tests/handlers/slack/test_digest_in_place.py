"""A digest on Slack is one message: it is drawn again where it stands when what it says is no longer so."""

from datetime import timedelta

import pytest

from bot.delivery.tick import turn
from bot.handlers import pictures
from bot.handlers.slack import send, upload
from bot.storage import conversations
from bot.storage.schema import conversation, outbox
from tests.fakes.slack import faults
from tests.handlers.slack.test_pictures import images, with_a_past

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 60.0)
    monkeypatch.setattr(upload, "WITHIN", 60.0)
    monkeypatch.setattr(send, "BETWEEN_TRIES", 0.0)


async def standing(bot):
    """A digest that names a commitment and a reflection."""
    await bot.begin()
    bot.slack.clock.turn(timedelta(days=7))
    for said in (
        ("/commit", "send the data by 2027-01-20"),
        ("/reflect", "they ring at night"),
        ("/reflect", "share 1 with my name"),
    ):
        await bot.slack.command(*said)
        await bot.settled()
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    [digest] = digests(bot)
    assert "send the data" in digest.text
    return digest


def digests(bot):
    return [one for one in bot.slack.history(bot.slack.table) if "The week at" in one.text]


async def after(bot, minutes):
    bot.slack.clock.turn(minutes * MINUTE)
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    await bot.settled()


async def redraws(bot):
    return [(row.state, row.reason) for row in await bot.rows(outbox) if row.kind == "redraw" and row.place_id]


async def test_what_is_done_moves_to_what_was_kept_in_the_same_message(web):
    digest = await standing(web)
    await web.slack.command("/commit", "done 1")
    await after(web, 1)
    edits = digest.edits
    await after(web, 10)

    assert (edits, digest.edits) == (0, 1)
    assert digests(web) == [digest]
    assert "Kept: Priya Shah: “send the data”" in digest.text
    assert "Due in the coming week" not in digest.text
    web.done()


async def test_many_changes_are_one_new_drawing(web):
    digest = await standing(web)
    for day in (19, 21, 22):
        await web.slack.command("/commit", f"move 1 to 2027-01-{day}")
        await web.settled()
    await after(web, 11)

    assert digest.edits == 1
    assert "Friday 22 January" in digest.text
    assert await redraws(web) == [("sent", None)]


@pytest.mark.parametrize("said", ["keep 1", "take back 1"])
async def test_words_that_are_taken_back_go_from_the_digest_too(web, said):
    digest = await standing(web)
    before = digest.text
    await web.slack.command("/reflect", said)
    await after(web, 11)

    assert "they ring at night" in before
    assert "they ring at night" not in digest.text


async def test_where_its_channel_has_another_id_by_now_it_is_drawn_again_there(web):
    digest = await standing(web)
    await web.slack.changed_id(web.slack.table)
    await web.slack.command("/reflect", "take back 1")
    await after(web, 11)

    assert "they ring at night" not in digest.text
    assert await redraws(web) == [("sent", None)]


async def test_the_words_of_somebody_who_is_erased_go_from_the_digest_too(web):
    digest = await standing(web)
    await web.slack.command("/table", "erase me yes")
    await after(web, 11)

    assert digest.text == "The week at Home from hospital. There is nothing left to say of it."
    assert await redraws(web) == [("sent", None)]


async def test_in_the_last_minutes_of_its_week_it_is_drawn_again_at_once(web):
    digest = await standing(web)
    web.slack.clock.turn(timedelta(days=6, hours=12, minutes=55))
    await web.slack.command("/reflect", "take back 1")
    await after(web, 1)

    assert web.app.now().strftime("%A %H:%M") == "Sunday 23:56"
    assert "they ring at night" not in digest.text


async def test_a_digest_of_a_week_that_is_over_stays_as_it_was(web):
    digest = await standing(web)
    await web.slack.command("/commit", "done 1")
    await web.settled()
    web.slack.clock.turn(timedelta(days=7))
    await after(web, 0)

    assert digest.edits == 0
    assert await redraws(web) == [("withdrawn", "over")]


async def test_a_digest_where_nothing_can_be_posted_any_more_is_left_alone(web):
    digest = await standing(web)
    [channel] = [one.id for one in await web.rows(conversation) if one.platform == "slack"]
    await web.app.store.run(conversations.shut, channel, why="is_archived", now=web.app.now())
    await web.slack.command("/commit", "done 1")
    await after(web, 11)

    assert digest.edits == 0
    assert await redraws(web) == []


async def test_its_picture_is_there_after_it_too(web):
    await with_a_past(web)
    await web.slack.command("/commit", "send the data by 2027-01-20")
    await web.settled()
    await turn(web.app.store, web.app.delivery, now=web.app.now())
    [digest] = digests(web)
    await web.slack.command("/commit", "done 1")
    web.slack.app.files_wait = 1
    await after(web, 11)

    assert digest.edits == 1
    assert len(images(digest)) == 1


async def test_a_digest_that_was_taken_away_is_not_posted_again(web):
    await standing(web)
    await web.slack.command("/commit", "done 1")
    web.slack.fail("chat.update", faults.error("message_not_found"), times=99)
    for _hour in range(3):
        await after(web, 60)

    assert len(digests(web)) == 1
