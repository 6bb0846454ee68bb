"""A fake Slack, a client as a bot has it, and a bot that answers what it is told to."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.fakes.bots import Bot, Client, listening
from tests.fakes.slack import Clock, FakeSlack


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock=clock, patience=0.3) as fake:
        yield fake


@pytest.fixture
def call(slack: FakeSlack) -> Client:
    return Client(slack)


@pytest.fixture
async def bot(slack: FakeSlack) -> AsyncIterator[Bot]:
    """A bot that the fake delivers to by HTTP."""
    answering = Bot()
    async with listening(answering) as url:
        slack.serve_at(url)
        yield answering


@pytest.fixture
def later(clock: Clock):
    """Lets so much time go by."""

    def turn(**by: float) -> None:
        clock.turn(timedelta(**by))

    return turn
