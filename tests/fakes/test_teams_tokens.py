"""Whoever comes as the Bot Framework has its token, and the bot comes with its own: the bad ones really are bad."""

import asyncio
import json
import time

import pytest

from tests.fakes.connecting import Connecting, saying
from tests.fakes.teams import BAD, KINDS
from tests.fakes.teams.identity import GOOD, KEYS, METADATA

URL = "http://127.0.0.1:1/emea/x/"


async def get(teams, path):
    async with Connecting(teams) as client, client.session.get(teams.core.origin + path) as answer:
        return answer.status, await (answer.json() if answer.content_type == "application/json" else answer.text())


@pytest.fixture
def validator(teams):
    """The library's own, which reads the keys here."""
    pytest.importorskip("microsoft_teams.apps")
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
    from microsoft_teams.apps.auth import InboundActivityTokenValidator

    cloud = with_overrides(PUBLIC, openid_metadata_url=teams.metadata_url)
    return InboundActivityTokenValidator(teams.bot.client_id, cloud=cloud)


async def lets(validator, token, service_url=URL):
    """Whether the library takes it. It asks for the keys in the thread that it is called in."""

    def asked():
        return asyncio.run(validator.validate_token(token or "", service_url))

    try:
        await asyncio.to_thread(asked)
    except Exception as error:  # noqa: BLE001 - whatever it says: it is a no
        return type(error).__name__
    return True


@pytest.mark.parametrize("kind", GOOD)
async def test_a_good_token_is_let_through(teams, validator, kind):
    assert await lets(validator, teams.identity.token(kind, service_url=URL)) is True


@pytest.mark.parametrize("kind", BAD)
async def test_a_bad_token_is_not(teams, validator, kind):
    assert await lets(validator, teams.identity.token(kind, service_url=URL)) is not True


def test_there_are_many_kinds_of_bad_ones():
    assert len(BAD) >= 11
    assert set(KINDS) == {*GOOD, *BAD}


async def test_a_new_key_is_looked_up(teams, validator):
    # The library would wait for half a minute.
    validator._service_validator._jwks_client.cooldown_duration = 0
    assert await lets(validator, teams.identity.token(service_url=URL)) is True
    teams.identity.keys.rotate()
    assert await lets(validator, teams.identity.token(service_url=URL)) is True

    assert teams.identity.asked[KEYS] == 2


async def test_a_key_that_was_forgotten_signs_nothing_more(teams, validator):
    old = teams.identity.token(service_url=URL)
    teams.identity.keys.rotate(forget=True)

    assert await lets(validator, old) is not True


async def test_the_metadata_name_the_keys(teams):
    _status, document = await get(teams, METADATA)

    assert document["issuer"] == "https://api.botframework.com"
    assert document["jwks_uri"] == teams.core.origin + KEYS
    assert document["token_endpoint"].startswith(teams.core.origin)


async def test_the_token_endpoint_need_not_be_named(teams):
    teams.identity.shows_token_endpoint = False

    assert "token_endpoint" not in (await get(teams, METADATA))[1]


async def test_the_keys_show_nothing_private(teams):
    _status, document = await get(teams, KEYS)

    assert {name for one in document["keys"] for name in one} == {"kty", "use", "kid", "x5t", "endorsements", "n", "e"}


async def test_the_key_endpoint_fails_on_demand(teams):
    teams.identity.fails_with = 503

    assert (await get(teams, KEYS))[0] == 503


async def test_the_key_endpoint_is_slow_on_demand(teams):
    teams.identity.takes = 0.2
    begun = time.monotonic()
    await get(teams, KEYS)

    assert time.monotonic() - begun >= 0.2


async def test_what_is_delivered_carries_a_good_token_for_its_own_service_url(teams, validator, listener):
    await teams.mention("commit")
    token = listener.headers[-1]["Authorization"].removeprefix("Bearer ")

    assert await lets(validator, token, json.loads(listener.bodies[-1])["serviceUrl"]) is True


async def test_any_bytes_go_out_with_any_token(teams, listener):
    await teams.send(b"[]", token="none", headers={"X-More": "1"})

    assert listener.bodies == [b"[]"]
    assert "Authorization" not in listener.headers[0]
    assert listener.headers[0]["X-More"] == "1"


@pytest.mark.parametrize("wrong", [{"client_secret": "no"}, {"grant_type": "password"}, {"scope": "everything"}])
async def test_the_bot_gets_no_token_with_what_is_wrong(teams, wrong):
    async with Connecting(teams) as client:
        said = await client.sign_in(**wrong)

    assert said.status == 401
    assert len(teams.problems) == 1
    assert "no" not in json.dumps(teams.problems[0].payload.get("client_secret"))


async def test_a_call_without_a_token_is_refused(teams):
    async with Connecting(teams) as client:
        assert (await client.post(teams.table, saying("hi"))).status == 401

    assert teams.posted == []


async def test_a_token_that_was_revoked_is_worth_nothing(teams, writer):
    assert (await writer.post(teams.table, saying("hi"))).status == 201
    teams.identity.revoke()
    assert (await writer.post(teams.table, saying("hi"))).status == 401
    await writer.sign_in()
    assert (await writer.post(teams.table, saying("hi"))).status == 201


async def test_a_body_may_be_large(teams, listener):
    assert (await teams.send(b" " * 2_000_000)).status == 413
