"""What happens at Teams without a word to the bot, as it is told of it, and what is different afterwards."""

import pytest

from tests.fakes.connecting import saying


def told(listener):
    return [(one["type"], one.get("action") or one["channelData"].get("eventType", "")) for one in listener.activities]


async def test_the_app_comes_into_a_team(teams, listener, writer):
    other = teams.a_team("Beds", teams.sam)
    assert (await writer.post(teams.core.directory.places[other.id], saying("hi"))).status == 403
    await teams.install(other, by=teams.sam)

    assert told(listener) == [("conversationUpdate", "teamMemberAdded"), ("installationUpdate", "add")]
    assert listener.activities[0]["membersAdded"] == [{"id": teams.bot.account}]
    assert listener.activities[1]["conversation"]["id"] == other.id
    assert listener.activities[1]["channelData"]["settings"] == {"selectedChannel": {"id": other.id}}
    assert listener.activities[1]["from"]["id"] == teams.sam.account
    assert (await writer.post(teams.core.directory.places[other.id], saying("hi"))).status == 201


async def test_the_app_comes_to_a_person_and_goes(teams, listener, writer):
    await teams.install(teams.lewis)
    assert told(listener) == [("conversationUpdate", ""), ("installationUpdate", "add")]
    assert listener.activities[1]["conversation"]["id"] == teams.personal(teams.lewis).id
    assert (await writer.post(teams.personal(teams.lewis), saying("hi"))).status == 201
    await teams.uninstall(teams.lewis)
    assert told(listener)[2:] == [("installationUpdate", "remove")]
    assert (await writer.post(teams.personal(teams.lewis), saying("hi"))).error == "MessageWritesBlocked"


async def test_the_app_is_added_to_a_shared_channel_by_itself(teams, listener, writer):
    channel = teams.channel("with others", teams.priya, teams.kim, kind="shared")
    assert (await writer.post(channel, saying("hi"))).status == 403
    await teams.install(channel)

    assert told(listener) == [("conversationUpdate", "channelMemberAdded"), ("installationUpdate", "add")]
    assert (await writer.post(channel, saying("hi"))).status == 201
    await teams.uninstall(channel)
    assert told(listener)[2:] == [("installationUpdate", "remove"), ("conversationUpdate", "channelMemberRemoved")]
    assert (await writer.post(channel, saying("hi"))).status == 403


@pytest.mark.parametrize("action", ["upgrade", "add-upgrade", "remove-upgrade", "something new"])
async def test_an_update_has_any_action(teams, listener, action):
    await teams.installation(action, teams.team)

    assert told(listener) == [("installationUpdate", action)]


async def test_people_come_and_go_and_may_be_told_of_twice(teams, listener):
    await teams.join(teams.lewis, teams.team)
    await teams.join(teams.lewis, teams.team)
    assert teams.team.members.count(teams.lewis) == 1
    await teams.leave(teams.lewis, teams.team)

    assert told(listener) == [("conversationUpdate", "teamMemberAdded")] * 2 + [
        ("conversationUpdate", "teamMemberRemoved")
    ]
    assert listener.activities[0]["membersAdded"] == [{"id": teams.lewis.account, "aadObjectId": teams.lewis.aad}]
    assert teams.lewis not in teams.table.members


async def test_who_comes_into_a_shared_channel_has_a_tenant(teams, listener):
    await teams.leave(teams.kim, teams.shared)
    await teams.join(teams.kim, teams.shared)

    assert told(listener) == [
        ("conversationUpdate", "channelMemberRemoved"),
        ("conversationUpdate", "channelMemberAdded"),
    ]
    assert listener.activities[1]["membersAdded"][0]["tenantId"] == teams.trust.id


async def test_a_channel_is_shared_with_another_tenants_team_and_no_more(teams, listener):
    ann = teams.person("Ann Bell", teams.trust)
    theirs = teams.a_team("Ward 9", ann, teams.kim, tenant=teams.trust)
    await teams.share(teams.shared, theirs)
    assert ann in teams.shared.members
    await teams.unshare(teams.shared, theirs)

    assert told(listener) == [("conversationUpdate", "channelShared"), ("conversationUpdate", "channelUnshared")]
    assert listener.activities[0]["channelData"]["sharedWithTeams"][0]["tenantId"] == teams.trust.id
    assert listener.activities[1]["channelData"]["unsharedFromTeams"][0]["id"] == theirs.id
    assert ann not in teams.shared.members


async def test_teams_channels_and_chats_get_names(teams, listener):
    await teams.rename(teams.team, "Home")
    await teams.rename(teams.table, "beds")
    await teams.rename(teams.chat("Lunch", teams.priya), "Dinner")

    assert told(listener) == [
        ("conversationUpdate", "teamRenamed"),
        ("conversationUpdate", "channelRenamed"),
        ("conversationUpdate", ""),
    ]
    assert listener.activities[0]["channelData"]["team"]["name"] == "Home"
    assert listener.activities[1]["channelData"]["channel"]["name"] == "beds"
    assert listener.activities[2]["topicName"] == "Dinner"


async def test_a_channel_is_deleted(teams, listener):
    await teams.changed("channelDeleted", teams.shared)

    assert told(listener) == [("conversationUpdate", "channelDeleted")]
    assert not teams.shared.installed


async def test_an_edit_has_the_id_of_what_was_written(teams, listener):
    written = (await teams.mention("commit a")).message
    await teams.edit(written, "<at>Convenor</at> commit b")
    await teams.delete(written)

    assert told(listener)[1:] == [("messageUpdate", "editMessage"), ("messageDelete", "softDeleteMessage")]
    assert {one["id"] for one in listener.activities} == {written.id}
    assert "text" not in listener.activities[2]


async def test_an_edit_of_what_the_bot_was_not_told_is_not_told_either(teams, listener):
    written = teams.write("hello", user=teams.sam, place=teams.table)

    assert await teams.edit(written, "hello there") is None
    assert await teams.delete(written) is None
    assert listener.activities == []


async def test_a_sign_is_put_on_a_message_of_the_bots(teams, listener, writer):
    await writer.post(teams.table, saying("hi"))
    await teams.react(teams.last(teams.sam, teams.table), user=teams.sam)

    [got] = listener.activities
    assert (got["reactionsAdded"], got["replyToId"]) == ([{"type": "like"}], teams.posted[0].id)


async def test_anything_else_may_happen(teams, listener):
    await teams.happens("typing")
    await teams.happens("event", name="application/vnd.microsoft.meetingStart", value={})
    await teams.invoke("signin/verifyState", {"state": "1"})

    assert [one["type"] for one in listener.activities] == ["typing", "event", "invoke"]
