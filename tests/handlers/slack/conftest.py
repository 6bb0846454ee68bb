"""The bot in front of the fake Slack, over HTTP and by Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml

from bot.handlers.slack import answer, app
from tests.fakes.slack import FakeSlack
from tests.support.slack import Bot, a_bot

MANIFEST = yaml.safe_load((Path(__file__).parents[3] / "config" / "slack_manifest.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is no reason to answer otherwise."""
    monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
    monkeypatch.setattr(answer, "FORM_WITHIN", 10.0)
    monkeypatch.setattr(answer, "OPEN_WITHIN", 10.0)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(patience=30) as fake:
        # The app may do what its manifest asks for, and hears what that subscribes to; nothing else.
        scopes = MANIFEST["oauth_config"]["scopes"]
        fake.installation().scopes = {*scopes["bot"], *scopes["bot_optional"]}
        fake.app.scopes, fake.app.optional_scopes = scopes["bot"], scopes["bot_optional"]
        fake.app.events = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
        yield fake


@pytest.fixture(params=["http", "socket"])
async def bot(request: pytest.FixtureRequest, slack: FakeSlack, tmp_path: Path, unhurried: None) -> AsyncIterator[Bot]:
    """In each of the two ways."""
    async with a_bot(slack, tmp_path / "data", request.param) as running:
        yield running


@pytest.fixture
async def web(slack: FakeSlack, tmp_path: Path, unhurried: None) -> AsyncIterator[Bot]:
    """Over HTTP only, for what Socket Mode does not have."""
    async with a_bot(slack, tmp_path / "data", "http") as running:
        yield running
