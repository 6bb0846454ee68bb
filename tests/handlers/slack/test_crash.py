"""Killed at each point between due and recorded: nothing is lost, and nothing comes twice.

Each point once here on SQLite, and those after which it may have gone out on PostgreSQL; `make crash` does all of them
ten times on both.
"""

import asyncio
import random
import signal
import sys
from collections import Counter
from datetime import timedelta

import pytest

from bot.delivery import points
from bot.delivery.tick import turn
from tests.fakes.slack import faults
from tests.support import databases, postgres
from tests.support.slack import a_bot, for_a_process

states = pytest.mark.states
pytestmark = pytest.mark.slow

MINUTE = timedelta(minutes=1)


# Where it is not plain whether the message has gone out.
DOUBTFUL = (points.COMPOSED, points.SENT, points.RECORDING)


def pytest_generate_tests(metafunc):
    times = metafunc.config.getoption("--crashes")
    if "time" in metafunc.fixturenames:
        metafunc.parametrize("time", range(times))
    if "point" in metafunc.fixturenames:
        more = points.POINTS if times > 1 else DOUBTFUL
        pairs = [*(("sqlite", one) for one in points.POINTS), *(("postgresql", one) for one in more)]
        metafunc.parametrize(("kept_in", "point"), pairs, indirect=["kept_in"])
    elif "kept_in" in metafunc.fixturenames:
        metafunc.parametrize("kept_in", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def kept_in(request):
    """The setting of a database of its own: none for the embedded one."""
    if request.param == "sqlite":
        yield {}
        return
    name, address = databases.postgresql()
    yield {"CONVENOR_DATABASE_URL": address}
    postgres.drop(name)


async def killed(slack, data, point: str, nth: int, **more: str) -> bool:
    """One turn in a process that dies at a point; whether it came there."""
    moment = slack.clock.now().isoformat()
    dying = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.crashing", point, str(nth), moment),
        env=for_a_process(slack, data, **more),
        cwd=data,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await dying.wait() == -signal.SIGKILL


async def owe_welcomes(bot) -> None:
    """Everybody who is known has something waiting for them."""
    await bot.begin()
    for user in (bot.slack.sam, bot.slack.priya):
        await bot.slack.command("/commit", "send the data by Friday", user=user)
        await bot.slack.mention("/table", user=user, only="message")
    await bot.settled()


def marks(slack) -> Counter[str]:
    """How many messages at Slack bear each row's number."""
    blocks = [one.blocks[0]["block_id"] for one in slack.posted if one.blocks]
    return Counter(mark for mark in blocks if mark.startswith("convenor:"))


@states("C1")
async def test_killed_at_a_point_nothing_is_lost_and_nothing_doubled(slack, tmp_path, unhurried, kept_in, point, time):
    async with a_bot(slack, tmp_path / "data", "http", **kept_in) as bot:
        await owe_welcomes(bot)
        if point == points.ASKED:
            slack.fail("chat.postMessage", faults.LOST, times=9)
            await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
        died = await killed(slack, tmp_path / "data", point, 1 + time % 3, **kept_in)
        for minutes in (0, 3, 2, 2, 2):
            slack.clock.turn(minutes * MINUTE)
            await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
        sent = [row for row in await bot.rows_of_messages() if row.state == "sent"]

        assert died
        assert sent
        assert {row.state for row in await bot.rows_of_messages()} == {"sent"}
        assert marks(slack) == {f"convenor:{row.id}": 1 for row in sent}


@states("C1")
async def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(slack, tmp_path, unhurried, kept_in, time):
    """At the nth visit of a point that is drawn, three processes after each other."""
    drawn = random.Random(time)
    async with a_bot(slack, tmp_path / "data", "http", **kept_in) as bot:
        await owe_welcomes(bot)
        for _process in range(3):
            await killed(slack, tmp_path / "data", drawn.choice(points.POINTS), drawn.randint(1, 4), **kept_in)
            slack.clock.turn(drawn.choice((0, 1, 3)) * MINUTE)
        for _turn in range(6):
            slack.clock.turn(2 * MINUTE)
            await turn(bot.app.store, bot.app.delivery, now=bot.app.now())
        rows = await bot.rows_of_messages()

        assert {row.state for row in rows} == {"sent"}
        assert marks(slack) == {f"convenor:{row.id}": 1 for row in rows}
