"""Slack tells that something about a person is different: it is kept of whoever is known here, and of nobody else."""

import pytest

from bot.domain.statuses import Status
from bot.handlers.slack.profile import profile_of
from bot.services import profiles
from bot.services.profiles import Profile, There
from bot.storage import people, routes
from bot.storage.schema import outbox, person, route
from tests.support.chat import NOW, who

states = pytest.mark.states


async def priya_as_kept(bot):
    """Her name and zone, and how her way by Slack is."""
    [one] = await bot.rows(person)
    ways = {row.platform: (row.works, row.reason) for row in await bot.rows(route)}
    return one.name, one.zone, ways["slack"]


@states("B4", "B5")
async def test_a_name_and_a_zone_are_kept_as_they_are_now(bot):
    await bot.begin()
    await bot.slack.user_changed(bot.slack.priya, name="Priya Shah-Lee", tz="Europe/Paris")
    before = await priya_as_kept(bot)
    await bot.slack.user_changed(bot.slack.priya, tz="Nowhere/At all")

    assert before[:2] == ("Priya Shah-Lee", "Europe/Paris")
    assert await priya_as_kept(bot) == before


@states("B5")
@pytest.mark.parametrize("empty", [None, "", ...])
async def test_what_is_missing_null_or_empty_changes_nothing(bot, empty):
    await bot.begin()
    before = await priya_as_kept(bot)
    blank = dict.fromkeys(("tz", "real_name", "name", "profile", "deleted", "team_id", "enterprise_user"), empty)
    await bot.slack.user_changed(bot.slack.priya, fields=blank)
    bot.done()

    assert await priya_as_kept(bot) == before


@states("B6", "B7")
async def test_whoever_is_deactivated_is_not_written_to_there_and_is_again_once_back(bot):
    await bot.begin(taking_part=True)
    before = await priya_as_kept(bot)
    await bot.slack.user_changed(bot.slack.priya, deleted=True)
    gone = await priya_as_kept(bot)
    owed = {row.route for row in await bot.rows(outbox) if row.person_id}
    await bot.slack.user_changed(bot.slack.priya, deleted=True)
    await bot.slack.user_changed(bot.slack.priya, deleted=False)
    back = await priya_as_kept(bot)

    assert before[2][0] is not False
    assert gone[2] == (False, "user_disabled")
    assert "slack" not in owed
    assert back[2] == (None, None)


async def test_a_way_that_is_closed_for_another_reason_stays_closed(bot):
    await bot.begin()
    [one] = await bot.rows(person)
    await bot.app.store.run(
        routes.record_try, one.id, "slack", worked=False, why="cannot_dm_bot", now=bot.slack.clock.now()
    )
    await bot.slack.user_changed(bot.slack.priya, name="Priya Lee")

    assert (await priya_as_kept(bot))[2] == (False, "cannot_dm_bot")


@states("B5")
async def test_of_whoever_never_used_it_nothing_is_kept(bot):
    await bot.begin()
    await bot.slack.user_changed(bot.slack.sam, name="Sam Okoye-Lee")

    assert len(await bot.rows(person)) == 1


async def test_while_the_database_cannot_be_reached_slack_is_asked_to_come_again(web, monkeypatch):
    await web.begin()
    await web.app.store.close()
    told = await web.slack.user_changed(web.slack.priya, name="Priya Lee")

    assert told
    assert told.status == 503


def test_no_status_title_or_address_is_read_from_it():
    told = {
        "id": "U1",
        "profile": {"real_name": "Sam", "status_text": "ill", "status_emoji": ":ill:", "title": "Ward manager"},
    }

    assert profile_of(told) == Profile(name="Sam")


def test_whoever_was_erased_meanwhile_is_let_be(both):
    there = There(route="slack", is_there=False, status=Status())
    profiles.changed(both, who("PRIYA"), Profile(name="Priya"), there, now=NOW)

    assert people.person_of(both, who("PRIYA")) is None
