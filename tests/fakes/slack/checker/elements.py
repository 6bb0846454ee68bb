"""Texts, options and elements: https://docs.slack.dev/reference/block-kit has these limits."""

from collections.abc import Iterator
from typing import Any

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
    number,
    one_of,
    string,
    unique,
)

DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = r"([01]\d|2[0-3]):[0-5]\d"
A_URL = string(3000, pattern=r"https?://\S+")
AN_ID = string(255)


def text(most: int, *, plain: bool = False) -> Rule:
    """A text object of so many characters; `plain`: mrkdwn is not allowed there."""
    shapes = {"plain_text": Shape({"text": string(most)}, {"emoji": flag})}
    if not plain:
        shapes["mrkdwn"] = Shape({"text": string(most)}, {"verbatim": flag})
    return by_type(shapes, "plain_text" if plain else "text")


def plain(most: int) -> Rule:
    return text(most, plain=True)


CONFIRM = Shape(
    {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
# Checkboxes and radio buttons may be formatted; an overflow's options may link.
RICH_OPTION = Shape({"text": text(75), "value": string(150)}, {"description": text(75)})
LINK_OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": A_URL})


def _values(element: Any) -> Iterator[str]:
    """The values of all the options, in groups or not."""
    groups = element.get("option_groups") or ([element] if element.get("options") else [])
    yield from (option["value"] for group in groups for option in group["options"])


DISTINCT = unique(_values, "the option's value")
GROUP = Shape({"label": plain(75), "options": many(OPTION, 100)})


def _begins_with_its_own(value: Any, place: Place) -> Iterator[str]:
    """Slack refuses an initial option that is not, letter for letter, one of the options."""
    groups = value.get("option_groups") or ([value] if value.get("options") else [])
    there = [option for group in groups for option in group["options"]]
    chosen = value.get("initial_options") or ([value["initial_option"]] if value.get("initial_option") else [])
    if any(one not in there for one in chosen):
        yield place.says("initial option is not among the options")


def _interactive(needed: dict[str, Rule], optional: dict[str, Rule], *also: Rule) -> Shape:
    common: dict[str, Rule] = {"action_id": AN_ID, "confirm": CONFIRM, "focus_on_load": flag}
    return Shape(needed, common | optional, also)


def _select(optional: dict[str, Rule], *also: Rule) -> Shape:
    placeholder: dict[str, Rule] = {"placeholder": plain(150)}
    return _interactive({}, placeholder | optional, *also)


def _multi(optional: dict[str, Rule], *also: Rule) -> Shape:
    most: dict[str, Rule] = {"max_selected_items": number(1, 100)}
    return _select(most | optional, *also)


OPTIONS: dict[str, Rule] = {"options": many(OPTION, 100), "option_groups": many(GROUP, 100)}
CHOSEN = {"initial_option": OPTION}
CHOSEN_MANY = {"initial_options": many(OPTION, 100)}
STATIC = (exactly_one("options", "option_groups"), DISTINCT, _begins_with_its_own)
IDS = many(string(255), 100)
CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": flag, "filter": anything}

# A workflow button needs a workflow, a file input a scope: neither is used, so neither is known.
ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {"text": plain(75)},
        {
            "action_id": AN_ID,
            "url": A_URL,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "image": Shape(
        {"alt_text": string(2000)},
        {"image_url": A_URL, "slack_file": anything},
        (exactly_one("image_url", "slack_file"),),
    ),
    "overflow": Shape({"options": many(LINK_OPTION, 5)}, {"action_id": AN_ID, "confirm": CONFIRM}, (DISTINCT,)),
    "datepicker": _select({"initial_date": string(10, pattern=DATE)}),
    "timepicker": _select({"initial_time": string(5, pattern=TIME), "timezone": string(100)}),
    "datetimepicker": _interactive({}, {"initial_date_time": number(1_000_000_000, 9_999_999_999)}),
    "checkboxes": _interactive(
        {"options": many(RICH_OPTION, 10)}, {"initial_options": many(RICH_OPTION, 10)}, DISTINCT, _begins_with_its_own
    ),
    "radio_buttons": _interactive(
        {"options": many(RICH_OPTION, 10)}, {"initial_option": RICH_OPTION}, DISTINCT, _begins_with_its_own
    ),
    "static_select": _select(OPTIONS | CHOSEN, *STATIC),
    "external_select": _select({"min_query_length": number(0, 100)} | CHOSEN),
    "users_select": _select({"initial_user": string(255)}),
    "conversations_select": _select(
        {"initial_conversation": string(255), "response_url_enabled": flag} | CONVERSATIONS
    ),
    "channels_select": _select({"initial_channel": string(255), "response_url_enabled": flag}),
    "multi_static_select": _multi(OPTIONS | CHOSEN_MANY, *STATIC),
    "multi_external_select": _multi({"min_query_length": number(0, 100)} | CHOSEN_MANY),
    "multi_users_select": _multi({"initial_users": IDS}),
    "multi_conversations_select": _multi({"initial_conversations": IDS} | CONVERSATIONS),
    "multi_channels_select": _multi({"initial_channels": IDS}),
}

DISPATCH = Shape({"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)})


def _lengths_agree(value: Any, place: Place) -> Iterator[str]:
    least, most = value.get("min_length") or 0, value.get("max_length") or 3000
    if least > most:
        yield place.says("min_length is more than max_length")
    if len(value.get("initial_value") or "") > most:
        yield place.says("initial_value is longer than max_length")


def _typed(optional: dict[str, Rule], *also: Rule) -> Shape:
    common: dict[str, Rule] = {
        "action_id": AN_ID,
        "placeholder": plain(150),
        "focus_on_load": flag,
        "dispatch_action_config": DISPATCH,
    }
    return Shape({}, common | optional, also)


NUMERAL = string(100, pattern=r"-?\d+(\.\d+)?")
# What can only stand in an input block.
INPUTS: dict[str, Shape] = {
    "plain_text_input": _typed(
        {
            "initial_value": string(3000),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        _lengths_agree,
    ),
    "email_text_input": _typed({"initial_value": string(3000)}),
    "url_text_input": _typed({"initial_value": string(3000)}),
    "number_input": Shape(
        {"is_decimal_allowed": flag},
        dict(_typed({"initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL}).optional),
    ),
    "rich_text_input": _typed({"initial_value": anything}, at_least_one("action_id")),
}

MENUS = {name for name in ELEMENTS if name.endswith("_select")}
PICKERS = {"datepicker", "timepicker", "checkboxes", "radio_buttons"}
IN_SECTION = MENUS | PICKERS | {"button", "image", "overflow"}
# Slack leaves multi-select menus out of actions in messages and views alike: its older page does, its newer does not.
IN_ACTIONS = (
    {name for name in MENUS if not name.startswith("multi_")} | PICKERS | {"button", "overflow", "datetimepicker"}
)
IN_INPUT = MENUS | PICKERS | {"datetimepicker"} | set(INPUTS)
EVERYTHING = ELEMENTS | INPUTS


def element(allowed: set[str]) -> Rule:
    return by_type(EVERYTHING, "element", allowed)
