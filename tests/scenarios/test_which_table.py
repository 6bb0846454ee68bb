"""Somebody sits at several tables, and nothing says which is meant: it is asked with buttons, and the words wait."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.acts import Act
from bot.domain.people import Identity, Place
from bot.handlers.front import serve
from bot.messages.parts import Actions, Card, Form
from bot.messages.render.text import text
from bot.services.request import Answers, Request, Words
from bot.storage.schema import commitment, draft, person
from tests.support.chat import NOW, Chat, who

DM = "D1"


@pytest.fixture
async def chat(store):
    """Priya convenes two tables; Sam speaks in the second one's channel only."""
    found = Chat(store)
    await found.begin("Home from hospital")
    await found.begin("Away day", channel="C2")
    await found.hears("SAM", "/table", channel="C2")
    return found


def buttons(reply):
    return {way.label: way.act for part in reply.show.parts if isinstance(part, Actions) for way in part.of}


def said(reply):
    return text(reply.show, width=1000)


async def kept(chat):
    rows = await chat.rows(commitment)
    return [(row.partnership_id, row.text) for row in rows]


async def test_pressing_a_table_does_what_was_said_there(chat):
    asked = await chat.hears("PRIYA", "/commit send the data by Friday", channel=DM)
    done = await chat.hears("PRIYA", buttons(asked)["Away day"], channel=DM)

    assert [*buttons(asked)] == ["Home from hospital", "Away day"]
    assert "You said you'd “send the data” by Friday 15 January" in done.show.text
    assert await kept(chat) == [(2, "send the data")]


async def test_what_follows_from_it_is_of_that_table_too(chat):
    asked = await chat.hears("PRIYA", "/commit send the data by Friday", channel=DM)
    done = await chat.hears("PRIYA", buttons(asked)["Away day"], channel=DM)

    assert {act.table for act in buttons(done).values()} == {"away-day"}


async def test_the_second_press_finds_no_words_waiting(chat):
    asked = await chat.hears("PRIYA", "/commit send the data", channel=DM)
    await chat.hears("PRIYA", buttons(asked)["Away day"], channel=DM)
    again = await chat.hears("PRIYA", buttons(asked)["Home from hospital"], channel=DM)

    assert "Those words aren't waiting any more" in again.show.text
    assert await kept(chat) == [(2, "send the data")]


async def test_what_is_refused_there_waits_on(chat):
    asked = await chat.hears("PRIYA", "/table ask @Nobody to share the list", channel=DM)
    refused = await chat.hears("PRIYA", buttons(asked)["Away day"], channel=DM)

    assert refused.wrong
    assert [row.text for row in await chat.rows(draft) if row.partnership_id is None] == [
        "/table ask @Nobody to share the list"
    ]


@pytest.mark.parametrize("name", ["Away day", "away day!", "away-day"])
async def test_typing_the_name_of_a_table_does_the_same(chat, name):
    await chat.hears("PRIYA", "/commit ring the ward", channel=DM)
    await chat.hears("PRIYA", "/commit send the data", channel=DM)
    done = await chat.hears("PRIYA", name, channel=DM)

    assert "“send the data”" in done.show.text
    assert await kept(chat) == [(2, "send the data")]


async def test_a_name_that_comes_late_answers_no_question(chat):
    await chat.hears("PRIYA", "/commit send the data", channel=DM)
    late = NOW + timedelta(minutes=61)
    shown = await serve(chat.store, chat.request("PRIYA", "Home from hospital", channel=DM), now=late)

    assert said(shown).startswith("Home from hospital.")
    assert await kept(chat) == []


async def test_the_name_alone_shows_the_table_unless_it_is_a_command_as_well(chat):
    shown = await chat.hears("PRIYA", "home from hospital", channel=DM)
    command = await chat.hears("PRIYA", "away day", channel=DM)

    assert shown.show.text.startswith("Home from hospital.")
    assert "I need a day for that" in command.show.text


async def test_a_name_that_two_tables_have_is_asked_about(chat):
    await chat.begin("Home from Hospital!", channel="C3")
    await chat.hears("PRIYA", "/commit send the data", channel=DM)
    again = await chat.hears("PRIYA", "home from hospital", channel=DM)

    assert "Which table do you mean?" in again.show.text


async def test_who_was_mentioned_is_still_mentioned(chat):
    words = Words(text="/table ask to share the void list", people=(who("SAM"), who("NOBODY")))
    asked = await chat.hears("PRIYA", words, channel=DM)
    done = await chat.hears("PRIYA", buttons(asked)["Away day"], channel=DM)

    assert "I'll ask sam: “share the void list”" in done.show.text


async def test_what_was_pressed_is_done_at_the_table_that_is_chosen(chat):
    asked = await chat.hears("PRIYA", Act(name="table.show"), channel=DM)
    done = await chat.hears("PRIYA", buttons(asked)["Away day"], channel=DM)

    assert "I've kept your words" not in text(asked.show)
    assert done.show.text.startswith("Away day.")


async def test_a_form_that_opens_then_is_of_that_table(chat):
    asked = await chat.hears("PRIYA", Act(name="commitment.make"), channel=DM)
    form = await chat.opens("PRIYA", buttons(asked)["Away day"], channel=DM)
    await chat.hears("PRIYA", Answers(act=form.act, values={"words": "ring the ward"}), channel=DM)

    assert form.act.table == "away-day"
    assert await kept(chat) == [(2, "ring the ward")]


async def test_a_commitments_form_that_knows_no_table_asks_for_it_and_keeps_what_was_filled_in(chat):
    values = {"words": "ring the ward", "due_on": "2027-01-20"}
    asked = await chat.hears("PRIYA", Answers(act=Act(name="commitment.make"), values=values), channel=DM)
    filled = {field.name: field.value for field in asked.show.fields if field.value}
    done = await chat.hears("PRIYA", Answers(act=asked.show.act, values={**filled, "table": "away-day"}), channel=DM)

    assert isinstance(asked.show, Form)
    assert [option.label for option in asked.show.fields[0].options] == ["Home from hospital", "Away day"]
    assert "“ring the ward” by Wednesday 20 January" in done.show.text
    assert await kept(chat) == [(2, "ring the ward")]


async def test_a_table_that_a_form_names_must_be_ones_own(chat):
    values = {"words": "ring the ward", "table": "home-from-hospital"}
    refused = await chat.hears("SAM", Answers(act=Act(name="commitment.make"), values=values), channel=DM)

    assert "You don't sit at a table called home-from-hospital" in refused.show.text
    assert await kept(chat) == []


async def test_any_other_form_stays_open_and_says_what_is_asked(chat):
    act = Act(name="table.missing")
    asked = await chat.hears("PRIYA", Answers(act=act, values={"role": "a GP"}), channel=DM)

    assert asked.wrong == {"table": "Which table do you mean? Home from hospital and Away day"}


async def test_words_wait_for_their_own_author_only(chat):
    asked = await chat.hears("PRIYA", "/commit send the data", channel=DM)
    stolen = await chat.hears("SAM", buttons(asked)["Away day"], channel=DM)

    assert isinstance(stolen.show, Card)
    assert "Those words aren't waiting any more" in stolen.show.text
    assert await kept(chat) == []


async def test_with_more_tables_than_buttons_the_others_are_named(chat):
    for number in range(3, 12):
        await chat.begin(f"Table {number}", channel=f"C{number}")
    asked = await chat.hears("PRIYA", "/commit send the data", channel=DM)
    done = await chat.hears("PRIYA", "table 11", channel=DM)

    assert len(buttons(asked)) == 8
    assert "Or type its name: Table 9, Table 10 and Table 11." in text(asked.show)
    assert await kept(chat) == [(11, "send the data")]
    assert isinstance(done.show, Card)


async def test_in_a_terminal_the_button_is_the_name_to_type(chat):
    async def says(words):
        request = Request(
            key="",
            said_at=NOW,
            who=Identity(platform="terminal", tenant="local", user="1"),
            place=Place(platform="terminal", tenant="local", conversation="", private=True),
            said=Words(text=words),
            door="line",
        )
        return await serve(chat.store, request, now=NOW + timedelta(minutes=1))

    await chat.store.run(_known_in_the_terminal)
    asked = await says("/commit send the data")
    done = await says("Away day")

    assert "> Away day: Away day" in text(asked.show)
    assert "“send the data”" in done.show.text
    assert await kept(chat) == [(2, "send the data")]


def _known_in_the_terminal(tx):
    from bot.storage import tables

    [priya] = tx.execute(select(person.c.id).where(person.c.name == "priya")).scalars()
    tables.add_identity(tx, priya, platform="terminal", tenant="local", user="1", now=NOW)


async def test_of_somebody_at_neither_table_nothing_is_kept_with_the_words(chat):
    await chat.begin("Elsewhere", channel="C3", user="STRANGER")
    words = Words(text="/table ask to share the void list", people=(who("SAM"), who("STRANGER")))
    await chat.hears("PRIYA", words, channel=DM)
    [waiting] = await chat.rows(draft)

    assert '@"sam"' in waiting.text
    assert "stranger" not in waiting.text
