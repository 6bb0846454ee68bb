"""Sentences: translation, plurals, days and lists, and putting people's own words into ours.

Cards are composed in the reader's language: whoever asks for a card sets it once (`language.speaking`), and `_` looks
it up. A catalogue is one file, `locale/<language>.po`, read when first needed; without one our English stands.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import c2py

from babel.dates import format_date
from babel.messages.pofile import read_po

from bot.messages.language import folder, spoken_now
from bot.messages.parts import Heading, Items, Link, Named, Para, Part, Picture, Quote, Run, Strong, Text

# A day further off than this is said with its year.
YEAR_NEEDED_AFTER = 300

MONTHS_A_YEAR = 12

# What stands in a card's text for the whole of what somebody wrote.
LONGEST_TEXT = 300

# A person's own words in a sentence of ours: enough to know which they are, short enough to leave room for the rest.
LONGEST_QUOTE = 120

# All that cards shorten people's words to, so that words that are taken back are found wherever they were shown.
SHORTENED_TO = (60, 90, LONGEST_QUOTE, LONGEST_TEXT)

# As Welsh has vowels: "Ysbyty" begins with one, "York" and "Wrecsam" do not.
_BEGINS_WITH_A_VOWEL = re.compile(r"[aeiouâêîôûŵŷ]|w(?![aeiouwylr])|y(?![aeiouwy])", re.IGNORECASE)
_FIELD = re.compile(r"\{(\w+)\}")

# What a sentence ends with.
ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """A language's sentences by the English ones, which of its plural forms a number takes, and who has read it."""

    sentences: Mapping[str, str | tuple[str, ...]]
    form_of: Callable[[int], int]
    draft: bool


@cache
def _catalogue(language: str) -> _Catalogue:
    file = folder().joinpath(f"{language}.po")
    if not file.is_file():
        return _Catalogue({}, int, draft=False)
    with file.open("rb") as written:
        read = read_po(written, locale=language)
    sentences = {_english(one.id): _said(one.string) for one in read if one.id and one.string and all(one.string)}
    # gettext marks the head of a catalogue as fuzzy for as long as nobody has read it.
    return _Catalogue(sentences, c2py(read.plural_expr), draft=read.fuzzy)


def _english(sentence: str | Sequence[str]) -> str:
    """Plural forms are found by the first of the two English ones."""
    return sentence if isinstance(sentence, str) else sentence[0]


def _said(string: str | Sequence[str]) -> str | tuple[str, ...]:
    return string if isinstance(string, str) else tuple(string)


def _(sentence: str) -> str:
    """The sentence in the language being spoken."""
    said = _catalogue(spoken_now()).sentences.get(sentence)
    return said if isinstance(said, str) else sentence


def marked(sentence: str) -> str:
    """A sentence that stands in a list of ours: it is found here, and looked up when it is said (`translated`)."""
    return sentence


def translated(marked_before: str) -> str:
    """A sentence from such a list in the language being spoken."""
    return _(marked_before)


def is_draft() -> bool:
    """Whether nobody who speaks the language that is spoken has read its catalogue yet."""
    return _catalogue(spoken_now()).draft


def several(one: str, many: str, number: int) -> str:
    """The right form for a number, with `{n}` filled in: a word up to nine, as in print."""
    catalogue = _catalogue(spoken_now())
    forms = catalogue.sentences.get(one)
    in_english = one if number == 1 else many
    form = forms[catalogue.form_of(number)] if isinstance(forms, tuple) else in_english
    return form.replace("{n}", in_words(number))


_SMALL = (
    *(marked("no"), marked("one"), marked("two"), marked("three"), marked("four")),
    *(marked("five"), marked("six"), marked("seven"), marked("eight"), marked("nine")),
)


def in_words(number: int) -> str:
    return translated(_SMALL[number]) if 0 <= number < len(_SMALL) else f"{number:,}"


def span(months: int) -> str:
    """A length of time as people say it: whole years in years."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return several("{n} month", "{n} months", months) if rest else several("{n} year", "{n} years", years)


def upper_first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@lru_cache(maxsize=1000)
def _written(on: date, pattern: str, language: str) -> str:
    """A card names a day in its text and in its parts, and a week's cards name the same few days."""
    return _within(format_date(on, pattern, locale=language))


def _within(written: str) -> str:
    """As it stands within a sentence: CLDR writes Welsh weekdays as at the beginning of a line."""
    return written.replace("Dydd ", "dydd ")


def day(on: date, *, today: date | None = None) -> str:
    """`Friday 4 December`; with its year where it is far from `today`."""
    far = today is not None and abs((on - today).days) > YEAR_NEEDED_AFTER
    return _written(on, "EEEE d MMMM y" if far else "EEEE d MMMM", spoken_now())


def short_day(on: date, *, today: date | None = None) -> str:
    """`12 October`, for a day in the past."""
    far = today is not None and abs((on - today).days) > YEAR_NEEDED_AFTER
    return _written(on, "d MMMM y" if far else "d MMMM", spoken_now())


def long_day(on: date) -> str:
    """`4 December 2026`, as it is typed and read back whatever day it is."""
    return _written(on, "d MMMM y", spoken_now())


def month(on: date, *, today: date | None = None) -> str:
    """`September`, for a day in the past; with its year where that is another."""
    return _written(on, "MMMM" if today is None or on.year == today.year else "MMMM y", spoken_now())


def weekday(number: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return _written(date(2024, 1, 1 + number), "EEEE", spoken_now())


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(names) < len(("a", "b")):
        return "".join(names)
    return _joined(", ".join(names[:-1]), names[-1], names[-1])


def any_of(names: Sequence[str]) -> str:
    """`a, b or c`."""
    if len(names) < len(("a", "b")):
        return "".join(names)
    return _("{all} or {last}").format(all=", ".join(names[:-1]), last=names[-1])


def _joined(before: str, last: str, sounds: str) -> str:
    """The same in English whatever the last one sounds like; Welsh says "a" before a consonant, "ac" before a vowel."""
    if _BEGINS_WITH_A_VOWEL.match(sounds):
        return _("{all} and {vowel}").format(all=before, vowel=last)
    return _("{all} and {last}").format(all=before, last=last)


def listed_by_name(names: Sequence[str]) -> Text:
    """The same with each of them as a name."""
    if not names:
        return ()
    apart = {f"n{number}": Named(name=name) for number, name in enumerate(names)}
    before, last = ", ".join(f"{{{key}}}" for key in list(apart)[:-1]), f"{{n{len(names) - 1}}}"
    return phrase(_joined(before, last, names[-1]) if before else last, **apart)


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
    runs = [values[piece] if index % 2 else piece for index, piece in enumerate(pieces)]
    return tuple(run for run in map(_after, ("", *runs), runs) if run != "")


def _after(before: Run, run: Run) -> Run:
    """A sentence's full stop is left out behind somebody's words that end with one of their own."""
    ended = isinstance(before, Quote) and before.text.rstrip().endswith(ENDS)
    return run[1:] if ended and isinstance(run, str) and run.startswith(".") else run


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
    return said if said.rstrip("”").endswith(ENDS) else f"{said}."


def _plain(run: Run) -> str:
    match run:
        case Quote():
            return f"“{clip(run.text, LONGEST_TEXT)}”"
        case Named():
            return run.name
        case Link():
            return run.text if run.is_of_a_page else f"{run.text} ({run.url})"
        case Strong():
            return run.text
        case date():
            return day(run)
        case _:
            return run
