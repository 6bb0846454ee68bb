"""From what Slack delivered to what was heard. Each kind of delivery has a key of its own (docs/decisions)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.acts import Act, read_wire
from bot.domain.errors import NotUnderstoodError
from bot.domain.people import Identity, Place
from bot.handlers.slack.destination import Destination
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.words import understood
from bot.messages.render.slack_forms import NOTHING
from bot.services.request import Answers, Request, Words

Payload = Mapping[str, Any]

MAKE_COMMITMENT = "make_commitment"

# What people write carries these subtypes or none; joins, edits, deletions and bots carry others.
BY_PEOPLE = (None, "thread_broadcast", "file_share", "me_message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A request, and what its door needs to answer it: the trigger that opens a form, the view it was in."""

    request: Request
    trigger: str = ""
    view: str = ""
    url: str = ""
    fields: tuple[str, ...] = ()


def command(payload: Payload, here: Installation, *, now: datetime) -> Heard:
    """A slash command, as the words one could have typed without it."""
    text, people = understood(payload.get("text", ""), ours=here.ours)
    door = payload["command"].removeprefix("/")
    request = Request(
        key=f"slack:trig:{payload['trigger_id']}",
        said_at=now,
        who=_who(here, payload["team_id"], payload["user_id"]),
        place=_place(here, payload["channel_id"], can_open=True),
        said=Words(text=f"/{door} {text}".strip(), people=_people(here, people)),
        door="command",
        called=payload.get("user_name", ""),
    )
    return Heard(request=request, trigger=payload["trigger_id"], url=payload.get("response_url", ""))


def _who(here: Installation, team: str | None, user: str) -> Identity:
    return Identity(platform="slack", tenant=here.tenant_of(team), user=user)


def _people(here: Installation, users: tuple[str, ...]) -> tuple[Identity, ...]:
    return tuple(_who(here, None, user) for user in users)


def _place(here: Installation, channel: str, *, message: str | None = None, can_open: bool = False) -> Place:
    """A direct conversation with the bot has an id of its own kind."""
    return Place(
        platform="slack",
        tenant=here.tenant,
        conversation=channel,
        message=message,
        private=channel.startswith("D"),
        can_open=can_open,
        route=here.route,
    )


def message(payload: Payload, here: Installation) -> Heard:
    """Words to the bot, in a direct message or by its name: the same delivery, whichever event brings it first."""
    event = payload["event"]
    text, people = understood(event.get("text", ""), ours=here.ours)
    direct = event.get("channel_type") == "im" or event["channel"].startswith("D")
    said_at = datetime.fromtimestamp(float(event["ts"]), UTC)
    request = Request(
        key=f"slack:msg:{event['channel']}:{event['ts']}",
        said_at=said_at,
        who=_who(here, event.get("user_team") or event.get("team"), event["user"]),
        place=_place(here, event["channel"]),
        said=Words(text=text, people=_people(here, people)),
        door="direct" if direct else "mention",
        answer_at=Destination(user=event["user"], channel=event["channel"] if direct else "").written,
    )
    return Heard(request=request)


def action(payload: Payload, here: Installation, *, now: datetime) -> Heard:
    """A button that was pressed, or a picker that was used, on a card or in a view."""
    used, container = payload["actions"][0], payload["container"]
    channel = payload.get("channel", {}).get("id") or container.get("channel_id") or ""
    view = payload.get("view", {})
    origin = _origin(view) if view else {}
    pressed = container.get("message_ts") or origin.get("message")
    request = Request(
        key=f"slack:trig:{payload['trigger_id']}",
        said_at=now,
        who=_who(here, payload["user"].get("team_id"), payload["user"]["id"]),
        place=_place(here, channel or origin.get("channel", ""), message=pressed, can_open=True),
        said=_act(used["action_id"], picked=_picked(used)),
        door="button",
        called=_called(payload["user"]),
        source=origin.get("source"),
        answer_at=_answer_at(payload, channel, view).written,
    )
    return Heard(
        request=request,
        trigger=payload["trigger_id"],
        view=view.get("id", ""),
        url=payload.get("response_url", ""),
    )


def is_moment(ts: str) -> bool:
    """Whether it is a message's time, by which Slack tells messages apart."""
    return re.fullmatch(r"\d{1,11}\.\d{1,9}", ts) is not None


def _act(wire: str, *, picked: str | None = None) -> Act:
    """The action; one that is none of ours any more is still an answer to give."""
    try:
        return read_wire(wire, picked=picked)
    except NotUnderstoodError:
        return Act(name="")


def _picked(used: Payload) -> str | None:
    option = used.get("selected_option")
    chosen = option["value"] if option else used.get("selected_date") or used.get("selected_user")
    return "" if chosen == NOTHING else chosen


def _called(user: Payload) -> str:
    return str(user.get("username") or user.get("name") or "")


def _answer_at(payload: Payload, channel: str, view: Payload) -> Destination:
    """Where the answer to a press is seen by whoever pressed, and by nobody else."""
    user, container = payload["user"]["id"], payload["container"]
    if view:
        return Destination(user=user, view=view["id"] if view["type"] == "modal" else "")
    private = channel.startswith("D")
    return Destination(
        user=user,
        channel=channel if private else "",
        message=container.get("message_ts", "") if private else "",
        url="" if private else payload.get("response_url", ""),
        subject=_subject(payload),
        ephemeral=container.get("is_ephemeral", False),
    )


def _subject(payload: Payload) -> str:
    """What a card is about if it is about one thing: then the answer may take its place.

    An ephemeral card does not come back with its press; what was pressed is all there is to go by.
    """
    wires = [
        element.get("action_id", "")
        for block in payload.get("message", {}).get("blocks", [])
        for element in _elements(block)
    ]
    subjects = {_about(_act(wire)) for wire in wires or [payload["actions"][0]["action_id"]] if isinstance(wire, str)}
    subjects.discard("")
    return subjects.pop() if len(subjects) == 1 else ""


def _elements(block: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a block of whatever kind
    """The buttons and pickers of a block."""
    if not isinstance(block, dict):
        return []
    beside, within = block.get("accessory"), block.get("elements")
    found = [beside, *(within if isinstance(within, list) else [])]
    return [one for one in found if isinstance(one, dict)]


def _about(act: Act) -> str:
    return f"{act.name.partition('.')[0]}:{act.on[0]}" if act.on else ""


def form(payload: Payload, here: Installation, *, now: datetime) -> Heard:
    """A form that was submitted. Its key is kept only when it was done, so that a refused one can be corrected."""
    view = payload["view"]
    origin = _origin(view)
    values = view.get("state", {}).get("values", {})
    request = Request(
        key=f"slack:view:{view['id']}",
        said_at=now,
        who=_who(here, payload["user"].get("team_id"), payload["user"]["id"]),
        place=_place(here, origin.get("channel", ""), message=origin.get("message")),
        said=Answers(act=_act(view["callback_id"]), values={name: _value(block) for name, block in values.items()}),
        door="form",
        called=_called(payload["user"]),
        source=origin.get("source"),
    )
    return Heard(request=request, view=view["id"], fields=tuple(values))


def _value(block: Mapping[str, Payload]) -> str | tuple[str, ...]:
    """What stands in the one input of a block."""
    element: Payload = next(iter(block.values()), {})
    if many := element.get("selected_options"):
        return tuple("" if one["value"] == NOTHING else one["value"] for one in many)
    if people := element.get("selected_users"):
        return tuple(people)
    return _picked(element) or element.get("value") or ""


def shortcut(payload: Payload, here: Installation, *, now: datetime) -> Heard:
    """Make this a commitment: the form, with the message's words in it; one message makes one."""
    channel, of = payload["channel"]["id"], payload["message"]
    text, _ = understood(of.get("text", ""), ours=here.ours)
    request = Request(
        key="",
        said_at=now,
        who=_who(here, payload["user"].get("team_id"), payload["user"]["id"]),
        place=_place(here, channel, can_open=True),
        said=Words(text=text),
        door="shortcut",
        called=_called(payload["user"]),
        source=f"slack:{here.tenant}:{channel}:{of['ts']}",
        answer_at=Destination(user=payload["user"]["id"], url=payload.get("response_url", "")).written,
    )
    return Heard(request=request, trigger=payload["trigger_id"], url=payload.get("response_url", ""))


def opened_home(payload: Payload, here: Installation, *, now: datetime) -> Heard:
    """Somebody looks at the bot's home: the table, as it is now."""
    event = payload["event"]
    request = Request(
        key=f"slack:ev:{payload['event_id']}",
        said_at=now,
        who=_who(here, payload["team_id"], event["user"]),
        place=_place(here, ""),
        said=Act(name="table.show"),
        door="page",
    )
    return Heard(request=request)


def origin(request: Request) -> str:
    """What a form brings back of where it was asked for: Slack tells a submitted form's place to nobody."""
    place = request.place
    found = {"channel": place.conversation, "message": place.message, "source": request.source}
    return json.dumps({name: value for name, value in found.items() if value})


def _origin(view: Payload) -> dict[str, str]:
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {name: one for name, one in found.items() if isinstance(one, str)} if isinstance(found, dict) else {}
