"""Text in Adaptive Cards: runs that no client formats, and words that stay themselves where Markdown is read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from bot.messages.parts import Link, Named, Quote, Run, Strong, Text
from bot.messages.render.text import safe
from bot.messages.words import clip, day

Element = dict[str, Any]

# It has no width and joins words, so that a client finds nothing in them that it would make live.
_JOINER = "\u2060"

# What clients find in any text: calls, addresses of the web and of mail, and functions such as {{DATE(...)}}.
_FOUND = re.compile(
    r"@(?=\w)"
    r"|(?<=[a-zA-Z]):(?=\S)|(?<=\w)\.(?=[^\W\d_])"
    r"|<|\{|\$(?=\{)"
)
# What a reader of Markdown goes by besides. A backslash before it would be shown by those that read none, and by some
# that do: Teams' phones read less of it than its desktop.
_MARKS = re.compile(r"[\]\\]|&(?=[#\w])")
_OPENS_A_BLOCK = re.compile(r"[#>+=|\[-]|\d+[.)]")
# Nothing beside them keeps these from pairing up, so others that look the same stand in their place.
_TWINS = str.maketrans({"*": "\u2217", "_": "\u02cd", "`": "\u02cb", "~": "\u223c"})


def literal(words: str) -> str:
    """A person's words where no Markdown is read: nothing in them can link, call or compute."""
    return _FOUND.sub(lambda found: found[0] + _JOINER, safe(words))


def flat(words: str) -> str:
    """Words that look the same whether Markdown is read or not: headings, choices, labels, what is read aloud."""
    drawn = _MARKS.sub(lambda found: found[0] + _JOINER, literal(words).translate(_TWINS))
    return f"{_JOINER}{drawn}" if _OPENS_A_BLOCK.match(drawn) else drawn


def label(words: str, longest: int) -> str:
    """The same, never empty and never too long."""
    return clip(flat(words), longest) or "…"


def cut_bytes(drawn: str, longest: int) -> str:
    """At most so many bytes, with an ellipsis where something was left out."""
    shorter = clip(drawn, longest)
    while len(shorter.encode()) > longest:
        shorter = clip(shorter, len(shorter) * 4 // 5)
    return shorter


def rich(text: Text, longest: int, **style: object) -> Iterator[Element]:
    """A sentence as runs, each with the style; nothing where it has no words."""
    runs = _shortened(_joined(one for one in (_run(run) for run in text) if one["text"]), longest)
    if any(run["text"].strip() for run in runs):
        yield {"type": "RichTextBlock", "inlines": [{**run, **style} for run in runs]}


def _joined(runs: Iterable[Element]) -> list[Element]:
    """The runs with those in one that look the same, as a reader sees them: a message has room for few."""
    kept: list[Element] = []
    for run in runs:
        last = kept[-1] if kept else {}
        if {**last, "text": ""} == {**run, "text": ""} and "selectAction" not in run:
            kept[-1] = {**run, "text": last["text"] + run["text"]}
        else:
            kept.append(run)
    return kept


def _shortened(runs: Sequence[Element], longest: int) -> list[Element]:
    """The runs up to so many characters."""
    kept: list[Element] = []
    for run in runs:
        if len(run["text"]) > longest:
            return [*kept, {**run, "text": clip(run["text"], longest) if longest > 0 else "…"}]
        kept.append(run)
        longest -= len(run["text"])
    return kept


def run(words: str, **style: object) -> Element:
    return {"type": "TextRun", "text": words, **style}


def _run(of: Run) -> Element:
    match of:
        case Quote():
            return run(f"“{literal(of.text)}”")
        case Named():
            return run(literal(of.name))
        case Link():
            leads = {} if of.is_of_a_page else {"selectAction": {"type": "Action.OpenUrl", "url": of.url}}
            return run(literal(of.text), **leads)
        case Strong():
            return run(literal(of.text), weight="Bolder")
        case date():
            return run(day(of), weight="Bolder")
        case _:
            return run(of)


def calls(text: Text) -> bool:
    """Whether somebody is to be called by name in it."""
    return any(_is_called(run) for run in text)


def _is_called(run: Run) -> bool:
    return isinstance(run, Named) and run.ping and run.who is not None and run.who.platform == "teams"


def calling(text: Text, longest: int) -> tuple[Element, list[Element]]:
    """A sentence that calls somebody, and the entities that say whom: Teams calls nobody from runs."""
    pieces, entities = [], []
    for run in text:
        if isinstance(run, Named) and run.who is not None and _is_called(run):
            mention = f"<at>{label(re.sub('[<>&]', ' ', run.name), 100)}</at>"
            entities.append({"type": "mention", "text": mention, "mentioned": {"id": run.who.user, "name": run.name}})
            pieces.append(mention)
        else:
            pieces.append(clip_apart(run, longest))
    return {"type": "TextBlock", "text": "".join(pieces), "wrap": True}, entities


def clip_apart(run: Run, longest: int) -> str:
    """One run as flat words, with the blanks at its ends."""
    said = str(_run(run)["text"])
    begins, ends = said[:1].isspace(), said[-1:].isspace()
    return f"{' ' * begins}{clip(flat(said), longest)}{' ' * ends}"
