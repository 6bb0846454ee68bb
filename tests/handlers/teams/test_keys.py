"""The keys that sign deliveries: fetched ahead, and kept while nothing better comes."""

import asyncio

import pytest
from aiohttp import web

from bot.handlers.teams import keys as keys_of
from bot.handlers.teams.keys import Keys
from tests.fakes.slack.api.server import Server
from tests.fakes.teams.keys import Key

KEY = Key("one")
SETTINGS = "/v1/.well-known/openidconfiguration"


@pytest.fixture
async def shows():
    """Answers with what stands in it, by path; what is missing is not found."""
    answers: dict[str, object] = {}

    async def show(request: web.Request) -> web.Response:
        return web.json_response(answers[request.path]) if request.path in answers else web.Response(status=404)

    server = Server(web.get("/{rest:.*}", show))
    origin = await server.open()
    yield origin, answers
    await server.close()


async def test_a_document_may_hold_the_keys_itself(shows):
    origin, answers = shows
    answers["/keys.json"] = {"keys": [KEY.shown()]}
    keys = Keys(f"{origin}/keys.json")
    await keys.ask()

    assert keys.get("one") is not None


async def test_a_document_may_say_where_they_are_and_who_signs_with_them(shows):
    origin, answers = shows
    answers[SETTINGS] = {"jwks_uri": f"{origin}/elsewhere", "issuer": "https://api.botframework.us"}
    answers["/elsewhere"] = {"keys": [KEY.shown()]}
    keys = Keys(origin + SETTINGS)
    await keys.ask()

    assert keys.get("one") is not None
    assert keys.issuer == "https://api.botframework.us"


async def test_else_they_are_where_the_sdk_would_look(shows):
    origin, answers = shows
    answers[SETTINGS], answers["/v1/.well-known/keys"] = {}, {"keys": [KEY.shown()]}
    keys = Keys(origin + SETTINGS)
    await keys.ask()

    assert keys.get("one") is not None


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"keys": 5},
        {"keys": []},
        {"keys": [5, {"kty": "EC", "kid": "x"}, {"kty": "RSA"}, {"kty": "RSA", "kid": "y", "n": "?", "e": "!"}]},
    ],
)
async def test_what_holds_no_keys_leaves_what_was_known(shows, answer):
    origin, answers = shows
    answers["/keys.json"] = {"keys": [{**KEY.shown(), "endorsements": "odd"}]}
    keys = Keys(f"{origin}/keys.json")
    await keys.ask()
    answers["/keys.json"] = answer
    await keys.ask()

    found = keys.get("one")
    assert found is not None
    assert found.endorsed == frozenset()


async def test_they_are_fetched_again_until_they_come_and_then_each_day(shows, monkeypatch):
    origin, answers = shows
    monkeypatch.setattr(keys_of, "FIRST_WAIT", 0.01)
    keys = Keys(f"{origin}/keys.json")
    keeping = asyncio.create_task(keys.keep())
    await asyncio.sleep(0.05)
    assert not keys.are_all
    answers["/keys.json"] = {"keys": [KEY.shown()]}
    async with asyncio.timeout(10):
        while not keys.are_all:  # noqa: ASYNC110 - nothing tells it
            await asyncio.sleep(0.01)

    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await keys.close()
    await Keys("https://nowhere.example").close()
