"""Buttons that know their table wherever they are pressed: numbers are a table's own, and a message travels."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.acts import at_table, table_of
from bot.messages.parts import Actions, Button, Item, Items, Part, Pick


def tied(parts: Sequence[Part], slug: str) -> tuple[Part, ...]:
    """The parts with every action that is not tied to a table yet tied to that one."""
    return tuple(_part(part, slug) for part in parts)


def _part(part: Part, slug: str) -> Part:
    if isinstance(part, Actions):
        return replace(part, of=tuple(_way(one, slug) for one in part.of))
    if isinstance(part, Items):
        return replace(part, items=tuple(_item(one, slug) for one in part.items))
    return part


def _item(item: Item, slug: str) -> Item:
    return replace(item, buttons=tuple(_button(one, slug) for one in item.buttons))


def _button(button: Button, slug: str) -> Button:
    return button if table_of(button.act) else replace(button, act=at_table(button.act, slug))


def _way(way: Button | Pick, slug: str) -> Button | Pick:
    if isinstance(way, Button):
        return _button(way, slug)
    return way if table_of(way.act) else replace(way, act=at_table(way.act, slug))
