"""Blocks, one by one and in their list. A type that is not here is refused, as it cannot be checked."""

from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.checker.elements import (
    A_URL,
    AN_ID,
    ELEMENTS,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element,
    plain,
    text,
)
from tests.fakes.slack.checker.rules import (
    Place,
    Rule,
    Shape,
    anything,
    at_least_one,
    by_type,
    exactly_one,
    flag,
    many,
    one_of,
    only_on,
    string,
    unique,
)


def _block(needed: dict[str, Rule], optional: dict[str, Rule] | None = None, *also: Rule) -> Shape:
    return Shape(needed, {"block_id": AN_ID} | (optional or {}), also)


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All elements of a block that may be interactive."""
    if block["type"] == "actions":
        yield from block["elements"]
    yield from (block[place] for place in ("accessory", "element") if block.get(place))


def _action_ids(block: Any) -> Iterator[str]:
    yield from (element["action_id"] for element in block["elements"] if element.get("action_id"))


DISTINCT_ACTIONS = unique(_action_ids, "action_id")


def _dispatches_what_can(block: Any, place: Place) -> Iterator[str]:
    if block["element"].get("dispatch_action_config") and not block.get("dispatch_action"):
        yield place.says("dispatch_action_config without dispatch_action")


CONTEXT = by_type(
    {
        "image": ELEMENTS["image"],
        "mrkdwn": Shape({"text": string(3000)}, {"verbatim": flag}),
        "plain_text": Shape({"text": string(3000)}, {"emoji": flag}),
    },
    "context element",
)
RICH_PARTS = {
    "rich_text_section": Shape({"elements": many(anything, 1000, least=0)}),
    "rich_text_list": Shape(
        {"elements": many(anything, 1000, least=0), "style": one_of("bullet", "ordered")},
        {"indent": anything, "offset": anything, "border": anything},
    ),
    "rich_text_preformatted": Shape({"elements": many(anything, 1000)}, {"border": anything, "language": anything}),
    "rich_text_quote": Shape({"elements": many(anything, 1000)}, {"border": anything}),
}
CELL = by_type(
    {
        "raw_text": Shape({"text": string(10_000)}),
        "raw_number": Shape({"value": anything, "text": string(10_000)}),
        "rich_text": Shape({"elements": many(by_type(RICH_PARTS, "rich text"), 100)}),
    },
    "cell",
)

BLOCKS: dict[str, Shape] = {
    "section": _block(
        {},
        {
            "text": text(3000),
            "fields": many(text(2000), 10),
            "accessory": element(IN_SECTION),
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "divider": _block({}),
    "header": _block({"text": plain(150)}),
    "context": _block({"elements": many(CONTEXT, 10)}),
    "actions": _block({"elements": many(element(IN_ACTIONS), 25)}, None, DISTINCT_ACTIONS),
    "image": _block(
        {"alt_text": string(2000)},
        {"image_url": A_URL, "slack_file": anything, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "input": _block(
        {"label": plain(2000), "element": element(IN_INPUT)},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
        _dispatches_what_can,
    ),
    "rich_text": _block({"elements": many(by_type(RICH_PARTS, "rich text"), 1000)}),
    "markdown": _block({"text": string(12_000)}, None, only_on("message")),
    "table": _block({"rows": many(many(CELL, 20), 100)}, {"column_settings": many(anything, 20)}, only_on("message")),
    "alert": _block(
        {"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}, only_on("modal")
    ),
}


def _block_ids(blocks: Any) -> Iterator[str]:
    yield from (block["block_id"] for block in blocks if block.get("block_id"))


def _length_of(block: Any, kind: str) -> int:
    """Characters of markdown, or of a table's cells: the limits are for a whole message."""
    if block["type"] != kind:
        return 0
    if kind == "markdown":
        return len(block["text"])
    return sum(len(cell.get("text", "")) for row in block["rows"] for cell in row)


def _in_total(blocks: Any, place: Place) -> Iterator[str]:
    for kind, most in (("markdown", 12_000), ("table", 10_000)):
        if sum(_length_of(block, kind) for block in blocks) > most:
            yield place.says(f"all {kind} blocks together must be less than {most + 1} characters")
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield place.says("only_one_table_allowed")


BLOCK = by_type(BLOCKS, "block")
DISTINCT_BLOCKS = unique(_block_ids, "block_id")


def blocks(most: int, *, least: int) -> Rule:
    """A list of blocks."""

    def rule(value: Any, place: Place) -> Iterator[str]:
        wrong = list(many(BLOCK, most, least=least)(value, place))
        yield from wrong or [*DISTINCT_BLOCKS(value, place), *_in_total(value, place)]

    return rule
