"""Conversations, their history page by page, and people as far as they are seen."""

import pytest

from tests.fakes.bots import Client


async def written(slack, count):
    return [(await slack.say(f"{number}")).ts for number in range(count)]


async def test_history_comes_newest_first_and_page_by_page(slack, call):
    await written(slack, 5)
    pages: list[list[str]] = []
    cursor = ""
    while not pages or cursor:
        page = await call("conversations.history", channel=slack.table.id, limit=2, cursor=cursor)
        pages.append([message["text"] for message in page["messages"]])
        cursor = page["response_metadata"]["next_cursor"]
        assert page["has_more"] is bool(cursor)

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


@pytest.mark.parametrize(
    ("inclusive", "expected"),
    [(False, ["2"]), (True, ["3", "2", "1"])],
)
async def test_the_bounds_of_history_are_left_out_unless_asked_for(slack, call, inclusive, expected):
    times = await written(slack, 5)
    bounds = {"oldest": times[1], "latest": times[3], "inclusive": inclusive}
    page = await call("conversations.history", channel=slack.table.id, **bounds)

    assert [message["text"] for message in page["messages"]] == expected


@pytest.mark.parametrize(
    ("error", "args"),
    [
        ("invalid_limit", {"limit": 1000}),
        ("invalid_limit", {"limit": -1}),
        ("invalid_cursor", {"cursor": "next"}),
        ("invalid_ts_oldest", {"oldest": "yesterday"}),
        ("invalid_ts_latest", {"latest": "today"}),
        ("channel_not_found", {"channel": "C404"}),
    ],
)
async def test_what_history_is_not_given_for(slack, call, error, args):
    await written(slack, 1)

    assert await call.error("conversations.history", **{"channel": slack.table.id} | args) == error


async def test_history_is_for_members_and_needs_the_scope_of_the_kind(slack, call):
    elsewhere = slack.channel("elsewhere", with_bot=False)
    secret = slack.channel("secret", kind="private")
    slack.installation().scopes.discard("groups:history")

    assert await call.error("conversations.history", channel=elsewhere.id) == "not_in_channel"
    refused = await call("conversations.history", channel=secret.id)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "groups:history")
    assert "channels:history" in refused["provided"]


async def test_metadata_is_given_when_asked_for_or_declared(slack, call):
    metadata = {"event_type": "card", "event_payload": {"id": "x"}}
    await call("chat.postMessage", channel=slack.table.id, text="A", metadata=metadata)

    async def found(**args):
        page = await call("conversations.history", channel=slack.table.id, **args)
        return page["messages"][0]["metadata"]

    assert await found() == {"event_type": "card"}
    assert await found(include_all_metadata=True) == metadata
    slack.app.metadata_types.add("card")
    assert await found() == metadata


async def test_replies_are_in_their_thread_and_not_in_history(slack, call):
    first = await slack.say("First")
    await slack.say("Reply", thread=first)
    await slack.say("Broadcast", thread=first, subtype="thread_broadcast")
    history = await call("conversations.history", channel=slack.table.id)
    thread = await call("conversations.replies", channel=slack.table.id, ts=first.ts)

    assert [message["text"] for message in history["messages"]] == ["Broadcast", "First"]
    assert [message["text"] for message in thread["messages"]] == ["First", "Reply", "Broadcast"]
    assert await call.error("conversations.replies", channel=slack.table.id, ts="1.000001") == "thread_not_found"


async def test_the_limit_of_2025_gives_fifteen_a_minute(slack, call, later):
    await written(slack, 20)
    slack.app.history_is_limited = True
    page = await call("conversations.history", channel=slack.table.id, limit=200)

    assert len(page["messages"]) == 15
    assert await call.error("conversations.history", channel=slack.table.id) == "ratelimited"
    assert slack.calls[-1].status == 429
    assert await call.error("conversations.replies", channel=slack.table.id, ts=page["messages"][0]["ts"]) == ""
    later(seconds=60)
    assert await call.error("conversations.history", channel=slack.table.id) == ""


async def test_conversations_are_listed_by_kind_and_page(slack, call):
    slack.channel("other", with_bot=False)
    slack.channel("secret", kind="private")
    slack.channel("unseen", kind="private", with_bot=False)

    async def names(method, **args):
        return [channel["name"] for channel in (await call(method, **args))["channels"]]

    assert await names("conversations.list") == ["home-from-hospital", "other"]
    assert await names("conversations.list", types="private_channel") == ["secret"]
    assert await names("users.conversations") == ["home-from-hospital"]
    assert await names("conversations.list", limit=1) == ["home-from-hospital"]
    slack.table.is_archived = True
    assert await names("conversations.list", exclude_archived=True) == ["other"]
    assert await call.error("conversations.list", types="secret") == "invalid_types"
    refused = await call("conversations.list", types="public_channel,mpim")
    assert refused["needed"] == "mpim:read"


async def test_a_conversation_tells_what_it_is(slack, call):
    shown = (await call("conversations.info", channel=slack.table.id, include_num_members=True))["channel"]

    assert (shown["name"], shown["is_member"], shown["num_members"]) == ("home-from-hospital", True, 3)
    assert (shown["is_ext_shared"], shown["is_private"]) == (False, False)
    members = (await call("conversations.members", channel=slack.table.id))["members"]
    assert set(members) == {slack.bot.id, slack.priya.id, slack.sam.id}


async def test_a_direct_conversation_is_opened_with_people_only(slack, call):
    opened = await call("conversations.open", users=slack.priya.id)
    robot = slack.person("Robot", is_bot=True)
    gone = slack.person("Gone", deleted=True)

    assert opened["channel"] == {"id": slack.dm(slack.priya).id}
    full = await call("conversations.open", users=slack.priya.id, return_im=True)
    assert full["channel"]["user"] == slack.priya.id
    assert await call.error("conversations.open", users=robot.id) == "cannot_dm_bot"
    assert await call.error("conversations.open", users=gone.id) == "user_disabled"
    assert await call.error("conversations.open", users="U404") == "user_not_found"
    assert await call.error("conversations.open") == "invalid_arguments"
    several = await call("conversations.open", users=f"{slack.priya.id},{slack.sam.id}")
    assert several["needed"] == "mpim:write"


async def test_a_person_of_the_workspace_is_told_whole(slack, call):
    shown = (await call("users.info", user=slack.priya.id, include_locale=True))["user"]

    assert shown["tz"] == "Europe/London"
    assert shown["locale"] == "en-GB"
    assert shown["profile"]["email"] == "priya@riverside.example"
    slack.installation().scopes.discard("users:read.email")
    assert "email" not in (await call("users.info", user=slack.priya.id))["user"]["profile"]


async def test_of_a_person_of_another_workspace_half_is_hidden(slack, call):
    ward = slack.workspace("Ward 9 Trust")
    jo = slack.person("Jo Lee", team=ward, email="jo@ward.example")
    await slack.shared(slack.table, ward, jo)
    shown = (await call("users.info", user=jo.id, include_locale=True))["user"]

    assert (shown["team_id"], shown["is_stranger"]) == (ward.team_id, False)
    assert not {"tz", "locale", "deleted", "is_restricted"} & set(shown)
    assert "email" not in shown["profile"]
    listed = (await call("users.list"))["members"]
    assert jo.id not in [one["id"] for one in listed]
    assert slack.priya.id in [one["id"] for one in listed]


async def test_a_stranger_is_somebody_who_shares_no_channel_any_more(slack, call):
    ward = slack.workspace("Ward 9 Trust")
    jo, ann = slack.person("Jo Lee", team=ward), slack.person("Ann Bell", team=ward)
    await slack.shared(slack.table, ward, jo)
    await slack.say("Hello", user=jo)
    await slack.unshared(slack.table, ward)

    assert (await call("users.info", user=jo.id))["user"]["is_stranger"] is True
    assert await call.error("users.info", user=ann.id) == "user_not_found"
    assert await call.error("conversations.open", users=jo.id) == "user_not_visible"
    assert await call.error("chat.postMessage", channel=jo.id, text="A") == "channel_not_found"


async def test_any_field_of_a_person_may_be_missing_or_empty(slack, call):
    jo = slack.person("Jo Lee", tz=None, fields={"real_name": None, "team_id": ...}, profile={"real_name": ""})
    shown = (await call("users.info", user=jo.id))["user"]

    assert "tz" not in shown
    assert "team_id" not in shown
    assert shown["real_name"] is None
    assert shown["profile"]["real_name"] == ""


async def test_guests_bots_and_the_deactivated_are_marked(slack, call):
    marks = {"is_restricted": True, "is_ultra_restricted": True, "is_bot": True, "deleted": True}
    for name, value in marks.items():
        person = slack.person("Jo Lee", **{name: value})
        assert (await call("users.info", user=person.id))["user"][name] is value


async def test_on_a_grid_one_person_is_in_two_workspaces(slack):
    one = slack.workspace("North", enterprise_id="E1")
    other = slack.workspace("South", enterprise_id="E1")
    client = Client(slack, slack.install(one).bot_token)
    jo = slack.person("Jo Lee", team=other)
    slack.person("Jo Lee", team=one, id="W1JO", grid_id="W1JO")

    alone = (await client("users.info", user=jo.id))["user"]
    jo.grid_id = "W1JO"
    both = (await client("users.info", user=jo.id))["user"]["enterprise_user"]
    assert alone["is_stranger"] is False
    assert (alone["enterprise_user"]["id"], alone["enterprise_user"]["teams"]) == (jo.id, [other.team_id])
    assert (both["id"], both["enterprise_id"], both["teams"]) == ("W1JO", "E1", [one.team_id, other.team_id])


async def test_the_same_id_in_two_workspaces_is_two_people(slack, call):
    ward = slack.workspace("Ward 9 Trust")
    other = Client(slack, slack.install(ward).bot_token)
    slack.person("Jo Lee", id="U1")
    slack.person("Someone Else", id="U1", team=ward)

    assert (await call("users.info", user="U1"))["user"]["real_name"] == "Jo Lee"
    assert (await other("users.info", user="U1"))["user"]["real_name"] == "Someone Else"


async def test_do_not_disturb_is_told_with_its_scope(slack, call):
    slack.priya.dnd = (1_800_000_000, 1_800_003_600)
    shown = await call("dnd.info", user=slack.priya.id)

    assert (shown["dnd_enabled"], shown["next_dnd_start_ts"]) == (True, 1_800_000_000)
    slack.installation().scopes.discard("dnd:read")
    assert (await call("dnd.info", user=slack.priya.id))["needed"] == "dnd:read"


async def test_a_disconnected_side_keeps_a_frozen_copy_under_another_id(slack, call):
    ward = slack.workspace("Ward 9 Trust")
    other = Client(slack, slack.install(ward).bot_token)
    jo = slack.person("Jo Lee", team=ward)
    bot = slack.core.directory.bot_of(ward.team_id)
    await slack.shared(slack.table, ward, jo, bot)
    assert (await other("conversations.info", channel=slack.table.id))["channel"]["is_ext_shared"] is True

    await slack.unshared(slack.table, ward)
    assert await other.error("conversations.info", channel=slack.table.id) == "channel_not_found"
    [copy] = (await other("conversations.list"))["channels"]
    assert copy["frozen_reason"] == "connection_severed"
    assert await other.error("chat.postMessage", channel=copy["id"], text="A") == "restricted_action"
    assert (await call("conversations.info", channel=slack.table.id))["channel"]["is_ext_shared"] is False


async def test_several_people_have_one_conversation(slack, call):
    slack.installation().scopes |= {"mpim:write", "mpim:read"}
    both = f"{slack.priya.id},{slack.sam.id}"
    opened = await call("conversations.open", users=both)

    assert await call("conversations.open", users=both) == opened
    assert await call("conversations.open", channel=opened["channel"]["id"]) == opened
    crowd = ",".join([slack.priya.id] * 9)
    assert await call.error("conversations.open", users=crowd) == "too_many_users"


async def test_somebody_may_be_out_of_reach(slack, call):
    slack.priya.dm_error, slack.sam.ephemeral_error = "channel_not_found", "user_not_in_channel"
    ephemeral = {"channel": slack.table.id, "text": "A"}

    assert await call.error("chat.postMessage", channel=slack.priya.id, text="A") == "channel_not_found"
    assert await call.error("conversations.open", users=slack.priya.id) == "channel_not_found"
    assert await call.error("chat.postEphemeral", user=slack.sam.id, **ephemeral) == "user_not_in_channel"
    assert await call.error("chat.postEphemeral", user=slack.priya.id, **ephemeral) == ""
