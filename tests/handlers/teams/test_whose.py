"""Whose somebody is where nothing of them was told: as the roster says, and else nobody is made the host's own."""

import pytest

from bot.domain.people import Identity
from bot.handlers.teams import who
from bot.storage import teams as known
from bot.storage.schema import teams_person
from tests.fakes.slack import faults
from tests.fakes.slack.faults import Fault, How
from tests.handlers.teams.stories import begun

# A chat of a meeting is a group's chat to Teams.
PLACES = ("standard channel", "shared channel", "group chat")


def no(status: int, code: str = "") -> Fault:
    return Fault(How.ANSWERED, status, {"error": {"code": code, "message": "no"}})


PASSING = [no(503), no(500), faults.ratelimited(1), no(401, "Unauthorized"), no(403, "BotDisabled"), faults.hanging()]
FOR_GOOD = [no(404, "MemberNotFoundInConversation"), no(404), no(403, "Forbidden"), no(403), no(405)]


@pytest.fixture
def where(request, teams):
    """A conversation with somebody from outside in it, whose messages do not say what it is."""
    teams.activities.tells_channel_type = False
    if request.param == "group chat":
        return teams.chat("Ward round", teams.priya, teams.sam, teams.kim)
    return teams.table if request.param == "standard channel" else teams.shared


everywhere = pytest.mark.parametrize("where", PLACES, indirect=True)


async def speaks(bot, person, place) -> Identity | None:
    found: Identity | None = await bot.door.who.speaks(bot.teams.activities.base("message", person, place))
    return found


def of(tenant, person) -> Identity:
    return Identity(platform="teams", tenant=tenant.id, user=person.aad)


@everywhere
async def test_the_roster_says_whose_they_are(bot, where):
    teams = bot.teams
    if teams.kim in where.members:
        assert await speaks(bot, teams.kim, where) == of(teams.trust, teams.kim)
    assert await speaks(bot, teams.sam, where) == of(teams.home, teams.sam)
    assert teams.calls_of("member")


@everywhere
@pytest.mark.parametrize("trouble", PASSING, ids=lambda one: f"{one.how.name} {one.status}")
async def test_while_it_can_not_be_asked_nobody_is_made_one_of_the_hosts_own(bot, where, trouble, monkeypatch):
    monkeypatch.setattr(who, "ASK_WITHIN", 0.2)
    bot.teams.fail("member", trouble, times=9)

    assert await speaks(bot, bot.teams.sam, where) is None
    assert await speaks(bot, bot.teams.kim, where) is None


@everywhere
@pytest.mark.parametrize("refusal", FOR_GOOD, ids=lambda one: f"{one.status} {one.body['error']['code']}")
async def test_where_it_has_no_answer_they_are_the_hosts_own_unless_others_are_known_to_be_there(bot, where, refusal):
    bot.teams.fail("member", refusal, times=9)
    assert await speaks(bot, bot.teams.sam, where) == of(bot.teams.home, bot.teams.sam)

    await bot.door.note("message", bot.teams.activities.base("message", bot.teams.priya, where))
    await bot.app.store.run(known.share, where.id)
    assert await speaks(bot, bot.teams.lewis, where) is None


@pytest.mark.parametrize("is_shared", [False, True])
async def test_an_answer_without_a_tenant_is_no_answer_and_is_asked_for_again(bot, is_shared):
    teams = bot.teams
    place = teams.shared if is_shared else teams.table
    teams.fail("member", Fault(How.ANSWERED, 200, {"id": teams.sam.account, "tenantId": ["x"]}), times=2)

    for _turn in range(2):
        assert await speaks(bot, teams.sam, place) == (None if is_shared else of(teams.home, teams.sam))
    assert len(teams.calls_of("member")) == 2


@pytest.mark.parametrize("kind", ["standard", "private"])
async def test_a_channel_that_is_said_to_be_the_hosts_alone_needs_no_roster(bot, kind):
    activity = bot.teams.activities.base("message", bot.teams.sam, bot.teams.table)
    activity["channelData"]["channel"]["type"] = kind

    assert await bot.door.who.speaks(activity) == of(bot.teams.home, bot.teams.sam)
    assert bot.teams.calls_of("member") == []


async def test_somebody_of_another_organisation_in_a_group_chat_is_not_seated_as_one_of_the_hosts(bot):
    teams = bot.teams
    chat = teams.chat("Ward round", teams.priya, teams.kim)
    await begun(bot, place=chat)
    await bot.said(await teams.mention("/commit send the data", user=teams.kim, place=chat))

    [kim] = [one for one in await bot.rows(teams_person) if one.account == teams.kim.account]
    assert (kim.tenant, kim.kind) == (teams.trust.id, "external")
    bot.done()


async def test_words_in_a_chat_wait_for_no_roster_that_hangs(bot, monkeypatch):
    monkeypatch.setattr(who, "ASK_WITHIN", 0.2)
    teams = bot.teams
    chat = teams.chat("Ward round", teams.priya, teams.kim)
    teams.fail("member", faults.hanging(), times=9)
    answer = await bot.said(await teams.mention("/commit send the data", user=teams.kim, place=chat))

    assert "which organisation you belong to" in answer.words
    assert await bot.kept() == []
