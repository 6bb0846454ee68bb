"""What a method of the Web API is: its name, its scopes, its arguments, and how it refuses."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.api.links import Links
from tests.fakes.slack.core import Core
from tests.fakes.slack.modals import Modals
from tests.fakes.slack.records import Json
from tests.fakes.slack.triggers import Triggers
from tests.fakes.slack.world import Channel, Installation

# Arguments that are JSON, or JSON in a string when the call is a form; with the error for what is neither.
AS_JSON = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "files": "invalid_arguments",
}
FLAGS = {
    "as_user",
    "exclude_archived",
    "include_all_metadata",
    "include_locale",
    "include_num_members",
    "inclusive",
    "link_names",
    "mrkdwn",
    "prevent_creation",
    "reply_broadcast",
    "return_im",
    "unfurl_links",
    "unfurl_media",
}


class RefusedError(Exception):
    """The method answers `ok: false` with this code."""

    def __init__(self, code: str, *reasons: str, status: int = 200, headers: dict[str, str] | None = None, **more: Any):
        super().__init__(code)
        self.code = code
        self.reasons = reasons
        self.status = status
        self.headers = headers or {}
        self.more = more

    def answer(self) -> Json:
        """The JSON of the refusal."""
        found: Json = {"ok": False, "error": self.code} | self.more
        if self.reasons:
            found["response_metadata"] = {"messages": [f"[ERROR] {reason}" for reason in self.reasons]}
        if self.reasons and self.code == "invalid_blocks":
            found["errors"] = list(self.reasons)
        return found


@dataclass(slots=True)
class Caller:
    """Who calls, and what they may."""

    core: Core
    triggers: Triggers
    modals: Modals
    links: Links
    installation: Installation
    args: Json = field(default_factory=dict)

    @property
    def team_id(self) -> str:
        return self.installation.team_id

    def needs(self, scope: str) -> None:
        """Refuse a token that does not hold the scope."""
        if scope not in self.installation.scopes:
            provided = ",".join(sorted(self.installation.scopes))
            raise RefusedError("missing_scope", needed=scope, provided=provided)

    def text(self, name: str, default: str = "") -> str:
        return str(self.args.get(name, default) or default)

    def flag(self, name: str) -> bool:
        return bool(self.args.get(name))

    def number(self, name: str, default: int, *, most: int, code: str = "invalid_limit") -> int:
        """A whole number from 1 on."""
        given = str(self.args.get(name) or default)
        if not given.isdecimal() or not 1 <= int(given) <= most:
            raise RefusedError(code)
        return int(given)

    def channel(self, name: str = "channel") -> Channel:
        """The conversation that the call is about."""
        found = self.core.directory.channel_seen(self.team_id, self.text(name))
        if found is None:
            raise RefusedError("channel_not_found")
        return found


Work = Callable[[Caller], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """One method."""

    name: str
    work: Work
    scope: str
    required: tuple[str, ...]
    allowed: frozenset[str]
    token: str


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scope: str = "", required: str = "", optional: str = "", token: str = "bot"
) -> Callable[[Work], Work]:
    """Registers a method. Of the arguments, the required ones are looked for; others than these are written down."""

    def registered(work: Work) -> Work:
        needed = tuple(required.split())
        allowed = frozenset([*needed, *optional.split()])
        METHODS[name] = Method(name, work, scope, needed, allowed, token)
        return work

    return registered


def read(args: Json) -> Json:
    """Arguments with their types, whichever way they came."""
    return {name: _value(name, value) for name, value in args.items()}


def _value(name: str, value: Any) -> Any:
    if name in FLAGS and isinstance(value, str):
        return value.lower() in ("1", "true")
    if name in AS_JSON and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError as no_json:
            raise RefusedError(AS_JSON[name]) from no_json
    return value
