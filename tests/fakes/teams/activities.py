"""Activities as Teams sends them, property by property."""

import html
import itertools
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.teams.core import Core
from tests.fakes.teams.records import Json
from tests.fakes.teams.world import Message, Person, Place

MENTIONED = re.compile(r"<at>(.*?)</at>")


class Activities:
    """Writes them. What not every client or version tells can be told, or left out."""

    def __init__(self, core: Core) -> None:
        self._core = core
        # Whether `from` names the sender's tenant.
        self.tells_tenant = False
        # Whether a private or shared channel says in messages what it is, and not only in what happens to it.
        self.tells_channel_type = True

    def base(self, kind: str, person: Person, place: Place, *, thread: str = "", activity_id: str = "") -> Json:
        """What all have."""
        now = self._core.now
        sender: Json = {"id": person.account, "name": person.name, "aadObjectId": person.aad}
        if self.tells_tenant:
            sender["tenantId"] = person.tenant.id
        return {
            "type": kind,
            "id": activity_id or self._core.activity_id(),
            "timestamp": _zulu(now),
            "localTimestamp": now.astimezone(ZoneInfo(person.timezone)).isoformat(timespec="milliseconds"),
            "localTimezone": person.timezone,
            "channelId": "msteams",
            "serviceUrl": self._core.service_url(place.tenant.id),
            "from": sender,
            "conversation": conversation(place, thread),
            "recipient": {"id": self._core.bot.account, "name": self._core.bot.name},
            "channelData": self._channel_data(place),
        }

    def _channel_data(self, place: Place) -> Json:
        """Ids alone; names come with what happens to a team or channel."""
        found: Json = {"tenant": {"id": place.tenant.id}}
        if place.team:
            channel: Json = {"id": place.id}
            if place.has_own_roster and self.tells_channel_type:
                channel["type"] = place.channel_type
            found |= {"teamsTeamId": place.team.id, "teamsChannelId": place.id}
            found |= {"team": {"id": place.team.id}, "channel": channel}
        return found

    def message(self, message: Message, *, person: Person, targeted: bool = False) -> Json:
        """Something that somebody wrote; what is mentioned in it stands among its entities."""
        place, written = message.place, message.text
        found = self.base("message", person, place, thread=message.thread, activity_id=message.id)
        if targeted:
            found["recipient"]["isTargeted"] = True
        found |= {"text": written, "textFormat": message.activity.get("textFormat", "plain"), "locale": person.locale}
        if MENTIONED.search(written):
            found["attachments"] = [{"contentType": "text/html", "content": _as_html(written)}]
        found["entities"] = [*self._mentions(written, place), _client(person)]
        return found

    def _mentions(self, written: str, place: Place) -> list[Json]:
        names = {self._core.bot.name: self._core.bot.account} | {one.name: one.account for one in place.members}
        found = []
        for name in MENTIONED.findall(written):
            assert html.unescape(name) in names, f"{name} is not there to be mentioned"
            mentioned = {"id": names[html.unescape(name)], "name": html.unescape(name)}
            found.append({"type": "mention", "mentioned": mentioned, "text": f"<at>{name}</at>"})
        return found

    def value(self, message: Message, *, person: Person, value: Any) -> Json:
        """A plain Action.Submit: a message without text."""
        found = self.base("message", person, message.place, thread=message.thread, activity_id=self._core.message_id())
        found |= {"value": value, "locale": person.locale, "replyToId": message.id, "entities": [_client(person)]}
        found["channelData"] |= _source("message", message.id)
        return found

    def invoke(self, name: str, value: Any, *, person: Person, place: Place, on: Message | None = None) -> Json:
        """A question that is answered in the body."""
        found = self.base("invoke", person, place, thread=on.thread if on else "")
        found |= {"name": name, "value": value, "locale": person.locale, "entities": [_client(person)]}
        if on:
            found["replyToId"] = on.id
            found["channelData"] |= _source("message", on.id)
        return found

    def update(self, place: Place, *, person: Person, event: str = "", **more: Any) -> Json:
        """A conversationUpdate; `event`: what channelData calls it; `channel_data`: what else it has."""
        found = self.base("conversationUpdate", person, place)
        found["channelData"] |= channel_data(place) | ({"eventType": event} if event else {})
        found["channelData"] |= more.pop("channel_data", {})
        return found | more


def conversation(place: Place, thread: str = "") -> Json:
    """The conversation; within a channel with the thread's root."""
    found: Json = {"conversationType": place.kind, "tenantId": place.tenant.id}
    found["id"] = f"{place.id};messageid={thread}" if thread and place.kind == "channel" else place.id
    if place.kind != "personal":
        found["isGroup"] = True
    return found


def channel_data(place: Place) -> Json:
    """The team and the channel with all that is known of them."""
    found: Json = {"tenant": {"id": place.tenant.id}}
    if place.team:
        team: Json = {"id": place.team.id, "name": place.team.name, "aadGroupId": place.team.aad_group_id}
        channel: Json = {"id": place.id, "name": place.name, "type": place.channel_type}
        found |= {"team": team, "channel": channel}
    return found


def account(person: Person) -> Json:
    """Somebody as a roster has them."""
    first, _, last = person.name.partition(" ")
    return {
        "id": person.account,
        "name": person.name,
        "aadObjectId": person.aad,
        "objectId": person.aad,
        "givenName": first,
        "surname": last,
        "email": person.email,
        "userPrincipalName": person.upn,
        "tenantId": person.tenant.id,
        "userRole": "guest" if person.is_guest else "user",
    }


def typed(words: str) -> str:
    """Words as they come: what is no mention has its angle brackets and ampersands as entities."""
    ends = [0, *(edge for found in MENTIONED.finditer(words) for edge in found.span()), len(words)]
    parts = [words[begin:end] for begin, end in itertools.pairwise(ends)]
    return "".join(part if number % 2 else html.escape(part, quote=False) for number, part in enumerate(parts))


def _as_html(written: str) -> str:
    numbers = iter(range(100))
    kind = 'itemscope itemtype="http://schema.skype.com/Mention"'
    spans = MENTIONED.sub(lambda found: f'<span {kind} itemid="{next(numbers)}">{found[1]}</span>', written)
    return f"<p>{spans}</p>"


def _client(person: Person) -> Json:
    where = {"locale": person.locale, "country": person.country, "platform": "Web", "timezone": person.timezone}
    return {"type": "clientInfo"} | where


def _source(name: str, message_id: str) -> Json:
    return {"source": {"name": name}, "legacy": {"replyToId": message_id}}


def _zulu(now: datetime) -> str:
    return now.astimezone(ZoneInfo("UTC")).isoformat(timespec="milliseconds").replace("+00:00", "Z")
