"""Workspaces, people and channels: what a test sets up before anything happens."""

from collections.abc import Iterable
from typing import Any, Literal, Self

from tests.fakes.slack.api.links import Granted
from tests.fakes.slack.parts import Parts
from tests.fakes.slack.world import OPTIONAL_SCOPES, REQUIRED_SCOPES, Channel, Installation, Message, User, Workspace


class Places(Parts):
    """Riverside's workspace has the bot, and Priya and Sam in the channel `table`; Lewis is not in it."""

    home: Workspace
    bot: User
    table: Channel
    priya: User
    sam: User
    lewis: User

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.home = self.workspace("Riverside")
        self.install(self.home)
        self.bot = self.core.directory.bot_of(self.home.team_id)
        self.priya = self.person("Priya Shah", email="priya@riverside.example")
        self.sam = self.person("Sam Okoye", email="sam@riverside.example")
        self.lewis = self.person("Lewis Ray", email="lewis@riverside.example")
        self.table = self.channel("home-from-hospital", self.priya, self.sam)
        return self

    @property
    def bot_token(self) -> str:
        """The token of `home`, as it is now."""
        return self.installation().bot_token

    def workspace(self, name: str, *, enterprise_id: str = "") -> Workspace:
        """A further workspace, without the app."""
        return self.core.directory.add_workspace(name, enterprise_id)

    def install(
        self, workspace: Workspace, *, scopes: Iterable[str] | None = None, org_wide: bool = False
    ) -> Installation:
        """Put the app into it, with all the scopes or with these. `Installation.bot_token` is what the bot needs.

        `org_wide`: it was installed for the whole Enterprise organisation, and payloads name no workspace.
        """
        return self.core.directory.install(workspace, scopes, org_wide=org_wide)

    def installation(self, workspace: Workspace | None = None) -> Installation:
        """The app in a workspace; its `scopes` may be changed."""
        return self.core.directory.installations[(workspace or self.home).team_id]

    def consent(
        self,
        workspace: Workspace,
        *,
        user: User | None = None,
        scopes: Iterable[str] | None = None,
        redirect_uri: str = "",
        org_wide: bool = False,
    ) -> str:
        """Somebody says yes on the consent page, leaving out what optional scopes they like: the code for the bot."""
        granted = frozenset([*REQUIRED_SCOPES, *OPTIONAL_SCOPES] if scopes is None else scopes)
        by = user or self.priya
        return self.links.new_code(Granted(workspace, by, granted, redirect_uri, self.core.clock.now(), org_wide))

    def person(self, name: str, *, team: Workspace | None = None, **fields: Any) -> User:
        """A new person; `fields` are those of `User`, such as `deleted=True`, `is_restricted=True`, `tz=None`."""
        return self.core.directory.add_person(name, team or self.home, fields)

    def channel(
        self,
        name: str,
        *members: User,
        kind: Literal["public", "private", "mpim"] = "public",
        team: Workspace | None = None,
        with_bot: bool = True,
    ) -> Channel:
        """A new channel, nobody being told. Members of other workspaces make it one that is shared externally."""
        host = team or self.home
        ids = {member.id for member in members}
        made = self.core.directory.add_channel(name, host, kind, ids)
        made.shared_with = {member.team_id for member in members} - {host.team_id}
        if with_bot:
            made.members.add(self.core.directory.bot_of(host.team_id).id)
        return made

    def dm(self, user: User, *, team: Workspace | None = None) -> Channel:
        """The direct conversation of the bot with somebody, opened if need be."""
        return self.core.directory.dm(user, (team or self.home).team_id)

    def history(self, channel: Channel) -> list[Message]:
        """What stands in a conversation, oldest first, the deleted left out."""
        return [message for message in channel.messages if not message.deleted]

    def seen_by(self, user: User) -> list[Message]:
        """All that the bot wrote and this person can see: in conversations of theirs, and before them only."""
        channels = [one for one in self.core.directory.channels.values() if user.id in one.members]
        common = [message for one in channels for message in self.history(one) if message.bot_id]
        alone = [message for message in self.ephemerals if message.only_for == user.id and not message.deleted]
        return sorted(common + alone, key=lambda message: message.ts)
