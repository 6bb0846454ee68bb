"""What people type and press, from the door to the answer."""

import re

import pytest

from bot.domain.acts import Act
from bot.domain.people import Role
from bot.messages.parts import Form
from bot.services.commands import COMMANDS
from bot.services.request import Answers
from tests.support.scene import a_scene, at, said


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/commit send the data", "You said you'd “send the data”"),
        ("commit send the data", "You said you'd “send the data”"),
        ("/reflect we assumed families knew", "Only you can see this"),
        ("/table", "Home from hospital."),
        ("TABLE", "Home from hospital."),
        ("/table who", "Five people sit here."),
        ("who is here?", "Five people sit here."),
        ("/table our part", "Ward 9 Trust, as the table Home from hospital sees it."),
        ("/table mirror", "Ward 9 Trust, as the table"),
        ("who's dropped off?", "First, us at Ward 9 Trust"),
        ("Who has gone quiet", "First, us at Ward 9 Trust"),
        ("help", "You can say it in a sentence"),
        ("help more", "/commit send the discharge data by Friday"),
        ("help 2", "More: help 3"),
        ("hello", "You can say it in a sentence"),
        ("/table help", "You can say it in a sentence"),
        ("what information do you hold on me?", "This is what I hold on you"),
        ("/table my data", "Sam Okoye"),
        ("stop", "Stopped. You're still at the table"),
        ("Stop!", "Stopped."),
        ("UNSUBSCRIBE", "Stopped."),
        ("messages off until Friday", "Stopped until Friday 15 January"),
        ("start", "Messages are on again"),
        ("yes", "noted already"),
        ("no", "No to what?"),
        ("only when I write", "I'll write only when you write to me"),
        ("/table away until 2027-01-18", "away until Monday 18 January"),
        ("I'm away until Monday", "away until Monday"),
        ("/table away", "Until when?"),
        ("I'm back", "Good to have you here."),
        ("I work Tuesdays and Thursdays", "you work on Tuesday and Thursday"),
        ("I work full time", "Monday, Tuesday, Wednesday, Thursday and Friday"),
        ("still in", "That's all I wanted to know."),
        ("not just now", "That's fine"),
        ("something's in the way", "What's in the way?"),
        ("too much on", "May I tell Priya?"),
        ("I'm the wrong person now", "May I tell Priya?"),
        ("it isn't working for us", "May I tell Priya?"),
        ("yes, tell them", "Priya will see it"),
        ("don't tell", "I've forgotten it"),
        ("/table missing a GP", "a GP is missing here"),
        ("/table missing", "Who should be here and isn't?"),
        ("/table settings", "digest hour: 10"),
        ("/table leave", "Leave Home from hospital?"),
        ("/table erase me", "Nobody can bring it back."),
        ("/table spoke to @Jo Lee on Friday", "you spoke to Jo Lee on Friday 8 January"),
        ("spoke to Jo yesterday", "on Sunday 10 January"),
    ],
)
async def test_a_sentence_and_its_answer(scene, words, answer):
    assert answer in said(await scene.say("sam", words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "I heard nothing"),
        ("wibble", "I didn't catch that: “wibble”"),
        ("/table wibble", "I didn't catch that"),
        ("/table invite Nina <nina@a.example> of Ward 9", "Only a coordinator can do that"),
        ("/table settings digest hour 12", "Only a coordinator can do that"),
        ("/table settings colour blue", "There is no such setting"),
        ("/table away until whenever", "I need a day for that"),
        ("/table away until 2027-01-04", "has gone"),
        ("I work hard", "I need a day for that"),
        ("done 77", "I can't find that"),
        ("spoke to Zebedee", "I can't tell who you mean"),
        ("spoke to", "There was nothing to keep"),
        ("spoke to Sam", "I can't tell who you mean"),
        ("spoke to Jo some time", "I need a day for that"),
        ("/table missing " + "x" * 101, "longer than the 100 characters"),
        ("/table found a unicorn", "No missing chair is called that"),
    ],
)
async def test_what_cannot_be_done_is_said_and_the_words_are_kept(scene, words, sentence):
    reply = await scene.say("sam", words)

    assert sentence in said(reply)
    assert reply.wrong
    kept = said(await scene.say("sam", "/table my data"))
    assert words in kept


@pytest.mark.parametrize("words", ["our client 943 476 5919 needs help", "done 77 because 943 476 5919 moved"])
async def test_words_that_go_nowhere_are_kept_without_details_of_whoever_is_served(scene, words):
    answer = said(await scene.say("sam", words))

    assert words in answer
    assert "That looks like an NHS number. Please don't name the people you serve." in answer
    kept = said(await scene.say("sam", "/table my data"))
    assert "943" not in kept
    assert words.replace("943 476 5919", "…") in kept


async def test_a_yes_to_nothing_shows_what_waits_for_a_word_and_says_none_of_it(scene):
    await scene.say("jo", "/table ask @Sam Okoye to share the void list")
    answer = said(await scene.say("sam", "yes"))

    assert "Yes to what? That I may write to you is noted already. Nothing has changed." in answer
    assert "share the void list" in answer
    assert "Not answered yet." in said(await scene.say("jo", "/commit list"))


async def test_what_is_held_on_somebody_has_the_plans_they_made(scene):
    await scene.say("sam", "/commit send the discharge data")
    await scene.say("sam", "plan 1 when the Tuesday meeting ends then send it")

    assert "when the Tuesday meeting ends then send it" in said(await scene.say("sam", "/table my data"))


async def test_what_somebody_was_asked_is_not_held_as_their_word(scene):
    await scene.say("jo", "/table ask @Sam Okoye to share the void list")
    kept = said(await scene.say("sam", "/table my data"))

    assert "share the void list" in kept.partition("Waiting for your word")[2]
    assert "What you said you would do" not in kept


async def test_what_is_held_on_somebody_has_no_line_of_what_is_not(scene):
    await scene.join("Rita Ahmed", "Northside", agreed=None)
    kept = said(await scene.say("rita", "/table my data"))

    assert "Seat: Northside" in kept
    assert "Nothing else is kept." in kept
    assert not re.search(r": (?:0|none|nowhere|nothing|no days)\b", kept)


async def test_the_closest_commands_are_offered(scene):
    answer = said(await scene.say("sam", "hand no 3 to Jo"))

    assert "Did you mean:" in answer
    assert "hand on 3 to @Sam Okoye" in answer


async def test_a_delivery_that_comes_twice_is_done_once_and_answered_alike(scene):
    first = await scene.say("sam", "/commit share the data set by Friday", key="K1")
    again = await scene.say("sam", "/commit share the data set by Friday", key="K1")

    assert again == first
    assert [one.number for one in first.kept] == [1]
    assert "2." not in said(await scene.say("sam", "/commit list"))


async def test_a_refused_delivery_may_be_sent_again_corrected(scene):
    refused = await scene.say("sam", "/commit share it by 31 November", key="K2")
    corrected = await scene.say("sam", "/commit share it by 30 January", key="K2")

    assert refused.wrong
    assert [one.text for one in corrected.kept] == ["share it"]


async def test_the_table_shows_what_is_due_and_whose_it_is(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-15")
    await scene.say("jo", "/commit something far off by 2027-12-15")

    answer = said(await scene.say("ann", "/table"))

    assert "Ward 9 Trust: “send the discharge data”, Friday 15 January" in answer
    assert "far off" not in answer


async def test_a_missing_chair_comes_and_goes(scene):
    await scene.say("sam", "/table missing a GP")
    twice = said(await scene.say("jo", "/table missing A gp"))
    shown = said(await scene.say("ann", "/table"))
    gone = said(await scene.say("priya", "found a GP"))

    assert "on the list of missing chairs already" in twice
    assert "Missing: a GP." in shown
    assert "No chair is missing" in gone


async def test_a_missing_chair_is_taken_off_by_its_button_once_and_again(scene):
    await scene.say("sam", "/table missing a GP")
    chair = Act(name="table.found", on=("6",))

    first = await scene.heard("jo", chair, now=at(0))
    second = await scene.heard("jo", chair, now=at(0))

    assert "off the list" in said(first)
    assert "off the list" in said(second)


@pytest.mark.parametrize("on", ["x", "-1", "9" * 40])
async def test_a_button_that_stands_on_no_chair_takes_none_off(scene, on):
    await scene.say("sam", "/table missing a GP")
    reply = await scene.heard("jo", Act(name="table.found", on=(on,)), now=at(0))

    assert "Missing: a GP." in said(reply)


async def test_a_coordinator_invites_and_the_newcomer_is_welcomed_in_hours(scene):
    answer = said(await scene.say("priya", "/table invite Nina Khan <nina@elm.example> of Elm Street Advice"))
    again = said(await scene.say("priya", "/table invite Nina Khan <nina@elm.example> of Elm Street Advice"))
    lines = await scene.tick(at(0, 12))

    assert "Nina Khan has a seat for Elm Street Advice" in answer
    assert "sits here already" in again
    [welcome] = [line for line in lines if line.row.kind == "welcome"]
    assert welcome.row.state == "sent"
    assert "Priya invited you to Home from hospital" in (welcome.row.card or "")
    assert "I delete it two years after you leave" in (welcome.row.card or "")


async def test_an_invitation_asks_for_what_is_missing(scene):
    form = (await scene.say("priya", "/table invite")).show
    unreadable = (await scene.say("priya", "/table invite somebody nice")).show
    assert isinstance(form, Form)
    assert isinstance(unreadable, Form)

    values = {"lines": "Nina <nina@elm.example>"}
    preview = said(await scene.heard("priya", Answers(act=form.act, values=values), now=at(0)))

    assert unreadable.fields[0].value == "somebody nice"
    assert "One person would be invited. Nothing has been sent yet." in preview


async def test_a_coordinator_changes_what_the_table_chose(scene):
    changes = {
        "digest hour 2pm": "The digest now comes at 14:00. It came at",
        "digest hour 11": "The digest now comes at 11:00.",
        "meets every 2 weeks": "This table now meets every 14 days. That hadn't been said before.",
        "meets fortnightly": "This table now meets every 14 days. It was so already.",
        "zone Europe/Dublin": "This table now goes by the time in Europe/Dublin. It went by the time in Europe/London.",
        "country ie": "The bank holidays of IE now count here. It was those of GB-ENG.",
        "keep 12 months": "is now kept for one year after they leave. It was two years.",
        "patience later": "somebody who has gone quiet is now: later. It was: as usual.",
        "patience 0.4": "somebody who has gone quiet is now: 0.4. It was: later.",
        "name Home again": "This table is now called Home again. It was called Home from hospital.",
        "ambition so that nobody waits": "This table's ambition is now “so that nobody waits”.",
    }
    for words, answer in changes.items():
        assert answer in said(await scene.say("priya", f"/table settings {words}"))
    shown = said(await scene.say("ann", "/table"))
    assert "Home again. “so that nobody waits”" in shown


@pytest.mark.parametrize(
    "words",
    [
        *("digest hour 7", "digest hour late", "meets never", "meets every 500 days", "zone Middle/Earth"),
        "zone ../etc",
        "country Narnia",
        "keep for ever",
        "keep 0 months",
        "patience 1",
        "patience 0",
        "patience much",
        "name " + "x" * 301,
    ],
)
async def test_a_choice_that_cannot_be_is_refused_with_an_example(scene, words):
    reply = await scene.say("priya", f"/table settings {words}")

    assert "can't be that. Try:" in said(reply)


async def test_leaving_is_asked_about_and_lets_go_of_what_is_open(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-15")
    await scene.say("sam", "/table leave")

    goodbye = said(await scene.heard("sam", Act(name="table.leave", on=("yes",)), now=at(1)))
    after = await scene.say("sam", "/table", now=at(1))
    table = said(await scene.say("priya", "/table", now=at(1)))

    assert "Goodbye from Home from hospital, and thank you." in goodbye
    assert "One open thing is let go." in goodbye
    assert "You have left Home from hospital" in said(after)
    assert "Missing: Ward 9 Trust." in table
    assert not [line for line in await scene.days(1, 60) if line.row.to == "sam@home.example"]


async def test_somebody_who_left_comes_back_to_their_seat(scene):
    await scene.say("sam", "/table leave yes")
    again = await scene.join("Sam Okoye", "Ward 9 Trust")

    assert again.left_on is None
    assert "Sam Okoye" in said(await scene.say("priya", "/table who"))


async def test_erasing_takes_everything_out(scene):
    await scene.say("sam", "/commit send the discharge data by 2027-01-15")
    await scene.say("sam", "/reflect a private thought")
    await scene.tick(at(4))

    gone = said(await scene.heard("sam", Act(name="data.erase", on=("yes",)), now=at(5)))
    after = await scene.say("sam", "/table", now=at(5))
    who = said(await scene.say("priya", "/table who", now=at(5)))

    assert "It's gone." in gone
    assert "You don't sit at a table yet" in said(after)
    assert "Sam" not in who
    assert await scene.rows(who="sam") == []


async def test_with_two_tables_the_bot_asks_which_and_keeps_the_words(scene, store):
    other = await a_scene(store, slug="other").begin()
    both = await other.join("Sam Okoye", "Ward 9 Trust")
    scene.persons["two"] = both
    again = await scene.join("Two Tables", "Ward 9 Trust")
    other.persons["both"] = again
    await _same_person_at_both(scene, other)

    asked = await other.say("both", "/commit send it by Friday")
    here = await other.say("both", "/commit send it by Friday", slug="other")
    elsewhere = await other.say("both", "/commit send it", slug="nowhere")
    stopped = await other.say("both", "stop")

    assert "Which table do you mean?" in said(asked)
    assert asked.wrong
    assert [one.text for one in here.kept] == ["send it"]
    assert "You don't sit at a table called nowhere" in said(elsewhere)
    assert "Stopped." in said(stopped)


async def _same_person_at_both(scene, other):
    """Two Tables, who sits at home, takes a seat at the other table too: the e-mail address says it is them."""
    from bot.services import tables
    from bot.services.tables import Newcomer
    from tests.support.scene import BEGIN

    newcomer = Newcomer(name="Two Tables", email="two@home.example", organisation="Ward 9 Trust", agreed_on=BEGIN)
    await other.store.run(tables.join, other.partnership_id, newcomer, today=BEGIN, now=at(0, 8))


async def test_an_outsider_gets_nothing_of_this_table(scene, store):
    other = await a_scene(store, slug="other").begin(meets_every=7)
    await scene.say("sam", "/commit count the empty beds by 2027-01-15")

    for words in (
        "/table",
        "/table who",
        "/table quiet",
        "/table digest",
        "/commit list",
        "done 1",
        "move 1 to Friday",
    ):
        answer = said(await other.say("priya", words))
        assert "empty beds" not in answer
        assert "Ward 9 Trust" not in answer
    assert "count the empty beds" in said(await scene.say("sam", "/commit list"))
    refused = await other.say("priya", "/table", slug="home")
    assert "You don't sit at a table called home" in said(refused)


async def test_an_old_button_says_so_and_shows_how_things_are(scene):
    reply = await scene.heard("sam", Act(name="no.such.thing"), now=at(0))

    assert "That card is from before. This is how it looks today." in said(reply)
    assert "Home from hospital." in said(reply)


async def test_an_observer_may_look_and_is_never_asked(scene):
    await scene.join("Olive Watts", "Elm Street Advice", role=Role.OBSERVER)

    assert "Home from hospital" in said(await scene.say("olive", "/table"))
    assert not [line for line in await scene.days(1, 40) if line.row.to == "olive@home.example"]


def test_every_command_says_how_it_is_said_and_names_are_unique():
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.door in ("commit", "reflect", "table")
        assert bool(command.usage) == bool(command.help)


async def test_free_words_answer_a_question_that_is_open(scene):
    await scene.days(0, 16)

    answer = said(await scene.say("sam", "sorry, it has been a mad few weeks", now=at(17)))

    assert "I've noted that you answered" in answer
    assert "a mad few weeks" in said(await scene.say("sam", "/table my data", now=at(17)))
    await scene.days(17, 28)
    assert len(await scene.rows("check_in", "sam")) == 1


async def test_what_is_in_the_way_is_told_only_with_a_yes(scene):
    await scene.say("sam", "too much on")
    await scene.say("sam", "don't tell")
    await scene.say("jo", "wrong person")
    await scene.say("jo", "yes, tell her")
    await scene.say("lewis", "yes, tell her")

    def notes(tx):
        from sqlalchemy import select

        from bot.storage.schema import change

        return [(row.partner_id, row.what, row.after) for row in tx.execute(select(change))]

    kept = await scene.store.read(notes)
    assert kept == [(scene.persons["jo"].id, "obstacle", "the wrong person now")]


@pytest.mark.parametrize("words", ["/commit list the ramps we know of by Friday", "/commit list them all"])
async def test_what_begins_with_list_can_be_a_commitment(scene, words):
    reply = await scene.say("sam", words)

    assert "You said you'd" in said(reply)
    assert "You said you would" in said(await scene.say("sam", "/commit list"))


async def test_a_sentence_that_may_be_a_promise_is_told_how_to_make_one(scene):
    reply = await scene.say("sam", "I'll send the discharge data by Friday")

    assert "/commit send the discharge data by Friday" in said(reply)


async def test_telling_somebody_something_is_no_answer_to_a_question_nobody_asked(scene):
    assert "I didn't catch that" in said(await scene.say("sam", "tell Priya hello"))
