"""Who is let in: only what Microsoft says is from Teams, and nothing is written before that."""

import asyncio
import json

import pytest
from sqlalchemy import func, select

from bot.handlers.teams import keys as keys_of
from bot.handlers.teams.guard import LARGEST, Guard
from bot.handlers.teams.keys import Keys
from bot.storage.schema import inbox, outbox, person, teams_person, teams_place
from tests.fakes.teams import identity, keys

TABLES = (inbox, outbox, person, teams_person, teams_place)


def an_activity(teams, **more) -> bytes:
    message = teams.write("help", user=teams.priya, place=teams.personal(teams.priya))
    return json.dumps({**teams.activities.message(message, person=teams.priya), **more}).encode()


async def written(bot):
    """How many rows there are of what a delivery may write."""

    def count(tx):
        return sum(tx.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)

    return await bot.app.store.read(count)


@pytest.mark.parametrize("kind", identity.BAD)
async def test_a_bad_token_is_refused_and_nothing_is_written(bot, kind):
    answer = await bot.teams.send(an_activity(bot.teams), token=kind)
    await bot.settled()

    assert answer.status == 401
    assert answer.body == ""
    assert await written(bot) == 0


def test_there_are_at_least_eight_kinds_of_bad_tokens():
    assert len(identity.BAD) >= 8


@pytest.mark.parametrize("kind", identity.GOOD)
async def test_a_good_token_lets_in(bot, kind):
    answer = await bot.teams.send(an_activity(bot.teams), token=kind)

    assert answer.status == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000, b'{"serviceUrl": 5}'])
async def test_what_is_no_activity_is_nobodys(bot, body):
    assert (await bot.teams.send(body)).status == 401


async def test_a_body_that_is_too_large_is_not_read_to_its_end(bot):
    assert (await bot.teams.send(b"x" * (LARGEST + 1))).status == 413
    assert await bot.door.guard.admit(b"x" * (LARGEST + 1), {}) == 413


@pytest.mark.parametrize("more", [{"exp": None}, {"serviceurl": 5}, {"aud": None}, {"aud": [5]}, {"exp": "x"}])
async def test_a_signed_token_with_odd_claims_is_refused(bot, more):
    teams = bot.teams
    said = teams.identity.says(teams.core.service_url(teams.home.id)) | more
    said = {name: value for name, value in said.items() if value is not None}
    token = keys.signed(said, teams.identity.keys.key)

    admitted = await bot.door.guard.admit(an_activity(teams), {"authorization": f"Bearer {token}"})

    assert admitted == 401


async def test_a_key_that_may_sign_only_for_another_channel_does_not_sign_for_teams(bot):
    known = bot.door.guard.keys
    [name] = known._known
    known._known[name] = keys_of.Key(key=known._known[name].key, endorsed=frozenset({"directline"}))

    assert (await bot.teams.send(an_activity(bot.teams))).status == 401


async def test_another_channel_of_the_bot_framework_is_not_teams(bot):
    answer = await bot.teams.send(an_activity(bot.teams, channelId="webchat"))
    await bot.settled()

    assert answer.status == 200
    assert bot.door.dropped["shape"] == 1
    assert await written(bot) == 0


async def test_an_address_that_is_no_connector_is_refused_though_the_token_names_it(bot):
    url = "https://connector.example.com/"

    answer = await bot.teams.send(an_activity(bot.teams, serviceUrl=url), service_url=url)

    assert answer.status == 401


async def test_a_new_key_is_fetched_when_it_is_first_used(bot, monkeypatch):
    monkeypatch.setattr(keys_of, "ASK_AGAIN_AFTER", 0.0)
    bot.teams.identity.keys.rotate(forget=True)

    assert (await bot.teams.send(an_activity(bot.teams))).status == 200


async def test_while_new_keys_do_not_come_teams_is_asked_to_come_again_with_what_they_sign(bot, monkeypatch):
    monkeypatch.setattr(keys_of, "ASK_AGAIN_AFTER", 0.0)
    monkeypatch.setattr(keys_of, "WAIT", 0.1)
    teams = bot.teams
    old = {"authorization": f"Bearer {teams.identity.token(service_url=teams.core.service_url(teams.home.id))}"}
    teams.identity.keys.rotate(forget=True)
    teams.identity.takes = 0.5
    slow = await teams.send(an_activity(teams))
    known = await bot.door.guard.admit(an_activity(teams), old)
    teams.identity.takes, teams.identity.fails_with = 0.0, 503
    await bot.door.guard.keys.ask()
    failing = await teams.send(an_activity(teams))
    teams.identity.fails_with = 0
    monkeypatch.setattr(keys_of, "WAIT", 10.0)

    assert (slow.status, isinstance(known, int)) == (503, False)
    assert failing.status in (200, 503)
    assert (await teams.send(an_activity(teams))).status == 200
    assert (await teams.send(an_activity(teams), token="unknown key")).status == 401


async def test_keys_that_nobody_has_are_asked_for_once_a_minute_at_most(bot):
    before = dict(bot.teams.identity.asked)
    for _turn in range(5):
        await bot.teams.send(an_activity(bot.teams), token="unknown key")

    assert bot.teams.identity.asked == before


async def test_while_the_keys_are_fetched_everything_else_goes_on(teams):
    guard = Guard(teams.bot.client_id, Keys(teams.metadata_url), here=True)
    teams.identity.takes = 0.3
    token = teams.identity.token(service_url=teams.core.service_url(teams.home.id))
    admitting = asyncio.create_task(guard.admit(an_activity(teams), {"authorization": f"Bearer {token}"}))
    turns = 0
    while not admitting.done():
        await asyncio.sleep(0)
        turns += 1

    assert not isinstance(admitting.result(), int)
    # The SDK's own way to the keys would not have let go of the loop once.
    assert turns > 100


async def test_before_any_key_is_known_teams_is_asked_to_come_again(teams, monkeypatch):
    monkeypatch.setattr(keys_of, "WAIT", 0.05)
    teams.identity.fails_with = 503
    guard = Guard(teams.bot.client_id, Keys(teams.metadata_url), here=True)
    token = teams.identity.token(service_url=teams.core.service_url(teams.home.id))
    headers = {"authorization": f"Bearer {token}"}

    assert await guard.admit(an_activity(teams), headers) == 503
    assert await guard.admit(an_activity(teams), {}) == 401
    assert await guard.admit(an_activity(teams), {"authorization": "Bearer not.a.token"}) == 401
    await guard.keys.close()


async def raw(bot, head: str, body: bytes = b"", *, goes: bool = False) -> bytes:
    """What a client of our own making sends, and the first line of what it is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(bot.address.rpartition(":")[2]))
    writer.write(f"POST /api/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}\r\n".encode() + body)
    await writer.drain()
    found = b"" if goes else await reader.readline()
    writer.close()
    await writer.wait_closed()
    return found


@pytest.mark.parametrize("kinds", [("good", "garbage"), ("garbage", "good"), ("good", "good")])
async def test_of_two_tokens_none_lets_in(bot, kinds):
    url = bot.teams.core.service_url(bot.teams.home.id)
    body = an_activity(bot.teams)
    tokens = "".join(f"Authorization: Bearer {bot.teams.identity.token(kind, service_url=url)}\r\n" for kind in kinds)

    assert b" 401 " in await raw(bot, f"Content-Length: {len(body)}\r\n{tokens}", body)
    assert await written(bot) == 0


async def test_whoever_goes_before_the_end_of_a_body_leaves_no_trace(bot, caplog):
    await raw(bot, "Content-Length: 5000\r\n", b"{", goes=True)
    await asyncio.sleep(0.3)

    assert [one for one in caplog.records if one.exc_info] == []
    assert (await bot.teams.send(an_activity(bot.teams))).status == 200


async def test_of_a_name_that_stands_twice_the_same_is_checked_as_is_used(bot):
    body = an_activity(bot.teams)[:-1] + b', "serviceUrl": "https://connector.example.com/"}'

    assert (await bot.teams.send(body)).status == 401
