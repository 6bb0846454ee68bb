"""What a platform delivers, held against a positive list: what the shape names is handed on, and nothing beyond it."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

# What stands in a field: the value as it is handed on, or None where it does not fit.
Check = Callable[[Any], Any]
Shape = Mapping[str, tuple[bool, Check]]

# A message holds 40,000 characters, an id or an action 255.
LONGEST = 50_000
LONGEST_NAME = 255
LONGEST_ADDRESS = 2_000

_UNKEEPABLE = re.compile("[\\x00\ud800-\udfff]")


def words(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """What somebody wrote, without what no database keeps."""
    return _UNKEEPABLE.sub("", value) if isinstance(value, str) and len(value) <= LONGEST else None


def name(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """An id of a platform's, or an action of ours: short, not empty, and nothing that is not printed."""
    return _ascii(value, LONGEST_NAME)


def address(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    return _ascii(value, LONGEST_ADDRESS)


def _ascii(value: Any, longest: int) -> str | None:  # noqa: ANN401 - whatever JSON holds
    fits = isinstance(value, str) and value.isascii() and value.isprintable() and len(value) <= longest
    return value or None if fits else None


def flag(value: Any) -> bool | None:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, bool) else None


def whole(value: Any) -> int | None:  # noqa: ANN401 - whatever JSON holds
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def anything(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Not looked at by anybody before it is looked at again."""
    return value


def an_object(shape: Shape) -> Check:
    return lambda value: fitting(value, shape)


def some(check: Check) -> Check:
    """A list of at least one, each of which fits."""

    def checked(value: Any) -> list[Any] | None:  # noqa: ANN401 - whatever JSON holds
        found = [check(one) for one in value] if isinstance(value, list) else []
        return found if found and None not in found else None

    return checked


def by_name(check: Check) -> Check:
    """An object whose every value fits."""

    def checked(value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - whatever JSON holds
        found = {key: check(one) for key, one in value.items()} if isinstance(value, dict) else None
        return found if found is not None and None not in found.values() else None

    return checked


def those(check: Check) -> Check:
    """Of a list, those that fit; others in it are not ours to mind."""

    def checked(value: Any) -> list[Any] | None:  # noqa: ANN401 - whatever JSON holds
        found = [check(one) for one in value] if isinstance(value, list) else []
        return [one for one in found if one is not None] or None

    return checked


def texts(value: Any) -> dict[str, str] | None:  # noqa: ANN401 - whatever JSON holds
    """Of an object, the texts in it, by their names."""
    if not isinstance(value, dict):
        return None
    checked = ((name(key), words(one)) for key, one in value.items())
    return {key: one for key, one in checked if key is not None and one is not None}


def needed(check: Check) -> tuple[bool, Check]:
    return True, check


def maybe(check: Check) -> tuple[bool, Check]:
    return False, check


def fitting(value: Any, shape: Shape) -> dict[str, Any] | None:  # noqa: ANN401 - whatever JSON holds
    """The object with what the shape names and no more; None if something needed is missing or does not fit."""
    if not isinstance(value, dict):
        return None
    found: dict[str, Any] = {}
    for key, (is_needed, check) in shape.items():
        kept = check(value.get(key))
        if kept is None and is_needed:
            return None
        if kept is not None:
            found[key] = kept
    return found


def object_in(text: str) -> dict[str, Any] | None:
    """The object that a text of JSON holds. Raises ValueError or RecursionError where it is no JSON."""
    found = json.loads(text)
    return found if isinstance(found, dict) else None
