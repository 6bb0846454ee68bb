"""What is sent to Slack: once, by the way that is open, to Slack and to nobody else; and what its refusals mean."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import update

from bot.delivery.sender import DeliveryError, OutcomeUnknownError, Outgoing
from bot.delivery.tick import turn
from bot.handlers.slack.client import is_slacks
from bot.handlers.slack.own import comes_back
from bot.handlers.slack.running import Route
from bot.handlers.slack.troubles import meaning
from bot.messages.cards.alarms import Trouble
from bot.services import auditing
from bot.storage.outbox import row_of
from bot.storage.schema import identity, outbox, route
from tests.fakes.slack import Clock, faults
from tests.messages.examples import everything
from tests.support.scene import paused

states = pytest.mark.states
MINUTE = timedelta(minutes=1)


async def welcomed(bot):
    """Sam is owed the welcome, and it goes out."""
    await bot.slack.command("/commit", "send the data", user=bot.slack.sam)
    await bot.settled()
    await turn(bot.app.store, bot.app.delivery, now=bot.app.now())


async def a_row(bot, kind="welcome"):
    return next(row for row in await bot.rows(outbox) if row.kind == kind)


def answered(status: int, code: str = "") -> SlackApiError:
    """What the SDK raises for an answer; without a code there was no JSON in it."""
    response = {"ok": False, "error": code} if code else {}
    return SlackApiError("x", SimpleNamespace(data=response, status_code=status, headers={}))


@states("C14")
async def test_what_matters_is_kept_where_it_can_be_seen_again(bot):
    await bot.begin()
    kept = await bot.slack.command("/commit", "send the data by Friday", user=bot.slack.sam)
    bot.slack.ephemerals.clear()
    listed = await bot.slack.command("/commit", "list", user=bot.slack.sam)
    await bot.slack.home_opened(user=bot.slack.sam)
    await bot.settled()

    assert kept.said.only_for
    assert "“send the data”" in listed.said.text
    assert any("send the data" in view.words for view in bot.slack.views if view.kind == "home")


@states("C14", "C15")
async def test_an_answer_whose_response_url_is_over_comes_as_a_direct_message(bot):
    await bot.begin()
    kept = await bot.slack.command("/commit", "send the data by Friday")
    await bot.slack.press(kept.said, label="More")
    bot.slack.clock.turn(31 * MINUTE)
    [answer] = await bot.told(bot.slack.priya)

    assert "How it stands: open" in answer.text


@states("C15")
@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", True),
        ("https://hooks.slack-gov.com/actions/T1/2/x", True),
        ("http://hooks.slack.com/commands/T1/2/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://hooks.slack.com:8443/x", False),
        ("https://evil@hooks.slack.com/x", False),
        ("https://evil.example/hooks.slack.com", False),
        ("http://169.254.169.254/latest/meta-data", False),
        ("http://127.0.0.1:5001/x", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_a_response_url_is_slacks_or_refused(url, is_one):
    assert is_slacks(url, "https://slack.com/api/") is is_one


@states("C15")
def test_on_this_machine_only_the_slack_that_was_named_is_one():
    api = "http://127.0.0.1:5000/api/"

    assert is_slacks("http://127.0.0.1:5000/commands/x", api)
    assert not is_slacks("http://127.0.0.1:5001/commands/x", api)
    assert not is_slacks("http://localhost:5000/commands/x", api)
    assert is_slacks("http://localhost:5000/commands/x", "http://localhost:5000/api/")
    assert not is_slacks("https://slack.example/x", "https://slack.example/api/")


@states("C15")
async def test_a_response_url_is_used_five_times_within_half_an_hour(web):
    one, other = [(await web.slack.command("/table", "help")).response_url for _time in range(2)]
    await web.settled()
    client, now = web.door.workspaces.own.client, web.app.now()
    for _use in range(5):
        await client.respond(one, {"text": "x"}, now=now)
    with pytest.raises(DeliveryError):
        await client.respond(one, {"text": "x"}, now=now)
    await client.respond(other, {"text": "x"}, now=now)
    with pytest.raises(DeliveryError):
        await client.respond(other, {"text": "x"}, now=now + 31 * MINUTE)
    with pytest.raises(DeliveryError):
        await client.respond("https://evil.example/x", {"text": "x"}, now=now)

    assert [response.status for response in web.slack.responses] == [200] * 6


async def test_a_message_carries_its_rows_mark_and_nothing_about_anybody(bot):
    await bot.begin()
    await welcomed(bot)
    row = await a_row(bot)
    [message] = await bot.told(bot.slack.sam)
    mark = row_of(row).mark

    assert message.metadata == {"event_type": "convenor_message", "event_payload": {"id": mark}}
    assert message.blocks[0]["block_id"] == f"convenor:{mark}"
    assert mark.startswith(f"{row.id}.")
    assert row.message_id == f"{message.channel_id}/{message.ts}"


async def asked_later(bot, *minutes):
    """Delivery's turns, so many minutes after the welcome went out."""
    began = bot.app.now()
    for minute in minutes:
        bot.slack.clock.turn(began + minute * MINUTE - bot.app.now())
        await bot.deliver()


@states("C2")
async def test_a_reply_that_is_lost_after_the_post_is_no_reason_to_post_again(bot):
    await bot.begin()
    bot.slack.fail("chat.postMessage", faults.LOST)
    await welcomed(bot)
    await asked_later(bot, 1, 60)

    row = await a_row(bot)
    [message] = [one for one in bot.slack.history(bot.slack.dm(bot.slack.sam)) if one.bot_id]
    assert len(bot.slack.calls_of("chat.postMessage")) == 1
    assert (row.state, row.message_id) == ("sent", f"{message.channel_id}/{message.ts}")


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
async def test_a_lost_reply_is_found_although_our_clock_is_not_slacks(web, hours):
    await web.begin()
    await web.slack.command("/commit", "send the data", user=web.slack.sam)
    await web.settled()
    ours, web.slack.core.clock = web.slack.clock, Clock(web.app.now() + timedelta(hours=hours))
    web.slack.core._last_micros = 0
    web.slack.fail("chat.postMessage", faults.LOST)
    for _minute in range(4):
        await turn(web.app.store, web.app.delivery, now=web.app.now())
        ours.turn(MINUTE)

    assert (await a_row(web)).state == "sent"
    assert len(web.slack.calls_of("chat.postMessage")) == 1


async def test_a_message_is_found_behind_all_that_was_said_since(web):
    await web.begin()
    table = web.slack.table
    [said] = [await web.slack.say("This was here.", channel=table)]
    web.slack.clock.turn(60 * MINUTE)
    for number in range(20):
        await web.slack.say(f"And more: {number}", channel=table)
    moment = web.app.now() - 60 * MINUTE
    bounds = {"since": moment - MINUTE, "until": moment + MINUTE}
    mark = said.blocks[0]["block_id"]

    assert await web.door.workspaces.own.client.find(table.id, mark, **bounds) == said.ts
    assert await web.door.workspaces.own.client.find(table.id, "convenor:0", **bounds) is None


@states("C3")
@pytest.mark.parametrize("fault", [faults.CUT, faults.error("internal_error"), faults.error("fatal_error")])
async def test_what_slack_did_not_take_is_asked_about_twice_and_posted_once(web, fault):
    await web.begin()
    web.slack.fail("chat.postMessage", fault)
    await welcomed(web)
    in_doubt = (await a_row(web)).state
    await asked_later(web, 0, 1)
    posts = len(web.slack.calls_of("chat.postMessage"))
    await asked_later(web, 1, 2)

    assert (in_doubt, posts) == ("unknown", 1)
    assert (await a_row(web)).state == "sent"
    assert len(await web.told(web.slack.sam)) == 1


@states("C3")
async def test_what_slack_took_late_is_found_and_not_posted_again(web):
    await web.begin()
    web.slack.fail("chat.postMessage", faults.LATE)
    await welcomed(web)
    await asked_later(web, 0)
    missing = (await a_row(web)).reason
    await web.slack.accept_late()
    await asked_later(web, 2, 3)

    assert missing == "not_there"
    assert (await a_row(web)).state == "sent"
    assert len(web.slack.calls_of("chat.postMessage")) == 1


async def test_where_slack_will_not_say_it_stays_in_doubt_and_is_not_posted_again(web):
    await web.begin()
    web.slack.fail("chat.postMessage", faults.LOST)
    web.slack.fail("conversations.history", faults.error("missing_scope"), times=9)
    await welcomed(web)
    await asked_later(web, 1, 60)

    assert (await a_row(web)).state == "unknown"
    assert len(web.slack.calls_of("chat.postMessage")) == 1


async def test_slacks_own_wait_is_kept_when_it_is_asked(web):
    await web.begin()
    web.slack.fail("chat.postMessage", faults.LOST)
    web.slack.fail("conversations.history", faults.ratelimited(300))
    await welcomed(web)
    await asked_later(web, 0, 2, 4)
    asked = len(web.slack.calls_of("conversations.history"))
    await asked_later(web, 6)

    assert asked == 1
    assert (await a_row(web)).state == "sent"


async def test_our_own_message_that_comes_back_says_that_it_arrived(bot):
    await bot.begin()
    bot.slack.fail("chat.postMessage", faults.LOST)
    await welcomed(bot)
    [message] = bot.slack.history(bot.slack.dm(bot.slack.sam))
    await bot.slack.own_message_returns(message)

    row = await a_row(bot)
    assert (row.state, row.message_id) == ("sent", f"{message.channel_id}/{message.ts}")


@pytest.mark.parametrize(
    ("fault", "state", "reason", "works"),
    [
        (faults.ratelimited(90), "owed", "ratelimited", None),
        (faults.error("is_archived"), "failed", "is_archived", False),
        (faults.error("account_inactive"), "owed", "account_inactive", None),
        (faults.error("internal_error"), "unknown", "internal_error", None),
        (faults.broken(502), "unknown", "http_502", None),
        (faults.CUT, "unknown", "no_answer", None),
        (faults.error("some_new_code"), "owed", "some_new_code", None),
    ],
)
async def test_what_slack_answers_says_what_becomes_of_a_message(web, fault, state, reason, works):
    await web.begin()
    web.slack.fail("chat.postMessage", fault)
    await welcomed(web)
    row = await a_row(web)
    routes = [one for one in await web.rows(route) if one.platform == "slack" and one.person_id == row.person_id]

    assert (row.state, row.reason) == (state, reason)
    assert routes[0].works is works


async def test_slacks_own_wait_is_kept(web):
    await web.begin()
    web.slack.fail("chat.postMessage", faults.ratelimited(90))
    await welcomed(web)

    assert (await a_row(web)).due_at == web.app.now() + timedelta(seconds=90)


@states("C9")
async def test_whoever_asked_slack_for_quiet_is_written_to_after_it_and_answered_meanwhile(web):
    await web.begin()
    begun = int(web.app.now().timestamp())
    web.slack.sam.dnd = (begun - 60, begun + 3600)
    await welcomed(web)
    waiting = await a_row(web)
    [answered] = await web.slack.mention("/commit ring the ward", user=web.slack.sam, only="message")
    await web.deliver()
    during = [one.text for one in web.slack.history(web.slack.dm(web.slack.sam)) if one.bot_id]
    web.slack.clock.turn(timedelta(hours=1))
    await turn(web.app.store, web.app.delivery, now=web.app.now())

    assert answered.answer.ok
    assert (waiting.state, waiting.reason, waiting.attempts) == ("owed", "not_disturb", 0)
    assert waiting.due_at.timestamp() == begun + 3600
    assert any("ring the ward" in text for text in during)
    assert not any("May I write to you" in text for text in during)
    assert (await a_row(web)).state == "sent"


@states("C9", "D6")
@pytest.mark.parametrize("trouble", ["no scope", "a limit", "out of its time", "no moment", "none set"])
async def test_what_slack_does_not_say_about_quiet_holds_nobody_up(web, trouble):
    await web.begin()
    begun = int(web.app.now().timestamp())
    web.slack.sam.dnd = (begun - 60, begun + 3600)
    if trouble == "no scope":
        web.slack.installation().scopes.discard("dnd:read")
    elif trouble == "a limit":
        web.slack.fail("dnd.info", faults.ratelimited(30))
    elif trouble == "no moment":
        web.slack.sam.dnd = (begun - 60, (begun + 3600) * 1000)
    elif trouble == "out of its time":
        web.slack.sam.dnd = (begun + 3600, begun + 7200)
    else:
        web.slack.sam.dnd = None
    await welcomed(web)

    assert (await a_row(web)).state == "sent"
    assert len(web.slack.calls_of("dnd.info")) == 1


async def test_what_is_late_by_the_time_its_bytes_would_leave_stays_here(web):
    await web.begin()
    in_time = Outgoing(row_id=1, person_id=1, place_id=None, card=everything("x")["talk.on"], now=web.app.now())  # type: ignore[arg-type] # It is a card.
    asked = []

    def late() -> bool:
        asked.append(web.slack.calls_of("conversations.open"))
        return False

    with pytest.raises(DeliveryError):
        await Route(web.door).send(replace(in_time, in_time=late))

    assert len(asked) == 1
    assert web.slack.calls_of("chat.postMessage") == []


@states("C4")
async def test_a_method_that_slack_limits_is_not_called_before_its_time_and_others_are(web):
    await web.begin()
    web.slack.fail("chat.postMessage", faults.ratelimited(90))
    await welcomed(web)
    for _times in range(8):
        web.slack.clock.turn(timedelta(seconds=11))
        await turn(web.app.store, web.app.delivery, now=web.app.now())
    early = len(web.slack.calls_of("chat.postMessage"))
    form = await web.slack.command("/commit")
    web.slack.clock.turn(timedelta(seconds=3))
    await turn(web.app.store, web.app.delivery, now=web.app.now())

    assert early == 1
    assert form.view is not None
    assert (await a_row(web)).state == "sent"


@states("C6")
async def test_a_workspace_that_lets_us_in_no_more_is_not_called_for_an_hour_and_an_alarm_is_raised(web):
    await web.begin()
    web.slack.fail("chat.postMessage", faults.error("account_inactive"))
    await welcomed(web)
    called = len(web.slack.calls)
    for _times in range(5):
        web.slack.clock.turn(timedelta(minutes=11))
        await turn(web.app.store, web.app.delivery, now=web.app.now())
    during = len(web.slack.calls) - called
    closed = await paused(web.app.store, now=web.app.now())
    alarms = [one.trouble for one in await web.app.store.read(auditing.look, now=web.app.now())]
    web.slack.clock.turn(timedelta(minutes=6))
    await turn(web.app.store, web.app.delivery, now=web.app.now())

    assert during == 0
    assert alarms == [Trouble.WAYS]
    assert closed["slack"] == "account_inactive"
    assert (await a_row(web)).state == "sent"


async def test_a_route_that_worked_is_noted(web):
    await web.begin()
    await welcomed(web)
    row = await a_row(web)
    [found] = [one for one in await web.rows(route) if one.platform == "slack" and one.person_id == row.person_id]

    assert (found.works, found.reason) == (True, None)


async def test_somebody_slack_does_not_know_cannot_be_reached(web):
    await web.begin()
    await web.slack.command("/commit", "send the data", user=web.slack.sam)
    await web.settled()
    await web.app.store.run(lambda tx: tx.execute(update(identity).values(platform="teams")) and None)
    await turn(web.app.store, web.app.delivery, now=web.app.now())

    assert (await a_row(web)).reason == "user_not_found"


async def test_nothing_is_sent_before_slack_said_who_we_are(web):
    await web.begin()
    web.door.workspaces.own.here = None
    await turn(web.app.store, web.app.delivery, now=web.app.now())
    card = everything("x")["talk.on"]
    message = Outgoing(row_id=1, person_id=1, place_id=None, card=card, now=web.app.now())  # type: ignore[arg-type] # It is a card.

    with pytest.raises(DeliveryError, match=r"slack\.unknown"):
        await Route(web.door).send(message)


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (aiohttp.ServerDisconnectedError(), OutcomeUnknownError, "no_answer"),
        (TimeoutError(), OutcomeUnknownError, "no_answer"),
        (aiohttp.ConnectionTimeoutError(), DeliveryError, "network"),
        (answered(503, "service_unavailable"), OutcomeUnknownError, "service_unavailable"),
        (answered(500), OutcomeUnknownError, "http_500"),
        (answered(200), OutcomeUnknownError, "http_200"),
        (answered(404), DeliveryError, "http_404"),
        (answered(302), DeliveryError, "http_302"),
        (answered(200, "msg_too_long"), DeliveryError, "msg_too_long"),
        (answered(200, "ratelimited"), DeliveryError, "ratelimited"),
        (ValueError("x"), DeliveryError, "ValueError"),
    ],
)
def test_what_the_network_does_says_whether_anybody_can_know(error, kind, code):
    found = meaning(error)

    assert (type(found), found.code) == (kind, code)


@pytest.mark.states("E3")
def test_a_network_that_is_down_is_no_try_of_a_message():
    assert meaning(aiohttp.ConnectionTimeoutError()).everybodys


@states("C4")
def test_a_limit_is_the_methods_own():
    limit = answered(429)

    assert (meaning(limit).everybodys, meaning(limit, "conversations.open").everybodys) == (True, False)
    assert meaning(limit, "conversations.open").retry_after


async def test_a_number_that_is_given_anew_is_not_taken_for_the_message_that_bore_it_before(web):
    """As after a restore of what was saved before it was sent."""
    await web.begin()
    web.slack.fail("chat.postMessage", faults.LOST)
    await welcomed(web)
    row = await a_row(web)
    [before] = [one for one in web.slack.history(web.slack.dm(web.slack.sam)) if one.bot_id]
    await web.app.store.run(lambda tx: tx.execute(update(outbox).values(subject="another")) and None)
    event = {"blocks": before.blocks, "channel": before.channel_id, "ts": before.ts}
    await comes_back(web.app.store, event, now=web.app.now())
    await asked_later(web, 1, 2, 4)

    assert (row.state, (await a_row(web)).state) == ("unknown", "sent")
    assert len(web.slack.calls_of("chat.postMessage")) == 2


async def test_a_card_redrawn_after_it_was_deleted_comes_as_a_new_message_only_for_answers(bot):
    await bot.begin()
    await bot.slack.direct("/commit ring the ward by Friday")
    [card] = await bot.told(bot.slack.priya)
    bot.slack.fail("chat.update", faults.error("message_not_found"))
    await bot.slack.press(card, label="More")
    both = await bot.told(bot.slack.priya)

    assert len(both) == 2
    assert "How it stands: open" in both[1].text


async def test_a_view_that_was_closed_meanwhile_is_answered_by_a_direct_message(bot):
    begun = await bot.begin()
    bot.slack.fail("views.update", faults.error("not_found"))
    kept = await bot.slack.submit((await bot.slack.command("/commit")).view, {"What will you do?": "ring the ward"})
    await bot.slack.press(kept.view, label="More")
    told = await bot.told(bot.slack.priya)

    assert begun
    assert "How it stands: open" in told[0].text


async def test_an_answer_in_a_view_stands_in_the_view(bot):
    await bot.begin()
    kept = await bot.slack.submit((await bot.slack.command("/commit")).view, {"What will you do?": "ring the ward"})
    await bot.slack.press(kept.view, label="More")
    await bot.deliver()

    assert "*How it stands*" in kept.view.words
    bot.done()


async def test_a_press_at_home_is_answered_by_a_direct_message(bot):
    await bot.begin()
    await bot.slack.command("/table", "missing a GP")
    await bot.slack.home_opened()
    await bot.settled()
    [home] = [view for view in bot.slack.views if view.kind == "home"]
    asked = await bot.slack.press(home, label="Add a missing chair")
    added = await bot.slack.submit(asked.view, {"role": "a carer"})

    assert "a carer is missing here" in added.view.words
    bot.done()


async def test_answers_are_sent_at_once_when_they_are_owed(bot):
    await bot.begin()
    delivering = asyncio.create_task(bot.app.delivery.keep_delivering(bot.app.now))
    await bot.slack.mention("/commit ring the ward", user=bot.slack.sam)
    await bot.slack.until(lambda: bot.slack.posted, seconds=20)
    delivering.cancel()

    assert "“ring the ward”" in bot.slack.posted[0].text


async def test_everything_that_was_held_on_somebody_is_gone_and_they_are_told(bot):
    await bot.begin()
    await bot.slack.direct("/table erase me yes")
    [goodbye] = await bot.told(bot.slack.priya)

    assert "It's gone." in goodbye.text
    assert await bot.rows(outbox) == []
