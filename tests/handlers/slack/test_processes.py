"""Several processes, killed ones, and a database that sleeps: one effect, and a true answer each time."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.clock import Clock
from bot.delivery.shift import LEASE
from bot.handlers.slack import answer, app
from bot.storage.schema import outbox
from tests.fakes.slack import faults
from tests.support import databases, postgres
from tests.support.proxy import Proxy, in_a_thread
from tests.support.slack import Bot, a_bot, for_a_process

states = pytest.mark.states
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def process(slack, data, *, dies_at: str = "", **more: str) -> AsyncIterator[str]:
    """A bot in a process of its own, listening; its address."""
    port, known = free_port(), len(slack.calls_of("auth.test"))
    program = ("-m", "tests.support.dying", dies_at) if dies_at else ("-m", "bot.cli")
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, *program, "run", "--port", str(port)),
        env=for_a_process(slack, data, **more),
        cwd=data,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await slack.until(lambda: len(slack.calls_of("auth.test")) > known, seconds=60)
        await listens(port)
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGTERM)
        await running.wait()


async def listens(port: int) -> None:
    """The server is started after Slack was asked who we are, or before it."""
    for _try in range(100):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return


@pytest.fixture
async def slack(slack):
    """With the machine's own time, as processes have it."""
    slack.core.clock = Clock()
    return slack


@pytest.fixture
def data(tmp_path):
    """A folder for one bot after the other."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@asynccontextmanager
async def looked_at(slack, data, **more: str) -> AsyncIterator[Bot]:
    """The database, seen by a bot in this process that nothing is delivered to."""
    async with a_bot(slack, data, "http", **more) as bot:
        slack.serve_at()
        yield bot


async def begin(slack) -> None:
    asked = await slack.command("/table", "new")
    for _try in range(5):
        # A busy machine may take longer than Slack waits; then it says so, and the same form is sent again.
        if not (await slack.submit(asked.view, {"name": "Home from hospital"})).errors:
            return
    raise AssertionError


@states("A2", "A4", "A7")
@pytest.mark.parametrize("kind", ["command", "message", "action", "form"])
async def test_killed_between_the_commit_and_the_answer_it_is_done_once_and_answered(slack, data, kind):
    async with process(slack, data) as before:
        slack.serve_at(before)
        await begin(slack)
        await slack.command("/commit", "ring the ward by Friday")
        listing = (await slack.command("/commit", "list")).said
        form = (await slack.command("/commit")).view
    async with process(slack, data, dies_at=kind) as dying:
        slack.serve_at(dying)
        if kind == "command":
            lost = await slack.command("/commit", "send the data by Friday")
        elif kind == "message":
            [lost] = await slack.mention("/commit send the data by Friday", only="message")
        elif kind == "action":
            lost = await slack.press(listing, label="Done")
        else:
            lost = await slack.submit(form, {"What will you do?": "send the data"})
    async with process(slack, data) as after:
        slack.serve_at(after)
        answers = await slack.again(lost)
        if kind in ("message", "action"):
            await slack.until(lambda: slack.posted or len(slack.ephemerals) > 2 or slack.updated, seconds=20)
    async with looked_at(slack, data) as bot:
        assert not lost.attempts[0].ok
        assert answers[0].status == 200
        expected = ["ring the ward"] if kind == "action" else ["ring the ward", "send the data"]
        assert await bot.kept() == expected
        assert [row.state for row in await bot.owed("owed")] == []
        if kind == "command":
            assert "You said you'd “send the data”" in answers[0].body["text"]
        if kind == "action":
            assert [one for one, _day in await bot.days()].count("kept") == 1


@states("A4")
@pytest.mark.parametrize("at_once", [False, True])
async def test_four_times_over_two_processes_has_one_effect(slack, data, at_once):
    name, address = databases.postgresql()
    try:
        async with (
            process(slack, data, CONVENOR_DATABASE_URL=address) as one,
            process(slack, data, CONVENOR_DATABASE_URL=address) as other,
        ):
            slack.serve_at(one, other)
            await begin(slack)
            await slack.until(lambda: slack.posted, seconds=20)
            command = await slack.command("/commit", "send the data by Friday", user=slack.sam)
            told = await slack.mention("/commit ring the ward", user=slack.sam)
            listing = (await slack.command("/commit", "list", user=slack.sam)).said
            press = await slack.press(listing, "1:commitment.done:1:1", user=slack.sam)
            form = await slack.command("/table", "missing", user=slack.sam)
            submitted = await slack.submit(form.view, {"role": "a GP"}, user=slack.sam)
            for delivery in (command, *told, press, submitted):
                answers = await slack.again(delivery, times=4, at_once=at_once)
                assert all(answer.ok for answer in answers)
            await slack.until(lambda: len(slack.posted) > 1 and slack.responses, seconds=20)
        async with looked_at(slack, data, CONVENOR_DATABASE_URL=address) as bot:
            assert sorted(await bot.kept()) == ["ring the ward", "send the data"]
            assert [kind for kind, _day in await bot.days()].count("kept") == 1
            assert len([row for row in await bot.owed("sent") if row.kind == "answer" and row.person_id]) == 2
            # How to take part stands in the channel since the table was begun.
            assert len(slack.posted) == len(slack.responses) + 1 == 2
    finally:
        postgres.drop(name)


@states("A1", "A3")
async def test_the_database_stops_for_ten_seconds_and_all_are_told_the_truth(slack, data, monkeypatch, unhurried):
    name, address = databases.postgresql()
    with in_a_thread(Proxy(address)) as proxy:
        async with a_bot(slack, data, "http", CONVENOR_DATABASE_URL=proxy.address) as bot:
            await bot.begin()
            listing = (await slack.command("/commit", "list")).said
            form = (await slack.command("/commit")).view
            monkeypatch.setattr(app, "ANSWER_WITHIN", 2.5)
            monkeypatch.setattr(answer, "FORM_WITHIN", 0.3)
            slack.patience = 3.0
            proxy.stop()
            asleep = asyncio.get_running_loop().time()
            commands, mentions = [], []
            for second in range(4):
                asked = await asyncio.gather(
                    slack.command("/commit", f"thing {second}", user=slack.sam),
                    slack.mention(f"/commit other {second}", only="app_mention"),
                    slack.submit(form, {"What will you do?": "the form"}),
                )
                commands.append(asked[0])
                mentions += asked[1]
                assert asked[2].errors
            await asyncio.sleep(max(0, 10 - (asyncio.get_running_loop().time() - asleep)))
            proxy.go_on()
            await bot.settled()
            monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
            slack.patience = 30
            await slack.retry(every=True)
            kept = await bot.kept()
            told = [one.text for one in slack.ephemerals if one.only_for == slack.sam.id]

            assert listing
            assert all(one.said.text.startswith(("Not saved", "Still saving")) for one in commands)
            assert all(one.attempts[0].status == 503 for one in mentions)
            assert {f"other {second}" for second in range(4)} <= set(kept)
            for second, one in enumerate(commands):
                said_kept = any(f"You said you'd “thing {second}”" in text for text in told)
                assert (f"thing {second}" in kept) == said_kept, one.said.text
            assert len(kept) == len(set(kept))
    postgres.drop(name)


@states("E8")
async def test_told_to_stop_while_slack_says_nothing_it_leaves_within_ten_seconds_and_the_next_finds_out(slack, data):
    clock = asyncio.get_running_loop()
    async with process(slack, data) as before:
        slack.serve_at(before)
        await begin(slack)
        await slack.until(lambda: slack.posted, seconds=20)
        slack.fail("chat.postMessage", faults.hanging(done=True))
        await slack.mention("/commit ring the ward", user=slack.sam)
        await slack.until(lambda: len(slack.posted) > 1, seconds=20)
        told = clock.time()
    gone = clock.time()
    async with process(slack, data):
        await answered(slack, data)
    settled = clock.time()

    assert gone - told < 10
    assert settled - gone < LEASE.total_seconds() / 2
    assert len(slack.posted) == len(("how to take part", "the answer"))


async def answered(slack, data) -> None:
    """Until nothing is claimed or in doubt any more."""
    async with looked_at(slack, data) as bot:
        for _try in range(600):
            if {row.state for row in await bot.rows(outbox)} == {"sent"}:
                return
            await asyncio.sleep(0.1)
