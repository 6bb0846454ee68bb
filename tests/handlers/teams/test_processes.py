"""Several processes, and killed ones: one effect, and a true answer each time."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.storage.schema import outbox
from tests.fakes.slack import faults
from tests.handlers.teams.stories import text_of
from tests.support import databases, postgres
from tests.support.teams import Bot, a_bot, environment

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def process(teams, data, *, dies_at: str = "", **more: str) -> AsyncIterator[str]:
    """A bot in a process of its own, listening; its address."""
    port = free_port()
    program = ("-m", "tests.support.dying", dies_at) if dies_at else ("-m", "bot.cli")
    own = environment(teams, data, **more)
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, *program, "run", "--port", str(port)),
        env={**os.environ, **own, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=data,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await listens(port)
        yield f"http://127.0.0.1:{port}/api/messages"
    finally:
        if running.returncode is None:
            running.send_signal(signal.SIGTERM)
        await running.wait()


async def listens(port: int) -> None:
    for _try in range(600):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            await writer.wait_closed()
            return
    raise AssertionError("it never listened")


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@asynccontextmanager
async def looked_at(teams, data, **more: str) -> AsyncIterator[Bot]:
    """The database, seen by a bot in this process that nothing is delivered to."""
    async with a_bot(teams, data, **more) as bot:
        yield bot


async def sent(teams, wanted: str, person, place=None):
    """The newest that somebody sees, once it says that."""
    await teams.until(lambda: any(wanted in one.words for one in teams.seen(person, place)), seconds=60)
    return next(one for one in reversed(teams.seen(person, place)) if wanted in one.words)


async def begin(teams) -> None:
    await teams.mention("table new")
    asked = await teams.press(await sent(teams, "needs a few answers", teams.priya, teams.table), "A new table")
    told = await teams.submit(asked.dialog, {"name": "Home from hospital"})
    assert "is open" in text_of(told.dialog)


@pytest.mark.parametrize("kind", ["message", "action", "form"])
async def test_killed_between_the_commit_and_the_answer_it_is_done_once_and_answered(teams, data, kind):
    async with process(teams, data) as before:
        teams.serve_at(before)
        await begin(teams)
        await teams.say("/commit ring the ward by Friday")
        card = await sent(teams, "ring the ward", teams.priya, teams.personal(teams.priya))
        await teams.say("/commit")
        offer = await sent(teams, "needs a few answers", teams.priya, teams.personal(teams.priya))
        form = (await teams.press(offer, "A commitment")).dialog
    async with process(teams, data, dies_at=kind) as dying:
        teams.serve_at(dying)
        if kind == "message":
            lost = await teams.say("/commit send the data by Friday")
        elif kind == "action":
            lost = await teams.press(card, "More")
        else:
            lost = await teams.submit(form, {"words": "send the data"})
    async with process(teams, data) as after:
        teams.serve_at(after)
        [again] = await teams.again(lost)
        if kind == "message":
            await sent(teams, "send the data", teams.priya, teams.personal(teams.priya))
    async with looked_at(teams, data) as bot:
        assert not lost.attempts[0].ok
        assert again.status == 200
        assert await bot.kept() == (["ring the ward"] if kind == "action" else ["ring the ward", "send the data"])
        if kind == "form":
            assert "You said you'd “send the data”" in str(again.body)
        if kind == "action":
            assert "ring the ward" in str(again.body)


@pytest.mark.parametrize("at_once", [False, True])
async def test_four_times_over_two_processes_has_one_effect(teams, data, at_once):
    name, address = databases.postgresql()
    try:
        async with (
            process(teams, data, CONVENOR_DATABASE_URL=address) as one,
            process(teams, data, CONVENOR_DATABASE_URL=address) as other,
        ):
            teams.serve_at(one)
            await begin(teams)
            message = teams.write("/commit send the data", user=teams.priya, place=teams.personal(teams.priya))
            activity = teams.activities.message(message, person=teams.priya)
            answers = []
            for turn in range(2):
                waiting = []
                for url in (one, other):
                    teams.serve_at(url)
                    waiting.append(asyncio.create_task(teams.wire.attempt(activity)))
                    await asyncio.sleep(0)
                    if not (at_once and turn == 0):
                        await asyncio.gather(*waiting)
                answers += await asyncio.gather(*waiting)
            await sent(teams, "send the data", teams.priya, teams.personal(teams.priya))
        async with looked_at(teams, data, CONVENOR_DATABASE_URL=address) as bot:
            assert [answer.status for answer in answers] == [200] * 4
            assert await bot.kept() == ["send the data"]
            assert len([one for one in teams.seen(teams.priya) if "send the data" in one.words]) == 1
    finally:
        postgres.drop(name)


@pytest.mark.parametrize("done", [False, True])
async def test_told_to_stop_while_teams_does_not_answer_it_ends_soon_and_nothing_is_said_twice(teams, data, done):
    async with process(teams, data) as before:
        teams.serve_at(before)
        await begin(teams)
        await sent(teams, "how to take part", teams.priya, teams.table)
        teams.fail("post", faults.hanging(done=done))
        begun = len(teams.calls_of("post"))
        await teams.say("/commit send the data by Friday")
        await teams.until(lambda: len(teams.calls_of("post")) > begun, seconds=60)
        stopped_at = time.monotonic()
    assert time.monotonic() - stopped_at < 25
    teams.release()
    async with process(teams, data) as after:
        teams.serve_at(after)
        await teams.say("/commit ring the ward by Friday")
        await sent(teams, "ring the ward", teams.priya, teams.personal(teams.priya))
    async with looked_at(teams, data) as bot:
        states = [row.kind for row in await bot.rows(outbox) if row.state in ("unknown", "claimed")]

        assert len([one for one in teams.seen(teams.priya) if "send the data" in one.words]) == int(done)
        assert states == ["answer"]
