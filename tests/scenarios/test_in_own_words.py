"""People say in their own words what they want, and are answered, asked, or taken at their word."""

import asyncio

import pytest
from sqlalchemy import select

from bot.domain.acts import Act
from bot.domain.people import Role
from bot.messages.parts import Actions, Button, Form
from bot.services.commands import BY_NAME
from bot.services.commands.phrases import ASKS, READS
from bot.storage.engine import make_engine
from bot.storage.schema import person
from bot.storage.store import Store
from tests.support import databases, sayings
from tests.support.pressing import Trier
from tests.support.sayings import lines
from tests.support.scene import a_scene, a_table_of_five, at, said

# Of whoever does anything at all it is noted that they were here on that day; what they typed is a draft; and which
# question they were shown, so that it comes to them once. How they stand is told anew to whoever asks for it.
BEING_HERE = {"participation", "partner", "seat", "draft", "asked_question", "state_change"}


@pytest.fixture
async def scene(store):
    return await a_table_of_five(store)


def buttons(reply):
    found = [one for part in reply.show.parts if isinstance(part, Actions) for one in part.of]
    return [(one.act.name, one.words) for one in found if isinstance(one, Button)]


async def is_stopped(scene, who):
    def read(tx):
        return tx.execute(select(person.c.stopped_at).where(person.c.id == scene.persons[who].person.id)).scalar_one()

    return await scene.store.read(read) is not None


@pytest.mark.parametrize(
    ("words", "command", "answer"),
    [
        ("whos gone quite", "/table quiet", "First, us at Ward 9 Trust"),
        ("Could you tell me who hasn't been around lately?", "/table quiet", "First, us at Ward 9 Trust"),
        ("/table whos gone quite", "/table quiet", "First, us at Ward 9 Trust"),
        ("shwo me the tabel", "/table", "Home from hospital."),
        ("beth sy'n digwydd wrth y bwrdd", "/table", "Home from hospital."),
        ("pwy sydd wrth y bwrdd?", "/table who", "Five people sit here."),
        ("what have I promised again?", "/commit list", "Nothing of yours is open here"),
        ("am i late with anythign", "/commit list", "Nothing of yours is open here"),
        ("what data have you got on me", "/table my data", "This is what I hold on you"),
        ("hepl", "help", "You can say it in a sentence"),
    ],
)
async def test_what_is_surely_meant_is_shown_and_how_it_was_understood_stands_above_it(scene, words, command, answer):
    reply = await scene.say("sam", words)

    assert said(reply).startswith(f"I took that as {command}. ")
    assert reply.show.text.startswith(f"I took that as {command}. ")
    assert answer in said(reply)
    assert not reply.wrong
    assert f"“{words}”" not in said(await scene.say("sam", "/table my data"))


async def test_what_opens_a_form_opens_it_with_the_same_line(scene):
    reply = await scene.say("sam", "ive noticed something")

    assert isinstance(reply.show, Form)
    assert said(reply).startswith("Something noticed I took that as /reflect. ")


async def test_when_unsure_the_two_nearest_stand_as_buttons_and_the_words_are_kept(scene):
    reply = await scene.say("sam", "who do we still need at the table")

    assert said(reply).startswith("Did you mean one of these?")
    assert buttons(reply) == [("table.who", "/table who"), ("table.missing", "/table missing")]
    assert reply.wrong
    assert "who do we still need at the table" in said(await scene.say("sam", "/table my data"))


@pytest.mark.parametrize("words", ["could you stop sending me all these messages", "dw i ddim eisiau mwy o negeseuon"])
async def test_stop_is_never_done_on_a_likeness_and_its_button_does_it(scene, words):
    reply = await scene.say("sam", words)

    assert ("messages.stop", "stop") in buttons(reply)
    assert not await is_stopped(scene, "sam")

    await scene.heard("sam", Act(name="messages.stop"), now=at(0))

    assert await is_stopped(scene, "sam")


@pytest.mark.parametrize(
    "words",
    ["stop", "Stopiwch!", "peidiwch", "please stop emailing me", "no more messages", "peidiwch â chysylltu â mi"],
)
async def test_stop_word_for_word_stops_at_once_in_either_language(scene, words):
    assert "Stopped." in said(await scene.say("sam", words))
    assert await is_stopped(scene, "sam")


async def test_a_promise_is_told_how_to_keep_it_and_nothing_else_is_made_of_it(scene):
    reply = await scene.say("sam", "I'll show you who has gone quiet by Friday")

    assert "I didn't catch that" in said(reply)
    assert "/commit send the discharge data by Friday" in said(reply)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("I'm on holiday till the 25th", "away until Monday 25 January"),
        ("im on leave from Wednesday till the 29th", "away from Wednesday 13 January, back on Friday 29 January"),
        ("Dwi ar wyliau tan ddydd Llun", "away until Monday 18 January"),
        ("I'm on holiday", "Until when?"),
        ("on holiday from some day till whenever", "I need a day for that"),
    ],
)
async def test_a_holiday_is_time_away_with_its_day(scene, words, answer):
    assert answer in said(await scene.say("sam", words))


async def test_free_words_still_answer_a_check_in_and_a_question_is_still_answered(scene):
    await scene.days(0, 16)

    answered = said(await scene.say("sam", "we've been quiet, it has been a mad few weeks on the ward", now=at(17)))
    asked = said(await scene.say("sam", "whos gone quite", now=at(17)))

    assert answered.startswith("Thank you. I've noted that you answered")
    assert "Did you mean" not in answered
    assert asked.startswith("I took that as /table quiet.")


async def test_an_answer_to_a_check_in_that_asks_to_be_left_alone_has_that_beside_it(scene):
    await scene.days(0, 16)

    reply = await scene.say("sam", "could you stop sending me all these messages", now=at(17))

    assert said(reply).startswith("Thank you. I've noted that you answered")
    assert buttons(reply)[-1] == ("messages.stop", "stop")
    assert not await is_stopped(scene, "sam")


async def test_nobody_is_offered_or_shown_what_only_a_coordinator_may_do(scene):
    assert "I took that as /table answers." in said(await scene.say("priya", "how many people have answered"))
    assert "I took that as" not in said(await scene.say("sam", "how many people have answered"))


async def test_what_needs_a_name_is_shown_as_it_is_typed(scene):
    reply = await scene.say("priya", "I need a link for somebody")

    assert "/table link for @Sam Okoye" in said(reply)
    assert "link.make" not in [name for name, _words in buttons(reply)]


async def test_a_table_is_begun_by_nobody_on_a_likeness(scene):
    reply = await scene.say("priya", "lets start a new tabel")

    assert ("table.new", "/table new") in buttons(reply)


@pytest.fixture(scope="module")
def trier(tmp_path_factory):
    """A table in mid-life over one transaction, where everything said is taken back."""
    address = databases.sqlite(tmp_path_factory.mktemp("in_own_words"))

    async def lived():
        scene = await a_scene(Store(address)).begin()
        await scene.join("Sam Okoye", "Ward 9 Trust", role=Role.COORDINATOR)
        for words in (
            "/commit send the data by 2027-02-01",
            "/reflect it is slow",
            "/table view we ring eleven numbers",
        ):
            await scene.say("sam", words)
        await scene.store.close()
        return scene.persons

    persons = asyncio.run(lived())
    engine = make_engine(address)
    with engine.connect() as tx, tx.begin():
        yield Trier(tx, persons, slug="home", now=at(1))
    engine.dispose()


def kept(rows):
    return {name: those for name, those in rows.items() if name not in BEING_HERE}


@pytest.mark.parametrize("name", sorted(READS | ASKS))
def test_what_is_done_on_a_likeness_changes_nothing(trier, name):
    before = kept(trier.rows())
    with trier.taken_back():
        outcome = trier.say("sam", BY_NAME[name].bare)

    assert outcome.reply.show
    assert kept(outcome.rows) == before


# Word for word as we say it, "please" aside.
AS_WE_SAY = ["please remove my view"]


def test_nothing_that_people_say_in_their_own_words_changes_anything_but_days_of_being_away(trier):
    before = kept(trier.rows())
    books = (sayings.MEANT, sayings.IN_WELSH, sayings.CHANGES, sayings.AFTERWARDS)
    said_so = [text for book in books for block in book.values() for text in lines(block)]
    chat = [*lines(sayings.NO_COMMAND), *lines(sayings.AFTERWARDS_NO_COMMAND)]
    away, changed = [], []
    for text in [*said_so, *chat]:
        with trier.taken_back():
            outcome = trier.say("sam", text)
        if outcome.said.startswith("Noted: away"):
            away.append(text)
        elif kept(outcome.rows) != before:
            changed.append(text)

    assert changed == AS_WE_SAY
    assert len(away) == 10
    assert all({"until", "till", "tan"} & set(text.split()) for text in away)


@pytest.mark.parametrize("answering", [False, True])
async def test_words_about_danger_that_are_no_command_get_the_fixed_answer_first(scene, answering):
    if answering:
        await scene.days(14, 40)
    reply = await scene.say("sam", "a neighbour of ours is being beaten, I can hear it", now=at(41))

    assert said(reply).startswith("Nobody watches this chat, and I can't raise an alarm.")
