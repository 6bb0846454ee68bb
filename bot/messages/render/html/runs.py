"""Sentences: people's own words and names are kept apart from ours, whichever way they are written."""

from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup

from bot.messages.parts import Link, Named, Quote, Run, Strong, Text
from bot.messages.render.clean import cleaned
from bot.messages.render.html.elements import element, escaped, joined
from bot.messages.words import day

_SCHEMES = ("http", "https")


def sentence(text: Text) -> Markup:
    """The runs of a sentence, one after the other."""
    return joined(*map(_run, text))


def apart(words: str) -> Markup:
    """Words that may be somebody's own: written from right to left, they leave ours where they are."""
    return element("bdi", words.strip())


def _run(run: Run) -> Markup:
    match run:
        case Quote():
            return element("q", apart(run.text))
        case Named():
            return apart(run.name)
        case Link():
            return _link(run)
        case Strong():
            return element("strong", apart(run.text))
        case date():
            return element("time", day(run), datetime=run.isoformat())
        case _:
            return escaped(run)


def _link(link: Link) -> Markup:
    """A link that can only lead to a page; any other address is words like others."""
    url = cleaned(link.url).strip()
    if link.is_of_a_page:
        return element("a", link.text, href=url)
    if _scheme(url) not in _SCHEMES:
        return joined(apart(link.text), ": ", apart(url))
    return element("a", link.text, href=url, rel="noopener noreferrer")


def _scheme(url: str) -> str:
    """How an address begins; nothing if it is none."""
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
