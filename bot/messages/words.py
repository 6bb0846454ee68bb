"""Sentences: translation, plurals, days and lists, and putting people's own words into ours.

Cards are composed in the reader's language: whoever asks for a card sets it once (`speaking`), and `_` looks it up.
A catalogue is one file, `locale/<language>.po`, read when first needed; without one the English of the source stands.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from gettext import c2py
from importlib.resources import files

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.messages.parts import Heading, Items, Link, Named, Para, Part, Picture, Quote, Run, Strong, Text

SOURCE = "en_GB"

# A day further off than this is said with its year.
YEAR_NEEDED_AFTER = 300

MONTHS_A_YEAR = 12

# What stands in a card's text for the whole of what somebody wrote.
LONGEST_TEXT = 300

# All that cards shorten people's words to, so that words that are taken back are found wherever they were shown.
SHORTENED_TO = (60, 90, 120, LONGEST_TEXT)

_language: ContextVar[str] = ContextVar("language", default=SOURCE)
_FIELD = re.compile(r"\{(\w+)\}")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Everything composed inside is said in that language, such as "cy", where we have it."""
    before = _language.set(language or SOURCE)
    try:
        yield
    finally:
        _language.reset(before)


def language() -> str:
    """What is spoken just now, as HTML names it."""
    return _language.get().replace("_", "-")


def spoken_now() -> str:
    """What is spoken just now, as `speaking` takes it."""
    return _language.get()


@cache
def _catalogue(language: str) -> Catalog:
    file = files("bot.messages").joinpath("locale", f"{language}.po")
    if not file.is_file():
        return Catalog()
    with file.open("rb") as written:
        return read_po(written, locale=language)


def _(sentence: str) -> str:
    """The sentence in the language being spoken."""
    message = _catalogue(_language.get()).get(sentence)
    return str(message.string) if message and message.string else sentence


def several(one: str, many: str, number: int) -> str:
    """The right form for a number, with `{n}` filled in: a word up to nine, as in print."""
    catalogue = _catalogue(_language.get())
    message = catalogue.get(one)
    if message and isinstance(message.string, tuple) and all(message.string):
        form = str(message.string[c2py(catalogue.plural_expr)(number)])
    else:
        form = one if number == 1 else many
    return form.replace("{n}", in_words(number))


def in_words(number: int) -> str:
    return _(_SMALL[number]) if 0 <= number < len(_SMALL) else f"{number:,}"


def span(months: int) -> str:
    """A length of time as people say it: whole years in years."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return several("{n} month", "{n} months", months) if rest else several("{n} year", "{n} years", years)


def upper_first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@lru_cache(maxsize=1000)
def _written(on: date, pattern: str, language: str) -> str:
    """A card names a day in its text and in its parts, and a week's cards name the same few days."""
    return format_date(on, pattern, locale=language)


def day(on: date, *, today: date | None = None) -> str:
    """`Friday 4 December`; with its year where it is far from `today`."""
    far = today is not None and abs((on - today).days) > YEAR_NEEDED_AFTER
    return _written(on, "EEEE d MMMM y" if far else "EEEE d MMMM", _language.get())


def short_day(on: date, *, today: date | None = None) -> str:
    """`12 October`, for a day in the past."""
    far = today is not None and abs((on - today).days) > YEAR_NEEDED_AFTER
    return _written(on, "d MMMM y" if far else "d MMMM", _language.get())


def month(on: date, *, today: date | None = None) -> str:
    """`March`; with its year where it is far from `today`."""
    far = today is not None and abs((on - today).days) > YEAR_NEEDED_AFTER
    return _written(on, "MMMM y" if far else "MMMM", _language.get())


def long_day(on: date) -> str:
    """`4 December 2026`, as it is typed and read back whatever day it is."""
    return format_date(on, "d MMMM y", locale=_language.get())


def weekday(number: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return format_date(date(2024, 1, 1 + number), "EEEE", locale=_language.get())


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(names) < len(("a", "b")):
        return "".join(names)
    return _("{all} and {last}").format(all=", ".join(names[:-1]), last=names[-1])


def clip(words: str, longest: int) -> str:
    """At most `longest` characters, cut between words where there is one, with an ellipsis."""
    folded = " ".join(words.split())
    if len(folded) <= longest:
        return folded
    head = folded[: longest - 1]
    at_a_word = head.rpartition(" ")[0]
    return (at_a_word if len(at_a_word) > longest // 2 else head).rstrip(" ,;:") + "…"


def phrase(template: str, **values: Run) -> Text:
    """A translated sentence with quotes, names, links and days put in, whatever its word order.

    Raises KeyError for a field without a value and ValueError for a value without a field: both are faults of ours.
    """
    pieces = _FIELD.split(template)
    if unused := values.keys() - set(pieces[1::2]):
        raise ValueError(f"not in the sentence: {sorted(unused)}")
    runs = (values[piece] if index % 2 else piece for index, piece in enumerate(pieces))
    return tuple(run for run in runs if run != "")


def plain(text: Text) -> str:
    """The same without any drawing: people's words in quotation marks."""
    return "".join(_plain(run) for run in text)


def spoken(parts: Sequence[Part]) -> str:
    """All that parts say, in sentences, for notifications and screen readers."""
    return " ".join(sentence for part in parts for sentence in _sentences(part))


def _sentences(part: Part) -> list[str]:
    match part:
        case Heading():
            return [f"{part.text}:"]
        case Para():
            return [plain(part.text)]
        case Items():
            return [_sentence(" ".join(filter(None, (plain(item.text), plain(item.note))))) for item in part.items]
        case Picture():
            return [part.alt]
        case _:
            return []


def _sentence(said: str) -> str:
    return said if said.endswith((".", "?", "!")) else f"{said}."


def _plain(run: Run) -> str:
    match run:
        case Quote():
            return f"“{clip(run.text, LONGEST_TEXT)}”"
        case Named():
            return run.name
        case Link():
            return f"{run.text} ({run.url})"
        case Strong():
            return run.text
        case date():
            return day(run)
        case _:
            return run
