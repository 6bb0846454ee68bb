"""Statements A1 to A16: whatever comes, it is answered in time, kept once, and let in only if it is Slack's."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from bot.delivery.tick import turn
from bot.handlers.slack import answer, app
from bot.storage.schema import inbox
from tests.support.slack import Bot, a_bot

states = pytest.mark.states
MINUTE = timedelta(minutes=1)


@contextmanager
def nobody_can_write(data: Path) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(data / "convenor.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
async def hurried(
    slack, tmp_path, request: pytest.FixtureRequest, unhurried: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bot]:
    """With Slack's own patience, once the table is begun."""
    async with a_bot(slack, tmp_path / "data", request.param) as running:
        await running.begin()
        monkeypatch.setattr(app, "ANSWER_WITHIN", 2.5)
        monkeypatch.setattr(answer, "FORM_WITHIN", 0.3)
        slack.patience = 3.0
        yield running


@states("A1")
@pytest.mark.slow
@pytest.mark.parametrize("hurried", ["http", "socket"], indirect=True)
async def test_every_delivery_is_answered_in_time_and_truly_while_the_database_does_not(hurried, tmp_path: Path):
    slack = hurried.slack
    await slack.command("/commit", "ring the ward by Friday")
    listing = (await slack.command("/commit", "list")).said
    form = await slack.command("/commit")
    with nobody_can_write(tmp_path / "data"):
        command, press, submitted, mention, bare = await asyncio.gather(
            slack.command("/commit", "send the data", user=slack.sam),
            slack.press(listing, label="Done"),
            slack.submit(form.view, {"What will you do?": "write the letter"}),
            slack.mention("/commit read the report", only="app_mention"),
            slack.command("/commit", user=slack.sam),
        )
        await hurried.settled()
    told = [one.text for one in slack.ephemerals if one.only_for == slack.sam.id]

    assert command.said.text.startswith(("Not saved", "Still saving"))
    assert any(text.startswith("Not saved") and "You wrote: “/commit send the data”" in text for text in told)
    assert press.answer.ok
    assert any(one.text.startswith("Not saved") for one in slack.ephemerals if one.only_for == slack.priya.id)
    assert submitted.errors["words"].startswith(("Not saved", "Still saving"))
    assert not mention[0].answer.ok
    assert bare.view is not None, bare.said
    assert await hurried.kept() == ["ring the ward"]
    hurried.done()


@states("A1")
async def test_what_is_still_being_saved_is_said_so_and_told_when_it_is_kept(bot, monkeypatch):
    await bot.begin()
    going, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    from bot.services import desk

    real = desk.answer

    def slow(tx, request, *, now):
        reply = real(tx, request, now=now)
        loop.call_soon_threadsafe(going.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(20)
        return reply

    monkeypatch.setattr(desk, "answer", slow)
    monkeypatch.setattr(app, "ANSWER_WITHIN", 0.2)
    said = await bot.slack.command("/commit", "send the data by Friday")
    go_on.set()
    await bot.settled()

    assert said.said.text.startswith("Still saving")
    assert "You said you'd “send the data”" in bot.slack.ephemerals[-1].text
    assert await bot.kept() == ["send the data"]
    bot.done()


@states("A3")
async def test_what_cannot_be_stored_is_not_answered_2xx_and_its_retry_is_done_once(web, tmp_path: Path, monkeypatch):
    await web.begin()
    monkeypatch.setattr(app, "ANSWER_WITHIN", 0.5)
    with nobody_can_write(tmp_path / "data"):
        [refused] = await web.slack.mention("/commit send the data", user=web.slack.sam, only="app_mention")
    monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
    await web.slack.retry(every=True)
    await web.slack.again(refused)

    assert [one.status for one in refused.attempts] == [503, 200]
    assert await web.kept() == ["send the data"]
    assert len(await web.told(web.slack.sam)) == 1


@states("A3")
async def test_by_socket_mode_what_cannot_be_stored_is_not_acknowledged(slack, tmp_path, monkeypatch, unhurried):
    async with a_bot(slack, tmp_path / "data", "socket") as bot:
        await bot.begin()
        monkeypatch.setattr(app, "ANSWER_WITHIN", 0.3)
        slack.patience = 1.0
        with nobody_can_write(tmp_path / "data"):
            [refused] = await slack.mention("/commit send the data", user=slack.sam, only="app_mention")
        monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
        slack.patience = 30
        await slack.retry(every=True)

        assert not refused.attempts[0].ok
        assert await bot.kept() == ["send the data"]


@states("A4", "A7")
@pytest.mark.parametrize("at_once", [False, True])
async def test_the_same_delivery_four_times_has_one_effect_and_a_true_answer_each_time(bot, at_once: bool):
    await bot.begin()
    slack = bot.slack
    command = await slack.command("/commit", "send the data by Friday", user=slack.sam)
    [event] = await slack.mention("/commit ring the ward", user=slack.sam, only="message")
    listing = (await slack.command("/commit", "list", user=slack.sam)).said
    press = await slack.press(listing, "1:commitment.done:1:1", user=slack.sam)
    form = await slack.command("/table", "missing", user=slack.sam)
    submitted = await slack.submit(form.view, {"role": "a GP"}, user=slack.sam)
    for delivery in (command, event, press, submitted):
        answers = await slack.again(delivery, times=3, at_once=at_once)
        assert all(one.ok for one in answers)
        if delivery in (command, submitted):
            assert {json.dumps(one.body) for one in answers} == {json.dumps(delivery.body)}
    await bot.deliver()
    chairs = await slack.command("/table", user=slack.sam)

    assert sorted(await bot.kept()) == ["ring the ward", "send the data"]
    assert chairs.said.text.count("a GP") == 1
    assert len([row for row in await bot.owed("sent") if row.kind == "answer"]) == 2
    assert len(await bot.told(slack.sam)) == 1


@states("A4")
@pytest.mark.parametrize("first", ["app_mention", "message"])
async def test_one_mention_that_comes_as_both_events_in_either_order_is_one_commitment(bot, first):
    await bot.begin()
    told = await bot.slack.mention("/commit send the data by Friday", user=bot.slack.sam, first=first)

    assert [one.answer.ok for one in told] == [True, True]
    assert await bot.kept() == ["send the data"]
    assert len(await bot.told(bot.slack.sam)) == 1
    bot.done()


@states("A5")
@pytest.mark.parametrize("number", ["1", "2", "3"])
async def test_a_retry_of_what_was_never_seen_is_done(web, number):
    await web.begin()
    ts = web.slack.core.new_ts()
    event = {"type": "message", "channel": web.slack.table.id, "channel_type": "channel", "user": web.slack.sam.id}
    text = f"{web.slack.bot.mention} /commit send the data"
    body = {
        "type": "event_callback",
        "team_id": web.slack.home.team_id,
        "event_id": "EvLOST",
        "event": {**event, "text": text, "ts": ts},
    }
    headers = {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": "connection_failed"}
    answer = await web.slack.send(json.dumps(body).encode(), headers)

    assert answer.status == 200
    assert await web.kept() == ["send the data"]


@states("A6")
async def test_what_was_done_is_known_for_two_days_and_after_a_restart(slack, tmp_path, unhurried):
    async with a_bot(slack, tmp_path / "data", "http") as before:
        await before.begin()
        [event] = await slack.mention("/commit send the data", user=slack.sam, only="message")
    slack.clock.turn(timedelta(hours=47))
    async with a_bot(slack, tmp_path / "data", "http") as after:
        await turn(after.app.store, after.app.delivery, now=after.app.now())
        await slack.again(event)

        assert await after.kept() == ["send the data"]


@states("A7")
async def test_a_real_double_click_has_two_triggers_and_one_effect(bot):
    await bot.begin()
    await bot.slack.command("/commit", "ring the ward by Friday")
    card = (await bot.slack.command("/commit", "list")).said
    first, second = await asyncio.gather(bot.slack.press(card, label="Done"), bot.slack.press(card, label="Done"))
    await bot.deliver()

    assert first.trigger_id != second.trigger_id
    assert [kind for kind, _day in await bot.days()].count("kept") == 1
    assert "is done already" in " ".join(one.text for one in bot.slack.ephemerals)


async def test_how_long_slack_waited_is_a_figure_for_whoever_watches(web):
    async def counted() -> float:
        async with aiohttp.ClientSession() as session, session.get(f"{web.address}/metrics") as answer:
            families = text_string_to_metric_families(await answer.text())
            samples = (sample for family in families for sample in family.samples)
            return sum(one.value for one in samples if one.name == "convenor_ack_seconds_count")

    await web.begin()
    before = await counted()
    await web.slack.command("/commit", "send the data")

    assert await counted() == before + 1


@states("A7")
async def test_the_same_words_typed_again_within_ten_minutes_are_kept_once(bot):
    await bot.begin()
    await bot.slack.command("/commit", "send the data by Friday")
    again = await bot.slack.command("/commit", "send the data by Friday")

    assert "I've kept it once, as 1" in again.said.text
    assert await bot.kept() == ["send the data"]


@states("A8")
async def test_a_captured_request_has_no_second_effect_and_is_nobodys_after_five_minutes(web):
    await web.begin()
    command = await web.slack.command("/commit", "send the data by Friday")
    replayed = await web.slack.replay(command)
    web.slack.clock.turn(5 * MINUTE + timedelta(seconds=1))
    late = await web.slack.replay(command)

    assert replayed.body == command.body
    assert late.status == 401
    assert await web.kept() == ["send the data"]


BODY = json.dumps({"type": "event_callback", "secret": "nobody should read this"}).encode()


@states("A9", "A10")
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": None},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=\u00e9\u00e9"},
        {"X-Slack-Request-Timestamp": None},
        {"X-Slack-Request-Timestamp": "abc"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "1.5"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "\u0663"},
    ],
)
async def test_what_is_not_signed_is_nobodys(web, headers, capsys):
    answer = await web.slack.send(BODY, headers)

    assert answer.status == 401
    assert "nobody should read this" not in "".join(capsys.readouterr())
    assert await web.app.store.read(lambda tx: tx.execute(select(inbox.c.key)).all()) == []


@states("A9")
@pytest.mark.parametrize("age", [timedelta(seconds=301), timedelta(seconds=-301)])
async def test_an_old_or_a_future_signature_is_refused(web, age):
    assert (await web.slack.send(BODY, web.slack.sign(BODY, age=age))).status == 401
    assert (await web.slack.send(BODY, web.slack.sign(BODY, age=age * 0.9))).status == 200


@states("A12")
@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_body_that_is_too_large_is_cut_off(web):
    large = b'{"type": "' + b"x" * (2 * 1024 * 1024) + b'"}'

    assert (await web.slack.send(large)).status == 413
    assert (await web.slack.send(large, sign=False)).status == 413


@states("A12")
async def test_objects_in_objects_without_end_are_none_of_ours(web):
    deep = b'{"type":' + b"[" * 5000 + b"]" * 5000 + b"}"

    assert (await web.slack.send(deep)).status == 200
    assert web.door.dropped["shape"] == 1


@states("A13")
async def test_what_is_for_a_workspace_we_are_not_in_is_dropped(bot):
    await bot.begin()
    other = bot.slack.workspace("Elsewhere")
    bot.slack.install(other)
    stranger = bot.slack.person("Olu Ade", team=other)
    room = bot.slack.channel("elsewhere", stranger, team=other)
    [event] = await bot.slack.mention("/commit send it", user=stranger, channel=room, only="message")
    command = await bot.slack.command("/commit", "send it", user=stranger, channel=room)

    assert event.answer.ok
    assert command.answer.ok
    assert command.body in ("", None)
    assert bot.door.dropped["team"] == 2
    assert await bot.kept() == []


@states("A13")
@pytest.mark.parametrize("kind", ["channel_rename", "member_joined_channel", "reaction_added", "no_such_event"])
async def test_an_event_that_nobody_listens_to_is_answered_2xx(bot, kind):
    told = await bot.slack.event({"type": kind, "user": bot.slack.sam.id, "channel": bot.slack.table.id})

    assert told.answer.ok


@states("A14")
async def test_two_signing_secrets_hold_while_one_is_being_changed(slack, tmp_path, unhurried):
    both = f"the-new-one, {slack.signing_secret}"
    async with a_bot(slack, tmp_path / "data", "http", SLACK_SIGNING_SECRET=both):
        old = await slack.send(BODY)
        new = await slack.send(BODY, slack.sign(BODY, secret="the-new-one"))
        other = await slack.send(BODY, slack.sign(BODY, secret="another"))

    assert (old.status, new.status, other.status) == (200, 200, 401)


@states("A15")
async def test_events_that_slack_held_back_are_recorded_for_whoever_runs_it(bot, capsys):
    told = await bot.slack.rate_limited()

    assert told.answer.ok
    assert bot.door.dropped["limited"] == 1
    assert "slack.limited" in "".join(capsys.readouterr())


@states("A16")
async def test_a_reconnect_and_a_refresh_lose_nothing_and_double_nothing(slack, tmp_path: Path, unhurried):
    async with a_bot(slack, tmp_path / "data", "socket") as bot:
        await bot.begin()
        [event] = await slack.mention("/commit send the data", user=slack.sam, only="app_mention")
        await slack.refresh()
        await slack.connected()
        await slack.again(event)
        await slack.mention("/commit ring the ward", user=slack.sam)
        await slack.cut_sockets()
        await slack.until(lambda: slack.connections == 0)
        await slack.connected(seconds=60)
        await slack.again(event, times=2, at_once=True)
        await slack.mention("/commit write the letter", user=slack.sam)
        await slack.retry(every=True)

        assert await bot.kept() == ["send the data", "ring the ward", "write the letter"]
        assert len(await bot.told(slack.sam)) == 3


@states("A16")
@pytest.mark.parametrize("frame", ["null", "[]", '"x"', "{", '{"type": "events_api", "payload": []}', "{}"])
async def test_a_frame_that_is_none_leaves_the_connection_alive(slack, tmp_path: Path, frame, unhurried):
    async with a_bot(slack, tmp_path / "data", "socket") as bot:
        await bot.begin()
        await slack.socket_frame(frame)
        said = await slack.command("/commit", "send the data")

        assert said.said
        assert await bot.kept() == ["send the data"]


async def test_the_url_is_verified(bot):
    told = await bot.slack.verification() if bot.slack.connections == 0 else None

    assert told is None or not told.failed


async def test_nothing_is_taken_before_slack_said_who_we_are(web):
    web.door.workspaces.own.here = None
    [event] = await web.slack.mention("/commit send the data", only="message")
    command = await web.slack.command("/commit", "send the data")

    assert event.status == 503
    assert command.said.text == (
        "Not saved: I've only just started. Please send it again in a minute. You wrote: “/commit send the data”"
    )


async def test_a_link_button_and_other_bots_buttons_are_acknowledged(bot):
    await bot.begin()
    kept = await bot.slack.command("/commit", "ring the ward by Friday")
    kept.said.blocks[1]["elements"][0]["action_id"] = "somebody_elses"
    pressed = await bot.slack.press(kept.said, "somebody_elses")

    assert pressed.answer.ok
    assert await bot.owed() == []
