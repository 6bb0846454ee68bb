"""Cards and forms that say which table they are of, for where somebody sits at more than one."""

from dataclasses import replace
from typing import TypeVar

from bot.messages.parts import Actions, Card, Form, Items, Part

Shown = TypeVar("Shown", Card, Form, Card | Form)


def at_table(shown: Shown, slug: str) -> Shown:
    """The same, with every action on it at that table."""
    if isinstance(shown, Form):
        return replace(shown, act=shown.act.at(slug), before=tuple(_part(part, slug) for part in shown.before))
    return replace(shown, parts=tuple(_part(part, slug) for part in shown.parts))


def _part(part: Part, slug: str) -> Part:
    match part:
        case Actions():
            return replace(part, of=tuple(replace(one, act=one.act.at(slug)) for one in part.of))
        case Items():
            return _items(part, slug)
        case _:
            return part


def _items(part: Items, slug: str) -> Items:
    items = tuple(
        replace(item, buttons=tuple(replace(button, act=button.act.at(slug)) for button in item.buttons))
        for item in part.items
    )
    return replace(part, items=items, more=part.more.at(slug) if part.more else None)
