"""Signed HTTP: what the bot gets, and Slack's three retries."""

import asyncio
import json
from datetime import timedelta

import pytest
from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from tests.fakes.bots import Bot, listening


class Now(SdkClock):
    def __init__(self, clock):
        self._clock = clock

    def now(self):
        return self._clock.now().timestamp()


@pytest.fixture
def verifier(slack, clock):
    return SignatureVerifier(slack.signing_secret, Now(clock))


def is_valid(verifier, bot):
    return verifier.is_valid_request(bot.bodies[-1], bot.headers[-1])


async def test_slacks_own_verifier_takes_what_is_sent(slack, bot, verifier):
    await slack.command("/commit", "é & <@U>")
    assert is_valid(verifier, bot)
    assert bot.headers[-1]["Content-Type"] == "application/x-www-form-urlencoded"
    await slack.say("Hello")

    assert is_valid(verifier, bot)
    assert bot.headers[-1]["Content-Type"] == "application/json"
    assert bot.headers[-1]["User-Agent"].startswith("Slackbot 1.0")


async def test_signatures_may_be_wrong_or_old_on_demand(slack, bot, verifier):
    body = b'{"type": "event_callback"}'

    async def sent(headers):
        await slack.send(body, headers)
        return is_valid(verifier, bot)

    assert await sent({}) is True
    assert await sent(slack.sign(body, secret="another")) is False
    assert await sent(slack.sign(body, age=timedelta(seconds=301))) is False
    assert await sent(slack.sign(body, age=timedelta(seconds=-301))) is False
    assert await sent(slack.sign(body, age=timedelta(seconds=300))) is True
    assert await sent(slack.sign(b"other")) is False
    await slack.send(body, {"X-Slack-Signature": None})
    assert "X-Slack-Signature" not in bot.headers[-1]
    told = await slack.command("/commit")
    assert slack.body_of(told) == bot.bodies[-1]
    await slack.send(body, sign=False)
    assert "X-Slack-Request-Timestamp" not in bot.headers[-1]


async def test_an_event_that_is_refused_comes_three_times_more(slack, bot, later):
    bot.status = 503
    await slack.say("Hello")
    assert len(await slack.retry()) == 1
    assert await slack.retry() == []
    later(seconds=59)
    assert await slack.retry() == []
    later(seconds=1)
    assert len(await slack.retry()) == 1
    later(minutes=4)
    assert len(await slack.retry()) == 1
    later(days=1)
    assert await slack.retry() == []

    numbers = [headers.get("X-Slack-Retry-Num") for headers in bot.headers]
    assert numbers == [None, "1", "2", "3"]
    assert bot.headers[1]["X-Slack-Retry-Reason"] == "http_error"
    assert len({json.loads(body)["event_id"] for body in bot.bodies}) == 1


async def test_it_comes_no_more_once_it_was_taken(slack, bot):
    bot.status = 503
    await slack.say("Hello")
    bot.status = 200
    await slack.retry(every=True)

    assert [answer.status for answer in slack.deliveries[-1].attempts] == [503, 200]
    assert await slack.retry(every=True) == []


async def test_a_bot_may_ask_for_no_retry(slack, bot):
    bot.status, bot.answer_headers = 500, {"X-Slack-No-Retry": "1"}
    await slack.say("Hello")

    assert await slack.retry(every=True) == []


async def test_commands_and_buttons_are_never_repeated(slack, bot):
    bot.status = 500
    told = await slack.command("/commit")

    assert told.failed
    assert await slack.retry(every=True) == []


async def test_an_answer_that_is_too_late_is_none(slack, bot):
    slack.patience = 0.05
    bot.first = asyncio.Event().wait
    told = await slack.command("/commit")

    assert (told.status, told.answer.reason, told.failed) == (0, "http_timeout", True)
    assert told.answer.seconds >= 0.05


async def test_a_bot_that_is_not_there_is_a_failed_connection(slack):
    async with listening(Bot()) as url:
        slack.serve_at(url)
    await slack.say("Hello")

    assert slack.deliveries[-1].answer.reason == "connection_failed"


async def test_the_same_is_delivered_again_with_the_same_ids(slack, bot):
    told = await slack.command("/commit", "share the data", trigger="T1")
    answers = await slack.again(told, times=3, at_once=True)

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len(set(bot.bodies)) == 1
    assert bot.form["trigger_id"] == "T1"


async def test_an_event_is_delivered_again_as_a_retry(slack, bot):
    await slack.say("Hello")
    await slack.again(slack.deliveries[-1], times=2)

    assert [headers.get("X-Slack-Retry-Num") for headers in bot.headers] == [None, "1", "2"]


async def test_a_captured_request_is_replayed_to_the_byte(slack, bot, verifier, later):
    told = await slack.command("/commit")
    later(seconds=299)
    await slack.replay(told)
    assert is_valid(verifier, bot)
    later(seconds=2)
    await slack.replay(told)

    assert not is_valid(verifier, bot)
    assert len(set(bot.bodies)) == 1
    assert len({headers["X-Slack-Signature"] for headers in bot.headers}) == 1


async def test_several_processes_are_told_in_turn(slack):
    first, second = Bot(), Bot()
    async with listening(first) as one, listening(second) as other:
        slack.serve_at(one, other)
        for _ in range(4):
            await slack.command("/commit")

    assert (len(first.bodies), len(second.bodies)) == (2, 2)


@pytest.mark.parametrize("form", [lambda c: c, lambda c: {"challenge": c}, lambda c: f"challenge={c}"])
async def test_the_address_is_verified_by_a_challenge(slack, bot, form):
    async def answer():
        bot.answer = form(json.loads(bot.bodies[-1])["challenge"])

    bot.first = answer
    assert not (await slack.verification()).failed
    bot.first, bot.answer = None, "other"

    assert (await slack.verification()).failed
