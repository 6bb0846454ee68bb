"""A card as a letter: each button a link to a page with that one button; how to stop stands last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.manners import Kind
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Link, Para, Part, Pick, Text
from bot.messages.words import _, clip, phrase

# A subject that still shows its end in a list of mails.
LONGEST_TABLE = 60

# What a link does, and the heading it stands under: the table's name where a letter is about several.
LinkTo = Callable[[Act, str], str]


def subject(kind: str, tables: Sequence[str]) -> str:
    """What the letter is about, without anybody's words in it: a subject is read over shoulders."""
    return _subjects().get(kind, _("{table}: a message for you")).format(table=clip(" / ".join(tables), LONGEST_TABLE))


def _subjects() -> Mapping[str, str]:
    return {
        Kind.WELCOME: _("{table}: may I keep you in touch?"),
        Kind.NOTE: _("{table}: your note for the week"),
        Kind.REMINDER: _("{table}: you asked to be reminded"),
        Kind.OFFER: _("{table}: something waits for your word"),
    }


def sender(convener: str) -> str:
    """Whom the letter is from, as an inbox shows it."""
    return _("{name}, by Convenor").format(name=convener) if convener else "Convenor"


def headings(card: Card) -> tuple[str, ...]:
    return tuple(part.text for part in card.parts if isinstance(part, Heading))


def letter(card: Card, link_to: LinkTo, *, page: str) -> Card:
    """The card with links for its buttons. `page` is where the reader finds all that was sent to them."""
    parts: list[Part] = []
    heading = ""
    for part in card.parts:
        heading = part.text if isinstance(part, Heading) else heading
        parts.append(_linked(part, heading, link_to))
    said = phrase(
        _("Nobody reads replies to this mail. {page} has all that I've sent you, and room for your words."),
        page=Link(url=page, text=_("Your page")),
    )
    last = len(parts) - 1 if isinstance(card.parts[-1], Actions) else len(parts)
    parts.insert(last, Para(text=said, quiet=True))
    return replace(card, parts=tuple(parts))


def _linked(part: Part, heading: str, link_to: LinkTo) -> Part:
    match part:
        case Actions():
            return Items(items=tuple(Item(text=(_link(way, heading, link_to),)) for way in part.of))
        case Items():
            return Items(items=tuple(_linked_item(item, heading, link_to) for item in part.items))
        case _:
            return part


def _linked_item(item: Item, heading: str, link_to: LinkTo) -> Item:
    """The entry with its buttons as links behind its note."""
    runs: list[Text] = [item.note] if item.note else []
    runs += [(_link(button, heading, link_to),) for button in item.buttons]
    return Item(text=item.text, note=tuple(run for one in runs for run in (" · ", *one))[1:])


def _link(way: Button | Pick, heading: str, link_to: LinkTo) -> Link:
    return Link(url=link_to(way.act, heading), text=way.label)
