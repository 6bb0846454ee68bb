"""Who and what there is, and what of it a workspace's token can see."""

import itertools
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal

from tests.fakes.slack.world import OPTIONAL_SCOPES, REQUIRED_SCOPES, App, Channel, Installation, User, Workspace

LIFE_OF_A_TOKEN = timedelta(hours=12)

PREFIXES = {"public": "C", "private": "G", "mpim": "G", "im": "D"}


def _letters(name: str) -> str:
    """What of a name may stand in an id."""
    first = name.split(maxsplit=1)[0] if name.strip() else "X"
    return re.sub(r"[^A-Z0-9]", "", first.upper()) or "X"


class Directory:
    """Everything by its id. A person's id alone is unique in their workspace only."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.workspaces: dict[str, Workspace] = {}
        self.installations: dict[str, Installation] = {}
        self.users: dict[tuple[str, str], User] = {}
        self.channels: dict[str, Channel] = {}
        # The same once more, by what is asked for often where there are many thousands.
        self._namesakes: dict[str, dict[str, User]] = {}
        self._direct: dict[tuple[str, str], Channel] = {}
        self._numbers = itertools.count(1)

    def an_id(self, prefix: str, name: str) -> str:
        """A new id that says a little, for whoever reads a failing test."""
        return f"{prefix}{next(self._numbers):04}{_letters(name)}"

    def add_workspace(self, name: str, enterprise_id: str = "") -> Workspace:
        team_id = self.an_id("T", name)
        made = Workspace(team_id, name, _letters(name).lower(), enterprise_id)
        self.workspaces[team_id] = made
        return made

    def install(self, workspace: Workspace, scopes: Iterable[str] | None, *, org_wide: bool = False) -> Installation:
        """The app with its bot user in a workspace; a second time with a new token, and the scopes of both."""
        wanted = set([*REQUIRED_SCOPES, *OPTIONAL_SCOPES] if scopes is None else scopes)
        before = self.installations.get(workspace.team_id)
        token = f"xoxb-{workspace.team_id}-{next(self._numbers)}"
        if before:
            before.bot_token, before.revoked = token, ""
            before.scopes |= wanted
            return before
        bot = User(
            self.an_id("U", self.app.name), workspace.team_id, self.app.name, workspace.enterprise_id, is_bot=True
        )
        self.add_user(bot)
        made = Installation(workspace.team_id, bot.id, self.an_id("B", self.app.name), token, wanted, "", org_wide)
        self.installations[workspace.team_id] = made
        return made

    def add_user(self, user: User) -> User:
        self.users[user.team_id, user.id] = user
        self._namesakes.setdefault(user.id, {})[user.team_id] = user
        return user

    def add_person(self, name: str, workspace: Workspace, fields: dict[str, Any]) -> User:
        user_id = fields.pop("id", "") or self.an_id("U", name)
        given = {"enterprise_id": workspace.enterprise_id} | fields
        return self.add_user(User(user_id, workspace.team_id, name, **given))

    def add_channel(
        self, name: str, workspace: Workspace, kind: Literal["public", "private", "im", "mpim"], members: Iterable[str]
    ) -> Channel:
        made = Channel(self.an_id(PREFIXES[kind], name), name, workspace.team_id, kind, set(members))
        self.channels[made.id] = made
        return made

    def bot_of(self, team_id: str) -> User:
        installation = self.installations[team_id]
        return self.users[team_id, installation.bot_user_id]

    def by_token(self, token: str) -> Installation | None:
        return next(
            (one for one in self.installations.values() if token == one.bot_token or token in one.good_until), None
        )

    def rotate(self, installation: Installation, *, now: datetime) -> None:
        """A new token, good for twelve hours, and a new refresh token; of those before only the last stays good."""
        token = f"xoxe.xoxb-{installation.team_id}-{next(self._numbers)}"
        last = installation.good_until.get(installation.bot_token)
        kept = {installation.bot_token: last} if last else {}
        installation.good_until = {**kept, token: now + LIFE_OF_A_TOKEN}
        installation.bot_token = token
        installation.refresh_token = f"xoxe-1-{next(self._numbers)}"

    def by_refresh(self, token: str) -> Installation | None:
        """Whose refresh token it is; nobody's once it was used."""
        return next((one for one in self.installations.values() if token and token == one.refresh_token), None)

    def dm(self, user: User, team_id: str) -> Channel:
        """The bot's direct conversation with somebody, made if need be; `team_id` says which bot."""
        there = self._direct.get((team_id, user.id))
        if there:
            return there
        made = self.add_channel(user.name, self.workspaces[team_id], "im", {user.id, self.bot_of(team_id).id})
        made.shared_with = {user.team_id} - {team_id}
        self._direct[team_id, user.id] = made
        return made

    def channel_seen(self, team_id: str, channel_id: str) -> Channel | None:
        """A channel by its id, if a token of that workspace may know of it."""
        channel = self.channels.get(channel_id)
        if channel is None or team_id not in channel.teams:
            return None
        if self.is_private(channel, team_id) and self.bot_of(team_id).id not in channel.members:
            return None
        return channel

    def is_private(self, channel: Channel, team_id: str) -> bool:
        return channel.kind != "public" or team_id in channel.private_in

    def user_seen(self, team_id: str, user_id: str) -> User | None:
        """A person by id: of the workspace, or of one that it shares a channel with or once did."""
        own = self.users.get((team_id, user_id))
        if own:
            return own
        return next((user for user in self._called(user_id) if self._is_known(team_id, user)), None)

    def is_there(self, one_id: str) -> bool:
        """Whether a person or a conversation has that id."""
        return one_id in self.channels or one_id in self._namesakes

    def _called(self, user_id: str) -> Iterable[User]:
        return self._namesakes.get(user_id, {}).values()

    def _is_known(self, team_id: str, user: User) -> bool:
        return not self.is_stranger(team_id, user) or any(
            message.user_id == user.id
            for channel in self.channels.values()
            if team_id in channel.teams
            for message in channel.messages
        )

    def is_stranger(self, team_id: str, user: User) -> bool:
        """Whether they are of another workspace and share no channel with this one."""
        if user.team_id == team_id or self._same_grid(team_id, user.team_id):
            return False
        return not any(
            user.id in channel.members and team_id in channel.teams and not channel.is_direct
            for channel in self.channels.values()
        )

    def teams_of(self, user: User) -> list[str]:
        """The workspaces of their organisation in which they are the same person."""
        called = user.grid_id or user.id
        return sorted(
            one.team_id
            for one in self.users.values()
            if one.enterprise_id == user.enterprise_id and (one.grid_id or one.id) == called
        )

    def _same_grid(self, one: str, other: str) -> bool:
        enterprise = self.workspaces[one].enterprise_id
        return bool(enterprise) and enterprise == self.workspaces[other].enterprise_id

    def user(self, user_id: str, team_id: str = "") -> User:
        """A person by id, whoever asks."""
        found = self.users.get((team_id, user_id)) or next(iter(self._called(user_id)), None)
        assert found, f"nobody is called {user_id}"
        return found
