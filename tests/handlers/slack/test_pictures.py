"""The digest's picture on Slack: uploaded before its message, which goes once and says all of it in any case."""

from datetime import timedelta

import pytest

from bot.delivery.sender import DeliveryError
from bot.delivery.tick import turn
from bot.domain.participation import Kind
from bot.domain.people import Role, Viewer
from bot.handlers import pictures
from bot.handlers.slack import send, upload
from bot.services import participation
from bot.storage import people
from bot.storage.schema import outbox
from tests.fakes.slack import faults

DAY = timedelta(days=1)
WORDS = "Organisations taking part, four weeks at a time, the latest last: "
UPLOADING = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal")


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A machine that is busy with other tests is no reason to do without; nobody waits for Slack in earnest."""
    monkeypatch.setattr(pictures, "PATIENCE", 60.0)
    monkeypatch.setattr(upload, "WITHIN", 60.0)
    monkeypatch.setattr(send, "BETWEEN_TRIES", 0.0)


async def with_a_past(bot):
    """A table with half a year behind it, on the day of its digest."""
    await bot.begin()
    await bot.slack.command("/table", "I sit for Riverside")
    await bot.settled()
    bot.slack.clock.turn(timedelta(days=7))
    today = bot.app.now().date()

    def came(tx) -> None:
        viewer = Viewer(partnership_id=1, partner_id=None, organisation_id=None, role=Role.PARTNER)
        [priya] = people.everybody(tx, viewer)
        for ago in (*range(0, 60, 20), *range(120, 170, 20)):
            participation.record(tx, priya, Kind.CAME, on_day=today - ago * DAY, at=bot.app.now())

    await bot.app.store.run(came)


async def the_digest(bot):
    """It goes out; every message in the table's channel since."""
    known = {one.ts for one in bot.slack.history(bot.slack.table)}
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
    return [one for one in bot.slack.history(bot.slack.table) if one.ts not in known]


def images(message):
    return [block for block in message.blocks if block["type"] == "image"]


async def rows(bot):
    return [(row.state, row.reason) for row in await bot.rows(outbox) if row.kind == "digest"]


async def test_the_digest_shows_its_chart_with_words_for_whoever_cannot_see_it(web):
    await with_a_past(web)
    [digest] = await the_digest(web)

    [image] = images(digest)
    [file] = web.slack.files.values()
    assert image["slack_file"] == {"id": file["id"]}
    assert image["alt_text"].startswith(WORDS)
    assert image["alt_text"] in digest.text
    assert file["content"].startswith(b"\x89PNG")
    assert (file["name"], file["shared"], file["alt_txt"]) == ("taking_part.png", [], image["alt_text"])
    assert await rows(web) == [("sent", None)]
    web.done()


async def test_it_is_shown_as_soon_as_slack_has_looked_through_it(web):
    await with_a_past(web)
    web.slack.app.files_wait = 2
    [digest] = await the_digest(web)

    assert len(images(digest)) == 1
    tries = [one for one in web.slack.calls_of("chat.postMessage") if one.args["channel"] == web.slack.table.id]
    assert len(tries) == 3
    assert await rows(web) == [("sent", None)]


async def in_words(bot):
    [digest] = await the_digest(bot)

    assert images(digest) == []
    assert WORDS in digest.text
    assert WORDS in str(digest.blocks)
    assert await rows(bot) == [("sent", None)]
    return digest


async def test_where_slack_looks_for_too_long_it_goes_in_words(web):
    await with_a_past(web)
    web.slack.app.files_wait = 9
    digest = await in_words(web)

    assert digest.metadata["event_type"] == "convenor_message"


@pytest.mark.parametrize("step", UPLOADING)
@pytest.mark.parametrize(
    "fault",
    [faults.ratelimited(), faults.broken(500), faults.broken(404), faults.CUT, faults.error("some_new_code")],
    ids=["limited", "broken", "not found", "cut off", "refused"],
)
async def test_a_picture_that_could_not_be_uploaded_holds_no_message_back(web, step, fault):
    await with_a_past(web)
    web.slack.fail(step, fault if step != "upload" or fault.status != 200 else faults.CUT)
    await in_words(web)


async def test_a_lost_reply_leaves_a_file_that_nobody_sees(web):
    await with_a_past(web)
    web.slack.fail("files.completeUploadExternal", faults.LOST)
    await in_words(web)

    [file] = web.slack.files.values()
    assert file["shared"] == []


@pytest.mark.parametrize("step", UPLOADING)
async def test_nobody_waits_for_an_upload_for_long(web, step, monkeypatch):
    await with_a_past(web)
    await web.door.workspaces.own.client.call("auth.test")
    drawing = web.app.delivery.senders["slack"].pictures

    async def drawn_before(_picture) -> bytes:
        return b"PNG"

    monkeypatch.setattr(type(drawing), "png", lambda _self, picture: drawn_before(picture))
    monkeypatch.setattr(upload, "WITHIN", 0.5)
    web.slack.fail(step, faults.hanging())
    await in_words(web)
    web.slack.release()


async def test_without_the_scope_it_goes_in_words_and_nothing_is_drawn_for_a_while(web):
    await with_a_past(web)
    web.slack.installation().scopes.remove("files:write")
    await in_words(web)
    web.slack.clock.turn(timedelta(minutes=5))
    client = web.door.workspaces.own.client
    with pytest.raises(DeliveryError, match="missing_scope"):
        await client.fill_in(upload.BEGIN, filename="x.png", length="1")

    assert len(web.slack.calls_of(upload.BEGIN)) == 1
    assert web.slack.files == {}


async def test_what_cannot_be_drawn_goes_in_words(web, monkeypatch):
    await with_a_past(web)
    monkeypatch.setattr(web.app.delivery.senders["slack"].pictures, "program", ("/nowhere",))
    await in_words(web)

    assert web.slack.files == {}


async def test_a_fault_of_ours_holds_no_message_back(web, monkeypatch):
    await with_a_past(web)

    async def broken(_self, _picture) -> bytes:
        raise KeyError("ours")

    monkeypatch.setattr(pictures.Pictures, "png", broken)
    await in_words(web)


async def test_bytes_go_to_slack_and_to_nobody_else(web, monkeypatch):
    await with_a_past(web)
    monkeypatch.setattr(web.slack.core, "origin", "https://files.slack.com.evil.example")
    await in_words(web)

    [file] = web.slack.files.values()
    assert file["content"] is None


async def test_a_message_whose_reply_was_lost_is_not_posted_again_with_its_picture(web):
    await with_a_past(web)
    web.slack.fail("chat.postMessage", faults.LOST)
    await the_digest(web)
    for minute in (1, 2, 60):
        web.slack.clock.turn(timedelta(minutes=minute))
        await web.deliver()

    digests = [one for one in web.slack.history(web.slack.table) if images(one)]
    assert len(digests) == 1
    assert await rows(web) == [("sent", None)]


async def test_an_answer_has_its_words_at_once_and_no_picture(web):
    await with_a_past(web)
    shown = await web.slack.command("/table", "digest")
    await web.settled()

    assert WORDS in shown.said.text
    assert web.slack.files == {}
    web.done()
