"""Teams' renderer: cards as Adaptive Cards in messages, forms as dialogs. Nothing typed is live in them.

What it goes by: schema 1.5 of Adaptive Cards, and Microsoft's pages on cards in Teams. People's words stand in runs,
which no client formats, wherever there is a choice.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.acts import Act
from bot.messages.language import speaking
from bot.messages.parts import (
    Button,
    Card,
    Facts,
    Form,
    Heading,
    Item,
    Items,
    Para,
    Part,
    Picture,
    Strong,
    Text,
)
from bot.messages.render.adaptive_forms import Ways, button, question, ways
from bot.messages.render.adaptive_text import calling, calls, cut_bytes, flat, label, literal, rich
from bot.messages.words import _, plain

Element = dict[str, Any]

VERSION = "1.5"

# Where Teams takes least it takes 28 KB, and a message has more in it than its card.
LARGEST = 24_000
LONGEST_TITLE = 100
LONGEST_HEADING = 200
# What a notification and a screen reader get, in bytes.
LONGEST_SPOKEN = 3900
# Buttons stand beside the entries of a list where each is one line on a desk; beside more they squeeze the words.
ONE_LINE = 60
SMALL = {"size": "Small", "isSubtle": True}

# A dialog without a name of its own is called what the bot is called.
BOT = "Convenor"


@dataclass(frozen=True, slots=True)
class Room:
    """How many entries of lists there may be, and how long one sentence of a card."""

    entries: int
    text: int


# From all there is room for to what always fits.
ROOMS = (
    Room(100, 20_000),
    Room(60, 3000),
    Room(50, 1000),
    Room(40, 400),
    Room(30, 300),
    Room(20, 200),
    Room(10, 120),
    Room(4, 100),
)


def never(_act: Act) -> bool:
    """Nothing opens a dialog."""
    return False


def as_json(shown: Card | Form) -> str:
    """What is sent to Teams, as JSON to look at."""
    drawn = dialog(shown) if isinstance(shown, Form) else message(shown)
    return json.dumps(drawn, ensure_ascii=False, indent=1)


def message(card: Card, *, opens: Callable[[Act], bool] = never, about: str = "") -> Element:
    """A card for a message. `opens`: which buttons open a dialog; all others are answered where they stand.

    `about` comes back with what is pressed: the one thing that the whole card is about, whose answer may replace it.
    """
    with speaking(card.language):
        return _fitting(card.parts, Ways(opens=opens, about=about), spoken(card))


def dialog(shown: Card | Form, *, origin: str = "", wrong: Mapping[str, str] | None = None) -> Element:
    """The card in a dialog; `origin` comes back with what is done in it.

    `wrong`: what is said beside a field. What a form sends has `form` in its data, and a button's has not.
    """
    return _asking(shown, Ways(opens=never, origin=origin), wrong or {})


def inline(form: Form, *, wrong: Mapping[str, str] | None = None) -> Element:
    """A form in the place of a card: in a message, where no dialog can be opened."""
    named = replace(form, before=(Heading(text=form.title), *form.before))
    return _asking(named, Ways(opens=never), wrong or {})


def title_of(shown: Card | Form) -> str:
    """What stands above a dialog."""
    return label(shown.title if isinstance(shown, Form) else BOT, LONGEST_TITLE)


def spoken(shown: Card | Form) -> str:
    """The whole meaning, for notifications, screen readers, and clients that draw no such card."""
    return cut_bytes(flat(shown.text if isinstance(shown, Card) else shown.title), LONGEST_SPOKEN) or "…"


def _asking(shown: Card | Form, how: Ways, wrong: Mapping[str, str]) -> Element:
    with speaking(shown.language):
        return _asked(shown, how, wrong)


def _asked(shown: Card | Form, how: Ways, wrong: Mapping[str, str]) -> Element:
    if isinstance(shown, Card):
        return _fitting(shown.parts, how, spoken(shown))
    questions = [drawn for field in shown.fields for drawn in question(field, wrong.get(field.name, ""))]
    submit = {**how.submit(shown), "title": label(shown.submit, LONGEST_TITLE), "style": "positive"}
    return _fitting(shown.before, how, spoken(shown), questions, [submit])


def _fitting(
    parts: Sequence[Part], how: Ways, said: str, questions: Sequence[Element] = (), actions: Sequence[Element] = ()
) -> Element:
    """As much as one message takes: where all is too much, texts and lists are cut; a question and its answer never."""
    drawings = (_card(parts, how, said, room) for room in ROOMS)
    asked = {"actions": [*actions]} if actions else {}
    rest = size([*questions, asked])
    fits = (drawn for drawn in drawings if size(drawn) + rest <= LARGEST)
    drawn = next(fits, _envelope([*rich((said,), LONGEST_SPOKEN)], [], said))
    return {**drawn, "body": [*drawn["body"], *questions], **asked}


def size(drawn: object) -> int:
    """In bytes, as it is sent."""
    return len(json.dumps(drawn, ensure_ascii=False).encode())


def _card(parts: Sequence[Part], how: Ways, said: str, room: Room) -> Element:
    entities: list[Element] = []
    return _envelope(_Drawing(how, room, entities).body(parts), entities, said)


def _envelope(body: list[Element], entities: list[Element], said: str) -> Element:
    return {
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": said,
        "speak": said,
        "msteams": {"width": "Full", **({"entities": entities} if entities else {})},
        "body": body,
    }


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One card being drawn; `entities` are whom it calls."""

    how: Ways
    room: Room
    entities: list[Element]

    def body(self, parts: Sequence[Part]) -> list[Element]:
        """It is the lists that are cut, and they share the room."""
        lists = sum(isinstance(part, Items) for part in parts)
        each = max(self.room.entries // lists, 1) if lists else 0
        return [element for part in parts for element in self._part(part, each)]

    def _part(self, part: Part, entries: int) -> Iterator[Element]:
        match part:
            case Heading():
                yield heading(part.text)
            case Para():
                yield from self._para(part)
            case Facts():
                yield from self._facts(part)
            case Picture():
                yield from rich((literal(part.alt),), self.room.text, **SMALL)
            case Items():
                yield from self._items(part, entries)
            case _:
                yield from ways(part.of, self.how)

    def _para(self, part: Para) -> Iterator[Element]:
        if calls(part.text):
            drawn, entities = calling(part.text, self.room.text)
            self.entities.extend(entities)
            yield drawn
        else:
            yield from rich(part.text, self.room.text, **(SMALL if part.quiet else {}))

    def _facts(self, part: Facts) -> Iterator[Element]:
        """In runs: a FactSet would read Markdown in people's words."""
        for index, (name, said) in enumerate(part.rows):
            spaced = {"spacing": "None"} if index else {}
            named: Text = (Strong(text=f"{name}:"), " ", *said)
            for drawn in rich(named, self.room.text):
                yield {**drawn, **spaced}

    def _items(self, part: Items, entries: int) -> Iterator[Element]:
        """As many entries as there is room for; then how to see the others, or how many there are."""
        beside = all(_has_one_line(item) for item in part.items if item.buttons)
        for index, item in enumerate(part.items[:entries]):
            tight = index > 0 and not item.buttons and not part.items[index - 1].buttons
            yield from self._item(item, {"spacing": "Small"} if tight else {}, beside=beside)
        rest = len(part.items) - entries
        if rest > 0:
            yield from self._more(part.more, rest)

    def _item(self, item: Item, spaced: Element, *, beside: bool) -> Iterator[Element]:
        text = [*rich(("• ", *item.text), self.room.text)]
        if beside and item.buttons:
            yield {**_beside(text, button(item.buttons[0], self.how)), **spaced}
            return
        yield from ({**one, **spaced} for one in text)
        yield from ({**one, "spacing": "None"} for one in rich(item.note, self.room.text, **SMALL))
        yield from ways(item.buttons, self.how)

    def _more(self, act: Act | None, number: int) -> Iterator[Element]:
        said = _("… and {n} more").format(n=number)
        if act is None:
            yield from rich((said,), self.room.text, **SMALL)
        else:
            yield from ways((Button(label=said, act=act, words=""),), self.how)


def heading(words: str) -> Element:
    """Only a TextBlock can be a heading to a screen reader."""
    drawn = {"type": "TextBlock", "style": "heading", "text": label(words, LONGEST_HEADING), "wrap": True}
    return {**drawn, "size": "Medium", "weight": "Bolder"}


def _has_one_line(item: Item) -> bool:
    """Whether its only button stands beside it on a desk without squeezing its words."""
    whole = len(plain(item.text)) + sum(len(one.label) for one in item.buttons)
    return len(item.buttons) == 1 and not item.note and whole <= ONE_LINE


def _beside(text: list[Element], action: Element) -> Element:
    columns = [
        {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": text},
        {"type": "Column", "width": "auto", "items": [{"type": "ActionSet", "actions": [action]}]},
    ]
    return {"type": "ColumnSet", "columns": columns}
