"""What trips others over in Teams, where no other test is about it; docs/teams.md names the test of each."""

import aiohttp
import pytest

from bot.delivery.sender import OutcomeUnknownError
from bot.handlers import leaving
from bot.handlers.teams.client import TeamsClient
from bot.storage.schema import commitment, identity, partner
from tests.fakes.slack import faults
from tests.handlers.teams.stories import begun


@pytest.fixture
async def table(bot):
    await begun(bot)
    return bot


async def test_a_connector_that_never_answers_is_not_waited_for_for_ever(teams, monkeypatch):
    monkeypatch.setattr(leaving, "PATIENCE", aiohttp.ClientTimeout(total=0.5))
    client = TeamsClient(
        client_id=teams.bot.client_id,
        client_secret=teams.bot.client_secret,
        metadata_url=teams.metadata_url,
        now=teams.clock.now,
    )
    await client.tokens.current()
    teams.fail("post", faults.hanging())
    url, place = teams.core.service_url(teams.home.id), teams.table.id
    with pytest.raises(OutcomeUnknownError):
        await client.post(url, place, {"type": "message", "text": "x"}, must_be_in_time=lambda: None)
    await client.close()

    # What every session of the program waits at most, the bot's own words among it.
    monkeypatch.undo()
    assert leaving.PATIENCE.total == 10


async def test_what_teams_may_well_leave_out_or_add_is_taken(table):
    teams = table.teams
    message = teams.write("/commit send the data", user=teams.priya, place=teams.personal(teams.priya))
    activity = teams.activities.message(message, person=teams.priya)
    del activity["from"]["name"]
    activity["entities"] = [{"type": "somethingNew", "text": 5}, *activity["entities"]]
    odd = teams.activities.base("message", teams.priya, teams.personal(teams.priya)) | {"text": None}
    update = teams.activities.update(teams.table, person=teams.priya, event="somethingNew")
    reaction = teams.activities.base("messageReaction", teams.priya, teams.table)
    reaction["reactionsAdded"] = [{"type": "somethingNew"}]

    for one in (activity, odd, update, reaction):
        assert (await teams.wire.attempt(one)).status == 200
    assert await table.kept() == ["send the data"]
    assert table.door.faults == 0


@pytest.mark.parametrize("is_shared", [False, True])
async def test_who_has_dropped_off_is_told_to_the_asker_alone(bot, is_shared):
    teams = bot.teams
    place = teams.shared if is_shared else teams.table
    await begun(bot, place=place)
    before = [one for one in teams.seen(teams.sam, place) if one.only_for is None]
    answer = await bot.said(await teams.mention("who has dropped off?", place=place))

    assert answer.only_for is teams.priya
    assert [one for one in teams.seen(teams.sam, place) if one.only_for is None] == before
    bot.done()


def sent(name: str, **data) -> dict:
    if name == "adaptiveCard/action":
        return {"action": {"type": "Action.Execute", "verb": "convenor", "data": {"action": "convenor", **data}}}
    return {"data": data}


@pytest.mark.parametrize("name", ["adaptiveCard/action", "task/fetch", "task/submit"])
async def test_what_a_button_sends_is_checked_against_whoever_pressed(table, name):
    teams = table.teams
    theirs = teams.channel("theirs")
    asked = await table.said(await teams.mention("table new", user=teams.sam, place=theirs))
    opened = await teams.press(asked, "A new table", user=teams.sam)
    await teams.submit(opened.dialog, {"name": "Theirs"})
    await table.owes_nothing()
    await table.said(await teams.mention("/commit ring the ward by Friday", user=teams.sam, place=theirs))
    before = [tuple(row) for row in await table.rows(commitment)]
    data = {"about": "commitment:1", "origin": '{"message": "1", "source": "teams:a:b:1"}', "words": "forged"}
    for act in ("done", "cancel", "change", "more", "accept", "show", "hand_on", "seen_by", "plan"):
        for wire in (f"1:commitment.{act}:1:1", f"1:commitment.{act}::1:@theirs", f"1:commitment.{act}:1:1:2:3"):
            for is_form in (False, True):
                value = sent(name, act=wire, **data, **({"form": True} if is_form else {}))
                told = await teams.invoke(name, value, user=teams.priya, place=teams.personal(teams.priya))
                assert "ring the ward" not in str(told.body)

    assert [tuple(row) for row in await table.rows(commitment)] == before
    assert table.door.faults == 0


STRANGE = {
    "right to left": "שלחו את הנתונים",
    "turned by a sign": "send \u202eatad\u202c the data",
    "signs": "send 👩‍👩‍👧‍👦 the 🏴󠁧󠁢󠁷󠁬󠁳󠁿 data",
    "marks of our own": "send \ue000 the data",
}


@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
async def test_strange_words_are_kept_and_answered(table, words):
    answer = await table.said(await table.teams.say(f"/commit {words}"))

    assert len(await table.kept()) == 1
    assert "“" in answer.words
    table.done()


async def test_twenty_thousand_characters_are_answered(table):
    answer = await table.said(await table.teams.say("/commit " + "send the data " * 1_430))

    assert answer.words
    assert table.door.faults == 0
    table.done()


async def test_a_mention_that_was_typed_by_hand_calls_nobody(table):
    teams = table.teams
    message = teams.write("<at>Convenor</at> commit x", user=teams.sam, place=teams.table)
    activity = teams.activities.message(message, person=teams.sam) | {"entities": []}

    assert (await teams.wire.attempt(activity)).status == 200
    assert await table.kept() == []


@pytest.mark.parametrize("first", [True, False])
async def test_of_two_people_of_one_name_the_one_who_is_mentioned_is_meant(table, first):
    teams = table.teams
    twin = teams.person("Sam Okoye")
    teams.team.members.append(twin)
    for one in (teams.sam, twin):
        await table.said(await teams.mention("/commit list", user=one))
    meant = teams.sam if first else twin
    message = teams.write(
        f"<at>Convenor</at> /table ask {meant.at} to share the list", user=teams.priya, place=teams.table
    )
    activity = teams.activities.message(message, person=teams.priya)
    for entity in activity["entities"]:
        if entity.get("text") == meant.at:
            entity["mentioned"]["id"] = meant.account
    await teams.wire.attempt(activity)
    await table.deliver()

    [row] = await table.rows(commitment)
    [of] = [one for one in await table.rows(partner) if one.id == row.partner_id]
    [known] = [one for one in await table.rows(identity) if one.person_id == of.person_id]
    assert known.user_id == meant.aad


async def test_a_message_that_was_passed_on_is_no_words_to_the_bot(table):
    teams = table.teams
    activity = teams.activities.base("message", teams.sam, teams.table)
    activity |= {"attachments": [{"contentType": "forwardedMessageReference", "content": "{}"}], "text": ""}

    assert (await teams.wire.attempt(activity)).status == 200
    assert await table.kept() == []
