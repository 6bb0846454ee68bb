"""Events: told to one installation, if the app subscribed, holds the scope and is there."""

import json

import pytest


def event(bot):
    return json.loads(bot.bodies[-1])["event"]


def envelope(bot):
    return json.loads(bot.bodies[-1])


async def test_a_message_comes_in_slacks_envelope(slack, bot):
    message = await slack.say("A <b> & https://a.b")

    shown = envelope(bot)
    assert (shown["type"], shown["team_id"]) == ("event_callback", slack.home.team_id)
    assert shown["authorizations"][0]["user_id"] == slack.bot.id
    assert shown["event_id"].startswith("Ev")
    told = shown["event"]
    assert (told["type"], told["channel_type"], told["channel"]) == ("message", "channel", slack.table.id)
    assert (told["ts"], told["user"]) == (message.ts, slack.priya.id)
    assert told["text"] == "A &lt;b&gt; &amp; <https://a.b>"
    assert "user_team" not in told


@pytest.mark.parametrize("first", ["app_mention", "message"])
async def test_a_mention_comes_as_two_events_in_either_order(slack, bot, first):
    told = await slack.mention("commit the data", first=first)

    events = [one.payload["event"] for one in told]
    assert [one["type"] for one in events] == sorted(["app_mention", "message"], reverse=first == "message")
    assert {one["ts"] for one in events} == {slack.history(slack.table)[0].ts}
    assert {one["text"] for one in events} == {f"<@{slack.bot.id}> commit the data"}
    assert len({one.payload["event_id"] for one in told}) == 2


async def test_one_of_the_two_may_be_lost(slack, bot):
    [told] = await slack.mention("hello", only="message")

    assert told.payload["event"]["type"] == "message"


async def test_a_direct_message_is_one_to_the_bot(slack, bot):
    await slack.direct("commit the data", user=slack.lewis)

    assert (event(bot)["channel_type"], event(bot)["channel"]) == ("im", slack.dm(slack.lewis).id)


async def test_nobody_is_told_without_subscription_scope_or_being_there(slack, bot):
    elsewhere = slack.channel("elsewhere", slack.priya, with_bot=False)
    secret = slack.channel("secret", slack.priya, kind="private")
    await slack.say("Hello", channel=elsewhere)
    slack.installation().scopes.discard("groups:history")
    await slack.say("Hello", channel=secret)
    slack.app.events.discard("message.channels")
    await slack.say("Hello")
    assert bot.bodies == []
    assert len(await slack.mention("hello")) == 1
    slack.installation().scopes.discard("app_mentions:read")

    assert await slack.mention("hello") == []


async def test_people_write_where_they_are(slack):
    with pytest.raises(AssertionError, match="is not in"):
        await slack.say("Hello", user=slack.lewis)


async def test_in_a_shared_channel_one_event_says_whose_person_it_was(slack, bot):
    ward = slack.workspace("Ward 9 Trust", enterprise_id="E9")
    slack.install(ward)
    jo = slack.person("Jo Lee", team=ward)
    await slack.shared(slack.table, ward, jo, slack.core.directory.bot_of(ward.team_id))
    before = len(bot.bodies)
    await slack.say("Hello", user=jo)

    assert len(bot.bodies) == before + 1
    assert envelope(bot)["is_ext_shared_channel"] is True
    assert envelope(bot)["team_id"] == slack.home.team_id
    told = event(bot)
    assert (told["team"], told["user_team"], told["source_team"]) == (ward.team_id, "E9", ward.team_id)


async def test_the_bots_own_message_comes_back_whole(slack, bot, call):
    metadata = {"event_type": "card", "event_payload": {"id": "x"}}
    blocks = [{"type": "section", "block_id": "x", "text": {"type": "mrkdwn", "text": "A"}}]
    await call("chat.postMessage", channel=slack.table.id, text="A", blocks=blocks, metadata=metadata)
    await slack.own_message_returns(slack.posted[0])

    told = event(bot)
    assert (told["metadata"], told["blocks"]) == (metadata, blocks)
    assert (told["bot_id"], told["app_id"]) == (slack.installation().bot_id, slack.app.app_id)


async def test_a_message_is_edited_and_removed(slack, bot):
    message = await slack.say("Old")
    await slack.edit(message, "New")
    told = event(bot)
    assert (told["subtype"], told["message"]["text"], told["previous_message"]["text"]) == (
        "message_changed",
        "New",
        "Old",
    )
    await slack.remove(message)

    assert (event(bot)["subtype"], event(bot)["deleted_ts"]) == ("message_deleted", message.ts)
    assert slack.history(slack.table) == []


async def test_a_thread_and_a_subtype_are_told(slack, bot):
    first = await slack.say("First")
    await slack.say("Reply", thread=first, subtype="thread_broadcast")

    assert (event(bot)["thread_ts"], event(bot)["subtype"]) == (first.ts, "thread_broadcast")


async def test_the_home_is_opened_with_what_stands_there(slack, bot, call):
    await slack.home_opened()
    assert (event(bot)["tab"], "view" in event(bot)) == ("home", False)
    section = {"type": "section", "text": {"type": "plain_text", "text": "A"}}
    await call("views.publish", user_id=slack.priya.id, view={"type": "home", "blocks": [section]})
    await slack.home_opened()
    assert event(bot)["view"]["id"] == slack.views[-1].id
    await slack.home_opened(tab="messages")

    assert "view" not in event(bot)


async def test_people_and_the_bot_come_and_go(slack, bot, call):
    other = slack.channel("other", with_bot=False)
    await slack.joined(other, slack.bot)
    assert (event(bot)["type"], event(bot)["user"]) == ("member_joined_channel", slack.bot.id)
    await slack.joined(other, slack.lewis)
    assert event(bot)["user"] == slack.lewis.id
    await slack.left(other, slack.bot)
    assert (event(bot)["type"], event(bot)["user"]) == ("member_left_channel", slack.bot.id)
    assert await slack.left(other, slack.lewis) is None

    assert await call.error("chat.postMessage", channel=other.id, text="A") == "not_in_channel"


async def test_a_channel_is_renamed_archived_and_back(slack, bot, call):
    await slack.renamed(slack.table, "home")
    assert (event(bot)["type"], event(bot)["channel"]["name"]) == ("channel_rename", "home")
    await slack.archived(slack.table)
    assert event(bot)["type"] == "channel_archive"
    assert await call.error("chat.postMessage", channel=slack.table.id, text="A") == "is_archived"
    await slack.unarchived(slack.table)

    assert await call.error("chat.postMessage", channel=slack.table.id, text="A") == ""


async def test_private_channels_have_events_of_their_own(slack, bot):
    secret = slack.channel("secret", kind="private")
    await slack.renamed(secret, "quiet")

    assert event(bot)["type"] == "group_rename"


async def test_a_channel_is_shared_and_unshared(slack, bot):
    ward = slack.workspace("Ward 9 Trust")
    jo = slack.person("Jo Lee", team=ward)
    await slack.shared(slack.table, ward, jo)
    assert (event(bot)["type"], event(bot)["connected_team_id"]) == ("channel_shared", ward.team_id)
    await slack.unshared(slack.table, ward)

    assert (event(bot)["type"], event(bot)["is_ext_shared"]) == ("channel_unshared", False)
    assert jo.id not in slack.table.members


async def test_a_channel_changes_its_id_and_keeps_its_history(slack, bot, call):
    await slack.say("Before")
    old = slack.table.id
    await slack.changed_id(slack.table)

    assert event(bot)["old_channel_id"] == old
    assert event(bot)["new_channel_id"] == slack.table.id
    assert await call.error("conversations.info", channel=old) == "channel_not_found"
    page = await call("conversations.history", channel=slack.table.id)
    assert [message["text"] for message in page["messages"]] == ["Before"]


async def test_somebody_is_deactivated(slack, bot, call):
    await slack.user_changed(slack.sam, deleted=True)

    assert event(bot)["user"]["deleted"] is True
    assert await call.error("chat.postMessage", channel=slack.sam.id, text="A") == "channel_not_found"


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_the_app_is_removed_in_either_order(slack, bot, call, first):
    told = await slack.uninstalled(first=first)

    assert {one.payload["event"]["type"] for one in told} == {"app_uninstalled", "tokens_revoked"}
    assert told[0].payload["event"]["type"] == first
    assert all("authorizations" not in one.payload for one in told)
    assert await call.error("auth.test") == "account_inactive"
    with pytest.raises(AssertionError, match="any more"):
        await slack.command("/commit")


async def test_a_token_alone_is_revoked(slack, bot, call):
    await slack.tokens_revoked()

    assert event(bot)["tokens"] == {"oauth": [], "bot": [slack.bot.id]}
    assert await call.error("auth.test") == "token_revoked"


async def test_slack_says_when_it_holds_events_back(slack, bot):
    await slack.rate_limited()

    assert envelope(bot)["type"] == "app_rate_limited"
    assert envelope(bot)["minute_rate_limited"] % 60 == 0


async def test_any_event_can_be_told(slack, bot):
    await slack.event({"type": "team_access_revoked", "team_ids": ["T1"]}, event_id="Ev1")

    assert (envelope(bot)["event_id"], event(bot)["team_ids"]) == ("Ev1", ["T1"])
