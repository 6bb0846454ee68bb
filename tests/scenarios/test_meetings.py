"""A meeting from its announcement to what came of it, as each at the table hears of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.people import Role
from bot.messages import plain
from bot.services import briefs
from bot.services.request import Reply
from bot.storage import meetings as storage
from bot.storage import people
from bot.storage.outbox import row_of
from bot.storage.schema import person
from tests.support.scene import a_scene, a_table_of_five, at, said

# The scene begins on Monday 11 January 2027; its Thursday is day 3.
THURSDAY = "/table meeting Thursday 2pm at the town hall"


@pytest.fixture
async def table(store):
    found = await a_table_of_five(store)
    await found.say("priya", THURSDAY)
    return found


def briefed(lines):
    """Who was sent a brief, by first names, with what it says."""
    return {
        line.row.to.partition("@")[0]: line.row.card
        for line in lines
        if line.row.kind == "brief" and line.row.state == "sent"
    }


def read(card):
    return said(Reply(show=plain.read(card)))


async def sent(table, who):
    return [(row.period, row.state) for row in await table.rows("brief", who)]


async def lives(table, who, **values):
    """Where somebody lives and which days they work."""

    def change(tx):
        tx.execute(update(person).where(person.c.id == table.persons[who].person.id).values(**values))

    await table.store.run(change)


async def test_everybody_who_agreed_hears_of_it_once_on_the_day_before(table):
    await table.join("Kim Hall", "Valley Homes", agreed=None)
    await table.join("Olive Moss", "Elm", role=Role.OBSERVER)
    assert briefed(await table.tick(at(1, 11))) == {}

    assert set(briefed(await table.tick(at(2, 10)))) == {"priya", "sam", "jo", "lewis", "ann"}
    assert briefed(await table.days(2, 4)) == {}
    assert await sent(table, "sam") == [("meeting:1:1", "sent")]


async def test_a_brief_has_what_is_the_readers_and_a_coordinators_what_is_the_tables(table):
    await table.say("sam", "/commit ring the ward by Friday")
    await table.say("jo", "/table ask @Sam Okoye to send the rota")
    await table.say("priya", "/table missing a GP")
    await table.say("lewis", "apologies")
    await table.say("ann", "Tom Bell will come for me")
    told = briefed(await table.tick(at(2, 10)))

    sams, priyas = read(told["sam"]), read(told["priya"])
    assert "What you said you'd do - “ring the ward” by Friday 15 January > Done" in sams
    assert "What waits for your word" in sams
    assert "Lewis" not in sams
    assert "Apologies: Lewis Ray. - Somebody comes for: Ann Bell (Tom Bell). - Views: 0 of 5." in priyas
    assert "One ask waits for an answer." in priyas
    assert "Missing: a GP." in priyas
    assert "I've noted that you can't come yourself." in read(told["lewis"])


async def test_a_brief_gives_back_what_its_reader_noticed_and_nobody_elses(table):
    await table.say("sam", "/reflect we assumed families knew the number")
    await table.say("sam", "/reflect the ward rings twice")
    await table.say("sam", "share 2 with my name")
    told = briefed(await table.tick(at(2, 10)))

    back = "What you noticed - You noticed: “we assumed families knew the number”. Only you can see it. > Share"
    assert back in read(told["sam"])
    assert "rings twice” . Only you" not in read(told["sam"])
    assert not any("What you noticed" in read(told[who]) for who in ("priya", "jo", "lewis", "ann"))


async def test_what_was_agreed_last_time_is_told_with_what_came_of_it(table):
    await table.say("priya", "/table actions Sam: send the rota\nPriya: ring the ward\nJo: draw a map", now=at(4))
    await table.say("priya", "ask them", now=at(4))
    await table.say("priya", "done ring", now=at(5))
    await table.say("jo", "not us draw", now=at(5))
    await table.say("priya", "/table meeting 21 January 2pm", now=at(5))
    told = briefed(await table.tick(at(9, 10)))

    assert "Three things were agreed last time: one kept, one not answered and one let go" in read(told["priya"])


async def test_who_is_away_stopped_or_does_not_work_then_hears_nothing_out_of_turn(table):
    await table.say("sam", "away until 18 January")
    await table.say("jo", "stop")
    await table.say("lewis", "I work Mondays")
    await table.say("ann", "I work Tuesdays")

    # A Monday's work was over before the meeting was set, and the next Monday comes after it.
    assert briefed(await table.tick(at(0, 12))).keys() == {"lewis"}
    assert briefed(await table.tick(at(1, 12))).keys() == {"ann"}
    assert briefed(await table.days(2, 5)).keys() == {"priya"}


async def test_a_bank_holiday_of_the_readers_own_country_is_no_day_before(table):
    await table.say("priya", "/table meeting 2 December 2027 2pm")
    # St Andrew's Day is the Tuesday before in Scotland; the Wednesday is off for whoever works not on it.
    await lives(table, "sam", country="GB-SCT", working_days=0b1110111 & ~0b0000100)
    days = (datetime(2027, 11, 29, 11, tzinfo=UTC) + timedelta(days=number) for number in range(3))
    found = [set(briefed(await table.tick(day))) for day in days]

    assert "sam" in found[0]
    assert "priya" in found[2]
    assert not any("sam" in those for those in found[1:])


async def test_somebody_far_away_hears_of_it_in_their_own_day_with_the_tables_hour(table):
    await lives(table, "sam", zone="Asia/Tokyo")
    # Ten in the morning of Wednesday in Tokyo.
    told = briefed(await table.tick(datetime(2027, 1, 13, 1, tzinfo=UTC)))

    assert told.keys() == {"sam"}
    assert "Thursday 14 January at 14:00, “the town hall” (time in Europe/London)." in read(told["sam"])


async def test_moved_twice_whoever_was_told_is_told_each_time_and_no_one_else(table):
    await table.tick(at(2, 10))
    await table.say("priya", "move the meeting to Friday", now=at(2, 11))
    told = briefed(await table.tick(at(2, 12)))
    await table.say("priya", "move the meeting to 22 January 3pm", now=at(2, 13))
    again = briefed(await table.tick(at(2, 14)))

    assert set(told) == set(again) == {"priya", "sam", "jo", "lewis", "ann"}
    assert "has changed. It's now on Friday 22 January at 15:00" in said(await table.page("sam"))
    assert briefed(await table.days(3, 10)) == {}


async def test_moved_before_anybody_was_told_they_hear_of_it_on_the_new_day_before(table):
    await table.say("priya", "move the meeting to 21 January", now=at(1))
    assert briefed(await table.days(1, 8)) == {}

    assert len(briefed(await table.tick(at(9, 10)))) == 5
    assert "meets on Thursday 21 January" in said(await table.page("sam"))


async def test_cancelled_on_the_day_whoever_was_told_hears_that_it_is_off(table):
    await table.tick(at(2, 10))
    await table.say("priya", "cancel the meeting because it snows", now=at(3, 10))
    told = briefed(await table.tick(at(3, 11)))

    assert set(told) == {"priya", "sam", "jo", "lewis", "ann"}
    assert "is cancelled. Why: “it snows”." in said(await table.page("sam"))
    assert briefed(await table.days(3, 5)) == {}


async def test_cancelled_before_anybody_was_told_nobody_is_written_to(table):
    await table.say("priya", "cancel the meeting", now=at(1))

    assert briefed(await table.days(1, 5)) == {}


async def test_what_is_owed_when_it_is_cancelled_does_not_go_out(table):
    await table.tick(at(2, 8))
    await table.say("priya", "cancel the meeting", now=at(2, 9))

    assert briefed(await table.tick(at(2, 10))) == {}
    assert {state for _period, state in await sent(table, "sam")} == {"withdrawn"}


async def test_a_row_that_was_owed_for_an_older_version_says_nothing(table):
    await table.tick(at(2, 8))
    [row] = await table.rows("brief", "sam")
    reader = await table.partner("sam")

    await table.say("priya", "move the meeting to Friday", now=at(2, 9))
    outcome = await table.store.read(briefs.compose, row_of(row), reader, now=at(2, 10))
    assert outcome.why == "over"
    late = await table.store.read(briefs.compose, row_of(row), reader, now=at(9))
    assert late.why == "over"


async def test_set_for_tomorrow_it_is_told_today_and_for_tonight_at_once_or_never(store):
    table = await a_table_of_five(store)
    await table.say("priya", "/table meeting today 3pm", now=at(1, 11))
    assert len(briefed(await table.tick(at(1, 12)))) == 5
    await table.say("priya", "/table meeting today 6pm", now=at(1, 17))
    assert briefed(await table.days(1, 3, hour=18)) == {}


async def test_the_note_has_the_meetings_of_the_coming_days(table):
    await table.say("sam", "/commit ring the ward by Friday")
    await table.tick(at(0, 12))
    await table.say("priya", "cancel the meeting", now=at(0, 13))

    assert "The table meets on Thursday 14 January at 14:00, “the town hall”." in said(await table.page("sam"))


async def test_a_large_table_is_briefed_page_by_page_and_nobody_twice(table, monkeypatch):
    monkeypatch.setattr(briefs, "PAGE", 2)

    assert len(briefed(await table.tick(at(2, 10)))) == 5
    assert briefed(await table.tick(at(2, 12))) == {}


async def test_who_works_anew_on_the_day_before_hears_of_it_then(table):
    await table.say("sam", "away until 18 January")
    await table.tick(at(2, 10))
    await table.say("sam", "I'm back", now=at(2, 11))

    assert briefed(await table.tick(at(2, 12))).keys() == {"sam"}


async def test_a_fault_in_one_meeting_does_not_stand_in_the_way_of_another(table, monkeypatch):
    other = await a_scene(table.store, slug="away").begin()
    await other.say("priya", THURSDAY, slug="away")
    real = briefs._owed_to

    def fails_for_the_first(tx, one, page, *, now):
        if one.partnership_id == table.partnership_id:
            raise LookupError(one.number)
        return real(tx, one, page, now=now)

    monkeypatch.setattr(briefs, "_owed_to", fails_for_the_first)
    assert briefed(await table.tick(at(2, 10))).keys() == {"priya"}
    monkeypatch.undo()
    assert len(briefed(await table.tick(at(2, 12)))) == 5


async def test_its_history_goes_on_where_partners_are_read_by_pages(table):
    here = table.partnership_id
    first = await table.store.read(storage.partners_after, here, 0, most=2)
    rest = await table.store.read(storage.partners_after, here, first[-1].id, most=10)
    everybody = await table.store.read(people.everybody, table.persons["priya"].viewer)

    assert [one.id for one in (*first, *rest)] == sorted(one.id for one in everybody)
    assert date(2027, 1, 14) == (await table.store.read(storage.next_one, everybody[0].viewer, at(0))).on_day(
        "Europe/London"
    )
