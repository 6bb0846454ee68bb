"""What changes between owing a message and sending it, and words that are said twice or at the wrong moment."""

from datetime import date

import pytest
from sqlalchemy import Connection, delete, update

from bot.domain.acts import Act
from bot.domain.people import Identity, Role
from bot.services.request import Words
from bot.storage import outbox
from bot.storage.outbox import Owed
from bot.storage.schema import message, partner, route
from bot.storage.schema import outbox as rows
from tests.support.scene import DAY, a_scene, at, said


async def keep_busy(scene, day):
    for name in ("priya", "jo", "lewis", "ann"):
        await scene.say(name, "/table", now=at(day, 10))


async def days_without_sam(scene, first, last):
    for day in range(first, last + 1):
        await keep_busy(scene, day)
        await scene.tick(at(day))


async def test_a_patience_that_changes_asks_nobody_sooner_than_a_week_after_the_last_time(scene):
    await days_without_sam(scene, 0, 16)
    asked_once = await scene.rows("check_in", "sam")
    await scene.say("priya", "/table settings patience sooner", now=at(16, 12))
    await days_without_sam(scene, 17, 60)

    days = [row.sent_at for row in await scene.rows("check_in", "sam")]
    assert len(asked_once) == 1
    assert len(days) == 3
    assert days[1] - days[0] >= 7 * DAY


async def test_a_patience_that_changes_asks_nobody_a_fourth_time(scene):
    await days_without_sam(scene, 0, 60)
    await scene.say("priya", "/table settings patience sooner", now=at(60, 12))
    await days_without_sam(scene, 61, 75)

    assert [row.state for row in await scene.rows("check_in", "sam")] == ["sent"] * 3


async def also_elsewhere(scene, store):
    """Sam's seat at another table; Sam is one person at both."""
    other = await a_scene(store, slug="away").begin()
    other.persons["sam"] = await other.join("Sam Okoye", "Ward 9 Trust", email="sam@home.example")
    return other


async def test_whoever_sits_at_two_tables_is_asked_for_the_one_they_are_quiet_at(scene, store):
    other = await also_elsewhere(scene, store)
    for day in range(40):
        await keep_busy(scene, day)
        await scene.say("sam", "/table", now=at(day, 10), slug="home")
        await scene.tick(at(day))

    asked = await scene.rows("check_in", "sam")
    assert len(asked) > 1
    assert {row.partnership_id for row in asked} == {other.partnership_id}


async def test_words_that_could_be_meant_for_either_table_are_asked_about_in_the_same_way_twice(scene, store):
    await also_elsewhere(scene, store)
    first = await scene.say("sam", "/commit ring round", key="K")
    again = await scene.say("sam", "/commit ring round", key="K")

    assert "table" in first.wrong
    assert again == first


async def test_a_button_that_could_be_meant_for_either_table_asks_which(scene, store):
    await also_elsewhere(scene, store)

    assert "table" in (await scene.heard("sam", Act(name="table.show"), now=at(0))).wrong


async def test_whoever_leaves_before_a_message_goes_out_does_not_get_it(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    await scene.tick(at(3, 8))

    def gone(tx: Connection) -> None:
        tx.execute(update(partner).where(partner.c.id == scene.persons["sam"].id).values(left_on=date(2027, 1, 14)))

    await scene.store.run(gone)
    await scene.tick(at(3, 12))

    [row] = await scene.rows("reminder", "sam")
    assert (row.state, row.reason) == ("withdrawn", "left")


async def test_whoever_leaves_before_their_note_goes_out_does_not_get_it(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-22")
    await scene.tick(at(7, 9))

    def gone(tx: Connection) -> None:
        tx.execute(update(partner).where(partner.c.id == scene.persons["sam"].id).values(left_on=date(2027, 1, 18)))

    await scene.store.run(gone)
    await scene.days(7, 8)

    assert {row.state for row in await scene.rows("note", "sam")} <= {"withdrawn"}


async def test_whoever_cannot_be_reached_any_more_is_owed_nothing(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")

    def closed(tx: Connection) -> None:
        tx.execute(delete(route).where(route.c.person_id == scene.persons["sam"].person.id))

    await scene.store.run(closed)
    await scene.days(1, 30)

    assert await scene.rows(None, "sam") == []


async def test_a_second_reminder_of_one_day_waits_for_the_next(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    await scene.tick(at(3, 10))
    await scene.say("sam", "/commit mend the rota", now=at(2, 12))
    await scene.say("sam", "move 2 to 2027-01-14", now=at(3, 11))

    def as_if_known_yesterday(tx: Connection) -> None:
        from bot.storage.schema import commitment

        tx.execute(update(commitment).values(made_at=at(1)))

    await scene.store.run(as_if_known_yesterday)
    await scene.tick(at(3, 12))
    await scene.tick(at(4, 12))

    sent = [row.sent_at for row in await scene.rows("reminder", "sam") if row.state == "sent"]
    assert sent == [at(3, 10), at(4, 12)]


async def owed_note(scene, who, *, week, due, state="owed"):
    """A note as an earlier hour would have left it."""
    known = scene.persons[who]

    def write(tx: Connection) -> None:
        note = Owed(
            partnership_id=known.partnership.id,
            person_id=known.person.id,
            kind="note",
            period=week,
            route="web",
            due_at=due,
        )
        outbox.owe(tx, note)
        tx.execute(update(rows).where(rows.c.period == week).values(state=state))

    await scene.store.run(write)


async def asked_on(scene, who, when):
    def write(tx: Connection) -> None:
        tx.execute(update(partner).where(partner.c.id == scene.persons[who].id).values(next_check_in_at=when))

    await scene.store.run(write)


async def states_of_notes(scene, who):
    return {row.period: row.state for row in await scene.rows("note", who)}


async def test_a_note_that_had_nothing_to_say_is_revived_when_something_comes_up_in_its_week(scene):
    await owed_note(scene, "sam", week="2027-W02", due=at(1, 10))
    await scene.tick(at(1))
    empty = await states_of_notes(scene, "sam")
    await asked_on(scene, "sam", at(2, 9))
    await scene.tick(at(2))

    assert empty == {"2027-W02": "withdrawn"}
    assert await states_of_notes(scene, "sam") == {"2027-W02": "sent"}
    assert [row.state for row in await scene.rows("check_in", "sam")] == ["sent"]


async def test_what_comes_up_after_the_note_waits_for_the_next_week(scene):
    await owed_note(scene, "sam", week="2027-W02", due=at(1, 10), state="sent")
    await asked_on(scene, "sam", at(2, 9))
    await scene.days(2, 7)

    assert await states_of_notes(scene, "sam") == {"2027-W02": "sent", "2027-W03": "sent"}


async def test_when_two_weeks_have_their_note_already_it_is_the_third(scene):
    await owed_note(scene, "sam", week="2027-W02", due=at(1, 10), state="sent")
    await owed_note(scene, "sam", week="2027-W03", due=at(7, 10), state="sent")
    await asked_on(scene, "sam", at(2, 9))
    await scene.tick(at(2))

    expected = {"2027-W02": "sent", "2027-W03": "sent", "2027-W04": "owed"}
    assert await states_of_notes(scene, "sam") == expected


@pytest.mark.parametrize("this_week", ["owed", "withdrawn", "sent"])
async def test_a_note_that_comes_a_week_late_never_makes_two_in_one_week(scene, this_week):
    await scene.say("sam", "/commit send the discharge data by 2027-01-22", now=at(0, 12))
    await owed_note(scene, "sam", week="2027-W02", due=at(1, 10))
    await owed_note(scene, "sam", week="2027-W03", due=at(9, 10), state=this_week)
    await scene.days(8, 11)

    notes = await states_of_notes(scene, "sam")
    assert notes["2027-W02"] == "withdrawn"
    assert notes["2027-W03"] == "sent"


async def test_a_late_note_with_nothing_to_say_wakes_no_other(scene):
    # Somebody new, and silent for a week, would be written to.
    await scene.say("sam", "/table", now=at(3))
    await owed_note(scene, "sam", week="2027-W02", due=at(1, 10))
    await owed_note(scene, "sam", week="2027-W03", due=at(7, 10), state="withdrawn")
    await scene.days(8, 9)

    assert await states_of_notes(scene, "sam") == {"2027-W02": "withdrawn", "2027-W03": "withdrawn"}


async def test_a_note_that_would_come_in_the_evening_waits_for_the_morning(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    await owed_note(scene, "sam", week="2027-W02", due=at(1, 10))
    await scene.tick(at(1, 20))
    evening = await states_of_notes(scene, "sam")
    await scene.tick(at(2, 10))

    assert evening == {"2027-W02": "owed"}
    assert await states_of_notes(scene, "sam") == {"2027-W02": "sent"}


async def test_erasing_oneself_in_ones_own_right_leaves_no_seat_behind(scene):
    await scene.say("ann", "/reflect the phone number is wrong on the leaflet")
    done = said(await scene.say("ann", "/table erase me yes"))

    assert "leaflet" not in done
    assert "Ann" not in said(await scene.say("sam", "/table who"))


async def test_whoever_left_long_ago_in_their_own_right_is_forgotten(scene):
    await scene.say("ann", "/table leave yes")
    await scene.tick(at(760))

    def names(tx: Connection) -> list[str]:
        from sqlalchemy import select

        from bot.storage.schema import person

        return list(tx.execute(select(person.c.name)).scalars())

    assert "Ann Bell" not in await scene.store.read(names)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("/table found a GP", "Missing: a carer"),
        ("/table found a carer", "Missing: a GP"),
    ],
)
async def test_the_chair_that_was_filled_is_the_one_that_was_named(scene, words, sentence):
    await scene.say("priya", "/table missing a GP")
    await scene.say("priya", "/table missing a carer")

    assert sentence in said(await scene.say("priya", words))


async def test_a_mention_in_a_platforms_own_terms_finds_the_person(scene):
    jo = Identity(platform="web", tenant="", user=str(scene.persons["jo"].person.id))
    reply = await scene.heard("sam", Words(text="/table ask to share the void list", people=(jo,)), now=at(0))
    stranger = Identity(platform="web", tenant="", user="987654")
    nobody = await scene.heard("sam", Words(text="/table ask to share it", people=(stranger,)), now=at(0))

    assert "Jo Lee" in said(reply)
    assert "can't tell who you mean" in said(nobody)


async def test_a_mention_finds_the_seat_at_this_table_of_somebody_who_has_two(scene, store):
    other = await a_scene(store, slug="away").begin()
    lee = await other.join("Lee Jones", "Northside Care")
    await scene.join("Lee Jones", "Northside Care", email="lee@away.example")
    known = Identity(platform="web", tenant="", user=str(lee.person.id))

    reply = await scene.heard("sam", Words(text="/table ask to share the void list", people=(known,)), now=at(0))

    assert "Lee Jones" in said(reply)


async def test_an_at_sign_within_an_address_calls_nobody(scene):
    kept = said(await scene.say("sam", "/reflect write to the_team@northside.example about it"))

    assert "can't tell who you mean" not in kept
    asked = said(await scene.say("sam", "/table ask @Jo Lee to write to team@northside.example"))
    assert "Jo Lee" in asked


async def test_until_monday_said_on_a_monday_is_the_next_one(scene):
    assert "away until Monday 18 January" in said(await scene.say("sam", "/table away until Monday", now=at(0)))


async def test_an_observer_is_welcomed_and_no_more(scene):
    await scene.join("Olive Watts", "Elm Street Advice", role=Role.OBSERVER, agreed=None)
    await scene.days(0, 30)

    assert {row.kind for row in await scene.rows(None, "olive")} <= {"welcome"}


async def test_a_form_that_is_only_opened_is_no_commitment_in_the_ledger(scene):
    await scene.say("sam", "/commit", now=at(1))
    kinds = said(await scene.say("sam", "/table my data", now=at(2)))

    assert "committed" not in kinds


async def test_words_that_no_database_takes_are_made_fit(scene):
    reply = await scene.say("sam", "wibble\x00wobble \ud800 and on")

    assert "wibblewobble" in said(reply)


async def test_the_number_of_an_erased_commitment_is_not_given_again(scene):
    await scene.say("sam", "/commit ring round")
    await scene.say("jo", "/commit count the beds")
    await scene.say("jo", "/table erase me yes")

    assert (await scene.say("sam", "/commit mend the rota")).kept[0].number == 3


async def test_whose_a_commitment_is_is_said_to_whoever_may_not_change_it(scene):
    await scene.say("jo", "/commit count the beds")

    assert "Jo Lee's to say" in said(await scene.say("sam", "done 1"))


async def test_nothing_sent_carries_words_of_private_reflections(scene):
    await scene.say("lewis", "/reflect we assumed they knew")
    await scene.days(0, 8)

    def cards(tx: Connection) -> str:
        from sqlalchemy import select

        return " ".join(filter(None, tx.execute(select(message.c.card)).scalars()))

    assert "assumed" not in await scene.store.read(cards)
