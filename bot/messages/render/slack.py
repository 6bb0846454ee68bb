"""Slack's renderer: cards as messages and views of Block Kit, forms as modals. Nothing typed is live in them.

Limits: slack_sdk 3.47's models, and 2,000 characters a field, 50 blocks a message and 100 a view from Slack's pages;
what all blocks of a message may hold together is told by nobody but its refusals (slackapi/bolt-js, issue 2509).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.acts import Act
from bot.messages.language import speaking
from bot.messages.parts import (
    Actions,
    Button,
    Card,
    Facts,
    Form,
    Heading,
    Item,
    Items,
    Para,
    Part,
    Pick,
    Picture,
    Text,
)
from bot.messages.render.mrkdwn import cut, cut_bytes, label, literal, mrkdwn, parted
from bot.messages.render.slack_forms import element, plain_text, question
from bot.messages.words import _

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """How many blocks there may be, and how long one sentence of a card."""

    blocks: int
    text: int


BLOCKS_A_MESSAGE = 50
BLOCKS_A_VIEW = 100
LONGEST_SECTION = 3000
LONGEST_FIELD = 2000
LONGEST_ALT = 2000
LONGEST_HEADER = 150
LONGEST_TITLE = 24
MOST_FIELDS = 10
MOST_ACTIONS = 25
# What a notification and a screen reader get; chat.update takes no more than 4,000 bytes.
LONGEST_TEXT = 3900
LARGEST_MESSAGE = 12_800
# A button stands beside an entry where both are one line on a desk; beside more than that it squeezes the words.
ONE_LINE = 80

# From all there is room for to what always fits.
ROOMS = (Room(50, 3000), Room(50, 1500), Room(40, 700), Room(30, 400), Room(20, 200), Room(10, 120), Room(4, 100))

# A modal without a name of its own is called what the bot is called.
BOT = "Convenor"


def as_json(shown: Card | Form) -> str:
    """What is sent to Slack, as JSON to look at."""
    drawn = view(shown) if isinstance(shown, Form) else message(shown)
    return json.dumps(drawn, ensure_ascii=False, indent=1)


def message(card: Card) -> dict[str, Any]:
    """A card as a message: its whole meaning in `text`, and nothing in it unfolds."""
    with speaking(card.language):
        return {
            "text": cut_bytes(literal(card.text), LONGEST_TEXT) or "…",
            "blocks": _fitting(card.parts),
            "unfurl_links": False,
            "unfurl_media": False,
        }


def _fitting(parts: Sequence[Part]) -> list[Block]:
    """As much as one message takes: where all is too much, first the longest texts are cut, then the lists."""
    drawings = (blocks(parts, room) for room in ROOMS)
    fits = (drawn for drawn in drawings if len(json.dumps(drawn, ensure_ascii=False)) <= LARGEST_MESSAGE)
    return next(fits, [])


def has_files(card: Card) -> bool:
    """Whether there is a picture on it that was uploaded."""
    return any(isinstance(part, Picture) and part.made for part in card.parts)


def view(shown: Card | Form, *, origin: str = "") -> dict[str, Any]:
    """A form as a modal, a card as one that has nothing to submit. `origin` comes back with what is done in it."""
    with speaking(shown.language):
        return _view(shown, origin)


def _view(shown: Card | Form, origin: str) -> dict[str, Any]:
    drawn: dict[str, Any] = {"type": "modal", "private_metadata": origin}
    if isinstance(shown, Card):
        parts = blocks(shown.parts, Room(BLOCKS_A_VIEW, LONGEST_SECTION))
        return drawn | {"title": plain_text(BOT, LONGEST_TITLE), "close": _close(), "blocks": parts}
    questions = [question(field) for field in shown.fields]
    before = blocks(shown.before, Room(BLOCKS_A_VIEW - len(questions), LONGEST_SECTION))
    return drawn | {
        "callback_id": shown.act.wire,
        "title": plain_text(shown.title, LONGEST_TITLE),
        "submit": plain_text(shown.submit, LONGEST_TITLE),
        "close": _close(),
        "blocks": [*before, *questions],
    }


def home(card: Card) -> dict[str, Any]:
    """A card as the page that somebody has with the bot."""
    with speaking(card.language):
        return {"type": "home", "blocks": blocks(card.parts, Room(BLOCKS_A_VIEW, LONGEST_SECTION))}


def _close() -> dict[str, Any]:
    return plain_text(_("Close"), LONGEST_TITLE)


def blocks(parts: Sequence[Part], room: Room) -> list[Block]:
    """The parts as blocks: it is the lists that are cut, and what they leave out is one press away."""
    drawn = [[] if isinstance(part, Items) else list(_part(part, room.text)) for part in parts]
    lists = sum(isinstance(part, Items) for part in parts)
    left = room.blocks - sum(len(one) for one in drawn)
    each = Room(max(left // lists, 1) if lists else 0, room.text)
    whole = [_items(part, each) if isinstance(part, Items) else one for part, one in zip(parts, drawn, strict=True)]
    return [block for one in whole for block in one][: room.blocks]


def _part(part: Heading | Para | Facts | Picture | Actions, longest: int) -> Iterator[Block]:
    match part:
        case Heading():
            yield {"type": "header", "text": plain_text(part.text, LONGEST_HEADER)}
        case Para(quiet=True):
            yield from (_context(piece) for piece in _pieces(part.text, min(longest, LONGEST_FIELD), longest))
        case Para():
            yield from (_section(piece) for piece in _pieces(part.text, longest, longest))
        case Facts():
            yield from _facts(part, min(longest, LONGEST_FIELD))
        case Picture():
            yield _picture(part)
        case _:
            yield from _actions(part.of)


def _pieces(text: Text, longest: int, room: int) -> list[str]:
    """Whole, in as many blocks as it takes, where there is room for that; else its beginning."""
    drawn = mrkdwn(text)
    return parted(drawn, longest) if room == LONGEST_SECTION else [piece for piece in (cut(drawn, longest),) if piece]


def _words(drawn: str) -> dict[str, Any]:
    """`verbatim`: Slack looks for no addresses and names in it by itself."""
    return {"type": "mrkdwn", "text": drawn, "verbatim": True}


def _section(drawn: str) -> Block:
    return {"type": "section", "text": _words(drawn)}


def _context(drawn: str) -> Block:
    return {"type": "context", "elements": [_words(drawn)]}


def _picture(part: Picture) -> Block:
    """The file once it is uploaded; until then its words."""
    if part.made:
        return {"type": "image", "slack_file": {"id": part.made}, "alt_text": label(part.alt, LONGEST_ALT)}
    return _context(cut(literal(part.alt), LONGEST_FIELD) or "…")


def _facts(part: Facts, longest: int) -> Iterator[Block]:
    fields = [_words(cut(f"*{literal(name)}*\n{mrkdwn(said)}", longest)) for name, said in part.rows]
    for start in range(0, len(fields), MOST_FIELDS):
        yield {"type": "section", "fields": fields[start : start + MOST_FIELDS]}


def _actions(ways: Sequence[Button | Pick]) -> Iterator[Block]:
    for start in range(0, len(ways), MOST_ACTIONS):
        yield {"type": "actions", "elements": [element(way) for way in ways[start : start + MOST_ACTIONS]]}


def _items(part: Items, room: Room) -> list[Block]:
    """As many entries as there is room for; then how to see the others, or how many there are."""
    drawn: list[Block] = []
    for index, entries in _grouped(part.items, room.text):
        own = list(_entries(entries, room.text))
        rest = part.items[index + len(entries) :]
        if len(drawn) + len(own) + bool(rest) > room.blocks:
            return [*drawn, *_more(part.more, len(part.items) - index)][: room.blocks]
        drawn += own
    return drawn


def _grouped(items: Sequence[Item], longest: int) -> Iterator[tuple[int, Sequence[Item]]]:
    """Entries without buttons stand together in one block as long as they fit; each other one by itself."""
    begin, size = 0, 0
    for index, item in enumerate(items):
        longer = len(_entry(item, longest)) + 1
        if index > begin and (item.buttons or items[index - 1].buttons or size + longer > LONGEST_SECTION):
            yield begin, items[begin:index]
            begin, size = index, 0
        size += longer
    if items:
        yield begin, items[begin:]


def _entries(items: Sequence[Item], longest: int) -> Iterator[Block]:
    buttons = items[0].buttons
    block = _section("\n".join(_entry(item, longest) for item in items))
    if len(buttons) == 1 and len(block["text"]["text"]) + len(buttons[0].label) <= ONE_LINE:
        yield block | {"accessory": element(buttons[0])}
        return
    yield block
    yield from _actions(buttons)


def _entry(item: Item, longest: int) -> str:
    lines = [f"• {mrkdwn(item.text)}", *([f"   {mrkdwn(item.note)}"] if item.note else [])]
    return cut("\n".join(lines), longest)


def _more(act: Act | None, number: int) -> Iterator[Block]:
    said = _("… and {n} more").format(n=number)
    if act is None:
        yield _context(said)
    else:
        yield {"type": "actions", "elements": [element(Button(label=label(said, 75), act=act, words=""))]}
