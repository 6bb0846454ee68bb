"""Whole messages, views and answers."""

import json
from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.checker.blocks import blocks
from tests.fakes.slack.checker.elements import GROUP, OPTION, plain
from tests.fakes.slack.checker.rules import (
    Place,
    Rule,
    Shape,
    anything,
    exactly_one,
    flag,
    many,
    one_of,
    size,
    string,
)

MOST_TEXT = 40_000
# Slack's pages do not say it: changing a message is refused beyond so many bytes of text, and any posting beyond so
# many characters of blocks as JSON (slackapi/bolt-js, issues 2509 and 2867). A response_url takes more.
MOST_TEXT_IN_UPDATE = 4_000
MOST_IN_BLOCKS = 13_200
IN_MESSAGE, IN_VIEW = 50, 100
MOST_IN_VIEW = 250_000


def _metadata_fits(value: Any, place: Place) -> Iterator[str]:
    if size(value) > 16_000:
        yield place.says("metadata_too_large")


METADATA = Shape(
    {"event_type": string(255, pattern=r"[A-Za-z0-9_]+"), "event_payload": Shape()},
)


def metadata(value: Any, place: Place) -> Iterator[str]:
    """A name and a payload of the app's own making."""
    payload = value.get("event_payload") if isinstance(value, dict) else None
    if isinstance(payload, dict):
        value = value | {"event_payload": {}}
    yield from METADATA(value, place)
    yield from _metadata_fits(payload, place)


def attachments(value: Any, place: Place) -> Iterator[str]:
    """Slack's older way. Only their blocks are looked at."""
    wrong = list(many(anything, 100)(value, place))
    yield from wrong
    for index, one in enumerate([] if wrong else value):
        if isinstance(one, dict) and "blocks" in one:
            yield from blocks(IN_MESSAGE, least=0)(one["blocks"], place.at(index).at("blocks"))


def _says_something(value: Any, place: Place) -> Iterator[str]:
    """Slack refuses a message without anything, and only warns of one without text. Here the text is a duty.

    It is all that notifications and screen readers get.
    """
    if not str(value.get("text") or "").strip():
        yield place.says("no_text: a message needs text of its own, whatever its blocks say")


COMMON: dict[str, Rule] = {
    "text": string(MOST_TEXT, least=0),
    "blocks": blocks(IN_MESSAGE, least=0),
    "attachments": attachments,
    "mrkdwn": flag,
    "parse": one_of("none", "full"),
    "link_names": flag,
    "thread_ts": string(30, pattern=r"\d+\.\d{6}"),
}
POSTED: dict[str, Rule] = {
    "metadata": metadata,
    "unfurl_links": flag,
    "unfurl_media": flag,
    "reply_broadcast": flag,
    "username": anything,
    "icon_emoji": anything,
    "icon_url": anything,
}


def _not_too_much(value: Any, place: Place) -> Iterator[str]:
    written = json.dumps(value.get("blocks") or [], ensure_ascii=False, separators=(",", ":"))
    if len(written) > MOST_IN_BLOCKS:
        yield place.says("msg_blocks_too_long: all blocks together")


def _can_be_changed(value: Any, place: Place) -> Iterator[str]:
    if len(str(value.get("text") or "").encode()) > MOST_TEXT_IN_UPDATE:
        yield place.says(f"msg_too_long: a changed text must be less than {MOST_TEXT_IN_UPDATE + 1} bytes")


MESSAGE = Shape({"channel": string(255)}, COMMON | POSTED, (_says_something, _not_too_much))
UPDATE = Shape(
    {"channel": string(255), "ts": string(30, pattern=r"\d+\.\d{6}")},
    COMMON | {"metadata": metadata, "reply_broadcast": flag, "file_ids": anything},
    (_says_something, _not_too_much, _can_be_changed),
)
# An ephemeral message has no metadata, does not unfurl, and is never broadcast.
EPHEMERAL = Shape({"channel": string(255), "user": string(255)}, COMMON, (_says_something, _not_too_much))


def _replaces_or_deletes(value: Any, place: Place) -> Iterator[str]:
    if value.get("delete_original") and (set(value) - {"delete_original"}):
        yield place.says("delete_original stands alone: what else is in the body is dropped")
    elif not value.get("delete_original"):
        yield from _says_something(value, place)


RESPONSE = Shape(
    {},
    COMMON
    | POSTED
    | {"response_type": one_of("ephemeral", "in_channel"), "replace_original": flag, "delete_original": flag},
    (_replaces_or_deletes,),
)

VIEW: dict[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
BUTTONS: dict[str, Rule] = {
    "submit": plain(24),
    "close": plain(24),
    "clear_on_close": flag,
    "notify_on_close": flag,
    "submit_disabled": flag,
}


def _can_be_submitted(value: Any, place: Place) -> Iterator[str]:
    inputs = [block for block in value["blocks"] if block["type"] == "input"]
    if inputs and not value.get("submit"):
        yield place.says("missing required field: submit, as there are input blocks")


def _fits(value: Any, place: Place) -> Iterator[str]:
    if size(value) > MOST_IN_VIEW:
        yield place.says("view_too_large")


def _of_type(kind: str) -> dict[str, Rule]:
    return {"type": one_of(kind), "blocks": blocks(IN_VIEW, least=1)}


MODAL = Shape(_of_type("modal") | {"title": plain(24)}, VIEW | BUTTONS, (_can_be_submitted, _fits))
HOME = Shape(_of_type("home"), VIEW, (_fits,))


def acknowledgement(value: Any, place: Place) -> Iterator[str]:
    """The answer to a submitted form."""
    action = value.get("response_action") if isinstance(value, dict) else None
    shapes = {
        "errors": Shape({"response_action": anything, "errors": _errors}),
        "update": Shape({"response_action": anything, "view": MODAL}),
        "push": Shape({"response_action": anything, "view": MODAL}),
        "clear": Shape({"response_action": anything}),
    }
    if not isinstance(action, str) or action not in shapes:
        yield place.says("response_action must be one of errors, update, push, clear")
        return
    yield from shapes[action](value, place)


def _errors(value: Any, place: Place) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield place.says("errors must be an object with a block_id for each")
        return
    for block_id, said in value.items():
        yield from string(2000)(said, place.at(block_id))


OFFERED = Shape(
    {},
    {"options": many(OPTION, 100, least=0), "option_groups": many(GROUP, 100)},
    (exactly_one("options", "option_groups"),),
)
