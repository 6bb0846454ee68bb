"""The workspaces in which the app is installed, as this process knows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.handlers.slack.answer import Answering
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.installed import Installation
from bot.storage.installations import Installed

GRANTED = "team_access_granted"


@dataclass(slots=True, kw_only=True)
class Workspace:
    """One of them: who the bot is there, None until Slack has said so, and what speaks and answers there."""

    client: SlackClient
    answering: Answering
    here: Installation | None = None
    kept: Installed | None = None


@dataclass(slots=True)
class Workspaces:
    """`own`: the one whose token is a setting, if any; the others have installed the app themselves."""

    own: Workspace | None = None
    installed: dict[str, Workspace] = field(default_factory=dict)

    @property
    def all(self) -> Sequence[Workspace]:
        """Every one, whether it is known yet who we are there or not."""
        return [*self.installed.values(), *([self.own] if self.own else [])]

    def find(self, delivered: Mapping[str, Any]) -> Workspace | None:
        """Whose a delivery is; None for a workspace that we are not in, or no longer."""
        team, enterprise = team_of(delivered), enterprise_of(delivered)
        found = self.installed.get(team) or self.installed.get(enterprise)
        if found is not None:
            is_without = found.kept is not None and team in found.kept.without
            # That it has the app again is what it may say of itself.
            comes_back = delivered.get("event", {}).get("type") == GRANTED
            return found if comes_back or not is_without else None
        here = self.own.here if self.own else None
        return self.own if here and team in (here.team, here.enterprise) else None

    def put(self, found: Iterable[Workspace]) -> None:
        """These are installed now, and no others. Each knows what the bot is called in all of them."""
        self.installed = {one.here.key: one for one in found if one.here}
        ours = frozenset(one.here.bot_user for one in self.all if one.here)
        for one in self.all:
            one.here = replace(one.here, also_ours=ours) if one.here else None

    def by_route(self, route: str) -> Workspace | None:
        """The one that messages of a route are carried to, if it is known yet."""
        return next((one for one in self.all if one.here and one.here.route == route), None)


def team_of(delivered: Mapping[str, Any]) -> str:
    """Whose installation a delivery is for: what it says of that goes before where it happened."""
    view = delivered.get("view") or {}
    authorized = (delivered.get("authorizations") or [{}])[0]
    team = delivered.get("team") or {}
    return str(
        view.get("app_installed_team_id")
        or authorized.get("team_id")
        or delivered.get("team_id")
        or team.get("id")
        or enterprise_of(delivered)
        or delivered.get("user", {}).get("team_id")
    )


def enterprise_of(delivered: Mapping[str, Any]) -> str:
    """The organisation a delivery is for; empty where it names none."""
    authorized = (delivered.get("authorizations") or [{}])[0]
    return str(
        authorized.get("enterprise_id")
        or delivered.get("enterprise_id")
        or (delivered.get("enterprise") or {}).get("id")
        or (delivered.get("team") or {}).get("enterprise_id")
        or ""
    )


def organisation_named(delivered: Mapping[str, Any], team: str) -> str:
    """The organisation that a delivery says a workspace is of; empty where it says none, or of another workspace."""
    authorized = (delivered.get("authorizations") or [{}])[0]
    its_own = delivered.get("team") or {}
    pairs = [
        (authorized.get("team_id"), authorized.get("enterprise_id")),
        (its_own.get("id"), its_own.get("enterprise_id")),
    ]
    if "command" in delivered:
        pairs.append((delivered.get("team_id"), delivered.get("enterprise_id")))
    return next((str(enterprise) for named, enterprise in pairs if team and named == team and enterprise), "")
