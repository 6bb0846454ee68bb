"""Which language is being spoken, and which ones we have: English is the source's, each other is one catalogue.

Whoever composes for a reader says once in which language (`speaking`); cards and forms remember the one they were
composed in, so that a renderer goes on in it, wherever and whenever it draws them.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale

# As the rest of the house, and the database, name them; Babel is told of Britain, for its dates.
ENGLISH = "en"
SOURCE = "en_GB"

_CODE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_.;@])")
_MOST_ACCEPTED = 20

_language: ContextVar[str] = ContextVar("language", default=SOURCE)


@cache
def languages() -> tuple[str, ...]:
    """Those we speak, English first."""
    return (ENGLISH, *sorted(one.name.removesuffix(".po") for one in folder().iterdir() if one.name.endswith(".po")))


def folder() -> Traversable:
    """Where the catalogues stand, however the program is installed."""
    return files("bot.messages").joinpath("locale")


def one_of_ours(told: str | None) -> str | None:
    """The language of ours that a platform means by "cy-GB", "cy_GB" or "cy"; None where we don't speak it."""
    found = _CODE.match((told or "").strip())
    code = found[0].casefold() if found else ""
    return code if code in languages() else None


def accepted(header: str) -> str | None:
    """The first language of ours that a browser's Accept-Language asks for; None where it asks for none."""
    wishes = [_wish(one) for one in header.split(",")[:_MOST_ACCEPTED]]
    best_first = sorted((wish for wish in wishes if wish[0] > 0), key=lambda wish: -wish[0])
    return next((code for _weight, told in best_first if (code := one_of_ours(told))), None)


def _wish(written: str) -> tuple[float, str]:
    told, _, weight = written.strip().partition(";")
    found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
    return (float(found[1]) if found else 0.0 if weight else 1.0), told


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Everything composed inside is said in that language, such as "cy"; in English where we don't have it."""
    code = one_of_ours(language)
    before = _language.set(SOURCE if code in (None, ENGLISH) else str(code))
    try:
        yield
    finally:
        _language.reset(before)


def html_name(spoken: str) -> str:
    """A language as HTML names it: "en-GB", "cy"."""
    return spoken.replace("_", "-")


def spoken_now() -> str:
    """What is spoken just now, as `speaking` takes it."""
    return _language.get()


def called(code: str) -> str:
    """What a language calls itself: "Cymraeg"."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


@cache
def _names() -> Mapping[str, str]:
    """What each of ours is called in each of ours."""
    ours = [Locale.parse(code) for code in languages()]
    return {
        str(one.get_display_name(other)).casefold(): code
        for code, one in zip(languages(), ours, strict=True)
        for other in ours
    }


def named(words: str) -> str | None:
    """The language of ours that somebody names, by its name in any of them or by its code; None for any other."""
    folded = " ".join(words.casefold().split()).strip(" .,")
    return _names().get(folded) or (folded if folded in languages() else None)
