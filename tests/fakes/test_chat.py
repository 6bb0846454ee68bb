"""What is posted, changed and deleted: only where the bot may, and only what Slack takes."""

import aiohttp
import pytest

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]


async def test_a_message_stands_in_its_channel(slack, call):
    answer = await call("chat.postMessage", channel=slack.table.id, text="Hello", blocks=BLOCKS, unfurl_links=False)

    [message] = slack.posted
    assert (message.text, message.ts) == ("Hello", answer["ts"])
    assert message.args == {"unfurl_links": False}
    assert slack.history(slack.table) == [message]
    assert slack.problems == []


async def test_blocks_and_elements_get_ids_where_they_have_none(slack, call):
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=[{"type": "actions", "elements": [button]}])

    [block] = slack.posted[0].blocks
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


async def test_a_person_stands_for_their_direct_conversation(slack, call):
    answer = await call("chat.postMessage", channel=slack.priya.id, text="Hello")

    assert answer["channel"] == slack.dm(slack.priya).id
    assert slack.seen_by(slack.priya) == slack.posted
    assert slack.seen_by(slack.sam) == []


async def test_where_a_message_may_not_stand(slack, call):
    elsewhere = slack.channel("elsewhere", slack.priya, with_bot=False)
    secret = slack.channel("secret", slack.priya, kind="private", with_bot=False)
    closed = slack.channel("closed", slack.priya)
    closed.is_archived = True
    robot = slack.person("Robot", is_bot=True)
    gone = slack.person("Gone", deleted=True)

    async def error(channel):
        return await call.error("chat.postMessage", channel=channel, text="A")

    assert await error("C404") == "channel_not_found"
    assert await error("#home-from-hospital") == "channel_not_found"
    assert await error(secret.id) == "channel_not_found"
    assert await error(elsewhere.id) == "not_in_channel"
    assert await error(closed.id) == "is_archived"
    assert await error(robot.id) == "cannot_dm_bot"
    assert await error(gone.id) == "channel_not_found"
    slack.app.messages_tab = False
    assert await error(slack.priya.id) == "messages_tab_disabled"
    assert slack.posted == []


async def test_a_public_channel_can_be_written_in_with_a_scope_of_its_own(slack, call):
    elsewhere = slack.channel("elsewhere", slack.priya, with_bot=False)
    slack.installation().scopes.add("chat:write.public")

    assert await call.error("chat.postMessage", channel=elsewhere.id, text="A") == ""


@pytest.mark.parametrize(
    ("error", "content"),
    [
        ("no_text", {}),
        ("no_text", {"text": "  "}),
        ("no_text", {"blocks": BLOCKS}),
        ("msg_too_long", {"text": "x" * 40_001}),
        ("invalid_blocks", {"text": "A", "blocks": [{"type": "sections"}]}),
        ("invalid_blocks", {"text": "A", "blocks": [{"type": "divider"}] * 51}),
        ("invalid_blocks_format", {"text": "A", "blocks": {"type": "divider"}}),
        ("invalid_blocks_format", {"text": "A", "blocks": "[{"}),
        ("msg_blocks_too_long", {"text": "A", "blocks": [{"type": "markdown", "text": "x" * 12_000}, *BLOCKS * 30]}),
        ("invalid_metadata_format", {"text": "A", "metadata": {"event_type": "card"}}),
        ("metadata_too_large", {"text": "A", "metadata": {"event_type": "a", "event_payload": {"a": "x" * 20_000}}}),
        ("invalid_attachments", {"text": "A", "attachments": [{"blocks": [{}]}]}),
        ("thread_not_found", {"text": "A", "thread_ts": "1.000001"}),
    ],
)
async def test_what_a_message_may_not_be(slack, call, error, content):
    assert await call.error("chat.postMessage", channel=slack.table.id, **content) == error
    assert slack.posted == []


async def test_a_refusal_says_why_and_is_kept(slack, call):
    answer = await call("chat.postMessage", channel=slack.table.id, text="A", blocks=[{"type": "sections"}])

    [problem] = slack.problems
    assert "json-pointer:/blocks/0" in str(problem)
    assert answer["errors"][0] in str(problem)
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {reason}" for reason in problem.reasons]


async def test_an_argument_that_there_is_not_is_noted_and_dropped(slack, call):
    assert await call.error("chat.postMessage", channel=slack.table.id, text="A", unfurl_link=False) == ""

    [problem] = slack.problems
    assert problem.reasons == ("it takes no argument unfurl_link",)


async def test_a_missing_argument_is_refused(slack, call):
    assert await call.error("chat.postMessage", text="A") == "invalid_arguments"
    assert await call.error("chat.update", channel=slack.table.id, text="A") == "invalid_arguments"


async def test_an_ephemeral_stands_before_one_member_only(slack, call):
    answer = await call("chat.postEphemeral", channel=slack.table.id, user=slack.priya.id, text="Psst")

    [message] = slack.ephemerals
    assert message.only_for == slack.priya.id
    assert slack.history(slack.table) == []
    assert slack.seen_by(slack.priya) == [message]
    assert slack.seen_by(slack.sam) == []
    gone = await call.error("chat.update", channel=slack.table.id, ts=answer["message_ts"], text="Other")
    assert gone == "message_not_found"


async def test_an_ephemeral_reaches_no_outsider(slack, call):
    args = {"channel": slack.table.id, "text": "Psst"}

    assert await call.error("chat.postEphemeral", user=slack.lewis.id, **args) == "user_not_in_channel"
    assert await call.error("chat.postEphemeral", user="U404", **args) == "user_not_in_channel"


async def test_ones_own_message_is_changed_in_place(slack, call):
    posted = await call("chat.postMessage", channel=slack.table.id, text="Old", blocks=BLOCKS)
    await call("chat.update", channel=slack.table.id, ts=posted["ts"], text="New")

    [message] = slack.history(slack.table)
    assert (message.text, message.blocks, message.edits) == ("New", [], 1)
    assert slack.updated == [message]


async def test_what_cannot_be_changed(slack, call):
    theirs = await slack.say("Mine", user=slack.sam)
    posted = await call("chat.postMessage", channel=slack.table.id, text="Old")
    args = {"channel": slack.table.id, "text": "New"}

    assert await call.error("chat.update", ts=theirs.ts, **args) == "cant_update_message"
    assert await call.error("chat.delete", ts=theirs.ts, channel=slack.table.id) == "cant_delete_message"
    assert await call.error("chat.update", ts="1.000001", **args) == "message_not_found"
    too_long = await call.error("chat.update", ts=posted["ts"], channel=slack.table.id, text="ł" * 2001)
    assert too_long == "msg_too_long"
    slack.table.is_archived = True
    assert await call.error("chat.update", ts=posted["ts"], **args) == "is_archived"


async def test_a_deleted_message_is_gone(slack, call):
    posted = await call("chat.postMessage", channel=slack.table.id, text="Old")

    assert await call.error("chat.delete", channel=slack.table.id, ts=posted["ts"]) == ""
    assert await call.error("chat.delete", channel=slack.table.id, ts=posted["ts"]) == "message_not_found"
    assert slack.history(slack.table) == []


async def test_a_message_has_an_address(slack, call):
    posted = await call("chat.postMessage", channel=slack.table.id, text="Here")
    found = await call("chat.getPermalink", channel=slack.table.id, message_ts=posted["ts"])

    assert found["permalink"].endswith(f"/archives/{slack.table.id}/p{posted['ts'].replace('.', '')}")


async def test_no_two_messages_have_the_same_time(slack, call):
    times = [(await call("chat.postMessage", channel=slack.table.id, text="A"))["ts"] for _ in range(3)]

    assert times == sorted(set(times))


async def test_a_paced_app_waits_a_second_in_each_conversation(slack, call, later):
    slack.app.is_paced = True
    other = slack.channel("other")

    assert await call.error("chat.postMessage", channel=slack.table.id, text="A") == ""
    assert await call.error("chat.postMessage", channel=slack.table.id, text="A") == "ratelimited"
    assert slack.calls[-1].status == 429
    assert await call.error("chat.postMessage", channel=other.id, text="A") == ""
    later(seconds=1)
    assert await call.error("chat.postMessage", channel=slack.table.id, text="A") == ""


async def test_a_message_is_pinned_once(slack, call):
    posted = await call("chat.postMessage", channel=slack.table.id, text="Here")
    where = {"channel": slack.table.id, "timestamp": posted["ts"]}

    assert await call.error("pins.add", **where) == ""
    assert slack.table.pins == [posted["ts"]]
    assert await call.error("pins.add", **where) == "already_pinned"
    assert await call.error("pins.add", channel=slack.table.id, timestamp="1.000001") == "message_not_found"
    assert await call.error("pins.remove", **where) == ""
    assert await call.error("pins.remove", **where) == "no_pin"


async def test_a_file_is_uploaded_in_three_steps(slack, call):
    await call.web.files_upload_v2(
        channel=slack.table.id, content=b"PNG", filename="map.png", title="Map", initial_comment="The map"
    )

    [file] = slack.files.values()
    assert (file["content"], file["title"], file["shared"]) == (b"PNG", "Map", [slack.table.id])
    [message] = slack.posted
    assert (message.text, message.files[0]["title"]) == ("The map", "Map")
    assert slack.problems == []


async def test_a_message_shows_only_a_file_that_is_there(slack, call):
    slack.app.files_wait = 1
    begun = await call("files.getUploadURLExternal", filename="map.png", length=3)
    picture = {"type": "image", "slack_file": {"id": begun["file_id"]}, "alt_text": "The map"}
    shown = {"channel": slack.table.id, "text": "x", "blocks": [picture]}
    early = await call.error("chat.postMessage", **shown)
    async with aiohttp.ClientSession() as session:
        await session.post(begun["upload_url"], data=b"PNG")
    await call("files.completeUploadExternal", files=[{"id": begun["file_id"]}])
    waiting, there = [await call.error("chat.postMessage", **shown) for _time in range(2)]
    nobodys = await call.error("chat.postMessage", **shown | {"blocks": [picture | {"slack_file": {"id": "F9"}}]})

    assert (early, waiting, there, nobodys) == ("invalid_blocks", "invalid_blocks", "", "invalid_blocks")
    assert len(slack.problems) == 2
    assert len(slack.posted) == 1


async def test_a_file_is_refused_without_its_bytes_or_its_place(slack, call):
    begun = await call("files.getUploadURLExternal", filename="map.png", length=3)
    done = {"files": [{"id": begun["file_id"]}], "channel_id": slack.table.id}

    assert await call.error("files.completeUploadExternal", **done) == "file_not_found"
    async with aiohttp.ClientSession() as session:
        assert (await session.post(begun["upload_url"], data=b"four")).status == 400
        assert (await session.post(begun["upload_url"], data=b"PNG")).status == 200
    assert await call.error("files.completeUploadExternal", files=[{}]) == "invalid_arguments"
    elsewhere = slack.channel("elsewhere", with_bot=False)
    assert await call.error("files.completeUploadExternal", **done | {"channel_id": elsewhere.id}) == "not_in_channel"
    assert await call.error("files.completeUploadExternal", **done) == ""
