"""Cards and forms as JSON and back: what `say --json` prints, and what a page keeps."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from bot.domain.acts import Act
from bot.domain.people import Identity
from bot.messages import parts
from bot.messages.language import SOURCE
from bot.messages.parts import Card, Form

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(parts.Heading, parts.Para, parts.Facts, parts.Items, parts.Item, parts.Picture, parts.Chart, parts.Actions),
        *(parts.RouteMap, parts.Station),
        *(parts.Button, parts.Pick, parts.Option, parts.Field, parts.Quote, parts.Named, parts.Link, parts.Strong),
        *(Act, Identity, Card, Form),
    )
}
# A language stands only with what is not in English: whatever was kept without one is.
_NAMES = {kind: tuple(field.name for field in fields(kind) if field.name != "language") for kind in _KINDS.values()}
_SPOKEN = ("Card", "Form")


def as_json(shown: Card | Form) -> dict[str, Any]:
    """`{"text", "parts": [{"part": "Para", ...}]}`; a form has "title" and "fields" instead."""
    return _out(shown)  # type: ignore[no-any-return] # A dataclass comes out as a mapping.


def from_json(written: Mapping[str, Any]) -> Card | Form:
    """The card or form again. Raises KeyError or TypeError for anything that `as_json` did not write."""
    return _in(written)  # type: ignore[no-any-return] # The outermost part says which of the two it is.


def written(shown: Card | Form) -> str:
    """The same as text, to be kept."""
    return json.dumps(as_json(shown), ensure_ascii=False)


def read(kept: str) -> Card | Form:
    """What was kept, as it was."""
    return json.loads(kept, object_hook=_made)  # type: ignore[no-any-return] # The outermost part says which it is.


def has_picture(kept: str) -> bool:
    """Whether there is a picture in what was kept, without reading it: nobody's words hold a bare quotation mark."""
    return '"part": "Picture"' in kept


def _out(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        return value
    if names := _NAMES.get(type(value)):
        language = getattr(value, "language", SOURCE)
        in_another = {"language": language} if language != SOURCE else {}
        return {"part": type(value).__name__} | {name: _out(getattr(value, name)) for name in names} | in_another
    if isinstance(value, date):
        return {"part": "date", "on": value.isoformat()}
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    return value


def _in(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, Mapping):
        return _made({name: _in(one) for name, one in value.items()})
    return [_in(one) for one in value] if isinstance(value, list) else value


def _made(found: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A part whose own parts are made already; a page reads forty cards each time it is looked at."""
    if found["part"] == "date":
        return date.fromisoformat(found["on"])
    of, language = _KINDS[found["part"]], {"language": SOURCE} if found["part"] in _SPOKEN else {}
    return of(**language | {name: _tupled(one) for name, one in found.items() if name != "part"})


def _tupled(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return tuple(map(_tupled, value)) if type(value) is list else value
