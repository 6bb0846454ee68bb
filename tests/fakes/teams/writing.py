"""What people write, and whether the bot hears it."""

from tests.fakes.teams.activities import typed
from tests.fakes.teams.places import Places
from tests.fakes.teams.records import Delivery
from tests.fakes.teams.world import Message, Person, Place


class Writing(Places):
    """Without `user` it is Priya, without `place` the table. Another person in the words: `f"with {teams.sam.at}"`."""

    async def say(self, words: str, *, user: Person | None = None) -> Delivery:
        """Write to the bot alone."""
        return await self.send_text(typed(words), user=user)

    async def send_text(
        self, text: str, *, user: Person | None = None, place: Place | None = None, text_format: str = "plain"
    ) -> Delivery:
        """A text to the bot as it is on the wire, with nothing escaped; to it alone, unless a place is given."""
        by = user or self.priya
        where = place or self.personal(by)
        assert where.installed, f"{by.name} does not have the bot"
        message = self.write(text, user=by, place=where)
        message.activity["textFormat"] = text_format
        return await self._tell(message, by)

    async def menu(self, command: str, words: str = "", *, user: Person | None = None, place: Place) -> Delivery:
        """Choose a command of the bot's menu: its words come into the box, in a conversation after a mention."""
        by, text = user or self.priya, f"{command} {words}".strip()
        if place.kind == "personal":
            return await self.say(text, user=by)
        return await self.mention(text, user=by, place=place, space=" ")

    async def mention(
        self,
        words: str,
        *,
        user: Person | None = None,
        place: Place | None = None,
        thread: Message | str = "",
        space: str = "&nbsp;",
    ) -> Delivery:
        """`@Convenor words` in a channel or chat, or within a thread there."""
        by, where = user or self.priya, place or self.table
        assert where.installed, f"the bot is not in {where.name}, so it cannot be mentioned"
        text = f"<at>{self.bot.name}</at>{space}{typed(words)}"
        return await self._tell(self.write(text, user=by, place=where, thread=thread), by)

    async def talk(
        self, words: str, *, user: Person | None = None, place: Place | None = None, thread: Message | str = ""
    ) -> Delivery | None:
        """Write without mentioning the bot: it hears it only where the team or chat has consented to that."""
        by, where = user or self.priya, place or self.table
        message = self.write(typed(words), user=by, place=where, thread=thread)
        heard = where.installed and where.hears_all
        return await self._tell(message, by) if heard else None

    async def slash(
        self,
        command: str,
        words: str = "",
        *,
        user: Person | None = None,
        place: Place | None = None,
        thread: Message | str = "",
    ) -> Delivery:
        """Choose a command after `/` in a channel or chat: a message that nobody else sees."""
        by, where = user or self.priya, place or self.table
        assert where.kind != "personal", "a personal chat is private anyway: say it"
        assert where.installed, f"the bot is not in {where.name}, so its commands are not offered"
        text = f"/{command} {typed(words)}".strip()
        message = self.write(text, user=by, place=where, thread=thread)
        message.only_for = by
        return await self._tell(message, by, targeted=True)

    def write(self, text: str, *, user: Person, place: Place, thread: Message | str = "") -> Message:
        """A message stands there; nothing is told."""
        assert user in place.members, f"{user.name} is not in {place.name}"
        now, message_id = self.core.now, self.core.message_id()
        root = thread.thread if isinstance(thread, Message) else thread
        in_channel = place.kind == "channel"
        message = Message(message_id, place, {"text": text}, now, user, (root or message_id) if in_channel else "")
        place.messages.append(message)
        return message

    async def _tell(self, message: Message, by: Person, *, targeted: bool = False) -> Delivery:
        activity = self.activities.message(message, person=by, targeted=targeted)
        delivery = Delivery(activity, message.place.tenant.id, message=message)
        await self.wire.deliver(delivery)
        delivery.failed = not delivery.answer.ok
        return delivery
