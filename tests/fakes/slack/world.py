"""What there is at Slack: workspaces, people, channels, messages, views, and the app with its installations."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

# What a bot like ours asks for: without the first it is no use, without one of the others it does a little less.
REQUIRED_SCOPES = [
    "commands",
    "app_mentions:read",
    "chat:write",
    "im:history",
    "im:write",
    "channels:history",
    "groups:history",
    "channels:read",
    "groups:read",
    "users:read",
]
OPTIONAL_SCOPES = ["users:read.email", "dnd:read", "files:write", "pins:write", "mpim:history", "metadata.message:read"]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
    "user_change",
]


@dataclass(slots=True)
class App:
    """The bot's app as its manifest and its settings at Slack have it."""

    app_id: str = "A0CONVENOR"
    client_id: str = "1111.2222"
    client_secret: str = "client-secret"
    signing_secret: str = "signing-secret"
    verification_token: str = "verification-token"
    app_token: str = "xapp-1-A0CONVENOR-1-fake"
    name: str = "Convenor"
    events: set[str] = field(default_factory=lambda: set(EVENTS))
    # What it may be asked on the consent page, what of that can be left out there, and where that leads back to.
    scopes: list[str] = field(default_factory=lambda: list(REQUIRED_SCOPES))
    optional_scopes: list[str] = field(default_factory=lambda: list(OPTIONAL_SCOPES))
    redirect_urls: list[str] = field(default_factory=list)
    # Whether `<@U1|name>` arrives for a typed "@name", or the name as it was typed.
    should_escape: bool = True
    # Whether tokens end after twelve hours, and are renewed with a refresh token.
    rotates: bool = False
    home_tab: bool = True
    messages_tab: bool = True
    # Event types of metadata that the manifest declares; others' payloads are read only with include_all_metadata.
    metadata_types: set[str] = field(default_factory=set)
    # Whether the limit of 2025 applies: one call a minute and 15 objects for what reads history.
    history_is_limited: bool = False
    # Whether a second message to one conversation within a second is refused. Slack often lets short bursts pass.
    is_paced: bool = False
    # For how many messages that show it a file is not there yet once it was uploaded: Slack looks through it first.
    files_wait: int = 0


@dataclass(slots=True)
class Workspace:
    """A workspace, perhaps of an Enterprise organisation."""

    team_id: str
    name: str
    domain: str
    enterprise_id: str = ""
    # "Multi-channel guests may use app slash commands and shortcuts" (Slack's help, "Manage app permissions in Slack").
    guests_may_command: bool = False


@dataclass(slots=True)
class Installation:
    """The app in one workspace: its bot user and its token."""

    team_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    scopes: set[str]
    revoked: str = ""
    # Installed for a whole Enterprise organisation: payloads then may name no workspace.
    is_enterprise_install: bool = False
    # Where tokens are rotated: the one refresh token that is good, once; until when each token is, two at most.
    refresh_token: str = ""
    good_until: dict[str, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class User:
    """A person or a bot. `profile` is laid over what users.info tells; a field there may be None or ''."""

    id: str
    team_id: str
    name: str
    enterprise_id: str = ""
    # What their whole organisation calls them, where a workspace had another id for them before it joined that.
    grid_id: str = ""
    email: str = ""
    tz: str | None = "Europe/London"
    locale: str | None = "en-GB"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_invited_user: bool = False
    deleted: bool = False
    # The code that a direct message, or an ephemeral one, to them is refused with: not everybody can be reached.
    dm_error: str = ""
    ephemeral_error: str = ""
    # Unix seconds, as dnd.info tells them.
    dnd: tuple[int, int] | None = None
    profile: dict[str, Any] = field(default_factory=dict)
    # Fields of the user object, laid over it; ... leaves a field out altogether.
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def mention(self) -> str:
        """How a mention of them stands in a message."""
        return f"<@{self.id}>"


@dataclass(slots=True)
class Message:
    """A message where it stands. Ephemeral ones stand before one person only, and in no history."""

    channel_id: str
    ts: str
    user_id: str
    team_id: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str = ""
    subtype: str = ""
    bot_id: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)
    edits: int = 0
    deleted: bool = False
    # For an ephemeral message: who sees it.
    only_for: str = ""
    # Further arguments of the call, such as unfurl_links.
    args: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything that is written in it, as JSON: for tests of what must not be read anywhere."""
        return json.dumps([self.text, self.blocks, self.attachments], ensure_ascii=False)


@dataclass(slots=True)
class View:
    """A modal or a home tab as it stands before one person."""

    id: str
    hash: str
    team_id: str
    user_id: str
    payload: dict[str, Any]
    root_view_id: str = ""
    previous_view_id: str | None = None
    is_open: bool = True
    # Where a state of its inputs was left by a refused or a pushed-over submission.
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.payload.get("type", ""))

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.payload.get("blocks", []))

    @property
    def title(self) -> str:
        return str(self.payload.get("title", {}).get("text", ""))

    @property
    def words(self) -> str:
        """Everything that is written in it, as JSON."""
        return json.dumps(self.payload, ensure_ascii=False)


@dataclass(slots=True)
class Channel:
    """A conversation. One that is shared externally has a host and further teams."""

    id: str
    name: str
    team_id: str
    kind: Literal["public", "private", "im", "mpim"] = "public"
    members: set[str] = field(default_factory=set)
    shared_with: set[str] = field(default_factory=set)
    pending_with: set[str] = field(default_factory=set)
    is_archived: bool = False
    # Why nothing can be said here any more, for the copy that a disconnected side keeps.
    frozen_reason: str = ""
    # Teams in which it is private, whatever it is for the host.
    private_in: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)

    @property
    def is_ext_shared(self) -> bool:
        return bool(self.shared_with)

    @property
    def teams(self) -> set[str]:
        """The workspaces that see it."""
        return {self.team_id} | self.shared_with

    @property
    def is_direct(self) -> bool:
        return self.kind == "im"

    def message(self, ts: str) -> Message | None:
        """The message with that time stamp, unless it was deleted."""
        return next((one for one in self.messages if one.ts == ts and not one.deleted), None)
