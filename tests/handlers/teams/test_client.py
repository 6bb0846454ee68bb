"""What the connector is asked, once; and what its refusals mean for whoever was to be written to."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.delivery.sender import DeliveryError, OutcomeUnknownError, TakenError
from bot.handlers.teams import tokens, troubles
from bot.handlers.teams.addresses import cloud_of, is_connectors, is_here
from bot.handlers.teams.client import MOST_OF_ONE, TeamsClient
from tests.fakes.slack.faults import CUT, LOST, hanging
from tests.fakes.teams import FakeTeams
from tests.fakes.teams.connector import refusals
from tests.fakes.teams.identity import METADATA, TOKENS
from tests.support.slack import a_port

SAID = {"type": "message", "text": "Good morning", "textFormat": "plain"}


def always():
    """It is in time."""


@asynccontextmanager
async def reaching(teams, *, secret=""):
    client = TeamsClient(
        client_id=teams.bot.client_id,
        client_secret=secret or teams.bot.client_secret,
        tenant_id=teams.home.id,
        metadata_url=teams.metadata_url,
        now=teams.clock.now,
    )
    try:
        yield client
    finally:
        await client.close()


@pytest.fixture
async def teams():
    async with FakeTeams() as fake:
        yield fake


@pytest.fixture
async def client(teams):
    async with reaching(teams) as found:
        yield found


def home(teams):
    return teams.core.service_url(teams.home.id)


async def post(client, teams, **more):
    return await client.post(home(teams), teams.table.id, SAID, must_be_in_time=always, **more)


async def refusal(work):
    with pytest.raises(DeliveryError) as raised:
        await work
    return raised.value


async def test_a_message_is_written_once_changed_and_stands_in_a_thread(teams, client):
    first = await post(client, teams)
    await post(client, teams, thread=first)
    await client.update(home(teams), teams.table.id, first, {**SAID, "text": "Good evening"})

    assert [(one.text, one.thread) for one in teams.table.messages] == [
        ("Good evening", first),
        ("Good morning", first),
    ]
    assert teams.identity.asked[TOKENS] == 1
    assert teams.problems == []


async def test_what_is_for_one_person_is_seen_by_nobody_else(teams, client):
    await post(client, teams, only_for=teams.sam.account)

    assert [one.text for one in teams.seen(teams.sam, teams.table)] == ["Good morning"]
    assert teams.seen(teams.priya, teams.table) == []
    assert teams.problems == []


async def test_somebody_is_written_to_alone_in_the_conversation_that_is_begun_with_them(teams, client):
    begun = await client.begin(home(teams), account=teams.sam.account, tenant=teams.home.id)
    await client.post(home(teams), begun, SAID, must_be_in_time=always)

    assert teams.last(teams.sam).text == "Good morning"
    assert (await client.member(home(teams), begun, teams.sam.account))["tenantId"] == teams.home.id
    assert teams.problems == []


async def test_a_token_that_is_refused_is_asked_for_anew_once(teams, client):
    await post(client, teams)
    teams.identity.revoke()
    await post(client, teams)

    assert teams.identity.asked[TOKENS] == 2
    assert len(teams.table.messages) == 2


async def test_a_token_that_is_refused_again_is_trouble_for_everybody_and_nothing_is_called_meanwhile(teams, client):
    teams.fail("post", refusals.error(401, "Unauthorized"), times=2)
    error = await refusal(post(client, teams))
    asked = len(teams.calls)

    assert (error.everybodys, error.permanent, error.retry_after) == (True, False, troubles.CLOSED_WAIT)
    assert (await refusal(post(client, teams))).everybodys
    assert len(teams.calls) == asked


async def test_a_wrong_secret_is_trouble_for_everybody(teams):
    async with reaching(teams, secret="wrong") as client:
        error = await refusal(post(client, teams))

    assert (error.code, error.everybodys, error.retry_after) == (tokens.BAD_CREDENTIALS, True, tokens.BAD_WAIT)


@pytest.mark.parametrize("status", [500, 503])
async def test_without_an_answer_to_who_we_are_everybody_waits(teams, client, status):
    teams.identity.fails_with = status
    error = await refusal(post(client, teams))

    assert (error.code, error.everybodys, error.permanent) == (tokens.NO_TOKEN, True, False)


async def test_those_who_wait_for_a_token_are_refused_together(teams, client):
    teams.identity.fails_with = 500
    errors = await asyncio.gather(*(refusal(post(client, teams)) for _each in range(MOST_OF_ONE)))

    assert {one.code for one in errors} == {tokens.NO_TOKEN}
    assert teams.identity.asked[METADATA] == 1


async def test_a_teams_here_that_gives_no_tokens_takes_a_word(teams, client):
    teams.identity.shows_token_endpoint = False
    teams.identity.given[tokens.LOOPBACK] = float("inf")
    await post(client, teams)

    assert TOKENS not in teams.identity.asked


async def test_a_token_is_asked_for_again_shortly_before_it_ends(teams, client):
    teams.identity.lives = 0
    await client.tokens.current()
    await client.tokens.current()

    assert teams.identity.asked[TOKENS] == 2


async def test_a_limit_is_kept_in_its_conversation_and_nobody_else_waits(teams, client):
    teams.fail("post", refusals.throttled(7))
    error = await refusal(post(client, teams))
    asked = len(teams.calls)
    again = await refusal(post(client, teams))

    assert (error.code, error.everybodys, error.retry_after) == ("ratelimited", False, timedelta(seconds=7))
    assert again.retry_after is not None
    assert again.retry_after <= timedelta(seconds=7)
    assert len(teams.calls) == asked
    await client.post(home(teams), teams.shared.id, SAID, must_be_in_time=always)


LATER = [
    (refusals.throttled(None), "ratelimited", troubles.UNSAID_WAIT),
    (refusals.PRECONDITION, "PreconditionFailed", troubles.BUSY_WAIT),
    (refusals.page(503), "http_503", troubles.BUSY_WAIT),
    (refusals.error(400, "BadSyntax"), "BadSyntax", None),
    (refusals.TOO_BIG, "MessageSizeTooBig", None),
    (refusals.error(403, "InvalidBotApiHost"), "InvalidBotApiHost", None),
    (refusals.page(404), "http_404", None),
]


@pytest.mark.parametrize(("fault", "code", "wait"), LATER)
async def test_what_says_nothing_of_whoever_is_written_to_is_tried_later(teams, client, fault, code, wait):
    teams.fail("post", fault)
    error = await refusal(post(client, teams))

    assert (type(error), error.code, error.retry_after) == (DeliveryError, code, wait)
    assert (error.permanent, error.everybodys) == (False, False)
    assert teams.table.messages == []


@pytest.mark.parametrize("fault", [refusals.GATEWAY, refusals.page(502), refusals.page(500), refusals.page(200)])
async def test_what_may_have_been_written_is_unknown(teams, client, fault):
    teams.fail("post", fault)

    assert isinstance(await refusal(post(client, teams)), OutcomeUnknownError)


@pytest.mark.parametrize("fault", [CUT, LOST])
async def test_an_answer_that_is_lost_leaves_a_new_message_unknown_and_a_changed_one_not(teams, client, fault):
    stands = await post(client, teams)
    for name, times in (("put", 2), ("post", 1)):
        # aiohttp itself asks once more for what may be asked twice.
        teams.fail(name, fault, times=times)
    changing = await refusal(client.update(home(teams), teams.table.id, stands, SAID))

    assert isinstance(await refusal(post(client, teams)), OutcomeUnknownError)
    assert (type(changing), changing.permanent) == (DeliveryError, False)


GONE = [
    *("MessageWritesBlocked", "ConversationBlockedByUser", "BotNotInConversationRoster", "AclCheckFailed"),
]


@pytest.mark.parametrize("code", GONE)
async def test_whoever_cannot_be_reached_is_not_tried_again(teams, client, code):
    teams.fail("post", refusals.error(403, "ForbiddenOperationException", sub_code=code))
    error = await refusal(post(client, teams))

    assert (error.code, error.permanent, error.everybodys) == (code, True, False)


@pytest.mark.parametrize("fault", [refusals.error(400, "NotSupported"), refusals.page(404), refusals.error(403)])
async def test_where_nothing_can_be_shown_to_one_alone_there_are_other_ways(teams, client, fault):
    teams.fail("post targeted", fault)
    error = await refusal(post(client, teams, only_for=teams.sam.account))

    assert (type(error), error.permanent, error.everybodys) == (DeliveryError, True, False)


async def test_whoever_does_not_have_the_bot_is_not_begun_with(teams, client):
    error = await refusal(client.begin(home(teams), account=teams.lewis.account, tenant=teams.home.id))

    assert (error.code, error.permanent) == ("ForbiddenOperationException", True)


async def test_a_card_that_is_gone_and_a_conversation_that_is_gone_are_gone_for_good(teams, client):
    card = await refusal(client.update(home(teams), teams.table.id, "1", SAID))
    place = await refusal(client.post(home(teams), "19:gone@thread.tacv2", SAID, must_be_in_time=always))

    assert [(one.code, one.permanent) for one in (card, place)] == [
        (troubles.NO_CARD, True),
        ("ConversationNotFound", True),
    ]


async def test_an_app_that_may_not_is_trouble_for_everybody(teams, client):
    teams.fail("post", refusals.error(403, "BotDisabled"))

    assert (await refusal(post(client, teams))).everybodys


async def test_what_others_may_have_taken_over_does_not_leave(teams, client):
    await post(client, teams)

    def too_late():
        raise DeliveryError("lease_over")

    error = await refusal(client.post(home(teams), teams.table.id, SAID, must_be_in_time=too_late))

    assert (type(error), error.code) == (DeliveryError, "lease_over")
    assert len(teams.table.messages) == 1


async def test_nothing_is_sent_to_a_strange_address(teams, client):
    asked = len(teams.calls)
    error = await refusal(client.post("https://evil.example/", teams.table.id, SAID, must_be_in_time=always))

    assert (error.code, len(teams.calls)) == (troubles.ADDRESS, asked)


@pytest.mark.parametrize("is_main", [True, False])
async def test_a_connector_that_is_not_there_is_everybodys_trouble_where_everybody_is_reached_by_it(
    teams, client, is_main
):
    await post(client, teams)
    with a_port() as taken:
        port = taken.getsockname()[1]
    if is_main:
        client.main = f"127.0.0.1:{port}"
    nobody = f"http://127.0.0.1:{port}/emea/{teams.home.id}/"
    error = await refusal(client.post(nobody, teams.table.id, SAID, must_be_in_time=always))

    assert (error.code, error.everybodys) == (troubles.NETWORK, is_main)


ADDRESSES = [
    ("https://smba.trafficmanager.net/uk/", True),
    ("https://smba.infra.gcc.teams.microsoft.com/teams/", True),
    ("https://europe.botframework.com/", True),
    ("http://smba.trafficmanager.net/uk/", False),
    ("https://evil.trafficmanager.net/", False),
    ("https://smba.trafficmanager.net.evil.example/", False),
    ("https://x@smba.trafficmanager.net/", False),
    ("https://botframework.com.evil.example/", False),
    ("http://127.0.0.1:80/", False),
    ("https://[", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "is_theirs"), ADDRESSES)
def test_the_token_goes_to_microsoft_and_to_nobody_else(address, is_theirs):
    assert is_connectors(address, here=False) is is_theirs


@pytest.mark.parametrize(("address", "is_theirs"), [("http://127.0.0.1:80/", True), (ADDRESSES[0][0], False)])
def test_a_bot_whose_teams_is_on_this_machine_writes_to_no_other(address, is_theirs):
    assert is_connectors(address, here=True) is is_theirs


def test_the_keys_say_which_cloud_it_is():
    urls = ("", "https://login.botframework.azure.us/v1/", "https://login.botframework.azure.cn/v1/", "https://[")

    assert [cloud_of(url).tenant.rpartition(".")[2] for url in urls] == ["com", "us", "cn", "com"]
    assert [is_here(url) for url in (*urls, "http://localhost:1/")] == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (None, ""),
        ({"error": "no"}, ""),
        ({"error": {"code": "Forbidden", "innerHttpError": {"subCode": "AclCheckFailed"}}}, "AclCheckFailed"),
        ({"error": {"code": 7}}, ""),
    ],
)
def test_the_narrowest_word_for_a_refusal_is_read(told, code):
    assert troubles.code_of(told) == code


async def test_an_organisation_whose_connector_hangs_leaves_room_for_the_others(teams, client):
    teams.fail("post", hanging(), times=MOST_OF_ONE, tenant=teams.home)
    stuck = [asyncio.create_task(post(client, teams)) for _one in range(MOST_OF_ONE)]
    await teams.until(lambda: len(teams.calls_of("post")) == MOST_OF_ONE)
    one_more = await refusal(post(client, teams))
    ward = teams.a_team("Ward", teams.kim, tenant=teams.trust, installed=True)
    there = teams.core.service_url(teams.trust.id)
    elsewhere = await client.post(there, ward.id, SAID, must_be_in_time=always)
    teams.release()
    await asyncio.gather(*stuck, return_exceptions=True)

    assert isinstance(one_more, TakenError)
    assert elsewhere
    assert await post(client, teams)
