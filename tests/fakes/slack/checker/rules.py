"""Small rules that are put together into shapes: each says in Slack's manner what is wrong, and where."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Surface = Literal["message", "modal", "home"]


@dataclass(slots=True)
class Place:
    """Where in a payload a rule is looking, and what it must remember from there on."""

    surface: Surface
    pointer: str = ""

    def at(self, step: str | int) -> "Place":
        return Place(self.surface, f"{self.pointer}/{step}")

    def says(self, reason: str) -> str:
        return f"{reason} [json-pointer:{self.pointer or '/'}]"


Rule = Callable[[Any, Place], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of an object. What is not named here is refused, as Slack does within blocks and views."""

    needed: dict[str, Rule] = field(default_factory=dict)
    optional: dict[str, Rule] = field(default_factory=dict)
    # Rules over the whole object, such as "one of these two": asked only once each field is right by itself.
    also: tuple[Rule, ...] = ()

    def __call__(self, value: Any, place: Place) -> Iterator[str]:
        if not isinstance(value, dict):
            yield place.says("must be an object")
            return
        wrong = list(self._fields(value, place))
        yield from wrong or [reason for rule in self.also for reason in rule(value, place)]

    def _fields(self, value: Any, place: Place) -> Iterator[str]:
        rules = self.needed | self.optional
        yield from (place.says(f"missing required field: {name}") for name in self.needed if value.get(name) is None)
        yield from (place.says(f"invalid additional property: {name}") for name in value if name not in rules)
        for name, rule in rules.items():
            if value.get(name) is not None:
                yield from rule(value[name], place.at(name))


def string(most: int, *, least: int = 1, pattern: str = "") -> Rule:
    """A string of so many characters; of blanks only counts as empty."""

    def rule(value: Any, place: Place) -> Iterator[str]:
        if not isinstance(value, str):
            yield place.says("must be a string")
        elif len(value) < least or (least and not value.strip()):
            yield place.says(f"must be more than {least - 1} characters")
        elif len(value) > most:
            yield place.says(f"must be less than {most + 1} characters")
        elif pattern and not re.fullmatch(pattern, value):
            yield place.says(f"does not match {pattern}")

    return rule


def flag(value: Any, place: Place) -> Iterator[str]:
    if not isinstance(value, bool):
        yield place.says("must be a boolean")


def number(least: int, most: int) -> Rule:
    def rule(value: Any, place: Place) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield place.says("must be an integer")
        elif not least <= value <= most:
            yield place.says(f"must be from {least} to {most}")

    return rule


def one_of(*values: str) -> Rule:
    def rule(value: Any, place: Place) -> Iterator[str]:
        if value not in values:
            yield place.says(f"must be one of {', '.join(values)}")

    return rule


def many(rule: Rule, most: int, *, least: int = 1) -> Rule:
    """A list of so many."""

    def each(value: Any, place: Place) -> Iterator[str]:
        if not isinstance(value, list):
            yield place.says("must be an array")
            return
        if len(value) < least:
            yield place.says(f"no fewer than {least} items allowed")
        if len(value) > most:
            yield place.says(f"no more than {most} items allowed")
        for index, item in enumerate(value):
            yield from rule(item, place.at(index))

    return each


def by_type(shapes: dict[str, Shape], what: str, allowed: Collection[str] | None = None) -> Rule:
    """An object whose `type` says which shape it has to have; a type that is not modelled here is refused as well."""

    def rule(value: Any, place: Place) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in shapes:
            yield place.says(f"unsupported type: {kind} is no {what} that is known here")
        elif allowed is not None and kind not in allowed:
            yield place.says(f"unsupported type: a {what} of type {kind} cannot stand here")
        else:
            shape = shapes[kind]
            rest = {name: item for name, item in value.items() if name != "type"}
            yield from shape(rest, place)

    return rule


def exactly_one(*names: str) -> Rule:
    def rule(value: Any, place: Place) -> Iterator[str]:
        if sum(value.get(name) is not None for name in names) != 1:
            yield place.says(f"exactly one of {', '.join(names)} is wanted")

    return rule


def at_least_one(*names: str) -> Rule:
    def rule(value: Any, place: Place) -> Iterator[str]:
        if all(value.get(name) is None for name in names):
            yield place.says(f"one of {', '.join(names)} is wanted")

    return rule


def unique(of: Callable[[Any], Iterator[str]], what: str) -> Rule:
    """No value comes twice among those that `of` finds."""

    def rule(value: Any, place: Place) -> Iterator[str]:
        found = list(of(value))
        yield from (
            place.says(f"{what} {one!r} is there twice") for one in sorted({o for o in found if found.count(o) > 1})
        )

    return rule


def only_on(*surfaces: Surface) -> Rule:
    def rule(_value: Any, place: Place) -> Iterator[str]:
        if place.surface not in surfaces:
            yield place.says(f"not supported in a {place.surface}, only in: {', '.join(surfaces)}")

    return rule


def anything(_value: Any, _place: Place) -> Iterator[str]:
    yield from ()


def size(payload: Any) -> int:
    """Bytes of the JSON."""
    return len(json.dumps(payload, ensure_ascii=False).encode())
