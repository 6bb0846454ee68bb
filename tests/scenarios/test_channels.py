"""Tables in a chat's channels: who comes to sit at them, and which forms open at once."""

import pytest
from sqlalchemy import update

from bot.domain.acts import Act
from bot.messages.parts import Form
from bot.services import openings
from bot.services.request import Answers
from bot.storage.schema import outbox, partnership
from tests.support.chat import CHANNEL, NOW, Chat
from tests.support.scene import said


@pytest.fixture
async def chat(store):
    return Chat(store)


async def test_a_table_takes_the_channel_it_is_begun_in_and_its_rhythm(chat):
    begun = await chat.begin(ambition="So that nobody stays", meets="14")
    settings = said(await chat.hears("PRIYA", "/table settings"))

    assert "Home from hospital is open." in said(begun)
    assert "14" in settings
    assert "So that nobody stays" in said(await chat.hears("PRIYA", "/table"))


async def test_a_table_begun_in_private_waits_for_its_channel(chat):
    begun = said(await chat.begin(channel="D1"))
    taken = said(await chat.hears("PRIYA", "/table here"))

    assert "Home from hospital is open." in begun
    assert "This channel is Home from hospital's from now on" in taken
    assert "already" in said(await chat.hears("PRIYA", "/table here"))
    assert "Say /table here in the channel" in said(await chat.hears("PRIYA", "/table here", channel="D1"))


@pytest.mark.parametrize(("name", "sentence"), [("", "There was nothing to keep"), ("x" * 101, "longer than the 100")])
async def test_a_table_needs_a_name_that_fits(chat, name, sentence):
    refused = await chat.begin(name)

    assert sentence in refused.wrong["name"]
    assert isinstance(refused.show, Form)


async def test_tables_may_be_called_alike(chat):
    for user in ("PRIYA", "SAM", "LEWIS"):
        begun = await chat.begin("Home", channel=f"C{user}", user=user)
        assert "Home is open." in said(begun)


async def test_whoever_convenes_several_says_which_one_a_channel_is_for(chat):
    for name in ("Home", "Away"):
        await chat.begin(name, channel="D1")
    asked = await chat.hears("PRIYA", "/table here")
    named = await chat.hears("PRIYA", "/table here away")
    other = await chat.hears("PRIYA", Act(name="table.here", on=("home",)), channel="C2")

    assert "Which of your tables is this channel for?" in said(asked)
    assert "Away's from now on" in said(named)
    assert "Home's from now on" in said(other)


async def test_a_channel_belongs_to_one_table(chat):
    await chat.begin()
    again = await chat.begin("Another")

    assert "This channel is Home from hospital's already." in said(again)


async def test_nobody_else_gives_a_channel_to_a_table(chat):
    await chat.begin()
    await chat.hears("SAM", "/table")
    told = said(await chat.hears("SAM", "/table here", channel="C2"))

    assert "Whoever convenes it says, where I know them" in told
    assert "You don't sit at a table yet" in said(await chat.hears("NOBODY", "/table", channel="C2"))


async def test_a_channel_is_given_to_no_table_that_its_speaker_does_not_convene(chat):
    await chat.begin()
    await chat.begin("Away", channel="C3", user="SAM")
    refused = await chat.hears("PRIYA", "/table here away", channel="C2")

    assert "Only a coordinator" in said(refused)


async def test_a_note_is_posted_to_the_tables_channel_and_is_asked_for_first(chat):
    await chat.begin()
    form = await chat.hears("PRIYA", "/table note")
    posted_note = await chat.hears("PRIYA", "/table note We meet on Thursday")
    await chat.hears("PRIYA", "/table note We meet on Thursday")
    await chat.delivery.once(NOW)

    assert isinstance(form.show, Form)
    assert "on its way" in said(posted_note)
    assert "We meet on Thursday" in chat.sent[0].card.text
    assert [message.place_id is None for message in chat.sent] == [False]


async def test_a_note_for_a_table_without_a_channel_is_given_back_to_be_posted_by_hand(chat):
    await chat.begin(channel="D1")

    given_back = said(await chat.hears("PRIYA", "/table note hello", channel="D1"))

    assert "to copy and post where you all talk" in given_back
    assert "hello" in given_back


async def test_whoever_speaks_in_a_tables_channel_sits_there_from_then_on(chat):
    await chat.begin()
    first = said(await chat.hears("SAM", "/commit send the data"))
    second = said(await chat.hears("SAM", "/table"))

    assert "which organisation do you sit for?" in first
    assert "which organisation" not in second
    assert "Two people sit here." in said(await chat.hears("SAM", "/table who"))


async def test_somebody_known_elsewhere_sits_at_this_table_as_well(chat):
    await chat.begin("Home")
    await chat.begin("Away", channel="C2", user="LEWIS")
    await chat.hears("PRIYA", "/table", channel="C2")
    in_private = await chat.hears("PRIYA", "/commit send it", channel="D1")

    assert "Two people sit here." in said(await chat.hears("PRIYA", "/table who", channel="C2"))
    assert "Which table do you mean?" in said(in_private)


async def test_whoever_left_does_not_sit_there_again_by_speaking(chat):
    await chat.begin()
    await chat.hears("SAM", "/table")
    await chat.hears("SAM", "/table leave yes")

    assert "You have left Home from hospital." in said(await chat.hears("SAM", "/commit send it"))


async def test_whom_somebody_sits_for_is_their_own_word(chat):
    await chat.begin()
    await chat.hears("SAM", "/table")
    form = await chat.hears("SAM", Act(name="seat.organisation"))
    empty = await chat.hears("SAM", Answers(act=Act(name="seat.organisation"), values={"organisation": " "}))
    told = said(await chat.hears("SAM", "I sit for Ward 9 Trust"))
    own = said(await chat.hears("PRIYA", "I sit for myself"))
    pressed = said(await chat.hears("PRIYA", Act(name="seat.organisation", on=("own",))))

    assert isinstance(form.show, Form)
    assert empty.wrong
    assert "you sit for Ward 9 Trust" in told
    assert "in your own right" in own
    assert "in your own right" in pressed
    assert "Ward 9 Trust: sam" in said(await chat.hears("SAM", "/table who"))


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("/commit", "A commitment"),
        ("/reflect", None),
        (Act(name="commitment.move", on=("1",), seen=1), "Another day"),
        (Act(name="commitment.plan", on=("1",), seen=1), "When will you do it?"),
        (Act(name="messages.pause"), None),
        ("/table new", "A new table"),
    ],
)
async def test_forms_open_by_reading_alone(chat, what, title):
    await chat.begin()
    await chat.hears("PRIYA", "/commit send the data")
    channel = "C9" if what == "/table new" else CHANNEL
    form = await chat.opens("PRIYA", what, channel=channel)

    assert isinstance(form, Form)
    assert title in (None, form.title)


@pytest.mark.parametrize(
    "what",
    [
        "/commit send the data",
        "wibble",
        Act(name="commitment.done", on=("1",)),
        Act(name="commitment.make", on=("draft", "1", "change")),
        Act(name="messages.pause", picked="2027-01-20"),
    ],
)
async def test_what_can_be_done_at_once_opens_nothing(chat, what):
    await chat.begin()

    assert await chat.opens("PRIYA", what) is None


async def test_a_form_that_makes_no_sense_any_more_is_not_opened_but_answered(chat):
    await chat.begin()
    await chat.hears("PRIYA", "/commit send the data")
    await chat.hears("PRIYA", "/commit done 1")

    assert await chat.opens("PRIYA", Act(name="commitment.move", on=("1",), seen=1)) is None
    assert await chat.opens("PRIYA", Act(name="commitment.move", on=("77",))) is None


async def test_a_form_is_not_opened_for_whom_it_is_not(chat):
    await chat.begin()
    await chat.hears("SAM", "/table")
    await chat.begin("Away", channel="C2")

    assert await chat.opens("SAM", "/table note") is None
    assert await chat.opens("PRIYA", "/commit", channel="D1") is None
    assert await chat.opens("NOBODY", "/commit", channel="D1") is None
    assert (await chat.opens("NOBODY", "/commit")).title == "A commitment"


async def test_a_form_for_words_that_are_no_command_is_none(chat):
    assert await chat.store.read(openings.form_for, chat.request("SAM", "wibble"), now=NOW) is None
    form = openings.unfilled(chat.request("SAM", "/reflect"))
    assert form is not None
    assert form.title == "Something noticed"
    assert openings.unfilled(chat.request("SAM", "wibble")) is None


async def test_an_opened_form_is_a_sign_of_life(chat):
    await chat.begin()
    await chat.store.run(openings.opened, chat.request("PRIYA", "/commit"), now=NOW)
    await chat.store.run(openings.opened, chat.request("NOBODY", "/commit", channel="D9"), now=NOW)
    await chat.store.run(openings.opened, chat.request("PRIYA", "wibble"), now=NOW)
    data = said(await chat.hears("PRIYA", "/table my data"))

    assert "looked 1" in data


async def test_a_channel_that_stays_another_tables_is_not_told_how_to_take_part_in_the_new_one(chat):
    await chat.begin()
    await chat.store.run(lambda tx: tx.execute(update(partnership).values(closed_at=NOW)) and None)
    begun = Answers(act=Act(name="table.new"), values={"name": "Warm homes"})
    await chat.hears("SAM", begun)

    assert [row.name for row in await chat.rows(partnership)] == ["Home from hospital", "Warm homes"]
    assert await chat.rows(outbox) == []
