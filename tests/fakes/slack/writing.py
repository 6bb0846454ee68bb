"""What people write: in channels, to the bot, about it; and what they do with it afterwards."""

from typing import Any, Literal

from tests.fakes.slack import shapes
from tests.fakes.slack.happenings import SCOPES, WORDS, Happenings
from tests.fakes.slack.records import Delivery, Json
from tests.fakes.slack.world import Channel, Message, User

# What `channel_type` says, and the event's own name has.
TYPES = {"public": "channel", "private": "group", "mpim": "mpim", "im": "im"}
SUBSCRIPTIONS = {"public": "message.channels", "private": "message.groups", "mpim": "message.mpim", "im": "message.im"}


class Writing(Happenings):
    """Without `user` it is Priya, without `channel` the table. The words are as they are typed, before any escaping."""

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
        message = self._written(text, user or self.priya, channel or self.table, thread=thread, **more)
        await self._tell(message)
        return message

    async def direct(self, text: str, *, user: User | None = None, **more: Any) -> Delivery:
        """Write to the bot in a direct message (message.im)."""
        by = user or self.priya
        home = by.team_id if by.team_id in self.core.directory.installations else self.home.team_id
        message = self._written(text, by, self.core.directory.dm(by, home), **more)
        delivery = await self._tell(message)
        assert delivery, "the app is not told of direct messages"
        return delivery

    async def mention(
        self,
        text: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        thread: Message | None = None,
        first: Literal["app_mention", "message"] = "app_mention",
        only: Literal["app_mention", "message", ""] = "",
    ) -> list[Delivery]:
        """Write `<@bot> text`: delivered as app_mention and as message.*, with different event ids, in either order."""
        where = channel or self.table
        team = self.told_in(where)
        assert team, "the bot is not in that channel"
        bot = self.core.directory.bot_of(team.team_id)
        message = self._written(f"{bot.mention} {text}", user or self.priya, where, thread=thread)
        ways = ["app_mention", "message"] if first == "app_mention" else ["message", "app_mention"]
        tell = {"app_mention": self._tell_of_mention, "message": self._tell}
        told = [await tell[way](message) for way in ways if only in ("", way)]
        return [delivery for delivery in told if delivery]

    async def home_opened(self, *, user: User | None = None, tab: Literal["home", "messages"] = "home") -> Delivery:
        """Open the app's home."""
        by = user or self.priya
        team_id = by.team_id if by.team_id in self.core.directory.installations else self.home.team_id
        channel = self.core.directory.dm(by, team_id)
        event: Json = {"type": "app_home_opened", "user": by.id, "channel": channel.id, "tab": tab}
        view = self.modals.homes.get((team_id, by.id))
        if view and tab == "home":
            event["view"] = shapes.view(self.core.directory, view)
        return await self.event(event, team=self.core.directory.workspaces[team_id])

    async def edit(self, message: Message, text: str) -> Delivery | None:
        """A person changes a message of theirs (message_changed)."""
        before = shapes.message(self.core.directory, message)
        message.text = self.payloads.typed(text)
        message.edits += 1
        after = shapes.message(self.core.directory, message)
        more = {"subtype": "message_changed", "message": after, "previous_message": before, "hidden": True}
        return await self._tell_about(message, more)

    async def remove(self, message: Message) -> Delivery | None:
        """A person deletes a message (message_deleted)."""
        before = shapes.message(self.core.directory, message)
        message.deleted = True
        more = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before, "hidden": True}
        return await self._tell_about(message, more)

    async def own_message_returns(self, message: Message) -> Delivery | None:
        """The bot's own message comes back as an event, with blocks and metadata."""
        return await self._tell(message)

    def _written(
        self, text: str, user: User, channel: Channel, *, thread: Message | None = None, **more: Any
    ) -> Message:
        assert user.id in channel.members, f"{user.name} is not in #{channel.name}"
        assert not channel.is_archived, f"#{channel.name} is archived"
        words = self.payloads.typed(text)
        block = shapes.rich_text(text, f"r{self.core.number()}")
        ts = self.core.new_ts()
        message = Message(channel.id, ts, user.id, user.team_id, words, [block], **more)
        message.thread_ts = (thread.thread_ts or thread.ts) if thread else ""
        return self.core.add_message(channel, message)

    async def _tell(self, message: Message) -> Delivery | None:
        return await self._tell_about(message, shapes.message(self.core.directory, message) | {"event_ts": message.ts})

    async def _tell_about(self, message: Message, about: Json) -> Delivery | None:
        """message.channels and its like, to the one installation that hears of this channel."""
        channel = self.core.directory.channels[message.channel_id]
        team = self.told_in(channel)
        if team is None:
            return None
        kind = self._kind(channel, team)
        if not self.may_know(SUBSCRIPTIONS[kind], f"{WORDS[kind]}:history", team):
            return None
        event: Json = {"type": "message", "channel": channel.id, "channel_type": TYPES[kind], "ts": self.core.new_ts()}
        return await self.event(event | self._of_whom(message, channel) | about, team=team, channel=channel)

    async def _tell_of_mention(self, message: Message) -> Delivery | None:
        channel = self.core.directory.channels[message.channel_id]
        team = self.told_in(channel)
        if not team or not self.may_know("app_mention", SCOPES["app_mention"], team):
            return None
        event: Json = shapes.message(self.core.directory, message) | {
            "type": "app_mention",
            "channel": channel.id,
            "event_ts": message.ts,
        }
        return await self.event(event | self._of_whom(message, channel), team=team, channel=channel)

    def _of_whom(self, message: Message, channel: Channel) -> Json:
        """In a shared channel: whose person wrote it. It may be an Enterprise's id instead of a workspace's."""
        if not channel.is_ext_shared:
            return {}
        user = self.core.directory.user(message.user_id, message.team_id)
        return {"user_team": user.enterprise_id or user.team_id, "source_team": user.team_id}
