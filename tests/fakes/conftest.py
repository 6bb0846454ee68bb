"""A fake Slack and a fake Teams, clients as a bot has them, and bots that answer what they are told to."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.fakes.bots import Bot, Client, listening
from tests.fakes.connecting import Connecting, a_card, showing
from tests.fakes.slack import Clock, FakeSlack
from tests.fakes.teams import FakeTeams


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
async def teams(clock: Clock) -> AsyncIterator[FakeTeams]:
    async with FakeTeams(clock=clock, patience=0.5) as fake:
        yield fake


@pytest.fixture
async def writer(teams: FakeTeams) -> AsyncIterator[Connecting]:
    """The bot's side of the connector, with a token."""
    async with Connecting(teams) as client:
        await client.sign_in()
        yield client


@pytest.fixture
async def listener(teams: FakeTeams) -> AsyncIterator[Bot]:
    """A bot that the fake Teams delivers to."""
    answering = Bot()
    async with listening(answering, "/api/messages") as url:
        teams.serve_at(url)
        yield answering


@pytest.fixture
async def shown(teams, writer, listener):
    """Shows a card to the table."""

    async def show(*body, place=None, **more):
        where = place or teams.table
        await writer.post(where, showing(a_card(*body, **more)))
        return teams.last(teams.priya, where)

    return show


@pytest.fixture
def later(clock: Clock):
    """Lets so much time go by."""

    def turn(**by: float) -> None:
        clock.turn(timedelta(**by))

    return turn
