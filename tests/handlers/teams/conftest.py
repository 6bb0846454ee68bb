"""The bot in front of the fake Teams."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.handlers.teams import answer, app
from tests.fakes.teams import FakeTeams
from tests.support.teams import Bot, a_bot


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is no reason to answer otherwise."""
    monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
    monkeypatch.setattr(answer, "FORM_WITHIN", 10.0)


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams(patience=30) as fake:
        fake.wire.prompt = 30
        yield fake


@pytest.fixture
async def bot(teams: FakeTeams, tmp_path: Path, unhurried: None) -> AsyncIterator[Bot]:
    async with a_bot(teams, tmp_path / "data") as running:
        yield running
