"""Cards without the buttons that their reader may not press."""

from collections.abc import Callable
from dataclasses import replace

from bot.messages.parts import Actions, Card, Items, Part

May = Callable[[str], bool]


def fitting(card: Card, may: May) -> Card:
    """The same, with those buttons and picks whose action, by its name, may be done."""
    parts = [_part(part, may) for part in card.parts]
    return replace(card, parts=tuple(part for part in parts if not isinstance(part, Actions) or part.of))


def _part(part: Part, may: May) -> Part:
    match part:
        case Actions():
            return replace(part, of=tuple(one for one in part.of if may(one.act.name)))
        case Items():
            items = (
                replace(item, buttons=tuple(one for one in item.buttons if may(one.act.name))) for item in part.items
            )
            return replace(part, items=tuple(items))
        case _:
            return part
