"""The picture of an answer: on a page beside its words, in Slack in a message after them, elsewhere not at all."""

import pytest

from bot.domain.people import Identity, Place
from bot.handlers.front import serve
from bot.messages.parts import Picture
from bot.services.request import Request, Words
from bot.storage import doors, routes
from tests.support.scene import a_table_of_five, at, said


def pictures(reply):
    return [part for part in reply.show.parts if isinstance(part, Picture)]


@pytest.fixture
async def table(store):
    return await a_table_of_five(store)


async def test_a_page_shows_the_map_as_a_picture_and_its_words_are_heard_once(table):
    reply = await table.say("sam", "/table map")

    [picture] = pictures(reply)
    assert picture.alt == "A picture of what the words below say."
    assert "Where we are going" in said(reply)
    assert await table.rows("answer") == []


async def asked_in(table, platform, *, route=None):
    person = table.persons["sam"].person
    if route:
        await table.store.run(routes.add_route, person.id, route)
    request = Request(
        key="k1",
        said_at=at(0),
        who=Identity(platform="web", tenant="", user=str(person.id)),
        place=Place(platform=platform, tenant="", conversation="", private=True),
        said=Words(text="/table map"),
        door="command",
    )
    return await serve(table.store, request, now=at(0))


async def test_the_terminal_has_the_words_alone(table):
    reply = await asked_in(table, "terminal")

    assert pictures(reply) == []
    assert await table.rows("answer") == []


async def test_slack_has_the_words_at_once_and_the_picture_in_a_message_of_its_own(table):
    await table.store.run(doors.open_only, ["web", "email", "slack"], now=at(0))
    reply = await asked_in(table, "slack", route="slack")

    assert pictures(reply) == []
    [row] = await table.rows("answer", "sam")
    assert (row.period, row.route) == ("k1/picture", "slack")


async def test_who_cannot_be_written_to_in_slack_has_the_words_alone(table):
    reply = await asked_in(table, "slack")

    assert pictures(reply) == []
    assert await table.rows("answer") == []
