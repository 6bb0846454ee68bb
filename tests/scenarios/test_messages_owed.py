"""Notes, reminders, offers and digests: what goes out, when, and what does not."""

from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.messages import plain
from bot.messages.render.text import text
from bot.services import notes
from tests.support.scene import DAY, a_scene, at, said


def of_kind(lines, kind, to=None):
    return [line for line in lines if line.row.kind == kind and (to is None or line.row.to == to)]


def words(line) -> str:
    return " ".join(text(plain.read(line.row.card), width=10_000).split()) if line.row.card else ""


async def test_what_is_due_is_remembered_on_its_day_and_once_three_days_late(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    lines = await scene.days(1, 12)

    reminders = [line for line in of_kind(lines, "reminder", "sam@home.example") if line.row.card]
    assert [line.at for line in reminders] == [at(3), at(7)]
    assert "is for today" in words(reminders[0])
    assert "was for Thursday 14 January. Is it done, or better moved or let go?" in words(reminders[1])


async def test_what_is_due_at_the_weekend_is_remembered_on_friday(scene):
    await scene.say("sam", "/commit ring round by 2027-01-17")
    lines = await scene.days(1, 6)

    assert [line.at for line in of_kind(lines, "reminder")] == [at(4)]


async def test_a_cue_is_remembered_on_its_day(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-02-26")
    await scene.say("sam", "plan 1 when the team meets on 20 January then I send it")
    lines = await scene.days(1, 12)

    [reminder] = of_kind(lines, "reminder")
    assert reminder.at == at(9)
    assert "this is the moment you named, “when the team meets on 20 January then I send it”" in words(reminder)


async def test_what_is_done_moved_or_let_go_is_not_remembered(scene):
    for number, close in enumerate(("done 1", "move 2 to 2027-03-01", "let go 3"), start=1):
        await scene.say("sam", f"/commit thing number {number} for all by 2027-01-14")
        await scene.say("sam", close)

    assert of_kind(await scene.days(1, 12), "reminder") == []


async def test_closed_between_owing_and_sending_is_not_sent(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    await scene.tick(at(3, 8))
    await scene.say("sam", "done 1", now=at(3, 9))
    await scene.tick(at(3, 12))

    [row] = await scene.rows("reminder")
    assert (row.state, row.reason) == ("withdrawn", "over")


async def test_one_reminder_a_day_holds_all_that_is_due(scene):
    for what in ("the beds list", "the void list", "the rota"):
        await scene.say("sam", f"/commit send {what} by 2027-01-14")
    lines = await scene.days(1, 4)

    sent = [line for line in of_kind(lines, "reminder") if line.row.card]
    assert len(sent) == 1
    assert all(what in words(sent[0]) for what in ("beds list", "void list", "rota"))


async def test_a_second_reminder_on_one_day_waits_for_the_next(scene, store):
    other = await a_scene(store, slug="away").begin()
    newcomer = await other.join("Sam Okoye", "Ward 9 Trust")
    scene.persons["sam2"] = newcomer
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    await other.say("sam", "/commit count the beds by 2027-01-14")
    await scene.days(1, 3)

    assert {row.state for row in await scene.rows("reminder", "sam")} == {"sent"}


async def test_an_ask_reaches_its_receiver_once_and_waits_in_their_note(scene):
    await scene.say("sam", "/table ask @Jo Lee to share the void list", now=at(0, 12))
    lines = await scene.days(1, 8)

    [offer] = of_kind(lines, "offer")
    assert offer.row.to == "jo@home.example"
    assert "Sam Okoye asks at Home from hospital: “share the void list”." in words(offer)
    notes = of_kind(lines, "note", "jo@home.example")
    assert any("One thing waits for your word" in words(line) for line in notes)


async def test_an_ask_that_was_answered_first_is_not_sent(scene):
    await scene.say("sam", "/table ask @Jo Lee to share the void list", now=at(0, 17))
    await scene.say("jo", "not us 1", now=at(0, 18))
    await scene.days(1, 3)

    [row] = await scene.rows("offer")
    assert (row.state, row.reason) == ("withdrawn", "over")


@pytest.mark.parametrize(("who", "named"), [("sam", "Ward 9 Trust"), ("ann", "Ann Bell")])
async def test_a_digest_names_nobody_who_is_silent_whatever_they_have_open(scene, who, named):
    await scene.say(who, "/commit send the discharge data by 2027-02-26", now=at(0))
    await scene.say("jo", "/commit ring the families by 2027-02-26", now=at(0))
    await scene.say("jo", "/table who", now=at(41))
    [digest] = of_kind(await scene.days(42, 42), "digest")

    said = words(digest)
    assert "“send the discharge data”, Friday 26 February" in said
    assert "Northside Care: “ring the families”, Friday 26 February" in said
    assert named not in said


async def test_a_digest_is_read_at_one_sitting_however_long_the_names_are(scene):
    long = "of it and us all to be " * 8
    for number in range(8):
        await scene.join(f"X{number} Y", f"{number} {long}")
        await scene.say(f"x{number}", f"/commit {long} by 2027-01-13", now=at(1))
    for number in range(4):
        await scene.say(f"x{number}", f"done {number + 1}", now=at(2))
    [digest] = of_kind(await scene.days(3, 3), "digest")

    assert 200 < len(words(digest).split()) <= 250
    assert words(digest).count("?") == 1


async def test_the_digest_leads_with_what_came_of_it(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-20", now=at(1))
    await scene.say("jo", "/commit ring the families by 2027-01-13", now=at(1))
    await scene.say("jo", "done 2", now=at(3))
    await scene.say("lewis", "/reflect we assumed they knew the number", now=at(3))
    await scene.say("lewis", "share 1 with my name", now=at(3))
    await scene.say("priya", "/table missing a GP", now=at(3))
    [_this_week, digest] = of_kind(await scene.days(4, 7), "digest")

    said = words(digest)
    places = [
        said.index(part)
        for part in (
            "Lewis Ray: “we assumed they knew the number”",
            "Northside Care: “ring the families”",
            "Ward 9 Trust: “send the discharge data”, Wednesday 20 January",
            "4 of 4 organisations took part",
            "Still missing: a GP.",
            "?",
        )
    ]
    assert places == sorted(places)
    assert said.endswith("?")
    assert said.count("?") == 1
    assert len(said.split()) <= 250


async def test_a_full_week_still_fits_in_two_hundred_and_fifty_words(scene):
    long = "arrange for all of the wards and all of the surgeries to hear of the number that families can ring at night"
    for who in ("sam", "jo", "lewis"):
        for number in range(4):
            await scene.say(who, f"/commit {long} {who} {number} by 2027-01-2{number}", now=at(1))
            await scene.say(who, f"/reflect {long} {who} {number} too", now=at(1))
            await scene.say(who, f"share {number + 1} with my name", now=at(1))
    digest = said(await scene.say("ann", "/table digest", now=at(7)))

    assert len(digest.split()) <= 250
    assert "and eight more" in digest


async def test_what_an_organisation_keeps_to_itself_is_in_nobodys_digest(scene):
    form = (await scene.say("sam", "/commit")).show
    assert form is not None
    from bot.services.request import Answers

    values = {"words": "mend our rota", "due_on": "2027-01-19", "seen_by": "organisation"}
    await scene.heard("sam", Answers(act=form.act, values=values), now=at(1))

    assert "rota" in said(await scene.say("sam", "/commit list", now=at(1)))
    for who in ("jo", "priya", "ann"):
        for question in ("/table digest", "/table", "/table quiet"):
            assert "rota" not in said(await scene.say(who, question, now=at(2)))
    digest = of_kind(await scene.days(3, 7), "digest")[-1]
    assert "rota" not in words(digest)


async def test_an_empty_table_says_nothing_but_to_its_coordinator(store):
    table = await a_scene(store, slug="empty").begin()
    lines = await table.days(7, 9)

    assert of_kind(lines, "digest") == []
    [note] = [line for line in lines if line.row.kind == "note"]
    assert note.row.to == "priya@empty.example"
    assert "Nobody has been quiet" in words(note)
    assert "Nothing to say" in said(await table.say("priya", "/table digest", now=at(100)))


async def test_every_unasked_message_says_why_and_how_to_stop(scene):
    await scene.join("Nina New", "Ward 9 Trust", agreed=None)
    await scene.say("sam", "/commit send the discharge data by 2027-01-14")
    await scene.say("sam", "/table ask @Jo Lee to share the void list")
    lines = await scene.days(1, 21)

    personal = [line for line in lines if line.row.card and line.row.kind != "digest"]
    assert {line.row.kind for line in personal} == {"welcome", "reminder", "offer", "note"}
    for line in personal:
        assert "“Stop” stops me." in words(line)
        assert "messages off until" in words(line)


async def test_nothing_unasked_is_long_before_its_question(scene):
    await scene.say("sam", "/commit " + "word " * 200 + "by 2027-01-14")
    lines = await scene.days(1, 35)

    [first] = [line for line in of_kind(lines, "note", "sam@home.example") if "Is this still yours" in words(line)][:1]
    assert len(words(first).partition("Is this still yours?")[0].split()) <= 60


async def test_a_note_that_comes_late_is_the_note_of_the_week_it_comes_in(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-15", now=at(0, 17))
    await scene.tick(at(4, 17))
    await scene.tick(at(8))
    await scene.tick(at(9))

    notes = [row for row in await scene.rows("note", "priya") if row.state == "sent"]
    assert len(notes) == len({row.period for row in notes}) == 1
    assert notes[0].period == "2027-W03"


async def test_a_late_note_with_no_other_in_the_week_it_comes_in_is_that_weeks(scene):
    await scene.say("sam", "/table", now=at(3))
    await scene.store.run(notes.owe_notes, [scene.persons["sam"]], now=at(0, 12))
    await scene.tick(at(8))

    assert [row.period for row in await scene.rows("note", "sam")] == ["2027-W03"]


async def test_the_clock_does_not_turn_back(scene):
    import pytest

    from bot.domain.errors import ClockBackwardsError

    await scene.tick(at(5))
    with pytest.raises(ClockBackwardsError):
        await scene.tick(at(4))


async def test_a_digest_set_far_ahead_by_a_wrong_clock_comes_all_the_same(scene):
    await scene.say("sam", "/commit send it by 2027-01-20")
    from sqlalchemy import update

    from bot.storage.schema import partnership

    def far(tx):
        tx.execute(update(partnership).values(next_digest_at=at(400)))

    await scene.store.run(far)

    assert of_kind(await scene.tick(at(2)), "digest")


async def test_what_is_old_is_let_go(scene):
    await scene.say("sam", "wibble wobble", now=at(0))
    await scene.say("sam", "/commit something", now=at(0), key="K")
    await scene.say("lewis", "/table leave yes", now=at(0))
    await scene.tick(at(40))

    kept = said(await scene.say("sam", "/table my data", now=at(40)))
    assert "wibble" not in kept
    repeated = await scene.say("sam", "/commit something", now=at(40), key="K")
    assert repeated.kept
    await scene.tick(at(800))
    assert "Lewis" not in said(await scene.say("sam", "/table who", now=at(800)))


async def test_the_pause_button_asks_until_when(scene):
    from bot.services.request import Answers

    form = (await scene.heard("sam", Act(name="messages.pause"), now=at(0))).show
    assert form is not None
    reply = await scene.heard("sam", Answers(act=form.act, values={"until": "2027-02-01"}), now=at(0))

    assert "Stopped until Monday 1 February" in said(reply)
    assert [line for line in await scene.days(1, 20) if line.row.to == "sam@home.example"] == []


async def test_our_part_says_first_what_others_wait_for_then_what_is_late_then_what_came_of_it(scene):
    async def first_line(day):
        return said(await scene.say("jo", "/table quiet", now=at(day))).partition("Ward 9")[0]

    assert "nobody waits for us, and we have nothing open" in await first_line(0)
    await scene.say("jo", "/commit ring the families by 2027-01-13", now=at(0))
    assert "we have one thing open" in await first_line(1)
    assert "“ring the families” was for Wednesday 13 January" in await first_line(4)
    await scene.say("sam", "/table ask @Jo Lee to share the void list", now=at(4))
    assert "One thing waits for our word".casefold() in (await first_line(5)).casefold()
    await scene.say("jo", "not us 2", now=at(5))
    await scene.say("jo", "done 1", now=at(5))
    assert "we kept one thing in the last three months" in await first_line(6)
    whole = said(await scene.say("jo", "/table our part", now=at(6)))
    assert "Kept in three months: one" in whole
    own = said(await scene.say("ann", "/table our part", now=at(6)))
    assert "Your own seat" in own


async def test_a_third_of_the_seats_may_mean_the_table(scene):
    await scene.say("priya", "/table", now=at(59))
    answer = said(await scene.say("priya", "/table quiet", now=at(60)))

    assert "beside their own past: that may be the table, not them." in answer


def test_days_in_the_scene_are_days():
    assert at(1) - at(0) == DAY == timedelta(days=1)
