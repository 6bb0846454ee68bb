"""What was seen of the bot: its calls, its answers, and everything that Slack would have refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tests.fakes.slack.world import Message, View

# JSON as it stands on the wire.
Json = dict[str, Any]


class Kind(StrEnum):
    """The kinds of things that Slack tells a bot."""

    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"
    OPTIONS = "options"
    EVENT = "events_api"
    VERIFICATION = "url_verification"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Web API as it came in and as it was answered."""

    method: str
    args: Json
    at: datetime
    team_id: str
    status: int
    answer: Json
    headers: Mapping[str, str]

    @property
    def error(self) -> str:
        """Slack's error code; empty when it went well."""
        return str(self.answer.get("error", ""))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that Slack would refuse, or would drop without a word."""

    where: str
    reasons: tuple[str, ...]
    payload: Any

    def __str__(self) -> str:
        return f"{self.where}: {'; '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to one attempt. No status: nothing came, and `reason` says how Slack would name that."""

    status: int = 0
    body: Any = None
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    # Real seconds until it came, or until nobody waited any more.
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass(slots=True)
class Delivery:
    """One thing that Slack told the bot, each attempt's answer, and what the person saw of it."""

    kind: Kind
    payload: Json
    team_id: str
    trigger_id: str = ""
    response_url: str = ""
    attempts: list[Answer] = field(default_factory=list)
    # What the body of the answer made: a message (slash commands), the view that is on top now (forms), field errors.
    said: Message | None = None
    view: View | None = None
    errors: dict[str, str] = field(default_factory=dict)
    options: list[Json] = field(default_factory=list)
    # Whether the person saw Slack's own "did not work", or "operation timed out".
    failed: bool = False

    @property
    def answer(self) -> Answer:
        """The answer to the last attempt."""
        return self.attempts[-1] if self.attempts else Answer()

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def body(self) -> Any:
        """The answer's body: an object or list when it was JSON, else text."""
        return self.answer.body


@dataclass(frozen=True, slots=True)
class Response:
    """One use of a response_url."""

    url: str
    body: Json
    status: int
    error: str
    message: Message | None
