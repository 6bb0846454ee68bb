"""Cards and forms that say which table they are of: numbers are a table's own, and a message travels."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.acts import Act
from bot.messages.parts import Actions, Card, Form, Items, Part

Shown = TypeVar("Shown", Card, Form, Card | Form)


def at_table(shown: Shown, slug: str) -> Shown:
    """The same, with every action on it at that table, but for those that say another one."""
    if isinstance(shown, Form):
        return replace(shown, act=_act(shown.act, slug), before=parts_at(shown.before, slug))
    return replace(shown, parts=parts_at(shown.parts, slug))


def parts_at(parts: Sequence[Part], slug: str) -> tuple[Part, ...]:
    """Some parts of a card, as those of one table: a note speaks of several."""
    return tuple(_part(part, slug) for part in parts)


def _act(act: Act, slug: str) -> Act:
    return act if act.table else act.at(slug)


def _part(part: Part, slug: str) -> Part:
    match part:
        case Actions():
            return replace(part, of=tuple(replace(one, act=_act(one.act, slug)) for one in part.of))
        case Items():
            return _items(part, slug)
        case _:
            return part


def _items(part: Items, slug: str) -> Items:
    items = tuple(
        replace(item, buttons=tuple(replace(button, act=_act(button.act, slug)) for button in item.buttons))
        for item in part.items
    )
    return replace(part, items=items, more=_act(part.more, slug) if part.more else None)
