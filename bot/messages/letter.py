"""A card as a letter: each button a link to a page with that one button; how to stop stands last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.manners import Kind
from bot.messages.parts import Actions, Button, Card, Heading, Item, Items, Link, Para, Part, Pick, Text
from bot.messages.render.text import safe
from bot.messages.words import _, clip

# A name of this length leaves a list of mails room for what follows it.
LONGEST_NAME = 60

# Where a link leads that does this.
LinkTo = Callable[[Act], str]


def subject(kind: str, tables: Sequence[str]) -> str:
    """What the letter is about, without anybody's words in it: a subject is read over shoulders."""
    return _subjects().get(kind, _("{table}: a message for you")).format(table=name(" / ".join(tables)))


def _subjects() -> Mapping[str, str]:
    return {
        Kind.WELCOME: _("{table}: may I keep you in touch?"),
        Kind.NOTE: _("{table}: your note for the week"),
        Kind.RENEWAL: _("{table}: your note for the week"),
        Kind.REMINDER: _("{table}: you asked to be reminded"),
        Kind.BRIEF: _("{table}: before we meet"),
        Kind.OFFER: _("{table}: something waits for your word"),
    }


def sender(convener: str) -> str:
    """Whom the letter is from, as an inbox shows it."""
    return _("{name}, by Convenor").format(name=name(convener)) if convener else "Convenor"


def name(words: str) -> str:
    """What somebody or something is called, as it may stand on an envelope."""
    return safe(clip(words, LONGEST_NAME))


def tables(kind: str, card: Card) -> tuple[str, ...]:
    """The names of the tables a note is about, where there are several: each has its heading."""
    return tuple(part.text for part in card.parts if isinstance(part, Heading)) if kind == Kind.NOTE else ()


def letter(card: Card, link_to: LinkTo, *, page: str) -> Card:
    """The card with links for its buttons. `page` is where the reader finds all that was sent to them."""
    parts = [_linked(part, link_to) for part in card.parts]
    said = _("Nobody reads replies to this mail. Your page has all that I've sent you, and room for your words.")
    home = Item(text=(Link(url=page, text=_("Your page")),))
    ways_out = parts.pop() if isinstance(card.parts[-1], Actions) else None
    last = ways_out.items if isinstance(ways_out, Items) else ()
    return replace(card, parts=(*parts, Para(text=(said,), quiet=True), Items(items=(home, *last))))


def _linked(part: Part, link_to: LinkTo) -> Part:
    match part:
        case Actions():
            return Items(items=tuple(Item(text=(_link(way, link_to),)) for way in part.of))
        case Items():
            return Items(items=tuple(_linked_item(item, link_to) for item in part.items))
        case _:
            return part


def _linked_item(item: Item, link_to: LinkTo) -> Item:
    """The entry with its buttons as links behind its note."""
    runs: list[Text] = [item.note] if item.note else []
    runs += [(_link(button, link_to),) for button in item.buttons]
    return Item(text=item.text, note=tuple(run for one in runs for run in (" · ", *one))[1:])


def _link(way: Button | Pick, link_to: LinkTo) -> Link:
    return Link(url=link_to(way.act), text=way.label)
