"""Weeks of silence: who is asked, when, how often, and who is told."""

import asyncio
import shutil
from zoneinfo import ZoneInfo

import pytest

from bot.domain import calendars
from bot.domain.acts import Act
from bot.services.pages import ways
from bot.services.request import Answers
from bot.storage.store import Store
from tests.support import databases
from tests.support.scene import BEGIN, DAY, a_scene, a_table_of_five, at, said

LONDON = ZoneInfo("Europe/London")


async def keep_busy(scene, day, *who):
    for name in who:
        await scene.say(name, "/table", now=at(day, 10))


async def live_ten_weeks_without_sam(address):
    store = Store(address)
    scene = await a_table_of_five(store)
    await scene.say("sam", "/commit send the discharge data by 2027-01-15", now=at(0, 10))
    for day in range(70):
        await keep_busy(scene, day, "priya", "jo", "lewis", "ann")
        await scene.tick(at(day))
    await store.close()
    return scene


@pytest.fixture(scope="module")
def ten_weeks(tmp_path_factory):
    """They take seconds to live through, so it is done once: the database's file, and who is at the table."""
    folder = tmp_path_factory.mktemp("weeks")
    scene = asyncio.run(live_ten_weeks_without_sam(databases.sqlite(folder)))
    [file] = folder.glob("*.db")
    return file, scene


@pytest.fixture
async def without_sam(ten_weeks, tmp_path):
    """A table at which Sam was silent for ten weeks and everybody else was not."""
    file, lived = ten_weeks
    shutil.copy(file, tmp_path / "lived.db")
    store = Store(f"sqlite:///{tmp_path / 'lived.db'}")
    scene = a_scene(store)
    scene.persons, scene.partnership_id = lived.persons, lived.partnership_id
    yield scene
    await store.close()


async def test_the_silent_one_is_asked_three_times_and_then_left_alone(without_sam):
    asked = await without_sam.rows("check_in", "sam")
    days = [row.sent_at.astimezone(LONDON).date() for row in asked]
    assert [row.state for row in asked] == ["sent"] * 3
    assert [row.period.rpartition("/")[2] for row in asked] == ["1", "2", "3"]
    assert {row.period.partition("/")[0] for row in asked} == {(BEGIN + DAY).isoformat()}
    assert days[0] >= BEGIN + 14 * DAY
    assert days[1] - days[0] >= 7 * DAY
    assert days[2] - days[0] >= 21 * DAY


async def test_nobody_else_is_asked(without_sam):
    everybody = {row.person_id for row in await without_sam.rows("check_in")}
    assert everybody == {without_sam.persons["sam"].person.id}


async def test_each_check_in_rides_in_a_note_and_shares_its_message(without_sam):
    notes = {row.message_id for row in await without_sam.rows("note", "sam") if row.state == "sent"}
    assert all(row.message_id in notes for row in await without_sam.rows("check_in", "sam"))


@pytest.mark.states("C9")
async def test_everything_unasked_goes_out_in_hours_and_one_note_a_week(without_sam):
    sent = [row for row in await without_sam.rows() if row.state == "sent" and row.person_id]
    for row in sent:
        local = row.sent_at.astimezone(LONDON)
        assert calendars.is_working_day(local.date(), country="GB-ENG")
        assert (9, 30) <= (local.hour, local.minute) < (16, 0)
    weeks = [
        (row.person_id, calendars.week_of(row.sent_at.astimezone(LONDON).date())) for row in sent if row.kind == "note"
    ]
    assert len(weeks) == len(set(weeks))


async def test_one_digest_a_week_ever(without_sam):
    digests = await without_sam.rows("digest")
    assert [row.state for row in digests] == ["sent"] * 10
    assert len({row.period for row in digests}) == 10


async def test_the_coordinator_is_told_only_after_three_of_their_working_days(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-15", now=at(0, 10))
    for day in range(20):
        await keep_busy(scene, day, "priya", "jo", "lewis", "ann")
        await scene.tick(at(day))
    [asked] = await scene.rows("check_in", "sam")
    asked_on = (asked.sent_at.astimezone(LONDON).date() - BEGIN).days

    still_time = said(await scene.say("priya", "who has dropped off?", now=at(asked_on + 3, 15)))
    over = said(await scene.say("priya", "who has dropped off?", now=at(asked_on + 4, 15)))

    assert "too early to say who is quiet" in still_time
    assert "Sam Okoye" not in still_time
    assert "Sam Okoye, Ward 9 Trust" in over
    assert "The only person in that seat" in over
    assert "dropped off" not in over


async def test_others_at_the_table_never_read_a_name(without_sam):
    for who in ("jo", "ann"):
        answer = said(await without_sam.say(who, "/table quiet", now=at(70, 10)))
        assert "Sam" not in answer


async def test_the_digest_names_nobody_who_is_silent(without_sam):
    lines = await without_sam.tick(at(70))
    [digest] = [line.row.card for line in lines if line.row.kind == "digest"]
    assert "Sam" not in digest
    assert "Ward 9" not in digest


async def test_the_same_tick_again_adds_nothing(without_sam):
    before = await without_sam.rows()

    assert await without_sam.tick(at(69)) == []
    assert await without_sam.rows() == before


async def test_a_word_from_the_silent_one_ends_the_asking(scene):
    for day in range(19):
        await keep_busy(scene, day, "priya", "jo", "lewis", "ann")
        await scene.tick(at(day))
    await scene.say("sam", "still in", now=at(19, 10))
    await scene.days(19, 32)

    assert len(await scene.rows("check_in", "sam")) == 1
    answer = said(await scene.say("priya", "/table quiet", now=at(32, 12)))
    assert "Sam" not in answer


async def test_what_is_owed_is_withdrawn_when_they_turn_up_first(scene):
    await scene.tick(at(14, 17))
    [owed] = await scene.rows("check_in", "sam")
    await scene.say("sam", "/table", now=at(15, 9))
    await scene.tick(at(15, 11))

    [after] = await scene.rows("check_in", "sam")
    assert owed.state == "owed"
    assert (after.state, after.reason) == ("withdrawn", "sign_of_life")


async def test_somebody_who_stops_is_never_written_to_again(scene):
    await scene.tick(at(14, 17))
    await scene.say("sam", "stop", now=at(15, 9))
    await scene.days(15, 60)

    assert all(row.state == "withdrawn" for row in await scene.rows(who="sam"))


async def test_stopping_until_a_day_ends_on_it(scene):
    await scene.say("sam", "messages off until 2027-02-22", now=at(1))
    quiet = await scene.days(1, 41)
    asked = await scene.days(42, 60)

    assert not [line for line in quiet if line.row.to == "sam@home.example"]
    assert [line for line in asked if line.row.kind == "check_in" and line.row.to == "sam@home.example"]


@pytest.mark.states("C9")
async def test_days_away_are_no_silence_and_nothing_comes_then(scene):
    await scene.say("sam", "/table away until 2027-03-01", now=at(1))
    lines = await scene.days(1, 55)

    assert not [line for line in lines if line.row.to == "sam@home.example"]
    [first] = [line for line in await scene.days(56, 70) if line.row.kind == "check_in" and "sam" in line.row.to][:1]
    assert first.at == at(62)


async def test_nobody_is_written_to_on_days_they_do_not_work(scene):
    await scene.say("sam", "I work Tuesdays and Thursdays", now=at(0))
    await scene.days(1, 40)

    sent = [row for row in await scene.rows(who="sam") if row.state == "sent"]
    assert sent
    assert {row.sent_at.astimezone(LONDON).weekday() for row in sent} <= {1, 3}


@pytest.mark.states("E3")
async def test_a_late_clock_asks_once_and_in_hours(scene):
    await scene.tick(at(57, 19))
    await scene.tick(at(58, 9, 30))

    assert [row.state for row in await scene.rows("check_in", "sam")] == ["sent"]


async def test_nobody_who_was_not_asked_is_written_to_but_for_the_welcome(scene):
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.days(0, 60)

    [welcome] = await scene.rows(who="nina")
    assert (welcome.kind, welcome.state) == ("welcome", "sent")
    answer = said(await scene.say("priya", "/table quiet", now=at(60, 12)))
    assert "Invited, not seen yet: 1" in answer
    assert "Nina" not in answer


async def test_the_button_beside_a_quiet_name_notes_a_sign_of_life(scene):
    await scene.days(1, 40)
    found = await scene.say("priya", "who has dropped off?", now=at(41))
    [heard, *_] = [one for one in ways(found.show) if one.label.startswith("I've heard")]
    form = await scene.heard("priya", heard.act, now=at(41))
    wrong = await scene.heard("priya", Answers(act=form.show.act, values={"day": "one of these days"}), now=at(41))
    assert "I need a day" in wrong.wrong["day"]

    noted = await scene.heard("priya", Answers(act=form.show.act, values={"day": "yesterday"}), now=at(41))
    again = await scene.say("priya", "who has dropped off?", now=at(41))
    assert "you spoke to" in said(noted)
    assert heard.act not in [one.act for one in ways(again.show)]


async def test_somebody_who_is_not_alone_in_a_seat_is_offered_something_smaller_from_the_list(scene):
    await scene.join("Una Fox", "Ward 9 Trust")
    await scene.days(1, 40)
    found = await scene.say("priya", "who has dropped off?", now=at(41))
    offers = [one for one in ways(found.show) if one.label == "Offer something smaller"]
    form = (await scene.heard("priya", offers[0].act, now=at(41))).show

    assert {one.act.on for one in offers} <= {(str(scene.persons[who].id),) for who in ("sam", "una")}
    assert form.fields[0].value == offers[0].act.on[0]


@pytest.mark.parametrize("on", [("999",), ("x",), ("-1",)])
async def test_a_button_beside_nobody_notes_nothing(scene, on):
    refused = await scene.heard("priya", Act(name="quiet.spoke", on=on), now=at(1))

    assert refused.wrong
