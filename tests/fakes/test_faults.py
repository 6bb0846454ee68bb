"""Trouble on demand: what was done, and what the caller gets to know of it."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.bots import Client
from tests.fakes.slack import faults


async def post(slack, call):
    return await call.web.chat_postMessage(channel=slack.table.id, text="Hello")


async def test_too_many_calls_say_how_long_to_wait(slack, call):
    slack.fail("chat.postMessage", faults.ratelimited(7))

    with pytest.raises(SlackApiError) as refused:
        await post(slack, call)
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    await post(slack, call)
    assert len(slack.posted) == 1


async def test_a_fault_is_for_so_many_calls_of_one_method_of_one_workspace(slack, call):
    ward = slack.workspace("Ward 9 Trust")
    other = Client(slack, slack.install(ward).bot_token)
    slack.fail("auth.test", faults.error("internal_error"), times=2, team=ward)

    assert await call.error("auth.test") == ""
    assert await other.error("api.test") == ""
    assert [await other.error("auth.test") for _ in range(3)] == ["internal_error", "internal_error", ""]


async def test_any_call_can_be_met(slack, call):
    slack.fail("*", faults.broken(503), times=2)

    for method in ("auth.test", "api.test"):
        with pytest.raises(SlackApiError) as refused:
            await call.web.api_call(method)
        assert refused.value.response.status_code == 503
    assert await call.error("auth.test") == ""


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        (faults.error("internal_error"), 0),
        (faults.error("fatal_error", done=True), 1),
        (faults.CUT, 0),
        (faults.LOST, 1),
        (faults.LATE, 0),
        (faults.hanging(), 0),
        (faults.hanging(done=True), 1),
    ],
)
async def test_what_was_done_although_the_caller_was_told_otherwise(slack, fault, posted):
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    slack.fail("chat.postMessage", fault)

    with pytest.raises((SlackApiError, aiohttp.ClientError, TimeoutError)):
        async with asyncio.timeout(0.2):
            await client.chat_postMessage(channel=slack.table.id, text="Hello")
    assert len(slack.posted) == posted
    assert len(slack.calls) == 1


async def test_a_late_one_is_seen_only_once_it_was_accepted(slack, call):
    slack.fail("chat.postMessage", faults.LATE)
    with pytest.raises(aiohttp.ClientError):
        await post(slack, call)
    before = await call("conversations.history", channel=slack.table.id)
    await slack.accept_late()
    after = await call("conversations.history", channel=slack.table.id)

    assert [len(page["messages"]) for page in (before, after)] == [0, 1]


async def test_a_hanging_call_ends_when_it_is_let_go(slack, call):
    slack.fail("chat.postMessage", faults.hanging())
    waiting = asyncio.create_task(post(slack, call))
    await slack.until(lambda: slack.calls)
    slack.release()

    with pytest.raises(aiohttp.ClientError):
        await waiting


async def test_the_default_client_posts_twice_when_the_reply_is_lost(slack):
    """What the product has to guard against shows here."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    slack.fail("chat.postMessage", faults.LOST)
    await client.chat_postMessage(channel=slack.table.id, text="Hello")

    assert [message.text for message in slack.posted] == ["Hello", "Hello"]


async def test_history_may_be_refused(slack, call):
    slack.fail("conversations.history", faults.error("missing_scope"))

    assert await call.error("conversations.history", channel=slack.table.id) == "missing_scope"
    assert await call.error("conversations.history", channel=slack.table.id) == ""
