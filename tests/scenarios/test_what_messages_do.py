"""What messages do is told to who convenes; a kind that is switched off is sent no more, and comes back when it may."""

import pytest
from sqlalchemy import insert, update

from bot.domain.acts import Act
from bot.domain.participation import Kind as Ledger
from bot.messages.render.text import text
from bot.services import participation
from bot.storage import people
from bot.storage.schema import outbox, person
from tests.support.scene import at

NOW = at(60)
BODIES = ("Alpha", "Beta", "Gamma", "Delta")


def read(reply) -> str:
    return " ".join(text(reply.show).split())


async def written_to(scene, *, kind="check_in", people_of=8, each=8, stopped=0):
    """So many people of four organisations got so many of a kind, and nobody answered any."""
    for number in range(people_of):
        await scene.join(f"P{number} Kim", BODIES[number % len(BODIES)])
    here = scene.partnership_id

    def write(tx) -> None:
        for number in range(people_of):
            who = scene.persons[f"p{number}"]
            values = {"partnership_id": here, "person_id": who.person.id, "kind": kind, "unasked": True, "route": "web"}
            for one in range(each):
                sent_at = at(10 + one)
                row = {"period": f"then/{one}", "due_at": sent_at, "sent_at": sent_at, "state": "sent"}
                tx.execute(insert(outbox).values(**values, **row))
            if number < stopped:
                tx.execute(update(person).where(person.c.id == who.person.id).values(stopped_at=at(12)))

    await scene.store.run(write)


async def asked(scene, words="/table what messages do", *, who="priya", now=NOW) -> str:
    return read(await scene.say(who, words, now=now))


async def test_what_does_nothing_is_proposed_for_switching_off_and_nobody_is_named(scene_on_both):
    scene = scene_on_both
    await written_to(scene)
    said = await asked(scene)

    assert "Check-ins" in said
    assert "64 sent, 0 followed within a week by a sign of life." in said
    assert "In the long run that would be between none and a tenth." in said
    assert "Nobody stopped messages within a week of one." in said
    assert "They seem to do little here. You might switch them off." in said
    assert "Switch off check-ins: /table switch off check-ins" in said
    assert "Kim" not in said


async def test_what_drives_people_away_is_too(scene):
    await written_to(scene, kind="note", stopped=5)
    said = await asked(scene)

    assert "Five people stopped messages within a week of one." in said
    assert "They seem to drive people away." in said


async def test_few_people_are_no_number(scene):
    await written_to(scene, people_of=4)
    said = await asked(scene)

    assert "32 sent: too few to tell." in said
    assert "You might switch them off" not in said


async def test_signs_of_life_and_weeks_without_notes_are_set_beside_each_other(scene_on_both):
    scene = scene_on_both
    await written_to(scene, kind="note", each=1)
    for number in range(6):
        await scene.join(f"Q{number} Fox", BODIES[number % len(BODIES)])
    for name in ("p0", "p1", "p2", "p3", "q0"):
        await scene.store.run(participation.record, scene.persons[name], Ledger.SPOKE, on_day=at(12).date(), at=at(12))
    said = await asked(scene, now=at(100))

    assert "8 sent, 4 followed within a week by a sign of life. That's too few to be sure" in said
    assert "anything between a fifth and four fifths." in said
    assert "Of the weeks of those who get none it was between none and a tenth; they may differ in other ways." in said


async def test_where_nothing_went_out_there_is_nothing_to_tell(scene):
    assert "Nothing yet." in await asked(scene, now=at(0))


@pytest.mark.parametrize("words", ["/table what messages do", "/table switch off check-ins"])
async def test_it_is_for_who_convenes(scene, words):
    said = await asked(scene, words, who="sam")

    assert "sent," not in said
    assert "coordinator" in said.casefold()


async def test_what_is_switched_off_is_sent_no_more_until_it_is_switched_on(scene_on_both):
    scene = scene_on_both
    off = await scene.heard("priya", Act(name="effects.off", on=("check_in",)), now=at(1))
    await scene.days(1, 40)
    while_off = await scene.rows("check_in", "sam")
    shown = await asked(scene, "/table settings", now=at(41))
    await asked(scene, "/table switch on check-ins", now=at(41))
    await scene.days(42, 60)
    after = [row for row in await scene.rows("check_in", "sam") if row.state == "sent"]

    assert "At this table I send no check-ins any more." in read(off)
    assert not [row for row in while_off if row.state == "sent"]
    assert "Switched off at this table: check-ins." in shown
    assert after


async def test_where_nobody_is_asked_whoever_convenes_is_not_told_that_nobody_is_quiet(scene):
    await scene.say("sam", "/commit send the data by 2027-03-01", now=at(0))
    await asked(scene, "/table switch off check-ins", now=at(1))
    await scene.days(2, 40)
    said = await asked(scene, "/table quiet", now=at(40))
    on = await asked(scene, "/table switch on check-ins", now=at(40))

    assert "Nobody is asked whether they're still in" in said
    assert "/table switch on check-ins" in said
    assert "Nobody has been quiet" not in said
    assert "again" in on
    assert "Nobody is asked" not in await asked(scene, "/table quiet", now=at(41))


async def test_whoever_convenes_has_their_line_where_notes_are_off(scene):
    await asked(scene, "/table switch off weekly notes", now=at(0))
    await scene.days(1, 15)
    sent = [row for row in await scene.rows("note") if row.state == "sent"]

    assert {row.person_id for row in sent} == {scene.persons["priya"].person.id}


async def test_digests_stop_and_what_is_owed_of_a_kind_goes_nowhere(scene):
    await scene.say("sam", "/commit ring the ward by Friday", now=at(5))
    await asked(scene, "/table switch off digests", now=at(6))
    await scene.days(7, 9)

    assert not [row for row in await scene.rows("digest") if row.state == "sent"]


@pytest.mark.parametrize("words", ["/table switch off welcomes", "/table switch off reminders", "/table switch off it"])
async def test_the_welcome_and_what_people_set_themselves_cannot_be(scene, words):
    said = await asked(scene, words)
    again = await scene.store.read(people.as_it_is, scene.persons["priya"])

    assert "There are: weekly notes, check-ins, briefs, offers and digests." in said
    assert again.partnership.off == frozenset()


async def test_said_twice_it_is_off_once(scene):
    await asked(scene, "/table switch off offers")

    assert "They are off already: offers." in await asked(scene, "/table switch off offers")
    assert "Check-ins" not in await asked(scene, "/table switch on offers")
