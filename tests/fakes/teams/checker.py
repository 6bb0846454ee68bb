"""Everything in an Adaptive Card that Teams would refuse, lose or bring to life, in words.

The elements and their properties are those of schema 1.5 (microsoft/AdaptiveCards, schemas/1.5.0), and the few that
Teams adds. It knows nothing of the bot, so that it can be right where the bot is wrong.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tests.fakes.teams.alive import alive

__all__ = ["What", "links", "live", "pings", "problems"]

# A message in a conversation, what an invoke is answered with in its place, or the card of a dialog (a task module).
What = Literal["message", "answer", "dialog"]

# Webhooks and Graph take 28 KB, and what fits them fits every way a message can go. An answer goes one way only.
LARGEST: Mapping[What, int] = {"message": 28 * 1024, "answer": 80_000, "dialog": 80_000}
MOST_ACTIONS = 6

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is(kind: type) -> Check:
    return lambda value: isinstance(value, kind)


def _one_of(*words: str) -> Check:
    """Enumerations are read in any case."""
    return lambda value: isinstance(value, str) and value.lower() in words


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _length(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _width(value: Any) -> bool:
    return _length(value) or (isinstance(value, str) and bool(re.fullmatch(r"auto|stretch|\d+|\d+px", value)))


FLAG = _is(bool)
ANY_TEXT = _is(str)
SPACING = _one_of("default", "none", "small", "medium", "large", "extralarge", "padding")
COLOUR = _one_of("default", "dark", "light", "accent", "good", "warning", "attention")
ITEM: Mapping[str, Check] = {
    "id": _text,
    "isVisible": FLAG,
    "separator": FLAG,
    "spacing": SPACING,
    "height": _one_of("auto", "stretch"),
}
WORDS: Mapping[str, Check] = {
    "color": COLOUR,
    "fontType": _one_of("default", "monospace"),
    "isSubtle": FLAG,
    "size": _one_of("default", "small", "medium", "large", "extralarge"),
    "weight": _one_of("default", "lighter", "bolder"),
}
INPUT: Mapping[str, Check] = {**ITEM, "label": _text, "isRequired": FLAG, "errorMessage": _text}
ACTION: Mapping[str, Check] = {
    "id": _text,
    "title": _text,
    "tooltip": _text,
    "isEnabled": FLAG,
    "style": _one_of("default", "positive", "destructive"),
    "mode": _one_of("primary", "secondary"),
}
SENT: Mapping[str, Check] = {**ACTION, "data": _is(dict), "associatedInputs": _one_of("auto", "none")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an object may hold, and what it must; `inside` names the lists and objects in it that have shapes too."""

    may: Mapping[str, Check]
    must: tuple[str, ...] = ()
    inside: Mapping[str, tuple[str, ...]]


def _shape(may: Mapping[str, Check], *must: str, **inside: tuple[str, ...]) -> Shape:
    return Shape(may=may, must=must, inside=inside)


ACTIONS = ("Action.Execute", "Action.OpenUrl", "Action.ShowCard", "Action.Submit")
INPUTS = ("Input.ChoiceSet", "Input.Date", "Input.Text")
ELEMENTS = ("ActionSet", "ColumnSet", "Container", "FactSet", "RichTextBlock", "TextBlock", *INPUTS)
TOP: Mapping[str, Check] = {
    "$schema": ANY_TEXT,
    "fallbackText": ANY_TEXT,
    "lang": lambda value: isinstance(value, str) and bool(re.fullmatch(r"[a-z]{2}", value)),
    "msteams": _is(dict),
    "speak": ANY_TEXT,
    "version": _one_of("1.5"),
}
CONTAINER_STYLE = _one_of("default", "emphasis", "good", "attention", "warning", "accent")

SHAPES: Mapping[str, Shape] = {
    "AdaptiveCard": _shape(TOP, "body", body=ELEMENTS, actions=ACTIONS),
    "ActionSet": _shape(ITEM, "actions", actions=ACTIONS),
    "ColumnSet": _shape(ITEM, "columns", columns=("Column",)),
    "Column": _shape(
        {**ITEM, "width": _width, "verticalContentAlignment": _one_of("top", "center", "bottom")},
        "items",
        items=ELEMENTS,
    ),
    "Container": _shape({**ITEM, "style": CONTAINER_STYLE}, "items", items=ELEMENTS),
    "FactSet": _shape(ITEM, "facts", facts=("Fact",)),
    "Fact": _shape({"title": _text, "value": _text}, "title", "value"),
    "RichTextBlock": _shape(ITEM, "inlines", inlines=("TextRun",)),
    "TextRun": _shape(
        {**WORDS, "text": ANY_TEXT, "italic": FLAG, "underline": FLAG, "strikethrough": FLAG, "highlight": FLAG},
        "text",
        selectAction=("Action.OpenUrl",),
    ),
    "TextBlock": _shape(
        {**ITEM, **WORDS, "text": _text, "wrap": FLAG, "maxLines": _length, "style": _one_of("default", "heading")},
        "text",
        "wrap",
    ),
    "Input.Text": _shape(
        {**INPUT, "value": ANY_TEXT, "placeholder": _text, "isMultiline": FLAG, "maxLength": _length}, "id", "label"
    ),
    "Input.Date": _shape({**INPUT, "value": _day, "placeholder": _text}, "id", "label"),
    "Input.ChoiceSet": _shape(
        {
            **INPUT,
            "value": _text,
            "placeholder": _text,
            "wrap": FLAG,
            "isMultiSelect": FLAG,
            "style": _one_of("compact", "expanded", "filtered"),
            "choices.data": lambda value: value == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
        },
        "id",
        "label",
        "choices",
        choices=("Input.Choice",),
    ),
    "Input.Choice": _shape({"title": _text, "value": _text}, "title", "value"),
    "Action.Execute": _shape({**SENT, "verb": _text}, "title", "verb", "data"),
    "Action.Submit": _shape(SENT, "title", "data"),
    "Action.OpenUrl": _shape(
        {**ACTION, "url": lambda value: _text(value) and bool(re.match(r"https?://", value))}, "url"
    ),
    "Action.ShowCard": _shape(ACTION, "title", "card", card=("AdaptiveCard",)),
}
# These may leave their type out, as they can be nothing else.
UNNAMED = ("Column", "Fact", "Input.Choice")


def problems(card: Any, what: What = "message") -> list[str]:
    """Why Teams would refuse it, or show less than is in it; empty when it would not."""
    size = len(json.dumps(card, ensure_ascii=False).encode())
    found = [f"it has {size} bytes: at most {LARGEST[what]}"] if size > LARGEST[what] else []
    found += _walked(card, ("AdaptiveCard",), "")
    if found:
        return found
    if card.get("version") != "1.5":
        found.append("/version: must be 1.5")
    return [*found, *_of_actions(card, what), *_of_inputs(card), *_of_mentions(card)]


def _walked(value: Any, kinds: tuple[str, ...], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or '/'}: must be an object"
        return
    kind = value.get("type", kinds[0] if kinds[0] in UNNAMED else None)
    if kind not in kinds:
        yield f"{at or '/'}: {kind} can't stand here"
        return
    shape = SHAPES[kind]
    yield from (f"{at}/{name}: is missing from {kind}" for name in shape.must if name not in value)
    for name, held in value.items():
        yield from _held(shape, name, held, f"{at}/{name}") if name != "type" else ()


def _held(shape: Shape, name: str, held: Any, at: str) -> Iterator[str]:
    if name in shape.may:
        yield from [] if shape.may[name](held) else [f"{at}: can't be {held!r:.80}"]
    elif name not in shape.inside:
        yield f"{at}: no such property"
    elif name in ("card", "selectAction"):
        yield from _walked(held, shape.inside[name], at)
    elif not isinstance(held, list):
        yield f"{at}: must be a list"
    else:
        for index, one in enumerate(held):
            yield from _walked(one, shape.inside[name], f"{at}/{index}")


def objects(value: Any, *kinds: str) -> Iterator[dict[str, Any]]:
    """All objects of these types, wherever in it they are; data is nobody's to look into."""
    if isinstance(value, list):
        for one in value:
            yield from objects(one, *kinds)
    if isinstance(value, dict):
        if value.get("type") in kinds:
            yield value
        for name, held in value.items():
            if name != "data":
                yield from objects(held, *kinds)


def _of_actions(card: Any, what: What) -> Iterator[str]:
    for one in objects(card, "AdaptiveCard", "ActionSet"):
        number = len(one.get("actions", []))
        if number > MOST_ACTIONS or (one["type"] == "ActionSet" and not number):
            yield f"{one['type']} has {number} actions: from 1 to {MOST_ACTIONS}"
    for one in objects(card, "Action.ShowCard"):
        if [*objects(one["card"], "Action.ShowCard")]:
            yield f"{one['title']}: a card that is shown can't show another"
    for one in objects(card, *ACTIONS) if what == "dialog" else ():
        if one["type"] == "Action.Execute":
            yield f"{one['title']}: Action.Execute does nothing in a dialog"
        elif one.get("data", {}).get("msteams"):
            yield f"{one['title']}: a dialog can't open another"


def _of_inputs(card: Any) -> Iterator[str]:
    inputs = [*objects(card, *INPUTS)]
    twice = Counter(one["id"] for one in inputs)
    yield from (f"{name}: {number} inputs have this id" for name, number in twice.items() if number > 1)
    for one in inputs:
        if one.get("isRequired") and "errorMessage" not in one:
            yield f"{one['id']}: it is required, and says nothing where it is missing"
        if one["type"] == "Input.ChoiceSet":
            yield from _of_choices(one)
        if (
            "value" in one
            and one["type"] == "Input.Text"
            and len(one["value"]) > one.get("maxLength", len(one["value"]))
        ):
            yield f"{one['id']}: its value is longer than it may be"


def _of_choices(one: Any) -> Iterator[str]:
    offered = [choice["value"] for choice in one["choices"]]
    if not offered and "choices.data" not in one:
        yield f"{one['id']}: there is nothing to choose from"
    if len(set(offered)) < len(offered):
        yield f"{one['id']}: two choices have one value"
    if one.get("isMultiSelect") and any("," in value for value in offered):
        yield f"{one['id']}: a comma parts the values that come back"
    chosen = one.get("value", "").split(",") if one.get("isMultiSelect") else [one.get("value", "")]
    if "choices.data" not in one and (lost := {value for value in chosen if value} - {*offered}):
        yield f"{one['id']}: {sorted(lost)} can't be chosen"


def _of_mentions(card: Any) -> Iterator[str]:
    texts = [one["text"] for one in objects(card, "TextBlock")]
    for one in card.get("msteams", {}).get("entities", []):
        whole = one.get("type") == "mention" and {*one.get("mentioned", {})} == {"id", "name"}
        if not whole or not re.fullmatch(r"<at>[^<>]+</at>", str(one.get("text"))):
            yield f"{one}: no mention that Teams knows"
        elif not any(one["text"] in text for text in texts):
            yield f"{one['text']}: stands in no TextBlock, so nobody is called"
    if left := [text for text in alive(card) if text.startswith("<at>")]:
        yield f"{left}: nobody is named for it in msteams.entities"


def pings(card: Any) -> list[str]:
    """Whom it would notify, by id."""
    return [one["mentioned"]["id"] for one in card.get("msteams", {}).get("entities", [])]


def links(card: Any) -> list[str]:
    """The addresses that it opens on purpose."""
    return [one["url"] for one in objects(card, "Action.OpenUrl")]


def live(card: Any) -> list[str]:
    """What would be formatted, linked, called or computed in its texts, beyond what `pings` and `links` say."""
    return alive(card)
