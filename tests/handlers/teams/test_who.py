"""Who speaks: a person is one of their own organisation, and never of the host's because they speak in its channel."""

import pytest

from bot.domain.people import Identity
from bot.storage import teams as known
from bot.storage.schema import identity, person
from tests.fakes.slack import faults
from tests.handlers.teams.stories import begun


@pytest.fixture
async def table(bot):
    await begun(bot)
    return bot


@pytest.fixture
async def shared(bot):
    """The table is in the channel that Ward 9 Trust takes part in."""
    await begun(bot, place=bot.teams.shared)
    return bot


async def people_of(bot) -> dict[str, tuple[str, str]]:
    """Everybody by their name, as Teams knows them."""
    names = {row.id: row.name for row in await bot.rows(person)}
    return {names[row.person_id]: (row.tenant, row.user_id) for row in await bot.rows(identity)}


async def test_somebody_of_the_host_is_known_by_its_directory(table):
    teams = table.teams
    await table.said(await teams.mention("/commit send the data", user=teams.sam))

    assert (await people_of(table))["Sam Okoye"] == (teams.home.id, teams.sam.aad)


async def test_a_guest_is_known_as_the_host_knows_them(table):
    teams = table.teams
    await table.said(await teams.mention("/commit send the data", user=teams.lee))

    assert (await people_of(table))["Lee Jones"] == (teams.home.id, teams.lee.aad)


@pytest.mark.parametrize("told", [True, False])
async def test_an_external_member_of_a_shared_channel_is_of_their_own_organisation(shared, told):
    teams = shared.teams
    teams.activities.tells_tenant = told
    answer = await shared.said(await teams.mention("/commit send the data", user=teams.kim, place=teams.shared))

    assert (await people_of(shared))["Kim Adeyemi"] == (teams.trust.id, teams.kim.aad)
    assert answer.only_for is teams.kim
    # The roster was asked where the activity did not say, and nobody else was.
    assert len([one for one in teams.calls_of("member") if teams.kim.account in one.path]) == (0 if told else 1)
    shared.done()


async def test_who_was_told_of_once_is_not_asked_about_again(shared):
    teams = shared.teams
    await shared.said(await teams.mention("/commit send the data", user=teams.kim, place=teams.shared))
    asked = len(teams.calls_of("member"))
    await shared.said(await teams.mention("/commit list", user=teams.kim, place=teams.shared))

    assert len(teams.calls_of("member")) == asked


async def test_where_nobody_says_whose_somebody_is_they_are_told_another_way(shared):
    teams = shared.teams
    teams.fail("member", faults.broken(503), times=5)
    answer = await shared.said(await teams.mention("/commit send the data", user=teams.kim, place=teams.shared))

    assert "which organisation you belong to" in answer.words
    assert answer.only_for is teams.kim
    assert await shared.kept() == []


async def test_a_press_by_somebody_nobody_knows_is_told_the_same(shared):
    teams = shared.teams
    value = {"action": {"type": "Action.Execute", "verb": "convenor", "data": {"act": "1:commitment.list:"}}}
    teams.fail("member", faults.broken(503), times=5)
    told = await teams.invoke("adaptiveCard/action", value, user=teams.kim, place=teams.shared)

    assert "which organisation you belong to" in told.body["value"]


async def test_people_from_outside_who_are_mentioned_are_found_at_the_table(shared):
    teams = shared.teams
    await shared.said(await teams.mention("/table who", user=teams.kim, place=teams.shared))
    words = f"/table ask {teams.kim.at} to share the void list"
    answer = await shared.said(await teams.mention(words, place=teams.shared))

    assert "Kim Adeyemi" in answer.words


async def test_somebody_mentioned_whom_nobody_was_told_of_is_asked_for_by_their_account(bot):
    kept = {
        "recipient": {"id": "28:bot"},
        "text": "ask <at>Bo</at>",
        "entities": [{"type": "mention", "text": "<at>Bo</at>", "mentioned": {"id": "29:bo", "aadObjectId": "b"}}],
        "conversation": {"id": "19:c", "tenantId": "t"},
    }

    assert await bot.door.who.mentioned(kept) == (Identity(platform="teams", tenant="t", user="b"),)


async def test_a_channel_that_was_told_to_be_shared_is_so_though_an_activity_does_not_say(shared, monkeypatch):
    teams = shared.teams
    activity = teams.activities.base("message", teams.kim, teams.shared)
    activity["channelData"] = {"tenant": {"id": teams.home.id}}
    await shared.app.store.run(known.share, teams.shared.id)

    found = await shared.door.who.speaks(activity)

    assert found == Identity(platform="teams", tenant=teams.trust.id, user=teams.kim.aad)


async def test_somebody_whose_object_id_is_left_out_once_stays_who_they_are(table):
    teams = table.teams
    await table.said(await teams.say("/commit send the data"))
    activity = teams.activities.base("message", teams.priya, teams.personal(teams.priya))
    del activity["from"]["aadObjectId"]

    assert await table.door.who.speaks(activity) == Identity(
        platform="teams", tenant=teams.home.id, user=teams.priya.aad
    )
    activity["from"]["id"] = "29:new"
    assert await table.door.who.speaks(activity) == Identity(platform="teams", tenant=teams.home.id, user="29:new")
