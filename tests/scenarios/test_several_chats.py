"""One table in several chats: a coordinator lets in a conversation where they are not known."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery.sender import DeliveryError
from bot.delivery.tick import turn
from bot.domain.acts import Act
from bot.domain.people import Identity, Place
from bot.handlers.front import serve
from bot.services import housekeeping, waiting
from bot.storage.posts import Post
from bot.storage.routes import OPENED_VIEW
from bot.storage.schema import conversation, identity, outbox, wanted_place
from tests.support.chat import NOW, Chat
from tests.support.scene import said

KIM = Identity(platform="teams", tenant="ward9", user="kim")
THERE = Place(platform="teams", tenant="ward9", conversation="19:channel")


@pytest.fixture
async def chat(store):
    chat = Chat(store)
    await chat.begin()
    return chat


def request(chat, what, *, who=KIM, place=THERE):
    return replace(chat.request("KIM", what), who=who, place=place)


async def says(chat, what, *, now=NOW, **more):
    return await serve(chat.store, request(chat, what, **more), now=now)


async def a_number(chat, **more):
    """What Kim is told to pass on."""
    return re.findall(r"/table here ([0-9-]+)", said(await says(chat, "/table here", **more)))[0]


def yes_in(reply):
    """The button of the coordinator's question."""
    return reply.show.parts[-1].of[0].act


async def test_a_coordinator_lets_in_a_conversation_where_they_are_not_known(chat):
    number = await a_number(chat)
    question = await chat.hears("PRIYA", f"/table here {number}", channel="D1")
    done = await chat.hears("PRIYA", yes_in(question), channel="D1")
    spoken = said(await says(chat, "/commit ring the ward"))

    assert "kim asked on Monday 11 January that a conversation in Microsoft Teams be your table's" in said(question)
    assert "is Home from hospital's too from now on" in said(done)
    assert "ring the ward" in spoken
    assert await chat.rows(wanted_place) == []


async def test_the_same_in_words(chat):
    number = await a_number(chat)
    done = await chat.hears("PRIYA", f"/table let in {number}", channel="D1")

    assert "too from now on" in said(done)


async def test_how_to_take_part_is_posted_there(chat):
    number = await a_number(chat)
    await chat.hears("PRIYA", f"/table let in {number}", channel="D1")
    owed = [row.route for row in await chat.rows(outbox) if row.place_id]

    assert owed == ["teams"]


@pytest.mark.parametrize("who", ["SAM", "NOBODY"])
async def test_nobody_but_a_coordinator_lets_anything_in(chat, who):
    await chat.hears("SAM", "/table")
    number = await a_number(chat)
    asked = said(await chat.hears(who, f"/table here {number}", channel="D2"))
    row, moment = number.split("-")
    pressed = said(await chat.hears(who, Act(name="place.let", on=(row, moment)).at("home-from-hospital")))

    assert "Only a coordinator" in asked or "You don't sit at a table" in asked
    assert "Only a coordinator" in pressed or "You don't sit at" in pressed
    assert len([row for row in await chat.rows(conversation) if row.platform != "web"]) == 1


async def test_a_number_is_worth_nothing_once_used_mistyped_or_a_week_old(chat):
    number = await a_number(chat)
    row, _moment = number.split("-")
    wrong = said(await chat.hears("PRIYA", f"/table here {row}-0000", channel="D1"))
    unknown = said(await chat.hears("PRIYA", "/table here 999-0000", channel="D1"))
    late = chat.request("PRIYA", f"/table here {number}", channel="D1")
    old = said(await serve(chat.store, late, now=NOW + timedelta(days=7)))
    await chat.hears("PRIYA", f"/table let in {number}", channel="D1")
    again = said(await chat.hears("PRIYA", f"/table let in {number}", channel="D1"))

    assert all("doesn't hold any more" in one for one in (wrong, unknown, old, again))
    assert "doesn't hold any more" in said(await chat.hears("PRIYA", "/table let in it", channel="D1"))


async def test_asked_again_there_is_one_number_that_holds(chat):
    first = await a_number(chat)
    second = await a_number(chat, now=NOW + timedelta(minutes=1))

    assert first.split("-")[0] == second.split("-")[0]
    assert first != second
    assert "doesn't hold any more" in said(await chat.hears("PRIYA", f"/table here {first}", channel="D1"))


async def test_a_conversation_that_got_a_table_meanwhile_stays_that_tables(chat):
    number = await a_number(chat)
    await says(chat, "/table new")
    second = chat.request("PAUL", "/table", channel="D9")
    await serve(chat.store, second, now=NOW)
    other = await chat.begin("Away", channel="C9", user="PAUL")
    paul = await chat.hears("PAUL", f"/table let in {number}", channel="D9")
    late = await chat.hears("PRIYA", f"/table let in {number}", channel="D1")

    assert "is open" in said(other)
    assert "Away's too from now on" in said(paul)
    assert "doesn't hold any more" in said(late)


async def test_what_nobody_let_in_is_forgotten_after_a_week(chat):
    await a_number(chat)
    await chat.store.run(housekeeping.tidy, now=NOW + timedelta(days=8))

    assert await chat.rows(wanted_place) == []


async def test_the_weeks_digest_stands_in_each_of_the_tables_chats_once(chat):
    number = await a_number(chat)
    await chat.hears("PRIYA", f"/table let in {number}", channel="D1")
    await chat.hears("PRIYA", "/commit ring the ward by 20 January")
    chat.delivery.senders = {"slack": chat, "teams": chat}
    await chat.delivery.open_doors(NOW)
    for day in range(1, 10):
        await turn(chat.store, chat.delivery, now=NOW + timedelta(days=day))
        await turn(chat.store, chat.delivery, now=NOW + timedelta(days=day, hours=1))
    rows = [row for row in await chat.rows(outbox) if row.kind == "digest"]
    places = {row.id: row.platform for row in await chat.store.read(lambda tx: tx.execute(select(conversation)).all())}

    assert sorted(places[row.place_id] for row in rows) == ["slack", "teams"]
    assert {row.state for row in rows} == {"sent"}


async def test_a_digest_whose_chat_is_gone_stands_on_the_page_and_not_twice_in_another(chat):
    number = await a_number(chat)
    await chat.hears("PRIYA", f"/table let in {number}", channel="D1")
    await chat.hears("PRIYA", "/commit ring the ward by 20 January")
    chat.delivery.senders = {"slack": Gone(), "teams": chat, "web": chat}
    await chat.delivery.open_doors(NOW)
    for day in range(1, 10):
        await turn(chat.store, chat.delivery, now=NOW + timedelta(days=day))
        await turn(chat.store, chat.delivery, now=NOW + timedelta(days=day, hours=1))
    rows = [row for row in await chat.rows(outbox) if row.kind == "digest"]

    assert sorted((row.route, row.state) for row in rows) == [("teams", "sent"), ("web", "sent")]


async def test_word_that_something_waits_stands_in_the_chat_that_its_reader_is_in(chat):
    number = await a_number(chat)
    await chat.hears("PRIYA", f"/table let in {number}", channel="D1")
    await says(chat, "/commit ring the ward")
    kim = next(row.person_id for row in await chat.rows(identity) if row.platform == "teams")
    row = next(row for row in await chat.rows(outbox) if row.person_id == kim or row.place_id)
    post = Post(outbox_id=row.id, route=OPENED_VIEW, card="{}", person_id=kim)
    await chat.store.run(waiting.put_by, post, row.partnership_id, now=NOW)
    word = (await chat.rows(outbox))[-1]

    assert word.route == "teams"


class Gone:
    """A channel in which nothing can be posted any more."""

    async def send(self, _message):
        raise DeliveryError("is_archived", permanent=True)
