"""From an activity to what was heard. Message ids are moments, so that a key has the conversation and the kind too."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.acts import Act, read_wire
from bot.domain.errors import NotUnderstoodError
from bot.domain.people import Identity, Place
from bot.handlers.talking import Spoken
from bot.handlers.teams.destination import Destination
from bot.handlers.teams.shapes import FORM, Kind
from bot.handlers.teams.words import mentions_us, plain, understood
from bot.messages.render.adaptive_forms import ABOUT, MANY, NOTHING
from bot.services.request import Answers, Request, Words

Payload = Mapping[str, Any]

PLATFORM = "teams"
MAKE_COMMITMENT = "make_commitment"
PERSONAL, CHANNEL = "personal", "channel"
_IN_THREAD = ";messageid="


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, as an Identity has them, and whom they mention."""

    who: Identity
    people: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A request, and where whoever made it is told what could not be answered at once.

    `about`: the one thing that the card was about which was used.
    """

    request: Request
    to: Destination
    about: str = ""


def kind_of_place(kept: Payload) -> str:
    """Personal, a group's chat, or a channel."""
    told = kept["conversation"].get("conversationType", "")
    if told in (PERSONAL, CHANNEL, "groupChat"):
        return str(told)
    return PERSONAL if address_of(kept).startswith("a:") else CHANNEL


def address_of(kept: Payload) -> str:
    """The conversation, without the thread in it."""
    return str(kept["conversation"]["id"]).partition(_IN_THREAD)[0]


def thread_of(kept: Payload) -> str:
    """The message at whose root a channel's thread hangs."""
    return str(kept["conversation"]["id"]).partition(_IN_THREAD)[2]


def host_of(kept: Payload) -> str:
    """The tenant that the conversation is in; empty where Teams does not say."""
    return str(kept["conversation"].get("tenantId") or kept.get("channelData", {}).get("tenant", {}).get("id", ""))


def user_of(account: Payload) -> str:
    return str(account.get("aadObjectId") or account["id"])


def is_targeted(kept: Payload) -> bool:
    """Whether it was typed so that nobody else in the conversation sees it."""
    return kept["recipient"].get("isTargeted") is True


def is_for_us(kept: Payload) -> bool:
    """Words that somebody says to the bot; anything else in a conversation is their talk with each other."""
    return kind_of_place(kept) == PERSONAL or is_targeted(kept) or "value" in kept or mentions_us(kept)


def message(kept: Payload, speaker: Speaker, *, now: datetime) -> Heard:
    """Words to the bot: by its name, in a chat with it alone, or targeted from the list of its commands."""
    text, _accounts = understood(kept)
    personal = kind_of_place(kept) == PERSONAL
    to = _destination(kept, speaker.who)
    request = Request(
        key=_key(Kind.MESSAGE, kept),
        said_at=_said_at(kept, now),
        who=speaker.who,
        place=_place(kept),
        said=Words(text=text, people=speaker.people),
        door="command" if is_targeted(kept) else "direct" if personal else "mention",
        called=_called(kept),
        language=kept.get("locale"),
        answer_at=to.written,
    )
    return Heard(request=request, to=to)


def data_of(kind: Kind, kept: Payload) -> Payload:
    """What a button or a form sent."""
    value = kept.get("value", {})
    found: Payload = (
        value["action"]["data"] if kind is Kind.EXECUTE else value if kind is Kind.MESSAGE else value["data"]
    )
    return found


def press(kind: Kind, kept: Payload, speaker: Speaker, *, now: datetime) -> Heard:
    """A button on a card, or in a dialog: what it says comes from outside, and the desk looks at all of it again."""
    data = data_of(kind, kept)
    wire, back = data.get("act", ""), _origin(data)
    act = act_of(wire, picked=_picked(data.get(wire)))
    message_id = kept.get("replyToId") or back.get("message")
    to = _destination(kept, speaker.who, message=message_id, subject=data.get(ABOUT, ""))
    # In a chat with the bot alone the answer is a message too: the card that was pressed may say more than it.
    owed = kind is Kind.MESSAGE or (kind is Kind.EXECUTE and to.personal)
    request = Request(
        key=_key(kind, kept),
        said_at=now,
        who=speaker.who,
        place=_place(kept, message=message_id, can_open=kind is not Kind.MESSAGE),
        said=act,
        door="button",
        called=_called(kept),
        language=kept.get("locale"),
        source=back.get("source"),
        answer_at=to.written if owed else "",
    )
    return Heard(request=request, to=to, about=data.get(ABOUT, ""))


def form(kind: Kind, kept: Payload, speaker: Speaker, *, now: datetime) -> Heard:
    """A form that was submitted. Its key is kept only when it was done, so that a refused one can be corrected."""
    data = data_of(kind, kept)
    back = _origin(data)
    message_id = kept.get("replyToId") or back.get("message")
    to = _destination(kept, speaker.who, message=message_id)
    request = Request(
        key=_key(kind, kept),
        said_at=now,
        who=speaker.who,
        place=_place(kept, message=message_id),
        said=Answers(act=act_of(data.get("act", "")), values=_values(data)),
        door="form",
        called=_called(kept),
        language=kept.get("locale"),
        source=back.get("source"),
        answer_at=to.written if kind is Kind.MESSAGE else "",
    )
    return Heard(request=request, to=to)


def _picked(chosen: str | None) -> str | None:
    return "" if chosen == NOTHING else chosen


# What stands in a dialog's data beside the answers.
_OURS = frozenset({"act", "origin", ABOUT, FORM, MANY})


def _values(data: Payload) -> dict[str, str | tuple[str, ...]]:
    """The answers by their fields; Teams sends the several choices of one field in one text."""
    many = frozenset(data.get(MANY, "").split(","))
    return {
        name: tuple(str(_picked(one)) for one in said.split(",") if one) if name in many else str(_picked(said))
        for name, said in data.items()
        if name not in _OURS
    }


def pointed_at(kept: Payload, speaker: Speaker, *, now: datetime) -> Heard:
    """Make this a commitment: the form, with the message's words in it; one message makes one."""
    of = kept["value"].get("messagePayload", {})
    body = of.get("body", {})
    words = plain(body.get("content", ""), is_html=body.get("contentType") == "html")
    source = f"teams:{host_of(kept)}:{address_of(kept)}:{of['id']}" if of else None
    request = Request(
        key="",
        said_at=now,
        who=speaker.who,
        place=_place(kept, can_open=True),
        said=Words(text=words),
        door="shortcut",
        called=_called(kept),
        language=kept.get("locale"),
        source=source,
    )
    return Heard(request=request, to=_destination(kept, speaker.who))


def origin(request: Request) -> str:
    """What a dialog brings back of where it was asked for."""
    found = {"message": request.place.message, "source": request.source}
    return json.dumps({name: value for name, value in found.items() if value})


def act_of(wire: str, *, picked: str | None = None) -> Act:
    """The action; one that is none of ours any more is still an answer to give."""
    try:
        return read_wire(wire, picked=picked)
    except NotUnderstoodError:
        return Act(name="")


def _origin(data: Payload) -> dict[str, str]:
    try:
        found = json.loads(data.get("origin") or "{}")
    except (ValueError, RecursionError):
        return {}
    return {name: one for name, one in found.items() if isinstance(one, str)} if isinstance(found, dict) else {}


def _key(kind: Kind, kept: Payload) -> str:
    return f"teams:{kept['conversation']['id']}:{kind}:{kept['id']}"


def _called(kept: Payload) -> str:
    return str(kept["from"].get("name", ""))


def _said_at(kept: Payload, now: datetime) -> datetime:
    """When it was typed, as Teams says: a delivery that comes late is of the day it was typed on."""
    try:
        said = datetime.fromisoformat(kept.get("timestamp", ""))
        return min(said.astimezone(UTC), now) if said.tzinfo else now
    except (ValueError, OverflowError):
        return now


def _place(kept: Payload, *, message: str | None = None, can_open: bool = False) -> Place:
    return Place(
        platform="teams",
        tenant=host_of(kept),
        conversation=address_of(kept),
        thread=thread_of(kept) or None,
        message=message,
        private=kind_of_place(kept) == PERSONAL,
        can_open=can_open,
    )


def stranger(kept: Payload) -> Destination:
    """Where somebody is told something whose tenant is not known."""
    return _destination(kept, Identity(platform="teams", tenant="", user=user_of(kept["from"])))


def spoken(kept: Payload, who: Identity, *, now: datetime) -> Spoken:
    """That somebody said something that was not for us."""
    return Spoken(who=who, place=_place(kept), at=_said_at(kept, now))


def _destination(kept: Payload, who: Identity, *, message: str | None = None, subject: str = "") -> Destination:
    personal = kind_of_place(kept) == PERSONAL
    return Destination(
        tenant=who.tenant,
        user=who.user,
        account=kept["from"]["id"],
        host=host_of(kept),
        conversation=address_of(kept),
        thread=thread_of(kept),
        service_url=kept["serviceUrl"],
        personal=personal,
        # A card that others see too stays as it is for them.
        message=(message or "") if personal else "",
        subject=subject if personal else "",
    )
