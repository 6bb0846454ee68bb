"""What is given out to be brought back: WebSocket addresses, consent codes, event contexts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.fakes.slack.core import Core
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import User, Workspace

LIFE_OF_A_CODE = timedelta(minutes=10)


@dataclass(slots=True)
class Granted:
    """Somebody said yes on the consent page."""

    workspace: Workspace
    user: User
    scopes: frozenset[str]
    redirect_uri: str
    at: datetime
    org_wide: bool = False
    used: bool = False


class Links:
    """All that are out."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.tickets: set[str] = set()
        self._codes: dict[str, Granted] = {}
        self._contexts: dict[str, list[str]] = {}

    def new_address(self) -> str:
        """Where one Socket Mode connection may be made."""
        ticket = self._core.token("ticket")
        self.tickets.add(ticket)
        return f"{self._core.origin.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._core.app.app_id}"

    def new_code(self, granted: Granted) -> str:
        """What the browser brings back from the consent page."""
        code = f"{self._core.number()}.{self._core.token('code')}"
        self._codes[code] = granted
        return code

    def redeem(self, code: str, redirect_uri: str) -> Granted | str:
        """What a code stands for, once and within ten minutes; or the code of Slack's refusal."""
        found = self._codes.get(code)
        if found is None:
            return "invalid_code"
        if found.used:
            return "code_already_used"
        if self._core.clock.now() - found.at > LIFE_OF_A_CODE:
            return "invalid_code"
        if redirect_uri != found.redirect_uri:
            return "bad_redirect_uri"
        found.used = True
        return found

    def new_context(self, team_ids: list[str]) -> str:
        """What stands in an event for all the installations that it concerns."""
        context = f"4-{self._core.token('context')}"
        self._contexts[context] = team_ids
        return context

    def authorizations(self, context: str) -> list[Json]:
        """Those installations."""
        directory = self._core.directory
        return [
            {
                "enterprise_id": directory.workspaces[team_id].enterprise_id or None,
                "team_id": team_id,
                "user_id": directory.installations[team_id].bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
            for team_id in self._contexts.get(context, [])
        ]
