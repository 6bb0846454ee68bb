"""The fake itself: what a test holds in its hand.

async with FakeSlack(clock=clock) as slack:
    slack.serve_at(f"{bot}/slack/events")            # HTTP; or start the bot with slack.app_token: Socket Mode
    kept = await slack.command("/commit", "send the data by Friday", user=slack.priya, channel=slack.table)
    moved = await slack.press(kept.said, label="Change date", user=slack.priya)
    done = await slack.submit(moved.view, {"By when": "2027-01-22"}, user=slack.priya)

    assert done.errors == {}
    assert slack.problems == []
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Literal, Self

from tests.fakes.slack.clock import Clock, TellsTime
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.records import Answer, Call, Delivery, Json, Kind, Problem, Response
from tests.fakes.slack.world import App, Channel, Installation, Message, User, View, Workspace


class FakeSlack:
    """One Slack, on a port of its own, with one app; a workspace, a channel and three people are there already."""

    # Where the bot reaches it. `api_url` ends with a slash, as slack_sdk's `base_url` wants it.
    api_url: str
    origin: str

    # The app and its installation in `home`.
    app: App
    signing_secret: str
    client_id: str
    client_secret: str
    app_token: str
    bot_token: str

    # Riverside's workspace, with the bot, Priya and Sam in the channel `table`; Lewis is not in it.
    home: Workspace
    bot: User
    table: Channel
    priya: User
    sam: User
    lewis: User

    # What was seen of the bot, oldest first. Messages and views are live: they show what stands there now.
    calls: list[Call]
    posted: list[Message]
    ephemerals: list[Message]
    updated: list[Message]
    deleted: list[Message]
    views: list[View]
    responses: list[Response]
    deliveries: list[Delivery]
    # Everything that Slack would have refused or dropped; a test ends with `assert slack.problems == []`.
    problems: list[Problem]
    # Files by id: name, title, bytes, where they were shared.
    files: dict[str, Any]

    def __init__(self, *, clock: TellsTime | None = None, patience: float = 3.0) -> None:
        """`patience`: for how many real seconds an answer is waited for; Slack's are three."""
        self.clock = clock or Clock()
        self.patience = patience

    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(self, *_exc: object) -> None:
        raise NotImplementedError

    # The world.

    def workspace(self, name: str, *, enterprise_id: str = "") -> Workspace:
        """A further workspace, without the app."""
        raise NotImplementedError

    def install(self, workspace: Workspace, *, scopes: Iterable[str] | None = None) -> Installation:
        """Put the app into it, with all the scopes or with these. `Installation.bot_token` is what the bot needs."""
        raise NotImplementedError

    def installation(self, workspace: Workspace | None = None) -> Installation:
        """The app in a workspace; its `scopes` may be changed."""
        raise NotImplementedError

    def person(self, name: str, *, team: Workspace | None = None, **fields: Any) -> User:
        """A new person; `fields` are those of `User`, such as `deleted=True`, `is_restricted=True`, `tz=None`."""
        raise NotImplementedError

    def channel(
        self,
        name: str,
        *members: User,
        kind: Literal["public", "private", "mpim"] = "public",
        team: Workspace | None = None,
        with_bot: bool = True,
    ) -> Channel:
        """A new channel, nobody being told."""
        raise NotImplementedError

    def dm(self, user: User) -> Channel:
        """The direct conversation of the bot with somebody, opened if need be."""
        raise NotImplementedError

    def history(self, channel: Channel) -> list[Message]:
        """What stands in a conversation, oldest first, the deleted left out."""
        raise NotImplementedError

    # How things reach the bot.

    def serve_at(self, *urls: str) -> None:
        """Deliver by signed HTTP, to these in turn."""
        raise NotImplementedError

    async def connected(self, connections: int = 1) -> None:
        """Wait until the bot holds so many Socket Mode connections. Deliveries then go there, if there is no URL."""
        raise NotImplementedError

    async def until(self, seen: Callable[[], object], *, seconds: float = 5) -> None:
        """Wait until something is seen of the bot, e.g. `lambda: slack.posted`; asked after each call and answer."""
        raise NotImplementedError

    # What people do. Without `user` it is Priya, without `channel` the table.

    async def command(
        self,
        command: str,
        text: str = "",
        *,
        user: User | None = None,
        channel: Channel | None = None,
        trigger: str = "",
    ) -> Delivery:
        """Type a slash command. `trigger`: the trigger id, so that one delivery can be made twice.

        A person of a workspace without the app cannot type it: AssertionError. `<@U1>` in the text is delivered as the
        manifest's should_escape says. `.said` is the message that the answer's body made, if any.
        """
        raise NotImplementedError

    async def press(
        self,
        message: Message | View | None,
        action_id: str = "",
        *,
        label: str = "",
        user: User | None = None,
        choice: Any = None,
        trigger: str = "",
    ) -> Delivery:
        """Press a button, or choose in a menu or picker, of a message or view: found by action id or by its label.

        `choice`: an option's value or text, a date "2027-01-15", a time "09:30", a user or channel, or a list of them.
        `.view` is the view that the bot opened with the trigger, if it did. A missing or ambiguous element is an
        AssertionError: nobody could press it.
        """
        raise NotImplementedError

    async def submit(
        self, view: View | None, values: Mapping[str, Any] | None = None, *, user: User | None = None
    ) -> Delivery:
        """Fill in a modal and submit it. `values` by label, action id or block id; the rest keeps its initial values.

        What Slack's own client would not let through (a required input left empty, too long, not an option) is an
        AssertionError. `.errors` holds the bot's errors by block id, `.view` the view that is on top then, or None.
        """
        raise NotImplementedError

    async def close(self, view: View | None, *, user: User | None = None, all_of_them: bool = False) -> Delivery | None:
        """Close a modal; told to the bot only with notify_on_close."""
        raise NotImplementedError

    async def suggest(
        self, where: Message | View | None, action_id: str, typed: str, *, user: User | None = None
    ) -> Delivery:
        """Type into an external select: `.options` are what the bot offered."""
        raise NotImplementedError

    async def shortcut(
        self, callback_id: str, message: Message | None = None, *, user: User | None = None, trigger: str = ""
    ) -> Delivery:
        """Choose a global shortcut, or with `message` a message shortcut on it."""
        raise NotImplementedError

    async def say(
        self,
        text: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        thread: Message | None = None,
        **more: Any,
    ) -> Message:
        """Write a message. The bot gets message.*, if it may: the last of `deliveries`. `more`: subtype, files ..."""
        raise NotImplementedError

    async def mention(
        self,
        text: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        first: Literal["app_mention", "message"] = "app_mention",
        only: Literal["app_mention", "message", ""] = "",
    ) -> list[Delivery]:
        """Write `<@bot> text`: delivered as app_mention and as message.*, with different event ids, in either order."""
        raise NotImplementedError

    async def direct(self, text: str, *, user: User | None = None, **more: Any) -> Delivery:
        """Write to the bot in a direct message (message.im)."""
        raise NotImplementedError

    async def home_opened(self, *, user: User | None = None, tab: Literal["home", "messages"] = "home") -> Delivery:
        """Open the app's home."""
        raise NotImplementedError

    async def edit(self, message: Message, text: str) -> Delivery | None:
        """A person changes a message of theirs (message_changed)."""
        raise NotImplementedError

    async def remove(self, message: Message) -> Delivery | None:
        """A person deletes a message (message_deleted)."""
        raise NotImplementedError

    # What happens in a workspace.

    async def event(
        self, event: Json, *, team: Workspace | None = None, event_id: str = "", **envelope: Any
    ) -> Delivery:
        """Any event, in Slack's envelope."""
        raise NotImplementedError

    async def joined(self, channel: Channel, user: User) -> Delivery | None:
        """Somebody, or the bot, is a member now; None if the app is not told of it."""
        raise NotImplementedError

    async def left(self, channel: Channel, user: User) -> Delivery | None:
        """Somebody is no longer a member."""
        raise NotImplementedError

    async def renamed(self, channel: Channel, name: str) -> Delivery | None:
        """The channel has another name."""
        raise NotImplementedError

    async def archived(self, channel: Channel) -> Delivery | None:
        """The channel is archived: posts answer is_archived."""
        raise NotImplementedError

    async def unarchived(self, channel: Channel) -> Delivery | None:
        """The channel is in use again."""
        raise NotImplementedError

    async def shared(self, channel: Channel, workspace: Workspace, *members: User) -> Delivery | None:
        """The channel is shared with another workspace, and these of its people join."""
        raise NotImplementedError

    async def unshared(self, channel: Channel, workspace: Workspace) -> Delivery | None:
        """The other workspace's side is disconnected: its copy has a new id, its people are strangers."""
        raise NotImplementedError

    async def changed_id(self, channel: Channel) -> Delivery | None:
        """The channel has a new id (channel_id_changed); the old one answers channel_not_found."""
        raise NotImplementedError

    async def uninstalled(
        self,
        workspace: Workspace | None = None,
        *,
        first: Literal["app_uninstalled", "tokens_revoked"] = "tokens_revoked",
    ) -> list[Delivery]:
        """The app is removed: app_uninstalled and tokens_revoked, in either order."""
        raise NotImplementedError

    async def rate_limited(self) -> Delivery:
        """Slack held events back (app_rate_limited)."""
        raise NotImplementedError

    async def verification(self) -> Delivery:
        """Slack checks the URL (url_verification)."""
        raise NotImplementedError

    async def own_message_returns(self, message: Message) -> Delivery:
        """The bot's own message comes back as an event, with blocks and metadata."""
        raise NotImplementedError

    # The wire itself.

    async def again(self, delivery: Delivery, *, times: int = 1, at_once: bool = False) -> list[Answer]:
        """The same once more with a fresh signature, in sequence or all at once; for events with retry headers."""
        raise NotImplementedError

    async def replay(self, delivery: Delivery) -> Answer:
        """The very bytes and headers of the last attempt, as somebody would who captured them."""
        raise NotImplementedError

    async def retry(self, *, every: bool = False) -> list[Delivery]:
        """Retry the events that were not answered 2xx, as far as due: at once, after 1 and after 5 minutes.

        `every`: without waiting for the clock, until each is answered or was tried three times.
        """
        raise NotImplementedError

    async def send(self, body: bytes, headers: Mapping[str, str] | None = None, *, sign: bool = True) -> Answer:
        """Any bytes by HTTP. `headers` are laid over the usual ones; None as a value leaves one out."""
        raise NotImplementedError

    def sign(self, body: bytes, *, secret: str = "", age: timedelta = timedelta()) -> dict[str, str]:
        """The signature's headers; with another secret, or so old, if wanted."""
        raise NotImplementedError

    async def refresh(self, *, reason: str = "refresh_requested") -> None:
        """Ask the oldest Socket Mode connection to go (`warning`, `refresh_requested`, `link_disabled`)."""
        raise NotImplementedError

    async def cut_sockets(self) -> None:
        """Drop all Socket Mode connections without a word."""
        raise NotImplementedError

    async def socket_frame(self, frame: str | bytes) -> None:
        """Any frame on the newest connection."""
        raise NotImplementedError

    # Trouble on demand.

    def fail(self, method: str, fault: Fault, *, times: int = 1, team: Workspace | None = None) -> None:
        """The next `times` calls of the method (`*`: of any) meet the fault: see `faults`."""
        raise NotImplementedError

    async def accept_late(self) -> None:
        """Carry out the calls that were to be accepted late."""
        raise NotImplementedError

    def release(self) -> None:
        """Let hanging calls go: their connections are cut."""
        raise NotImplementedError

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of all deliveries, in order."""
        return [delivery.kind for delivery in self.deliveries]
