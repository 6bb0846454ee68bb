"""What the bot writes stands where it wrote it, for whom it wrote it; and is refused as Teams refuses it."""

import pytest

from tests.fakes.connecting import a_card, saying, showing


async def test_a_message_stands_in_the_channel_for_its_members(teams, writer):
    said = await writer.post(teams.table, saying("hello"))

    assert said.status == 201
    assert teams.last(teams.sam, teams.table).text == "hello"
    assert teams.seen(teams.kim) == []
    assert [one.name for one in teams.calls] == ["post"]
    assert teams.problems == []


async def test_a_message_begins_a_thread_or_goes_into_one(teams, writer):
    root = (await writer.post(teams.table, saying("one"))).id
    await writer.post(teams.table, saying("two"), thread=root)

    assert [one.thread for one in teams.posted] == [root, root]


async def test_a_thread_that_nobody_began_is_not_found(teams, writer):
    said = await writer.post(teams.table, saying("two"), thread="1")

    assert (said.status, said.error) == (404, "ConversationNotFound")
    assert len(teams.problems) == 1


async def test_a_message_is_changed_and_taken_back(teams, writer):
    one = (await writer.post(teams.table, saying("one"))).id
    assert (await writer.put(teams.table, one, saying("two"))).status == 200
    assert teams.last(teams.sam, teams.table).text == "two"
    assert (await writer.delete(teams.table, one)).status == 200
    assert teams.seen(teams.sam) == []
    assert (await writer.put(teams.table, one, saying("three"))).error == "ActivityNotFoundInConversation"


async def test_what_people_wrote_is_not_the_bots_to_change(teams, writer):
    written = teams.write("mine", user=teams.sam, place=teams.table)
    said = await writer.put(teams.table, written.id, saying("yours"))

    assert (said.status, written.text) == (403, "mine")


async def test_a_targeted_message_is_for_one_and_gone_after_a_day(teams, writer, later):
    said = await writer.target(teams.shared, teams.kim)

    assert said.status == 201
    assert [one.text for one in teams.seen(teams.kim)] == ["hello"]
    assert teams.seen(teams.sam) == []
    later(hours=23, minutes=59)
    assert teams.seen(teams.kim)
    later(minutes=1)
    assert teams.seen(teams.kim) == []
    again = {"recipient": {"id": teams.kim.account, "isTargeted": True}, **saying("more")}
    changed = await writer.put(teams.shared, said.id, again, isTargetedActivity="true")
    assert (changed.status, changed.error) == (404, "ActivityNotFoundInConversation")
    assert teams.problems == []


async def test_a_targeted_message_is_changed_as_one(teams, writer):
    said = await writer.target(teams.shared, teams.kim)
    other = {"recipient": {"id": teams.kim.account, "isTargeted": True}, **saying("more")}

    assert (await writer.put(teams.shared, said.id, other)).status == 404
    assert (await writer.put(teams.shared, said.id, other, isTargetedActivity="true")).status == 200
    assert [one.text for one in teams.seen(teams.kim)] == ["more"]
    assert (await writer.delete(teams.shared, said.id, isTargetedActivity="true")).status == 200


async def test_a_targeted_message_for_nobody_is_refused(teams, writer):
    said = await writer.target(teams.shared, None)

    assert (said.status, said.error) == (400, "BadArgument")


async def test_a_targeted_message_for_somebody_who_is_not_there_is_refused(teams, writer):
    said = await writer.target(teams.table, teams.kim)

    assert (said.status, said.error) == (404, "BotNotInConversationRoster")
    assert len(teams.problems) == 1


async def test_a_personal_chat_has_no_targeted_messages(teams, writer):
    assert (await writer.target(teams.personal(teams.priya), teams.priya)).status == 400


async def test_a_bot_that_is_not_there_writes_nothing(teams, writer):
    elsewhere = teams.channel("other", teams.sam, kind="private")
    said, targeted = await writer.post(elsewhere, saying("hi")), await writer.target(elsewhere, teams.sam)

    assert (said.status, said.error) == (403, "BotNotInConversationRoster")
    assert (targeted.status, targeted.error) == (404, "BotNotInConversationRoster")
    assert teams.problems == []


async def test_a_shared_channel_wants_the_bot_by_itself_and_in_its_team(teams, writer):
    teams.team.installed = False

    assert (await writer.post(teams.shared, saying("hi"))).status == 403


async def test_an_unknown_conversation_is_not_found(teams, writer):
    said = await writer.call("POST", "/19%3Anone%40thread.v2/activities", saying("hi"))

    assert (said.status, said.error) == (404, "ConversationNotFound")


async def test_each_tenant_has_its_own_service_url(teams, writer):
    said = await writer.post(teams.table, saying("hi"), tenant=teams.trust)

    assert said.status == 403
    assert "another service URL" in str(teams.problems[0])


@pytest.mark.parametrize("word", ["MessageWritesBlocked", "ConversationBlockedByUser"])
async def test_who_blocked_the_bot_is_not_written_to(teams, writer, word):
    teams.block(teams.priya, word)
    said, begun = await writer.post(teams.personal(teams.priya), saying("hi")), await writer.begin(teams.priya)

    assert [(one.status, one.error) for one in (said, begun)] == [(403, word)] * 2
    assert teams.problems == []


async def test_a_chat_with_somebody_is_begun_once(teams, writer):
    one, two = await writer.begin(teams.lee), await writer.begin(teams.lee)

    assert one.status == 201
    assert one.id == two.id == teams.personal(teams.lee).id
    assert (await writer.post(teams.personal(teams.lee), saying("hi"))).status == 201


async def test_a_chat_can_be_begun_with_words_in_it(teams, writer):
    said = await writer.begin(teams.lee, activity=saying("hi"))

    assert said.body["activityId"] == teams.last(teams.lee).id


async def test_somebody_who_is_nowhere_with_the_bot_is_not_written_to(teams, writer):
    assert (await writer.begin(teams.lewis)).status == 403
    assert (await writer.post(teams.personal(teams.lewis), saying("hi"))).error == "MessageWritesBlocked"


async def test_an_external_member_of_a_shared_channel_is_never_written_to_alone(teams, writer):
    """Neither from the host's tenant nor from their own."""
    said = [await writer.begin(teams.kim), await writer.begin(teams.kim, tenant=teams.trust)]

    assert [one.status for one in said] == [403, 403]


@pytest.mark.parametrize("wrong", [{"tenantId": "x"}, {"members": []}, {"members": [{"id": "29:nobody"}]}])
async def test_a_chat_with_nobody_or_nowhere_is_refused(teams, writer, wrong):
    said = await writer.begin(teams.lee, **wrong)

    assert said.status == 400
    assert len(teams.problems) == 1


async def test_a_roster_names_guests_and_externals_by_their_tenants(teams, writer):
    shared, team = (await writer.ask(teams.shared, "members")).body, (await writer.ask(teams.table, "members")).body
    kim = next(one for one in shared if one["name"] == "Kim Adeyemi")
    lee = next(one for one in team if one["name"] == "Lee Jones")

    assert kim["tenantId"] == teams.trust.id
    assert (lee["tenantId"], lee["userRole"], lee["email"]) == (teams.home.id, "guest", "lee@northside.example")
    assert "#EXT#" in lee["userPrincipalName"]
    assert kim["name"] not in {one["name"] for one in team}


async def test_a_roster_comes_in_pages(teams, writer):
    teams.team.members += [teams.person(f"P{number} Q") for number in range(70)]
    first = (await writer.ask(teams.table, "pagedMembers")).body
    rest = (await writer.ask(teams.table, "pagedMembers", continuationToken=first["continuationToken"])).body

    assert (len(first["members"]), len(rest["members"])) == (50, 23)
    assert "continuationToken" not in rest


async def test_one_of_a_roster_is_found_by_either_id(teams, writer):
    by_account = await writer.ask(teams.shared, f"members/{teams.kim.account}")
    by_object = await writer.ask(teams.shared, f"members/{teams.kim.aad}")

    assert by_account.body == by_object.body
    assert by_account.body["tenantId"] == teams.trust.id
    assert (await writer.ask(teams.table, f"members/{teams.kim.account}")).status == 404


async def test_what_nothing_answers_to_is_a_problem(teams, writer):
    assert (await writer.call("PATCH", "")).status == 404
    assert len(teams.problems) == 1


async def test_a_body_that_is_no_object_is_refused(teams, writer):
    assert (await writer.post(teams.table, ["hi"])).status == 400


async def test_a_card_stands_with_its_summary(teams, writer):
    await writer.post(teams.table, showing(a_card()))
    found = teams.last(teams.sam, teams.table)

    assert (found.summary, found.words) == ("Kept", "Kept")
    assert teams.problems == []
