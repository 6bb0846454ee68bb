"""The terminal's and e-mail's renderer: the whole meaning in lines of text, buttons as the words one could type."""

import textwrap
import unicodedata
from datetime import date

from bot.messages.language import speaking
from bot.messages.parts import (
    Button,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Item,
    Items,
    Link,
    Named,
    Para,
    Part,
    Pick,
    Picture,
    Quote,
    Run,
    Strong,
    Text,
)
from bot.messages.render.clean import LONGEST_LIST, cleaned
from bot.messages.words import _, day

WIDTH = 80

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = ("R", "AL", "AN")


def text(shown: Card | Form, *, width: int = WIDTH) -> str:
    """A card or a form as lines no wider than `width` characters where words allow it."""
    with speaking(shown.language):
        if isinstance(shown, Form):
            return _form(shown, width)
        return "\n".join(line for part in shown.parts for line in _part(part, width)).strip("\n")


def safe(words: str) -> str:
    """A person's words on one line; those written from right to left are kept apart from ours."""
    clean = cleaned(" ".join(words.split()))
    # Nothing in ASCII is; most words are.
    if not clean.isascii() and any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in clean):
        return f"{_ISOLATE}{clean}{_END_ISOLATE}"
    return clean


def _run(run: Run) -> str:
    match run:
        case Quote():
            return f"“{safe(run.text)}”"
        case Named():
            return safe(run.name)
        case Link():
            return run.text if run.is_of_a_page else f"{run.text}: {run.url}"
        case Strong():
            return safe(run.text)
        case date():
            return day(run)
        case _:
            return run


def _line(runs: Text) -> str:
    return "".join(_run(run) for run in runs)


def _wrapped(line: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    return textwrap.wrap(
        line,
        width=width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _part(part: Part, width: int) -> list[str]:
    match part:
        case Heading():
            return ["", *_wrapped(safe(part.text), width)]
        case Para():
            return [*_wrapped(_line(part.text), width), ""]
        case Facts():
            return [line for label, said in part.rows for line in _wrapped(f"{label}: {_line(said)}", width, "  ", "")]
        case Items():
            return _items(part, width)
        case Picture():
            return [*_wrapped(safe(part.alt), width), ""]
        case _:
            return [line for one in part.of for line in _way(one, width)]


def _items(part: Items, width: int) -> list[str]:
    lines = [line for item in part.items[:LONGEST_LIST] for line in _item(item, width)]
    rest = len(part.items) - LONGEST_LIST
    if rest > 0:
        lines.append(_("… and {n} more").format(n=rest))
    return [*lines, ""]


def _item(item: Item, width: int) -> list[str]:
    lines = _wrapped(_line(item.text), width, "  ", "- ")
    if item.note:
        lines += _wrapped(_line(item.note), width, "  ")
    return lines + [line for button in item.buttons for line in _way(button, width, "    ")]


def _way(way: Button | Pick, width: int, indent: str = "  ") -> list[str]:
    """A button as what one could type instead; a pick with the choices it offers."""
    if isinstance(way, Button):
        return _wrapped(safe(f"{way.label}: {way.words}"), width, f"{indent}  ", f"{indent}> ")
    choices = ", ".join(option.label for option in way.options)
    return _wrapped(safe(f"{way.label} {choices}"), width, f"{indent}  ", f"{indent}> ")


def _form(form: Form, width: int) -> str:
    lines = [safe(form.title), *(line for part in form.before for line in _part(part, width))]
    lines += [line for field in form.fields for line in _field(field, width)]
    return "\n".join(lines)


def _field(field: Field, width: int) -> list[str]:
    label = field.label if field.needed else _("{label} (if you like)").format(label=field.label)
    choices = " / ".join(option.label for option in field.options)
    lines = _wrapped(safe(f"{label} {choices}"), width, "    ", "  - ")
    return lines + (_wrapped(safe(field.hint), width, "    ") if field.hint else [])
