"""What was seen of the bot: its calls, its answers, and everything that Teams would have refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.fakes.teams.world import Message, Person, Place

# JSON as it stands on the wire.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the connector as it came in and as it was answered. `name`: e.g. `post`, `post targeted`, `member`."""

    name: str
    path: str
    args: Json
    at: datetime
    status: int
    answer: Any
    headers: Mapping[str, str]
    # Real seconds on a clock that nobody turns.
    real: float = 0.0

    @property
    def error(self) -> str:
        """The connector's error code; empty when it went well."""
        found = self.answer.get("error") if isinstance(self.answer, dict) else None
        return str(found.get("subCode") or found.get("code", "")) if isinstance(found, dict) else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that Teams would refuse, would show as an error, or would drop without a word."""

    where: str
    reasons: tuple[str, ...]
    payload: Any

    def __str__(self) -> str:
        return f"{self.where}: {'; '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to one attempt. No status: nothing came, and `reason` says why."""

    status: int = 0
    body: Any = None
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    # Real seconds until it came, or until nobody waited any more.
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass(slots=True, eq=False)
class Dialog:
    """A dialog (task module) that stands before somebody. `command`: the message action that opened it, if one did."""

    card: Json
    title: str
    person: Person
    place: Place
    # What it was opened from: a message of the bot's, or one that an action was chosen on.
    on: Message | None = None
    command: str = ""
    is_open: bool = True


@dataclass(slots=True)
class Delivery:
    """One activity that the bot was told, each attempt's answer, and what the person saw of it."""

    activity: Json
    tenant: str
    attempts: list[Answer] = field(default_factory=list)
    # The message that it told of, if it told of one.
    message: Message | None = None
    # What the answer's body made: the dialog on top now, a card in the message's place, or a passing notice.
    dialog: Dialog | None = None
    card: Json | None = None
    notice: str = ""
    # Whether the person saw Teams' own "Unable to reach app" or "Something went wrong".
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

    @property
    def is_invoke(self) -> bool:
        return bool(self.activity.get("type") == "invoke")
