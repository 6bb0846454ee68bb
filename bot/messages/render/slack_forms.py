"""What is pressed, picked and filled in on Slack: buttons, pickers, and the questions of a form."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.messages.parts import Button, Field, Option, Pick
from bot.messages.render.mrkdwn import label
from bot.messages.words import _

LONGEST_LABEL = 2000
LONGEST_BUTTON = 75
LONGEST_OPTION = 75
LONGEST_PLACEHOLDER = 150
LONGEST_INPUT = 3000
MOST_OPTIONS = 100
MOST_CHOICES = 10

# An option needs a value, and one of ours may be empty: "no".
NOTHING = "-"


def plain_text(words: str, longest: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": label(words, longest), "emoji": False}


def element(way: Button | Pick) -> dict[str, Any]:
    """A button or a picker. The action stands in its action_id: a picker in a message has no value of its own."""
    return _button(way) if isinstance(way, Button) else _pick(way)


def _button(way: Button) -> dict[str, Any]:
    drawn = {"type": "button", "text": plain_text(way.label, LONGEST_BUTTON), "action_id": way.act.wire}
    if way.style:
        drawn["style"] = {"first": "primary", "danger": "danger"}[way.style]
    if way.sure:
        drawn["confirm"] = _sure(way)
    return drawn


def _sure(way: Button) -> dict[str, Any]:
    return {
        "title": plain_text(_("Are you sure?"), 100),
        "text": plain_text(way.sure or "", 300),
        "confirm": plain_text(way.label, 30),
        "deny": plain_text(_("No"), 30),
        # What is asked about once more can't be undone.
        "style": "danger",
    }


def _pick(way: Pick) -> dict[str, Any]:
    kinds = {"day": "datepicker", "person": "users_select", "one": "static_select"}
    # Slack's own list of people shows the wrong ones in shared channels, so ours goes before it where there is one.
    drawn: dict[str, Any] = {
        "type": "static_select" if way.options else kinds[way.kind],
        "placeholder": plain_text(way.label, LONGEST_PLACEHOLDER),
        "action_id": way.act.wire,
    }
    if way.options:
        drawn["options"] = options(way.options)
    return drawn


def options(of: Sequence[Option]) -> list[dict[str, Any]]:
    return [_option(one) for one in of[:MOST_OPTIONS]]


def _option(one: Option) -> dict[str, Any]:
    return {"text": plain_text(one.label, LONGEST_OPTION), "value": one.value or NOTHING}


def question(field: Field) -> dict[str, Any]:
    """One question of a form; `block_id` is its name, so that what is wrong can be said beside it."""
    drawn: dict[str, Any] = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, LONGEST_LABEL),
        "element": {**_INPUTS[field.kind](field), "action_id": field.name},
        "optional": not field.needed,
    }
    if field.hint:
        drawn["hint"] = plain_text(field.hint, LONGEST_LABEL)
    return drawn


def _line(field: Field) -> dict[str, Any]:
    longest = min(field.longest, LONGEST_INPUT)
    drawn: dict[str, Any] = {
        "type": "plain_text_input",
        "multiline": field.kind == "lines",
        "max_length": longest,
    }
    if str(field.value).strip():
        drawn["initial_value"] = str(field.value)[:longest]
    return drawn


def _day(field: Field) -> dict[str, Any]:
    drawn: dict[str, Any] = {"type": "datepicker"}
    try:
        drawn["initial_date"] = date.fromisoformat(str(field.value)).isoformat()
    except ValueError:
        # A day that was typed in words, and did not fit: they pick one.
        return drawn
    return drawn


def _person(field: Field) -> dict[str, Any]:
    if field.options:
        return _one(field)
    return {"type": "users_select"}


def _one(field: Field) -> dict[str, Any]:
    kind = "radio_buttons" if len(field.options) <= MOST_CHOICES else "static_select"
    return {"type": kind, "options": options(field.options), **_chosen(field, "initial_option")}


def _many(field: Field) -> dict[str, Any]:
    kind = "checkboxes" if len(field.options) <= MOST_CHOICES else "multi_static_select"
    return {"type": kind, "options": options(field.options), **_chosen(field, "initial_options")}


def _chosen(field: Field, name: str) -> dict[str, Any]:
    """What is ticked when the form opens; Slack refuses an empty list."""
    wanted = (field.value,) if isinstance(field.value, str) else field.value
    found = [_option(one) for one in field.options[:MOST_OPTIONS] if one.value in wanted]
    if not found:
        return {}
    return {name: found if name == "initial_options" else found[0]}


_INPUTS = {
    "line": _line,
    "lines": _line,
    "day": _day,
    "person": _person,
    "people": lambda _field: {"type": "multi_users_select"},
    "one": _one,
    "many": _many,
}
