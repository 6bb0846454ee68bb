"""What a person can find, choose and fill in: Slack's own client lets through no less, and no more."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack.checker.blocks import elements_of
from tests.fakes.slack.checker.elements import DATE, TIME
from tests.fakes.slack.records import Json

# Where the state of each kind of element keeps what was chosen.
SLOTS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
INITIAL = ("value", "date", "time", "date_time", "option", "options", "user", "users", "conversation", "conversations")
PATTERNS = {
    "datepicker": DATE,
    "timepicker": TIME,
    "email_text_input": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "url_text_input": r"https?://\S+",
}
MOST_TYPED = 3000


@dataclass(frozen=True, slots=True)
class Spot:
    """An element where it stands."""

    block: Json
    element: Json

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def names(self) -> set[str]:
        """What a test may call it by: label, text, block id, action id."""
        texts = [self.block.get("label"), self.element.get("text"), self.element.get("placeholder")]
        named = {str(text["text"]) for text in texts if isinstance(text, dict)}
        return named | {self.block["block_id"], self.element["action_id"]}

    @property
    def options(self) -> list[Json]:
        """All that can be chosen, in groups or not."""
        groups = self.element.get("option_groups") or [self.element]
        return [option for group in groups for option in group.get("options", [])]


def spots(blocks: list[Json]) -> Iterator[Spot]:
    """Everything that can be pressed, chosen or filled in."""
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element:
                yield Spot(block, element)


def find(blocks: list[Json], action_id: str, label: str) -> tuple[Spot, Json | None]:
    """The one element by its action id or label; with the option, if the label is one of an overflow menu's."""
    found: list[tuple[Spot, Json | None]] = [
        (spot, None)
        for spot in spots(blocks)
        if (action_id and spot.element["action_id"] == action_id) or (label and label in spot.names)
    ]
    found += [
        (spot, option)
        for spot in spots(blocks)
        for option in spot.options
        if spot.kind == "overflow" and label and option["text"]["text"] == label
    ]
    there = [sorted(spot.names) for spot in spots(blocks)]
    assert len(found) == 1, f"{len(found)} elements are called {action_id or label!r}; there are {there}"
    return found[0]


def chosen(spot: Spot, choice: Any) -> Json:
    """The state of an element once somebody chose or typed; AssertionError for what no client lets through."""
    slot = SLOTS[spot.kind]
    return {"type": spot.kind, slot: _plural(spot, choice) if slot.endswith("s") else _single(spot, choice)}


def _plural(spot: Spot, choice: Any) -> list[Any]:
    several = list(choice) if isinstance(choice, list | tuple | set) else [choice]
    most = spot.element.get("max_selected_items", len(several))
    assert len(several) <= most, f"at most {most} can be chosen"
    return [_single(spot, one) for one in several if one is not None]


def _single(spot: Spot, choice: Any) -> Any:
    if choice is None or choice == "":
        return None
    if spot.options or spot.kind.endswith("external_select"):
        return _option(spot, choice)
    pattern = PATTERNS.get(spot.kind)
    assert not pattern or re.fullmatch(pattern, str(choice)), f"{choice!r} cannot be put into a {spot.kind}"
    if spot.kind == "plain_text_input":
        return _typed(spot.element, choice)
    if spot.kind == "number_input":
        return _numeral(spot.element, str(choice))
    return getattr(choice, "id", choice)


def _option(spot: Spot, choice: Any) -> Json:
    """An option by its value or text; those of an external select are what the bot suggested."""
    if isinstance(choice, dict):
        return choice
    found = [one for one in spot.options if choice in (one["value"], one["text"]["text"])]
    assert found, f"{choice!r} is not one of {[one['text']['text'] for one in spot.options]}"
    return found[0]


def _typed(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", MOST_TYPED)
    assert least <= len(text) <= most, f"{len(text)} characters cannot be typed where {least} to {most} are let through"
    assert element.get("multiline") or "\n" not in text, "there is one line only"
    return text


def _numeral(element: Json, text: str) -> str:
    assert re.fullmatch(r"-?\d+(\.\d+)?", text), f"{text} is no number"
    assert element["is_decimal_allowed"] or "." not in text, "no decimals are let through"
    least, most = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    assert least <= float(text) <= most, f"{text} is not from {least} to {most}"
    return text


def _initial(spot: Spot) -> Json:
    """What stands in an element before anybody touches it."""
    slot = SLOTS[spot.kind]
    given = next((spot.element[f"initial_{name}"] for name in INITIAL if f"initial_{name}" in spot.element), None)
    return {"type": spot.kind, slot: given if given is not None or not slot.endswith("s") else []}


def filled(blocks: list[Json], before: dict[str, Any], values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The state of all elements: what is filled in now, what was before, else what stood there."""
    left = dict(values)
    state: dict[str, dict[str, Any]] = {}
    for spot in spots(blocks):
        if spot.kind not in SLOTS:
            continue
        block_id, action_id = spot.block["block_id"], spot.element["action_id"]
        name = next((one for one in left if one in spot.names), None)
        kept = before.get(block_id, {}).get(action_id)
        now = kept or _initial(spot) if name is None else chosen(spot, left.pop(name))
        state.setdefault(block_id, {})[action_id] = now
    assert not left, f"there is nothing called {sorted(left)}; there are {[sorted(one.names) for one in spots(blocks)]}"
    return state


def missing(blocks: list[Json], state: dict[str, dict[str, Any]]) -> list[str]:
    """The labels of inputs that have to be filled in, and are not."""
    return [
        str(spot.block["label"]["text"])
        for spot in spots(blocks)
        if spot.block["type"] == "input" and not spot.block.get("optional") and not _has(spot, state)
    ]


def _has(spot: Spot, state: dict[str, dict[str, Any]]) -> bool:
    value = state[spot.block["block_id"]][spot.element["action_id"]][SLOTS[spot.kind]]
    return bool(value.strip() if isinstance(value, str) else value)
