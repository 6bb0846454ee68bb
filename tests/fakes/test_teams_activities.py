"""What people write reaches the bot as Teams sends it; and only what it would be told at all."""

from datetime import UTC, datetime

import pytest

from tests.fakes.connecting import saying


async def test_a_personal_message(teams, listener):
    told = await teams.say("commit the data")
    [got] = listener.activities

    assert got == told.activity
    assert (got["type"], got["channelId"], got["text"], got["textFormat"]) == (
        "message",
        "msteams",
        "commit the data",
        "plain",
    )
    assert got["conversation"] == {
        "conversationType": "personal",
        "tenantId": teams.home.id,
        "id": teams.personal(teams.priya).id,
    }
    assert got["from"] == {"id": teams.priya.account, "name": "Priya Shah", "aadObjectId": teams.priya.aad}
    assert got["recipient"] == {"id": teams.bot.account, "name": "Convenor"}
    assert got["channelData"] == {"tenant": {"id": teams.home.id}}
    assert got["serviceUrl"] == teams.core.service_url(teams.home.id)
    assert got["entities"] == [
        {"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London"}
    ]
    assert datetime.fromisoformat(got["timestamp"]) == datetime(2027, 1, 11, 11, tzinfo=UTC)
    assert not told.failed


async def test_a_mention_in_a_channel(teams, listener):
    told = await teams.mention("commit the data")
    [got] = listener.activities

    assert got["text"] == "<at>Convenor</at>&nbsp;commit the data"
    assert got["conversation"]["id"] == f"{teams.table.id};messageid={told.message.id}"
    assert (got["conversation"]["conversationType"], got["conversation"]["isGroup"]) == ("channel", True)
    assert got["entities"][0] == {
        "type": "mention",
        "mentioned": {"id": teams.bot.account, "name": "Convenor"},
        "text": "<at>Convenor</at>",
    }
    assert got["channelData"]["team"]["id"] == got["channelData"]["teamsTeamId"] == teams.team.id
    assert got["channelData"]["channel"] == {"id": teams.table.id}


async def test_a_mention_in_a_thread_has_the_root(teams, listener):
    root = teams.write("what now?", user=teams.sam, place=teams.table)
    told = await teams.mention("commit", thread=root)

    assert listener.activities[0]["conversation"]["id"].endswith(f";messageid={root.id}")
    assert listener.activities[0]["id"] == told.message.id != root.id


async def test_other_people_can_be_mentioned_beside_it(teams, listener):
    await teams.mention(f"commit <b>with</b> {teams.sam.at} & {teams.lee.at}")
    [got] = listener.activities

    assert got["text"].endswith(f"commit &lt;b&gt;with&lt;/b&gt; {teams.sam.at} &amp; {teams.lee.at}")
    assert [one["mentioned"]["id"] for one in got["entities"] if one["type"] == "mention"] == [
        teams.bot.account,
        teams.sam.account,
        teams.lee.account,
    ]


async def test_nobody_mentions_somebody_who_is_not_there(teams, listener):
    with pytest.raises(AssertionError, match="Kim Adeyemi is not there"):
        await teams.mention(f"commit with {teams.kim.at}")


async def test_an_external_member_speaks_in_the_hosts_conversation(teams, listener):
    await teams.mention("commit", user=teams.kim, place=teams.shared)
    [got] = listener.activities

    assert got["conversation"]["tenantId"] == got["channelData"]["tenant"]["id"] == teams.home.id
    assert "tenantId" not in got["from"]
    assert got["channelData"]["channel"]["type"] == "shared"


async def test_some_clients_tell_the_senders_tenant(teams, listener):
    teams.activities.tells_tenant = True
    await teams.mention("commit", user=teams.kim, place=teams.shared)

    assert listener.activities[0]["from"]["tenantId"] == teams.trust.id


async def test_not_every_message_tells_that_its_channel_is_shared(teams, listener):
    teams.activities.tells_channel_type = False
    await teams.mention("commit", user=teams.kim, place=teams.shared)

    assert listener.activities[0]["channelData"]["channel"] == {"id": teams.shared.id}


async def test_a_text_may_be_anything(teams, listener):
    await teams.send_text("<p>commit&nbsp;a</p>", text_format="xhtml")

    assert (listener.activities[0]["text"], listener.activities[0]["textFormat"]) == ("<p>commit&nbsp;a</p>", "xhtml")


async def test_the_menu_puts_words_into_the_box(teams, listener):
    await teams.menu("commit", "a", place=teams.table)
    await teams.menu("commit", "a", place=teams.personal(teams.priya))

    assert [one["text"] for one in listener.activities] == ["<at>Convenor</at> commit a", "commit a"]


async def test_a_group_chat_has_no_threads(teams, listener):
    chat = teams.chat("Lunch", teams.priya, teams.sam)
    await teams.mention("commit", place=chat)
    [got] = listener.activities

    assert (got["conversation"]["conversationType"], got["conversation"]["id"]) == ("groupChat", chat.id)


async def test_a_slash_command_is_seen_by_nobody_else(teams, listener):
    told = await teams.slash("commit", "the data", place=teams.shared, user=teams.kim)
    [got] = listener.activities

    assert got["recipient"]["isTargeted"] is True
    assert got["text"] == "/commit the data"
    assert not told.message.seen_by(teams.sam, teams.core.now)


async def test_a_slash_command_wants_the_bot_there(teams, listener):
    with pytest.raises(AssertionError, match="not offered"):
        await teams.slash("commit", place=teams.channel("other", teams.priya, kind="private"))


async def test_talk_is_heard_only_where_the_team_consented(teams, listener):
    assert await teams.talk("good morning") is None
    teams.team.hears_all = True
    told = await teams.talk("good morning")
    assert told.activity["text"] == "good morning"
    assert await teams.talk("good morning", place=teams.shared) is None
    chat = teams.chat("Lunch", teams.priya, teams.sam)
    assert await teams.talk("good morning", place=chat) is None
    chat.hears_all_here = True
    assert (await teams.talk("good morning", place=chat)).status == 200


async def test_who_is_not_there_writes_nothing(teams, listener):
    with pytest.raises(AssertionError, match="Kim Adeyemi is not in home-from-hospital"):
        await teams.mention("commit", user=teams.kim)
    with pytest.raises(AssertionError, match="does not have the bot"):
        await teams.say("commit", user=teams.lewis)


async def test_the_same_activity_comes_again(teams, listener):
    told = await teams.mention("commit")
    answers = await teams.again(told, times=3, at_once=True)

    assert [one.status for one in answers] == [200] * 3
    assert listener.activities == [told.activity] * 4


async def test_what_was_not_taken_comes_again_until_it_is(teams, listener):
    listener.status = 503
    told = await teams.mention("commit")
    assert told.failed
    await teams.retry()
    listener.status = 200
    await teams.retry()
    assert await teams.retry() == []

    assert [one.status for one in told.attempts] == [503, 503, 200]
    assert teams.problems == []


async def test_an_invoke_does_not_come_again(teams, listener):
    listener.status = 503
    await teams.invoke("nobody/knows", {})

    assert await teams.retry() == []
    assert [str(one) for one in teams.problems] == ["nobody/knows: answered 503"]


async def test_a_servers_error_is_a_problem(teams, listener):
    listener.status = 500
    await teams.mention("commit")

    assert [str(one) for one in teams.problems] == ["message: answered 500"]


async def test_no_answer_and_a_late_one_are_problems(teams, listener):
    teams.wire.prompt = 0
    await teams.mention("commit")
    teams.serve_at("http://127.0.0.1:1/")
    told = await teams.mention("commit")

    assert told.answer.reason == "connection failed"
    assert [one.reasons[0].split(":")[0] for one in teams.problems] == ["answered after 0.0 s", "no answer"]


async def test_each_message_has_an_id_of_its_own(teams, writer):
    ids = [(await writer.post(teams.table, saying("hi"))).id for _ in range(3)]

    assert ids == sorted(set(ids))
