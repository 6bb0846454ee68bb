"""Leaving well, an organisation's stepping back and coming back, and chairs that are wanted, invited and filled."""

import pytest

from bot.domain.acts import Act
from bot.messages.parts import Form
from bot.messages.render.text import text
from bot.services import glance
from bot.services.request import Answers, Reply
from bot.storage import chairs, changes, my_data
from tests.support.scene import at, said


async def history(scene, name):
    """How the seat of that name stood, change by change."""
    found = [one for one in await scene.store.read(chairs.all_of, scene.persons["priya"].viewer) if one.name == name]
    seat_id = found[0].seat_id if found else scene.persons["sam"].seat_id
    seen = await scene.store.read(changes.history, scene.persons["priya"].viewer, "seat", seat_id)
    return [(one.what, one.before, one.after, one.reason) for one in seen]


async def come_back(scene, name, organisation):
    await scene.say(
        "priya", f"/table invite {name} <{name.split()[0].lower()}@home.example> of {organisation}", now=at(60)
    )


async def test_the_last_one_of_an_organisation_is_asked_what_becomes_of_its_seat(scene):
    asked = said(await scene.say("sam", "/table leave"))

    assert "Is it stepping back, or is somebody else coming?" in asked


async def test_where_a_colleague_stays_nothing_is_asked_about_the_organisation(scene):
    await scene.join("Una Fox", "Ward 9 Trust")
    asked = said(await scene.say("sam", "/table leave"))

    assert "stepping back" not in asked
    assert "Leave with a word" in asked


async def test_an_organisation_steps_back_with_a_word_and_the_table_reads_it_without_blame(scene):
    form = await scene.say("sam", "we're stepping back from the table")
    assert isinstance(form.show, Form)
    goodbye = await scene.heard(
        "sam", Answers(act=form.show.act, values={"back_if": "the meetings moved to mornings"}), now=at(3)
    )

    assert "Ward 9 Trust has stepped back from Home from hospital." in said(goodbye)
    line = "Ward 9 Trust stepped back in January. It would come back if: “the meetings moved to mornings”."
    assert line in said(await scene.say("jo", "/table who", now=at(4)))
    assert line in said(await scene.say("jo", "/table", now=at(4)))
    page = await scene.store.read(glance.look, scene.persons["jo"], now=at(4))
    assert [line in said(Reply(show=card)) for card in page] == [True, False]
    assert await history(scene, "Ward 9 Trust") == [
        ("stepped_back", "filled", "stepped_back", "the meetings moved to mornings")
    ]


async def test_nothing_in_the_digest_says_who_stepped_back(scene):
    await scene.say("sam", "/table step back yes", now=at(1))

    assert "Ward 9 Trust" not in said(await scene.say("jo", "/table digest", now=at(8)))


async def test_one_invitation_brings_an_organisation_back(scene):
    await scene.say("sam", "/table step back yes", now=at(1))
    await come_back(scene, "Una Fox", "Ward 9 Trust")

    assert "stepped back" not in said(await scene.say("jo", "/table who", now=at(61)))
    assert [one[:3] for one in await history(scene, "")] == [
        ("stepped_back", "filled", "stepped_back"),
        ("filled", "stepped_back", "filled"),
    ]


async def test_nobody_takes_a_colleague_away_by_stepping_back(scene):
    await scene.join("Una Fox", "Ward 9 Trust")
    answer = said(await scene.say("sam", "/table step back yes"))

    assert "Una Fox sits for Ward 9 Trust too" in answer
    assert (await scene.partner("sam")).left_on is None


async def test_who_sits_in_their_own_right_and_steps_back_leaves(scene):
    form = await scene.say("ann", "/table step back")
    assert isinstance(form.show, Form)
    assert form.show.title == "Leaving the table"
    await scene.say("ann", "/table leave with a word yes, mornings")

    told = said(await scene.say("priya", "/table quiet"))
    assert "Ann Bell, who left in January: “mornings”" in told


async def test_what_would_bring_them_back_stands_half_a_year_and_until_they_are_back(scene):
    await scene.say("sam", "/table leave with a word yes, a shorter meeting", now=at(2))
    assert "shorter meeting" in said(await scene.say("priya", "/table quiet", now=at(180)))
    assert "shorter meeting" not in said(await scene.say("priya", "/table quiet", now=at(190)))

    await scene.join("Sam Okoye", "Ward 9 Trust")
    assert "shorter meeting" not in said(await scene.say("priya", "/table quiet", now=at(4)))


@pytest.mark.parametrize("words", ["goodbye", "/table step back and look", "/table leave with a word one day"])
async def test_nobody_leaves_by_a_slip_of_the_tongue(scene, words):
    await scene.say("sam", words)

    assert (await scene.partner("sam")).left_on is None


@pytest.mark.parametrize("typed", ["leave with a word", "step back"])
async def test_words_without_a_yes_can_be_said_again_where_no_form_can_be_filled_in(scene, typed):
    shown = await scene.say("sam", f"/table {typed} one day, perhaps")
    assert isinstance(shown.show, Form)
    line = f"/table {typed} yes, one day, perhaps"
    assert f"Or type: {line}" in text(shown.show, width=1000)

    await scene.say("sam", line)
    assert (await scene.partner("sam")).left_on
    [row] = (await scene.store.read(my_data.held_on, await scene.partner("sam"))).rows("partings")
    assert row["text"] == "one day, perhaps"


async def test_what_would_bring_them_back_is_for_them_and_the_coordinators_alone(scene):
    await scene.join("Una Fox", "Ward 9 Trust")
    await scene.say("sam", "/table leave with a word yes, a shorter meeting", now=at(2))

    told = said(await scene.say("priya", "/table quiet", now=at(3)))
    assert (
        "What would bring back who has left: - Sam Okoye, Ward 9 Trust, who left in January: “a shorter meeting”"
        in told
    )
    for who in ("jo", "una"):
        assert "shorter meeting" not in said(await scene.say(who, "/table quiet", now=at(3)))
    for who in ("jo", "priya", "una"):
        assert "shorter meeting" not in said(await scene.say(who, "/table who", now=at(3)))


async def test_they_are_thanked_for_what_they_kept_and_asked_nothing_more(scene):
    for number, what in enumerate(("ring the ward", "send the void list", "find a room"), 1):
        await scene.say("sam", f"/commit {what}")
        await scene.say("sam", f"done {number}", now=at(number))
    await scene.say("sam", "/table view we ring eleven numbers", now=at(4))
    goodbye = said(await scene.say("sam", "/table leave yes", now=at(5)))

    assert "You said you'd “find a room” and “send the void list”, and you did." in goodbye
    assert "Your view showed how it looks from your seat." in goodbye
    assert "ring the ward" not in goodbye
    await scene.days(6, 60)
    assert [row for row in await scene.rows(who="sam") if row.unasked and row.sent_at and row.sent_at > at(5)] == []


async def test_what_they_had_open_is_offered_on_to_a_colleague_where_they_say_so(scene):
    una = await scene.join("Una Fox", "Ward 9 Trust")
    await scene.say("sam", "/commit send the discharge data by Friday")
    form = await scene.say("sam", "/table leave with a word")
    assert isinstance(form.show, Form)
    values = {"back_if": "", "to": str(una.id)}
    goodbye = said(await scene.heard("sam", Answers(act=form.show.act, values=values), now=at(1)))

    assert "Una is asked to take on the one thing you had open." in goodbye
    taken = said(await scene.say("una", "yes to 2", now=at(2)))
    assert "You said you'd “send the discharge data”" in taken


async def test_words_that_name_somebody_served_are_asked_about_before_anybody_goes(scene):
    asked = said(await scene.say("sam", "/table step back yes, ring NHS number 943 476 5919", now=at(1)))

    assert "That looks like an NHS number." in asked
    assert (await scene.partner("sam")).left_on is None
    done = said(await scene.say("sam", "/table step back draft 1 without it", now=at(1)))
    assert "has stepped back" in done
    assert "943" not in said(await scene.say("jo", "/table who", now=at(1)))


async def test_more_than_the_box_holds_is_refused_with_the_words_kept(scene):
    assert "300 characters" in said(await scene.say("sam", f"/table step back yes {'so ' * 200}"))
    act = Act(name="seat.stepback")
    again = await scene.heard("sam", Answers(act=act, values={"back_if": "so " * 200}), now=at(1))
    assert "back_if" in again.wrong


async def test_erased_their_words_are_gone_from_the_table_too(scene):
    await scene.say("sam", "/table step back yes, the meetings moved", now=at(1))
    await scene.store.run(my_data.forget, await scene.partner("sam"))

    assert "meetings moved" not in said(await scene.say("jo", "/table who", now=at(2)))
    assert await history(scene, "Ward 9 Trust") == []


async def test_a_chair_is_wanted_then_invited_then_filled_when_they_come(scene):
    named = await scene.say("jo", "/table missing a GP")
    assert "Invite somebody" not in said(named)
    await scene.say("priya", "/table fill a GP with Gita Rao <gita@practice.example>", now=at(1))
    await scene.know("gita")

    seen = said(await scene.say("jo", "/table who", now=at(2)))
    assert "Invited: a GP, Gita Rao." in seen
    assert "Missing:" not in seen
    await scene.say("gita", "yes", now=at(3))
    assert "Filled: a GP, with Gita Rao." in said(await scene.say("jo", "/table who", now=at(4)))


async def test_whoever_goes_before_they_came_leaves_the_chair_wanted(scene):
    await scene.say("jo", "/table missing a GP")
    await scene.say("priya", "/table fill a GP with Gita Rao <gita@practice.example>", now=at(1))
    await scene.know("gita")
    await scene.store.run(my_data.forget, scene.persons["gita"])

    assert "Missing: a GP." in said(await scene.say("jo", "/table", now=at(4)))


async def test_who_is_here_already_fills_it_at_once(scene):
    await scene.say("jo", "/table missing a GP")
    answer = said(await scene.say("priya", "/table fill a GP with Jo Lee <jo@home.example>", now=at(1)))

    assert "Jo Lee is here, so a GP is off the list." in answer


async def test_taking_a_chair_off_can_be_undone_and_twice_is_once(scene):
    await scene.say("jo", "/table missing a GP")
    off = await scene.say("jo", "/table found a GP", now=at(1))
    [undo] = [one for one in off.show.parts[-1].of if one.label == "Undo"]
    for _press in range(2):
        assert "a GP is missing here" in said(await scene.heard("jo", undo.act, now=at(2)))

    assert [one[:3] for one in await history(scene, "a GP")] == [
        ("wanted", None, "wanted"),
        ("filled", "wanted", "filled"),
        ("wanted", "filled", "wanted"),
    ]


async def test_an_organisations_seat_is_no_chair_to_be_wanted_again(scene):
    act = Act(name="table.missing", on=(str(scene.persons["sam"].seat_id),))

    assert "No missing chair is called that." in said(await scene.heard("jo", act, now=at(1)))


async def test_the_form_for_a_chair_stays_open_until_it_can_be_read(scene):
    assert "No chair is missing" in said(await scene.say("priya", "/table fill"))
    await scene.say("jo", "/table missing a GP")
    form = await scene.say("priya", "/table fill a GP", now=at(1))
    assert isinstance(form.show, Form)
    chair = form.show.fields[0].value
    for values in ({"chair": chair, "line": "Gita"}, {"chair": "", "line": "Gita <gita@practice.example>"}):
        again = await scene.heard("priya", Answers(act=form.show.act, values=values), now=at(1))
        assert isinstance(again.show, Form)
        assert again.wrong
    lost = await scene.say("priya", "/table fill a nurse with Gita Rao <gita@practice.example>", now=at(1))
    assert "No missing chair is called that." in said(lost)


async def test_who_sits_in_their_own_right_is_asked_only_by_choice(scene):
    await scene.say("ann", "/commit find a room")
    await scene.days(1, 60)
    assert await scene.rows("check_in", "ann") == []
    on = said(await scene.say("ann", "check in with me", now=at(61)))
    assert "I'll ask how you are" in on
    await scene.days(62, 130)

    asked = await scene.rows("check_in", "ann")
    assert asked
    off = said(await scene.say("ann", "don't check in with me", now=at(131)))
    assert "I won't ask after you" in off
    await scene.days(132, 200)
    assert await scene.rows("check_in", "ann") == asked


async def test_who_sits_for_an_organisation_may_choose_not_to_be_asked(scene):
    await scene.say("sam", "don't check in with me", now=at(1))
    await scene.days(2, 60)

    assert await scene.rows("check_in", "sam") == []


async def test_nobody_in_their_own_right_is_counted_on_the_list(scene):
    await scene.say("ann", "/table away until 30 March", now=at(1))
    counted = said(await scene.say("priya", "/table quiet", now=at(2)))

    assert "Away" not in counted
    await scene.say("jo", "/table away until 30 March", now=at(2))
    assert "Away: 1" in said(await scene.say("priya", "/table quiet", now=at(3)))


async def test_who_moves_to_their_own_right_has_no_question_waiting(scene):
    await scene.say("sam", "/commit find a room")
    await scene.days(1, 20)
    assert await scene.rows("check_in", "sam")
    await scene.say("sam", "I sit for nobody", now=at(21))
    await scene.days(22, 90)
    sam = await scene.partner("sam")

    assert not sam.is_asked_when_quiet
    assert len(await scene.rows("check_in", "sam")) == 1


async def test_who_comes_to_sit_for_an_organisation_is_asked_from_then_on(scene):
    await scene.say("ann", "I sit for Elm Street Advice", now=at(1))
    await scene.days(2, 60)

    assert await scene.rows("check_in", "ann")


async def test_whoever_was_away_is_caught_up_on_one_screen(scene):
    await scene.say("jo", "/table who", now=at(0))
    for number in range(1, 11):
        await scene.say("sam", f"/commit thing {number}", now=at(1))
        await scene.say("sam", f"done {number}", now=at(2))
    await scene.say("lewis", "/table ask @Jo Lee to share the void list", now=at(3))
    back = await scene.say("jo", "I'm back", now=at(20))
    assert "Catch me up" in said(back)
    caught = said(await scene.say("jo", "what have I missed?", now=at(20)))

    assert "Five people sit here. Views: 0 of 5." in caught
    assert "Since 11 January" in caught
    assert "And two more." in caught
    assert "share the void list" in caught


async def test_a_newcomer_is_told_the_last_month_and_nothing_that_is_not_theirs(scene):
    await scene.say("sam", "/commit ring the ward (for my organisation)", now=at(0))
    await scene.say("sam", "done 1", now=at(0))
    await scene.say("sam", "/reflect nobody owns the list", now=at(0))
    caught = said(await scene.say("lewis", "/table catch me up", now=at(10)))

    assert "In the last month" in caught or "Nothing has moved here lately." in caught
    assert "nobody owns the list" not in caught


async def test_whoever_has_left_still_reads_and_erases_what_is_held_on_them(scene):
    await scene.say("sam", "/commit send the discharge data")
    await scene.say("sam", "/table leave yes")

    assert "What I still hold on you: /table my data" in said(await scene.say("sam", "/table"))
    held = said(await scene.say("sam", "/table my data"))
    assert "This is what I hold on you at Home from hospital." in held
    assert "send the discharge data" in held
    await scene.say("sam", "/table erase me")
    assert "send the discharge data" in said(await scene.say("sam", "/table my data"))
    assert "It's gone." in said(await scene.say("sam", "/table erase me yes"))
    assert "send the discharge data" not in said(await scene.say("sam", "/table my data"))


async def test_whoever_has_left_reads_nothing_else(scene):
    await scene.say("jo", "/table view we ring eleven numbers")
    await scene.say("sam", "/table leave yes")

    for words in ("/table", "/table views", "/table who", "/commit list", "/table quiet", "what next"):
        answer = said(await scene.say("sam", words))
        assert answer.startswith("You have left Home from hospital.")
        assert "eleven" not in answer
