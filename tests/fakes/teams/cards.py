"""What a person can find, press and fill in on a card: Teams' own client lets through no less, and no more."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.fakes.teams.records import Json

PEOPLE = "graph.microsoft.com/users"
CLOCK = r"([01]\d|2[0-3]):[0-5]\d"


@dataclass(frozen=True, slots=True)
class Spot:
    """An action where it stands, with the inputs that go with it and those right before it."""

    action: Json
    inputs: list[Json]
    before: list[Json] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.action["type"])

    @property
    def title(self) -> str:
        return str(self.action.get("title", ""))

    @property
    def data(self) -> Json:
        return dict(self.action.get("data") or {})

    @property
    def opens(self) -> bool:
        """Whether a dialog is asked for."""
        marked = self.data.get("msteams")
        return isinstance(marked, dict) and marked.get("type") == "task/fetch"

    @property
    def associated(self) -> list[Json]:
        """The inputs whose values are sent."""
        return [] if self.action.get("associatedInputs") == "none" else self.inputs


def parts(found: Any) -> Iterator[Json]:
    """All elements and actions in the order in which they stand; a card that is shown on pressing is not gone into."""
    if isinstance(found, list):
        for one in found:
            yield from parts(one)
    elif isinstance(found, dict):
        if "type" in found:
            yield found
        for name, held in found.items():
            if name not in ("data", "msteams") and found.get("type") != "Action.ShowCard":
                yield from parts(held)


def inputs(card: Json) -> list[Json]:
    """Everything that can be filled in."""
    return [one for one in parts(card) if str(one["type"]).startswith("Input.") and "id" in one]


def spots(card: Json, around: list[Json] | None = None) -> Iterator[Spot]:
    """Everything that can be pressed; what a card shows on pressing comes after the action that shows it."""
    all_of_them = [*(around or []), *inputs(card)]
    waiting: list[Json] = []
    for one in parts({"body": card.get("body", []), "actions": card.get("actions", [])}):
        if str(one["type"]).startswith("Input."):
            waiting.append(one)
        elif str(one["type"]).startswith("Action."):
            yield Spot(one, all_of_them, waiting)
            if one["type"] == "Action.ShowCard":
                yield from spots(one["card"], all_of_them)
            waiting = []


def find(card: Json, title: str) -> Spot:
    """The one action of that title. One that asks for a card to be shown gives way to what does it there."""
    there = list(spots(card))
    found = [one for one in there if one.title == title]
    certain = [one for one in found if one.kind != "Action.ShowCard"]
    found = certain or found
    assert len(found) == 1, f"{len(found)} actions are called {title!r}; there are {[one.title for one in there]}"
    return found[0]


def beside(card: Json, label: str) -> Spot:
    """The action that stands after an input, and sends what was chosen in it."""
    there = list(spots(card))
    found = [one for one in there if any(label in (each.get("label"), each["id"]) for each in one.before)]
    labels = [each.get("label") for one in there for each in one.before]
    assert len(found) == 1, f"{len(found)} actions stand beside {label!r}; there are {labels}"
    return found[0]


def filled(associated: list[Json], values: Mapping[str, Any], *, sends_empty: bool = False) -> dict[str, str]:
    """What is sent of inputs once they were filled in, by label or id; the others keep what stands in them.

    What no client would let through is an AssertionError: a required one left empty, too long, not an option.
    """
    left, sent = dict(values), {}
    for one in associated:
        name = next((given for given in left if given in (one["id"], one.get("label"))), None)
        value = initial(one) if name is None else chosen(one, left.pop(name))
        assert value.strip() or not one.get("isRequired"), f"{one.get('label') or one['id']} has to be filled in"
        if value or sends_empty:
            sent[one["id"]] = value
    assert not left, f"there is nothing called {sorted(left)}; there are {[one.get('label') for one in associated]}"
    return sent


def initial(one: Json) -> str:
    """What stands in an input before anybody touches it."""
    if one["type"] == "Input.Toggle":
        return str(one.get("value", one.get("valueOff", "false")))
    return str(one.get("value", ""))


def chosen(one: Json, value: Any) -> str:
    """What an input holds once somebody typed or chose."""
    if value is None or value == "":
        return ""
    return _CHOOSING[one["type"]](one, value)


def _typed(one: Json, value: Any) -> str:
    text = str(value)
    most = one.get("maxLength", len(text))
    assert len(text) <= most, f"{len(text)} characters cannot be typed where {most} are let through"
    assert one.get("isMultiline") or "\n" not in text, "there is one line only"
    assert re.fullmatch(one.get("regex", ".*"), text, re.DOTALL), f"{text!r} does not fit {one.get('regex')}"
    return text


def _day(one: Json, value: Any) -> str:
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    within = one.get("min", "") <= day.isoformat() <= one.get("max", "9999")
    assert within, f"{day} is not from {one.get('min')} to {one.get('max')}"
    return day.isoformat()


def _hour(_one: Json, value: Any) -> str:
    assert re.fullmatch(CLOCK, str(value)), f"{value!r} is no time of day"
    return str(value)


def _number(one: Json, value: Any) -> str:
    least, most = float(one.get("min", "-inf")), float(one.get("max", "inf"))
    assert least <= float(value) <= most, f"{value} is not from {least} to {most}"
    return str(value)


def _toggled(one: Json, value: Any) -> str:
    return str(one.get("valueOn", "true") if value else one.get("valueOff", "false"))


def _option(one: Json, value: Any) -> str:
    several = list(value) if isinstance(value, list | tuple | set) else [value]
    assert one.get("isMultiSelect") or len(several) == 1, "one only can be chosen"
    return ",".join(_single(one, each) for each in several)


def _single(one: Json, value: Any) -> str:
    """An option by its value or title; where Teams offers its own people, a person's object id."""
    offered = {each["title"]: each["value"] for each in one.get("choices", [])}
    found = offered.get(value) or next((each for each in offered.values() if each == value), None)
    if found is None and (one.get("choices.data") or {}).get("dataset", "").startswith(PEOPLE):
        found = getattr(value, "aad", None)
    assert found is not None, f"{value!r} is not one of {list(offered)}"
    return str(found)


_CHOOSING = {
    "Input.Text": _typed,
    "Input.Date": _day,
    "Input.Time": _hour,
    "Input.Number": _number,
    "Input.Toggle": _toggled,
    "Input.ChoiceSet": _option,
}
