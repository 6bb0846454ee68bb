"""What happens without anybody speaking to the bot: it comes and goes, and so do people, teams and channels."""

from typing import Any

from tests.fakes.teams.people import People
from tests.fakes.teams.records import Delivery, Json
from tests.fakes.teams.world import Message, Person, Place, Team

Where = Team | Place | Person


class Happenings(People):
    """Without `by` Priya does it. Each tells the bot of it as Teams does, and changes what there is."""

    def _place(self, where: Where) -> Place:
        """A team speaks through its general channel."""
        if isinstance(where, Team):
            return self.core.directory.places[where.id]
        return self.personal(where) if isinstance(where, Person) else where

    async def install(self, where: Where, *, by: Person | None = None) -> list[Delivery]:
        """Somebody adds the app to a team, a private or shared channel, a chat, or for themselves."""
        place = self._place(where)
        self._installed(where, place, is_there=True)
        added = [{"id": self.bot.account}]
        event = self._event(where, "Added")
        who = by or (place.own_members[0] if place.kind == "personal" else self.priya)
        came = self.activities.update(place, person=who, event=event, membersAdded=added)
        return [await self._tell_of(came, place), await self.installation("add", where, by=who)]

    async def uninstall(self, where: Where, *, by: Person | None = None) -> list[Delivery]:
        """Somebody takes it away again."""
        place = self._place(where)
        who = by or (place.own_members[0] if place.kind == "personal" else self.priya)
        told = [await self.installation("remove", where, by=who)]
        if place.kind != "personal":
            gone = [{"id": self.bot.account}]
            activity = self.activities.update(
                place, person=who, event=self._event(where, "Removed"), membersRemoved=gone
            )
            told.append(await self._tell_of(activity, place))
        self._installed(where, place, is_there=False)
        return told

    async def installation(self, action: str, where: Where, *, by: Person | None = None) -> Delivery:
        """An installationUpdate alone: `add`, `remove`, `upgrade`, `add-upgrade`, `remove-upgrade`, or any other."""
        place = self._place(where)
        who = by or (place.own_members[0] if place.kind == "personal" else self.priya)
        activity = self.activities.base("installationUpdate", who, place) | {"action": action}
        if place.team:
            activity["channelData"]["settings"] = {"selectedChannel": {"id": place.id}}
        return await self._tell_of(activity, place)

    def _installed(self, where: Where, place: Place, *, is_there: bool) -> None:
        if isinstance(where, Team):
            where.installed = is_there
        else:
            place.own_installed = is_there

    def _event(self, where: Where, what: str) -> str:
        if isinstance(where, Team):
            return f"teamMember{what}"
        return f"channelMember{what}" if isinstance(where, Place) and where.kind == "channel" else ""

    async def join(self, person: Person, where: Team | Place, *, by: Person | None = None) -> Delivery:
        """Somebody comes into a team, a chat, or a private or shared channel. Told a second time if they are there."""
        roster = where.members if isinstance(where, Team) else where.own_members
        if person not in roster:
            roster.append(person)
        return await self._moved(person, where, "Added", by)

    async def leave(self, person: Person, where: Team | Place, *, by: Person | None = None) -> Delivery:
        """Somebody goes, or is taken out."""
        roster = where.members if isinstance(where, Team) else where.own_members
        roster.remove(person)
        return await self._moved(person, where, "Removed", by)

    async def _moved(self, person: Person, where: Team | Place, what: str, by: Person | None) -> Delivery:
        place = self._place(where)
        who: Json = {"id": person.account, "aadObjectId": person.aad}
        if place.channel_type == "shared":
            who["tenantId"] = person.tenant.id
        members = {f"members{what}": [who]}
        activity = self.activities.update(place, person=by or self.priya, event=self._event(where, what), **members)
        return await self._tell_of(activity, place)

    async def rename(self, where: Team | Place, name: str, *, by: Person | None = None) -> Delivery:
        """A team or channel gets another name; a chat another topic."""
        where.name = name
        place = self._place(where)
        if place.kind == "groupChat":
            return await self._tell_of(self.activities.update(place, person=by or self.priya, topicName=name), place)
        event = "teamRenamed" if isinstance(where, Team) else "channelRenamed"
        return await self.changed(event, place, by=by)

    async def changed(self, event: str, place: Place, *, by: Person | None = None, **more: Any) -> Delivery:
        """`channelCreated`, `channelDeleted`, `channelRestored`, `teamArchived`, `teamDeleted`, ..., or any other."""
        if event == "channelDeleted":
            place.own_installed = False
        activity = self.activities.update(place, person=by or self.priya, event=event, channel_data=more)
        return await self._tell_of(activity, place)

    async def share(self, place: Place, team: Team, *, by: Person | None = None) -> Delivery:
        """A shared channel is shared with another team, whose people are in it from then on."""
        place.shared_with.append(team)
        place.own_members += [one for one in team.members if one not in place.own_members]
        return await self.changed("channelShared", place, by=by, sharedWithTeams=[_team(team)])

    async def unshare(self, place: Place, team: Team, *, by: Person | None = None) -> Delivery:
        """And not any more."""
        place.shared_with.remove(team)
        place.own_members = [one for one in place.own_members if one not in team.members]
        return await self.changed("channelUnshared", place, by=by, unsharedFromTeams=[_team(team)])

    async def edit(self, message: Message, text: str) -> Delivery | None:
        """Somebody changes what they wrote: the activity has the id of the first one."""
        message.activity, message.edits = {**message.activity, "text": text}, message.edits + 1
        return await self._changed_message(message, "messageUpdate", "editMessage")

    async def delete(self, message: Message) -> Delivery | None:
        """Somebody takes back what they wrote."""
        message.deleted = True
        return await self._changed_message(message, "messageDelete", "softDeleteMessage")

    async def _changed_message(self, message: Message, kind: str, event: str) -> Delivery | None:
        by, place = message.by, message.place
        assert by is not None, "that is the bot's own"
        mentioned = f"<at>{self.bot.name}</at>" in message.text
        if not place.installed or not (place.hears_all or mentioned):
            return None
        activity = self.activities.message(message, person=by) | {"type": kind}
        activity["channelData"]["eventType"] = event
        if message.deleted:
            activity.pop("text")
        return await self._tell_of(activity, place)

    async def react(self, message: Message, kind: str = "like", *, user: Person | None = None) -> Delivery:
        """Somebody puts a sign on a message of the bot's."""
        by, place = user or self.priya, message.place
        activity = self.activities.base("messageReaction", by, place, thread=message.thread)
        return await self._tell_of(activity | {"reactionsAdded": [{"type": kind}], "replyToId": message.id}, place)

    async def happens(
        self, kind: str, *, place: Place | None = None, by: Person | None = None, **more: Any
    ) -> Delivery:
        """Any other activity, with whatever in it: `typing`, `event`, `endOfConversation`, or a type that is new."""
        where = place or self.table
        return await self._tell_of(self.activities.base(kind, by or self.priya, where) | more, where)

    async def _tell_of(self, activity: Json, place: Place) -> Delivery:
        delivery = await self.wire.deliver(Delivery(activity, place.tenant.id))
        delivery.failed = not delivery.answer.ok
        return delivery


def _team(team: Team) -> Json:
    return {"id": team.id, "aadGroupId": team.aad_group_id, "name": team.name, "tenantId": team.tenant.id}
