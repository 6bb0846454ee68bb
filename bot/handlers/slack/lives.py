"""An installation ends, or is for other workspaces of its organisation than before: told in any order, and again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.handlers.slack.installed import PLATFORM
from bot.handlers.slack.workspaces import GRANTED, Workspace, organisation_named
from bot.storage import installations, tenants
from bot.storage.installations import Installed
from bot.storage.store import Store

UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"
TAKEN = "team_access_revoked"
ENDS = (UNINSTALLED, REVOKED, GRANTED, TAKEN)


async def note(store: Store, kept: Installed, told: Mapping[str, Any], *, now: datetime) -> None:
    """Write down what a delivery says of an installation. Raises StoreError."""
    event, at = told["event"], _happened_at(told, now)
    kind, teams = event["type"], event.get("team_ids", ())
    its_own = kept.bot_user in event.get("tokens", {}).get("bot", ())
    if kind == UNINSTALLED or (kind == REVOKED and its_own):
        await store.run(installations.remove, PLATFORM, kept.key, why=kind, at=at, now=now)
    elif kind == GRANTED:
        await store.run(installations.give_back, PLATFORM, kept.key, teams)
    elif kind == TAKEN:
        await store.run(installations.take_away, PLATFORM, kept.key, teams)


async def join(store: Store, workspace: Workspace, delivered: Mapping[str, Any]) -> bool:
    """The workspace is of an organisation from now on, as a delivery says first; False where that is no news.

    Raises StoreError: nothing is heard of it before its people are known by their new tenant.
    """
    here = workspace.here
    if here is None or here.enterprise:
        return False
    enterprise = organisation_named(delivered, here.team)
    if enterprise:
        await store.run(tenants.join, PLATFORM, here.team, enterprise)
        workspace.here = replace(here, enterprise=enterprise)
    return bool(enterprise)


def _happened_at(told: Mapping[str, Any], now: datetime) -> datetime:
    """When it happened, as Slack says; what lies ahead of us is now."""
    return datetime.fromtimestamp(min(told.get("event_time", now.timestamp()), now.timestamp()), UTC)
