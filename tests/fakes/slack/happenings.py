"""What happens in workspaces and channels: each is told as an event, if the app subscribed to it and may know."""

from typing import Any, Literal

from tests.fakes.slack import shapes
from tests.fakes.slack.people import People
from tests.fakes.slack.records import Delivery, Json, Kind
from tests.fakes.slack.world import Channel, User, Workspace

# Which scope an event wants; of a conversation's kind, where it is about one.
SCOPES = {"app_mention": "app_mentions:read", "user_change": "users:read"}
WORDS = {"public": "channels", "private": "groups", "mpim": "mpim", "im": "im"}
# The installation is gone by the time that these come.
WITHOUT_AUTHORIZATION = ("app_uninstalled", "tokens_revoked")


class Happenings(People):
    """Each answers the delivery, or None if the app is not told."""

    async def event(
        self, event: Json, *, team: Workspace | None = None, event_id: str = "", channel: Channel | None = None
    ) -> Delivery:
        """Any event, in Slack's envelope, whatever the app subscribed to."""
        team_id = (team or self.home).team_id
        teams = channel.teams if channel else {team_id}
        installed = sorted(one for one in teams if one in self.core.directory.installations)
        payload = self.payloads.event(
            {"event_ts": self.core.new_ts()} | event,
            team_id,
            self.links.new_context(installed),
            event_id,
            shared=bool(channel and channel.is_ext_shared),
            authorized=event["type"] not in WITHOUT_AUTHORIZATION,
        )
        return await self.delivering.deliver(Delivery(Kind.EVENT, payload, team_id))

    def told_in(self, channel: Channel, *, although_absent: bool = False) -> Workspace | None:
        """Whose installation is told of something in a channel: one, even if several have the app; the host's first."""
        directory = self.core.directory
        for team_id in sorted(channel.teams, key=lambda one: (one != channel.team_id, one)):
            installation = directory.installations.get(team_id)
            if installation is None or installation.revoked:
                continue
            if although_absent or installation.bot_user_id in channel.members:
                return directory.workspaces[team_id]
        return None

    def may_know(self, name: str, scope: str, team: Workspace | None) -> bool:
        """Whether the app subscribed to an event, and holds the scope."""
        if team is None:
            return False
        held = self.core.directory.installations[team.team_id].scopes
        return name in self.core.app.events and (not scope or scope in held)

    def _kind(self, channel: Channel, team: Workspace) -> str:
        private = channel.kind == "public" and self.core.directory.is_private(channel, team.team_id)
        return "private" if private else channel.kind

    async def _in_channel(self, channel: Channel, name: str, more: Json, *, absent: bool = False) -> Delivery | None:
        team = self.told_in(channel, although_absent=absent)
        if team is None:
            return None
        word = WORDS[self._kind(channel, team)]
        name = name.replace("channel_", "group_", 1) if word == "groups" and "group_" + name[8:] in GROUP else name
        if not self.may_know(name, f"{word}:read", team):
            return None
        return await self.event({"type": name} | more, team=team, channel=channel)

    async def joined(self, channel: Channel, user: User) -> Delivery | None:
        """Somebody, or the bot, is a member now."""
        channel.members.add(user.id)
        channel.shared_with |= {user.team_id} - {channel.team_id}
        letter = "C" if channel.kind == "public" else "G"
        who = {"user": user.id, "team": user.team_id, "channel": channel.id, "channel_type": letter}
        return await self._in_channel(channel, "member_joined_channel", who)

    async def left(self, channel: Channel, user: User) -> Delivery | None:
        """Somebody is no longer a member; the bot hears of its own leaving too."""
        channel.members.discard(user.id)
        letter = "C" if channel.kind == "public" else "G"
        who = {"user": user.id, "team": user.team_id, "channel": channel.id, "channel_type": letter}
        return await self._in_channel(channel, "member_left_channel", who, absent=user.is_bot)

    async def sent_away(self, channel: Channel) -> list[Delivery | None]:
        """Somebody removes the bot: it is told as of anybody, and as of itself."""
        told = await self.left(channel, self.core.directory.bot_of(channel.team_id))
        return [told, await self._in_channel(channel, "channel_left", {"channel": channel.id}, absent=True)]

    async def gone_for_good(self, channel: Channel) -> Delivery | None:
        """The channel is gone for good: its id answers channel_not_found."""
        told = await self._in_channel(channel, "channel_deleted", {"channel": channel.id})
        del self.core.directory.channels[channel.id]
        return told

    async def renamed(self, channel: Channel, name: str) -> Delivery | None:
        """The channel has another name."""
        channel.name = name
        shown = {"id": channel.id, "name": name, "created": 0}
        return await self._in_channel(channel, "channel_rename", {"channel": shown})

    async def archived(self, channel: Channel, *, user: User | None = None) -> Delivery | None:
        """The channel is archived: posts answer is_archived."""
        channel.is_archived = True
        by = user or self.priya
        return await self._in_channel(channel, "channel_archive", {"channel": channel.id, "user": by.id})

    async def unarchived(self, channel: Channel, *, user: User | None = None) -> Delivery | None:
        """The channel is in use again."""
        channel.is_archived = False
        by = user or self.priya
        return await self._in_channel(channel, "channel_unarchive", {"channel": channel.id, "user": by.id})

    async def shared(self, channel: Channel, workspace: Workspace, *members: User) -> Delivery | None:
        """The channel is shared with another workspace, and these of its people join."""
        channel.shared_with.add(workspace.team_id)
        channel.members |= {member.id for member in members}
        more = {"connected_team_id": workspace.team_id, "channel": channel.id}
        return await self._in_channel(channel, "channel_shared", more)

    async def unshared(self, channel: Channel, workspace: Workspace) -> Delivery | None:
        """The other workspace's side is disconnected: its copy has a new id, its people are strangers here."""
        directory = self.core.directory
        channel.shared_with.discard(workspace.team_id)
        gone = {one for one in channel.members if (workspace.team_id, one) in directory.users}
        channel.members -= gone
        copy = directory.add_channel(channel.name, workspace, "public", gone)
        copy.frozen_reason = "connection_severed"
        severed: Json = {"channel": channel.id, "previously_connected_team_id": workspace.team_id}
        severed["is_ext_shared"] = channel.is_ext_shared
        here = await self._in_channel(channel, "channel_unshared", severed)
        other: Json = {"channel": copy.id, "previously_connected_team_id": channel.team_id, "is_ext_shared": False}
        there = await self._in_channel(copy, "channel_unshared", other)
        return here or there

    async def changed_id(self, channel: Channel) -> Delivery | None:
        """The channel has a new id (channel_id_changed); the old one answers channel_not_found."""
        directory = self.core.directory
        old = channel.id
        channel.id = directory.an_id("C", channel.name)
        directory.channels[channel.id] = directory.channels.pop(old)
        for message in channel.messages:
            message.channel_id = channel.id
        ids = {"old_channel_id": old, "new_channel_id": channel.id}
        return await self._in_channel(channel, "channel_id_changed", ids)

    async def user_changed(self, user: User, **fields: Any) -> Delivery | None:
        """Something about a person is different now: `deleted=True`, `name=...` and so on (user_change)."""
        for name, value in fields.items():
            setattr(user, name, value)
        if not self.may_know("user_change", SCOPES["user_change"], self.home):
            return None
        shown = shapes.user(self.core.directory, user, seen_from=self.home.team_id, emails=False, locale=True)
        return await self.event({"type": "user_change", "user": shown, "cache_ts": 0})

    async def status_changed(self, user: User, text: str = "", emoji: str = "", ends: int = 0) -> Delivery | None:
        """Somebody sets their status, or takes it down (user_change)."""
        user.profile |= {"status_text": text, "status_emoji": emoji, "status_expiration": ends}
        return await self.user_changed(user)

    def comes_under(self, workspace: Workspace, enterprise_id: str) -> None:
        """The workspace moves into an Enterprise organisation: its id and its people's stay, and all names both."""
        workspace.enterprise_id = enterprise_id
        for user in self.core.directory.users.values():
            if user.team_id == workspace.team_id:
                user.enterprise_id = enterprise_id

    async def uninstalled(
        self,
        workspace: Workspace | None = None,
        *,
        first: Literal["app_uninstalled", "tokens_revoked"] = "tokens_revoked",
    ) -> list[Delivery]:
        """The app is removed: app_uninstalled and tokens_revoked, in either order."""
        team = workspace or self.home
        installation = self.core.directory.installations[team.team_id]
        installation.revoked = "account_inactive"
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user_id]}}
        both: list[Json] = [revoked, {"type": "app_uninstalled"}]
        if first == "app_uninstalled":
            both.reverse()
        return [await self.event(one, team=team) for one in both]

    async def tokens_revoked(self, workspace: Workspace | None = None) -> Delivery:
        """The bot's token is no good any more, and the app is still there."""
        team = workspace or self.home
        installation = self.core.directory.installations[team.team_id]
        installation.revoked = "token_revoked"
        tokens = {"oauth": [], "bot": [installation.bot_user_id]}
        return await self.event({"type": "tokens_revoked", "tokens": tokens}, team=team)

    async def rate_limited(self, *, team: Workspace | None = None) -> Delivery:
        """Slack held events back (app_rate_limited)."""
        team_id = (team or self.home).team_id
        payload = {
            "token": self.core.app.verification_token,
            "type": "app_rate_limited",
            "team_id": team_id,
            "minute_rate_limited": int(self.core.seconds) // 60 * 60,
            "api_app_id": self.core.app.app_id,
        }
        return await self.delivering.deliver(Delivery(Kind.EVENT, payload, team_id))

    async def verification(self) -> Delivery:
        """Slack checks the URL (url_verification): the answer has to hold the challenge."""
        challenge = self.core.token("challenge")
        payload = {"token": self.core.app.verification_token, "challenge": challenge, "type": "url_verification"}
        delivery = await self.delivering.deliver(Delivery(Kind.VERIFICATION, payload, self.home.team_id))
        body = delivery.body
        said = body.get("challenge") if isinstance(body, dict) else str(body).removeprefix("challenge=")
        delivery.failed = not delivery.answer.ok or said != challenge
        return delivery


# Private channels have events of their own for these.
GROUP = ("group_rename", "group_archive", "group_unarchive", "group_deleted", "group_left")
