"""What becomes of the app, of channels and teams and of who is in them: told in any order, and twice."""

from datetime import timedelta
from itertools import permutations

import pytest

from bot.domain.people import Identity, Place
from bot.handlers.teams.lives import APP_REMOVED, CONVERSATION, INSTALLATION, Lives
from bot.storage import conversations, routes, teams
from bot.storage.teams import PlaceRef
from tests.support.scene import at
from tests.support.teams_table import a_table_in_teams

MINUTE = timedelta(minutes=1)
MESSAGE = "message"


@pytest.fixture
async def table(store):
    async with a_table_in_teams(store) as found:
        yield found


async def tell(table, kind, told, *, who=None):
    async def speaks(_told):
        person = who or table.fake.priya
        return Identity(platform="teams", tenant=person.tenant.id, user=person.aad)

    lives = Lives(table.store, table.fake.bot.account, speaks, table.fake.clock.now)
    await lives(kind, told)


def installation(table, action, place, *, by=None, later=0):
    fake = table.fake
    found = fake.activities.base(INSTALLATION, by or fake.priya, place) | {"action": action}
    return later_by(found, fake, later)


def update(table, place, *, event="", later=0, **more):
    found = table.fake.activities.update(place, person=table.fake.priya, event=event, **more)
    return later_by(found, table.fake, later)


def later_by(told, fake, minutes):
    """As long after now; the clock of whoever tells it is fast."""
    return told | {"timestamp": (fake.clock.now() + minutes * MINUTE - 60 * MINUTE).isoformat()}


def spot(table, place):
    return Place(platform="teams", tenant=place.tenant.id, conversation=place.id)


async def is_shut(table, place=None):
    return await table.store.read(conversations.is_shut, spot(table, place or table.fake.shared))


async def is_there(table, place):
    found = await table.store.read(teams.place, place.id)
    return found is not None and found.removed_at is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_app_comes_and_goes_and_what_happened_last_holds_in_any_order(table, order):
    place = table.fake.shared
    told = [
        installation(table, "remove", place, later=1),
        installation(table, "add", place, later=2),
        installation(table, "remove", place, later=3),
    ]
    for number in order:
        for _again in range(2):
            await tell(table, INSTALLATION, told[number])

    assert await is_shut(table)
    assert not await is_there(table, place)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "yesterday", "2027-01-11T10:00:00"])
async def test_what_happened_at_no_moment_that_there_is_happened_now(table, moment):
    place = table.fake.shared
    await tell(table, INSTALLATION, installation(table, "remove", place) | {"timestamp": moment})

    assert await is_shut(table)


@pytest.mark.parametrize("action", ["add", "add-upgrade", "upgrade"])
async def test_an_app_that_is_there_again_is_written_with_again(table, action):
    place = table.fake.shared
    await tell(table, INSTALLATION, installation(table, "remove", place, later=1))
    assert await is_shut(table)
    await tell(table, INSTALLATION, installation(table, action, place, later=2))

    assert not await is_shut(table)
    assert await is_there(table, place)


@pytest.mark.parametrize("begins", ["add", "teamUnarchived", "channelRestored"])
async def test_whoever_could_be_shown_nothing_while_the_app_was_away_is_tried_there_again(table, begins):
    place, who = table.fake.shared, table.of("kim").person.id
    failed = {"worked": False, "why": "BotNotInConversationRoster", "now": at(1)}
    await table.store.run(routes.record_try, who, routes.TARGETED, **failed)
    back = (
        installation(table, begins, place, later=2) if begins == "add" else update(table, place, event=begins, later=2)
    )
    await tell(table, INSTALLATION if begins == "add" else CONVERSATION, back)

    assert (await table.ways("kim"))[routes.TARGETED] == (None, None)


@pytest.mark.parametrize("action", ["remove-upgrade", "somersault"])
async def test_half_of_an_update_removes_nothing(table, action):
    await tell(table, INSTALLATION, installation(table, action, table.fake.shared, later=1))

    assert not await is_shut(table)


async def test_a_bot_that_is_taken_out_of_a_channel_and_let_in_again_goes_on_there(table):
    place, us = table.fake.shared, [{"id": table.fake.bot.account}]
    await tell(table, CONVERSATION, update(table, place, event="channelMemberRemoved", membersRemoved=us, later=1))
    assert await is_shut(table)
    await tell(table, CONVERSATION, update(table, place, event="channelMemberAdded", membersAdded=us, later=2))

    assert not await is_shut(table)


async def test_what_a_refusal_had_shut_is_opened_by_the_apps_return(table):
    table.fake.shared.own_installed = False
    await table.store.run(conversations.shut, table.place, why="BotNotInConversationRoster", now=table.fake.clock.now())
    await tell(table, INSTALLATION, installation(table, "add", table.fake.shared, later=1))

    assert not await is_shut(table)


async def test_with_its_team_all_its_channels_go_and_shared_ones_do_not_come_back_with_it(table):
    fake = table.fake
    general = fake.core.directory.places[fake.team.id]
    await table.stand(fake.table)
    await tell(table, INSTALLATION, installation(table, "remove", general, later=1))
    assert [await is_shut(table, one) for one in (fake.table, fake.shared)] == [True, True]
    await tell(table, INSTALLATION, installation(table, "add", general, later=2))

    assert [await is_shut(table, one) for one in (fake.table, fake.shared)] == [False, True]


TEAM = [("teamArchived", "teamUnarchived"), ("teamDeleted", "teamRestored")]


@pytest.mark.parametrize(("ends", "begins"), TEAM)
async def test_a_team_that_ends_takes_its_channels_with_it_until_it_is_back(table, ends, begins):
    general = table.fake.core.directory.places[table.fake.team.id]
    await tell(table, CONVERSATION, update(table, general, event=ends, later=1))
    assert await is_shut(table)
    await tell(table, CONVERSATION, update(table, general, event=begins, later=2))

    assert not await is_shut(table)


@pytest.mark.parametrize("named", [True, False])
async def test_a_channel_is_deleted_and_restored(table, named):
    """It is told from the channel itself, or from its team's general one with the channel's name in it."""
    fake = table.fake
    general = fake.core.directory.places[fake.team.id]
    for number, event in enumerate(("channelDeleted", "channelRestored"), 1):
        about = {"channel": {"id": fake.shared.id}} if named else {}
        where = general if named else fake.shared
        await tell(table, CONVERSATION, update(table, where, event=event, channel_data=about, later=number))
        assert await is_shut(table) is (event == "channelDeleted")


async def test_another_teams_channel_is_nothing_to_us(table):
    general = table.fake.core.directory.places[table.fake.team.id]
    about = {"channel": {"id": "19:other"}}
    told = update(table, general, event="channelDeleted", channel_data=about)
    await tell(table, CONVERSATION, told)

    assert not await is_shut(table)


@pytest.mark.parametrize("event", ["channelRenamed", "channelCreated", "teamRenamed", "channelUnshared", "x"])
async def test_other_news_shuts_nothing(table, event):
    await tell(table, CONVERSATION, update(table, table.fake.shared, event=event))

    assert not await is_shut(table)


async def test_whoever_takes_the_app_away_from_themselves_is_reached_in_the_channel_until_they_have_it_again(table):
    fake = table.fake
    alone = fake.personal(fake.sam)
    await tell(table, INSTALLATION, installation(table, "remove", alone, by=fake.sam, later=2), who=fake.sam)
    # An older word of before is no news.
    await tell(table, INSTALLATION, installation(table, "add", alone, by=fake.sam, later=1), who=fake.sam)
    ways = await table.ways("sam")
    assert (ways["teams"], ways[routes.TARGETED]) == ((False, APP_REMOVED), (None, None))

    await tell(table, INSTALLATION, installation(table, "add", alone, by=fake.sam, later=3), who=fake.sam)
    assert (await table.ways("sam"))["teams"] == (None, None)


async def test_somebody_from_outside_who_has_the_app_at_home_is_reached_there(table):
    fake = table.fake
    alone = fake.personal(fake.kim)
    await tell(table, INSTALLATION, installation(table, "add", alone, by=fake.kim), who=fake.kim)

    assert (await table.ways("kim"))["teams"] == (None, None)
    assert (await table.store.read(teams.person, fake.trust.id, fake.kim.aad)).personal == alone.id


async def test_strangers_who_install_the_app_change_nothing_for_anybody(table):
    alone = table.fake.personal(table.fake.lewis)
    for action in ("add", "remove"):
        told = installation(table, action, alone, by=table.fake.lewis)
        await tell(table, INSTALLATION, told, who=table.fake.lewis)

    assert await table.store.read(teams.person, table.fake.home.id, table.fake.lewis.aad) is not None


async def test_who_comes_into_the_channel_again_is_tried_there_again(table):
    kim = table.of("kim").person.id
    member = [{"id": table.fake.kim.account, "aadObjectId": table.fake.kim.aad, "tenantId": table.fake.trust.id}]
    shared = {"sharedWithTeams": [{"id": "19:t", "tenantId": table.fake.trust.id}, {"id": "19:u"}]}
    for told in (
        update(table, table.fake.shared, event="channelMemberAdded", membersAdded=member),
        update(table, table.fake.shared, event="channelShared", channel_data=shared),
    ):
        await table.store.run(routes.record_try, kim, routes.TARGETED, worked=False, why="x", now=at(1))
        await tell(table, CONVERSATION, told)

        assert (await table.ways("kim"))[routes.TARGETED] == (None, None)


async def test_whatever_is_heard_renews_how_its_place_and_its_speaker_are_written_to(table):
    fake = table.fake
    told = fake.activities.base(MESSAGE, fake.kim, fake.shared) | {"serviceUrl": "http://127.0.0.1/new/"}
    await tell(table, MESSAGE, told, who=fake.kim)
    place = await table.store.read(teams.place, fake.shared.id)
    who = await table.store.read(teams.by_account, fake.kim.account)

    assert (place.service_url, place.shared) == ("http://127.0.0.1/new/", True)
    assert (who.service_url, who.kind, who.personal) == ("http://127.0.0.1/new/", "external", None)


async def test_whoever_only_changes_something_in_a_channel_is_not_written_down(table):
    fake = table.fake
    told = fake.activities.update(fake.table, person=fake.lewis, event="channelRenamed")
    await tell(table, CONVERSATION, told, who=fake.lewis)

    assert await table.store.read(teams.by_account, fake.lewis.account) is None


async def test_of_whom_nobody_can_say_who_they_are_nothing_is_kept(table):
    async def nobody(_told):
        return None

    fake = table.fake
    lives = Lives(table.store, fake.bot.account, nobody, fake.clock.now)
    await lives(MESSAGE, fake.activities.base(MESSAGE, fake.lewis, fake.table))
    for action in ("add", "remove"):
        await lives(INSTALLATION, installation(table, action, fake.personal(fake.lewis), by=fake.lewis))

    assert await table.store.read(teams.by_account, fake.lewis.account) is None
    assert await is_there(table, fake.table)


async def test_a_place_of_which_nobody_says_whose_it_is_is_not_kept(table):
    told = table.fake.activities.base(MESSAGE, table.fake.priya, table.fake.table)
    del told["conversation"]["tenantId"], told["channelData"]
    await tell(table, MESSAGE, told)

    assert await table.store.read(teams.place, table.fake.table.id) is None


KINDS = [("groupChat", "19:x", "groupChat"), (None, "a:x", "personal"), (None, "19:x", "channel")]


@pytest.mark.parametrize(("told_as", "address", "kind"), KINDS)
async def test_what_kind_of_conversation_it_is_is_seen_by_its_name_where_it_is_not_told(table, told_as, address, kind):
    told = table.fake.activities.base(MESSAGE, table.fake.priya, table.fake.table)
    told["conversation"] = {"id": address, "tenantId": table.fake.home.id}
    told |= {"channelData": {}, "timestamp": "2026-01-01T00:00:00" if told_as else "yesterday"}
    if told_as:
        told["conversation"]["conversationType"] = told_as
    await tell(table, MESSAGE, told)

    assert await table.store.read(teams.place, address) == PlaceRef(
        address=address, tenant=table.fake.home.id, kind=kind, service_url=told["serviceUrl"]
    )


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2027-02-30T25:00:00Z"])
async def test_what_happened_at_no_moment_that_there_is_has_happened_now(table, moment):
    told = installation(table, "add", table.fake.shared) | {"timestamp": moment}
    await tell(table, INSTALLATION, told)

    assert await is_there(table, table.fake.shared)
