"""The shapes of what Teams delivers: a positive list. The SDK answers 500 to whatever it does not know itself."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.handlers.shaped import (
    Check,
    Shape,
    address,
    an_object,
    fitting,
    flag,
    maybe,
    name,
    needed,
    texts,
    those,
    words,
)

INVOKE = "invoke"
# Whoever sends by another channel of the Bot Framework says by himself who he is.
CHANNEL = "msteams"


class Kind(StrEnum):
    """What came: the activity's type, or an invoke's name."""

    MESSAGE = "message"
    EDITED = "messageUpdate"
    DELETED = "messageDelete"
    REACTION = "messageReaction"
    CONVERSATION = "conversationUpdate"
    INSTALLATION = "installationUpdate"
    TYPING = "typing"
    FETCH = "task/fetch"
    SUBMIT = "task/submit"
    EXECUTE = "adaptiveCard/action"
    COMPOSE = "composeExtension/fetchTask"
    COMPOSED = "composeExtension/submitAction"


# Whose answer stands in the body; all others are events, with which Teams comes again.
INVOKES = frozenset({Kind.FETCH, Kind.SUBMIT, Kind.EXECUTE, Kind.COMPOSE, Kind.COMPOSED})
# What nobody has to do anything about.
IDLE = frozenset({Kind.EDITED, Kind.DELETED, Kind.REACTION, Kind.TYPING})


# As long as the id of a directory may be with us.
LONGEST_TENANT = 64


def tenant(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """The id of an organisation's directory."""
    found = name(value)
    return found if found and len(found) <= LONGEST_TENANT else None


# In what an action sends: that it is a form's, where it is one.
FORM = "form"


def data(value: Any) -> dict[str, str] | None:  # noqa: ANN401 - whatever JSON holds
    """What an action sends: its own words, and the inputs of its card beside them."""
    found = texts(value)
    return found | {FORM: FORM} if found is not None and value.get(FORM) is True else found


def exactly(wanted: str) -> Check:
    return lambda value: value if value == wanted else None


ACCOUNT: Shape = {
    "id": needed(name),
    "name": maybe(words),
    "aadObjectId": maybe(name),
    "tenantId": maybe(tenant),
    "role": maybe(name),
    "userRole": maybe(name),
    "email": maybe(name),
    "isTargeted": maybe(flag),
}
CONVERSATION: Shape = {"id": needed(name), "tenantId": maybe(tenant), "conversationType": maybe(name)}
ONE: Shape = {"id": needed(name)}
TEAM: Shape = {"id": maybe(name), "aadGroupId": maybe(name), "tenantId": maybe(tenant)}
CHANNEL_DATA: Shape = {
    "tenant": maybe(an_object({"id": needed(tenant)})),
    "team": maybe(an_object(TEAM)),
    "channel": maybe(an_object({"id": maybe(name), "type": maybe(name), "tenantId": maybe(tenant)})),
    "eventType": maybe(name),
    "sharedWithTeams": maybe(those(an_object(TEAM))),
    "unsharedFromTeams": maybe(those(an_object(TEAM))),
    "settings": maybe(an_object({"selectedChannel": maybe(an_object(ONE))})),
}
ENTITY: Shape = {"type": needed(exactly("mention")), "text": needed(words), "mentioned": needed(an_object(ACCOUNT))}
_ANY: Shape = {
    "type": needed(name),
    "id": needed(name),
    "channelId": needed(exactly(CHANNEL)),
    "serviceUrl": needed(address),
    "from": needed(an_object(ACCOUNT)),
    "recipient": needed(an_object(ACCOUNT)),
    "conversation": needed(an_object(CONVERSATION)),
    "channelData": maybe(an_object(CHANNEL_DATA)),
    "timestamp": maybe(name),
    "replyToId": maybe(name),
    "locale": maybe(name),
}
_INVOKED: Shape = {**_ANY, "name": needed(name)}
_ACTION: Shape = {
    "type": needed(exactly("Action.Execute")),
    "verb": maybe(words),
    "data": needed(data),
}
_OF_MESSAGE: Shape = {
    "id": needed(name),
    "body": maybe(an_object({"contentType": maybe(name), "content": maybe(words)})),
}
_COMMAND: Shape = {
    "commandId": needed(name),
    "commandContext": maybe(name),
    "messagePayload": maybe(an_object(_OF_MESSAGE)),
}
_MEMBERS: Shape = {
    "membersAdded": maybe(those(an_object(ACCOUNT))),
    "membersRemoved": maybe(those(an_object(ACCOUNT))),
}
SHAPES: Mapping[Kind, Shape] = {
    Kind.MESSAGE: {
        **_ANY,
        "text": maybe(words),
        "textFormat": maybe(name),
        "entities": maybe(those(an_object(ENTITY))),
        "value": maybe(data),
    },
    Kind.EDITED: _ANY,
    Kind.DELETED: _ANY,
    Kind.REACTION: _ANY,
    Kind.TYPING: _ANY,
    Kind.CONVERSATION: {**_ANY, **_MEMBERS},
    Kind.INSTALLATION: {**_ANY, "action": needed(name)},
    Kind.FETCH: {**_INVOKED, "value": needed(an_object({"data": needed(data)}))},
    Kind.SUBMIT: {**_INVOKED, "value": needed(an_object({"data": needed(data)}))},
    Kind.EXECUTE: {**_INVOKED, "value": needed(an_object({"action": needed(an_object(_ACTION))}))},
    Kind.COMPOSE: {**_INVOKED, "value": needed(an_object(_COMMAND))},
    Kind.COMPOSED: {**_INVOKED, "value": needed(an_object({**_COMMAND, "data": needed(data)}))},
}


def recognised(activity: Mapping[str, Any]) -> tuple[Kind, dict[str, Any]] | None:
    """What kind of activity it is, with what its shape names; None for anything else."""
    written = activity.get("type")
    said = activity.get("name") if written == INVOKE else written
    kind = next((one for one in Kind if one == said and (one in INVOKES) == (written == INVOKE)), None)
    found = fitting(dict(activity), SHAPES[kind]) if kind else None
    return (kind, found) if kind and found is not None else None


def for_the_sdk(kind: Kind, kept: Mapping[str, Any]) -> dict[str, Any]:
    """As much of an activity as the SDK needs to hand it on: its models refuse much that Teams may well send."""
    found = {name: kept[name] for name in ("type", "id", "channelId", "serviceUrl")}
    found |= {name: {"id": kept[name]["id"]} for name in ("from", "recipient", "conversation")}
    if kind not in INVOKES:
        return found
    command = {"commandId": kept["value"].get("commandId", ""), "commandContext": "message"}
    return {**found, "name": kept["name"], "value": command if kind in (Kind.COMPOSE, Kind.COMPOSED) else kept["value"]}
