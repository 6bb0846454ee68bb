"""What Teams' clients would make of the texts in a card: Markdown where it is read, and what they look for anywhere."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt

# Teams reads a part of CommonMark and crossed-out words; this reads all of it, and tables.
MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])
PLAIN = frozenset({"paragraph_open", "paragraph_close", "inline", "text"})

# Where Markdown is read. Whether choices and labels are depends on the client; so they count.
READ = {
    "AdaptiveCard": ("fallbackText",),
    "Fact": ("title", "value"),
    "Input.Choice": ("title",),
    "Input.ChoiceSet": ("label", "errorMessage"),
    "Input.Date": ("label", "errorMessage"),
    "Input.Text": ("label", "errorMessage"),
    "TextBlock": ("text",),
}
# Where it is not.
SHOWN = {"TextRun": ("text",), "AdaptiveCard": ("speak",)}
TITLED = ("title", "placeholder", "tooltip")

# What clients find by themselves: addresses, of mail too, calls, and functions of cards.
FOUND = re.compile(
    r"</?at\b[^>]*>"
    r"|\{\{\s*(?:DATE|TIME)\("
    r"|\$\{"
    r"|\b[a-z][a-z0-9+.-]*://\S"
    r"|\bwww\.\w|\b(?:mailto|tel):[\w+]"
    r"|[\w.+-]+@\w[\w-]*\.\w"
    r"|\b[\w-]+\.(?:com|org|net|uk|example|info|io|eu)\b",
    re.IGNORECASE,
)


def alive(card: Any) -> list[str]:
    """Each piece of text that would be more than its letters; mentions that the card names are not among them."""
    named = (
        [one.get("text", "") for one in card.get("msteams", {}).get("entities", [])] if isinstance(card, dict) else []
    )
    return [found for text, marked in _texts(card) for found in _alive(_without(text, named), marked=marked)]


def _without(text: str, named: list[str]) -> str:
    for mention in named:
        text = text.replace(mention, mention.removeprefix("<at>").removesuffix("</at>"))
    return text


def _alive(text: str, *, marked: bool) -> Iterator[str]:
    yield from FOUND.findall(text)
    if marked and text.strip():
        tokens = MARKDOWN.parse(text)
        inside = [child for token in tokens for child in token.children or ()]
        yield from (f"{token.type} in {text!r}" for token in (*tokens, *inside) if token.type not in PLAIN)
        # An entity or a backslash makes other letters of some, and a line that only names an address is not shown.
        read = "".join(child.content for child in inside)
        if " ".join(read.split()) != " ".join(text.split()):
            yield f"{text!r} is shown as {read!r}"


def _texts(value: Any) -> Iterator[tuple[str, bool]]:
    """Every text somebody reads, and whether Markdown is read in it."""
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    if not isinstance(value, dict):
        return
    kind = value.get("type", "")
    read = READ.get(kind, ())
    shown = (*SHOWN.get(kind, ()), *(TITLED if kind not in ("Fact", "Input.Choice") else ()))
    for names, marked in ((read, True), (shown, False)):
        yield from ((value[name], marked) for name in names if isinstance(value.get(name), str))
    for name, held in value.items():
        if name not in ("data", "msteams"):
            yield from _texts(held)
