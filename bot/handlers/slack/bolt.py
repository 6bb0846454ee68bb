"""Bolt, with its own checks off: the door has made them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.slack.installed import Installation
from bot.handlers.slack.workspaces import Workspace

# What the door gives Bolt with each delivery.
BEGAN = "convenor_began"
WORKSPACE = "convenor_workspace"

# What Bolt would take from the environment by itself, and then ask Slack, or begin an OAuth flow of its own.
_UNSEEN = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET")


@contextmanager
def _unseen() -> Iterator[None]:
    hidden = {name: os.environ.pop(name) for name in _UNSEEN if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


def make_bolt() -> AsyncApp:
    """The app, without a listener."""

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult:
        """From memory: Bolt's own ways would ask Slack while somebody waits."""
        _workspace, here = heard_by(context)
        return AuthorizeResult(
            enterprise_id=here.enterprise, team_id=here.team, bot_user_id=here.bot_user, bot_id=here.bot_id
        )

    with _unseen():
        return AsyncApp(
            name="convenor",
            client=AsyncWebClient(),
            authorize=authorize,
            process_before_response=True,
            signing_secret="",
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )


def heard_by(context: Mapping[str, Any]) -> tuple[Workspace, Installation]:
    """The workspace that a delivery is for, which is known by then, and who we are there."""
    workspace: Workspace = context[WORKSPACE]
    if workspace.here is None:  # pragma: no cover - nothing is dispatched before it is known
        raise RuntimeError("Slack has not said who we are")
    return workspace, workspace.here
