"""Deadlines in other languages, by `dateparser`. It never sees a sentence in English or Welsh.

There it reads "may", "sat" and bare figures as days; and it takes a fifth of a second to import.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.deadlines import vocabulary
from bot.domain.deadlines.words import Words, folded

# The languages most spoken at home in Britain and Ireland after English and Welsh, so far as dateparser has them.
_LANGUAGES = (
    *("pl", "ro", "pa", "ur", "pt", "es", "ar", "bn", "gu", "it", "ta", "fr", "lt", "zh", "tr", "bg", "ru", "uk", "hu"),
    *("de", "nl", "cs", "sk", "el", "fa", "hi", "vi", "ga"),
)

# A longer text would keep somebody waiting while every language is tried.
_LONGEST = 200

# One known word in four makes a sentence English or Welsh: other languages share a few ("also", "note", "plan").
_SHARE = 4
_SHORTEST_WORD = 3
_FOUR_WEEKS = timedelta(weeks=4)
_OURS = (
    *(vocabulary.SENTENCE_GOES_ON, vocabulary.BEGINNINGS, vocabulary.DETERMINERS, vocabulary.NOT_A_DEADLINE_AFTER),
    *(vocabulary.THINGS, vocabulary.WELSH_THINGS),
)
_KNOWN = frozenset().union(*_OURS)
# Half of Europe writes these as we do.
_NAMES = re.compile(r"[WM]\d+")

# "Do piątku", "до п'ятниці": dateparser knows these days only as they stand in a calendar.
_AS_IN_A_CALENDAR = {
    "poniedziałku": "poniedziałek",
    "wtorku": "wtorek",
    "środy": "środa",
    "czwartku": "czwartek",
    "piątku": "piątek",
    "soboty": "sobota",
    "niedzieli": "niedziela",
    "понеділка": "понеділок",
    "вівторка": "вівторок",
    "середи": "середа",
    "четверга": "четвер",
    "п'ятниці": "п'ятниця",
    "неділі": "неділя",
    "понедельника": "понедельник",
    "вторника": "вторник",
    "среды": "среда",
    "пятницы": "пятница",
    "субботы": "суббота",
    "воскресенья": "воскресенье",
}
_DECLINED = re.compile("|".join(_AS_IN_A_CALENDAR), re.IGNORECASE)

_BEFORE = re.compile(
    r"(?:(?<=\s)|^)(?:avant(?: le)?|d['’]ici(?: le| à)?|pour(?: le)?|jusqu['’]à|ce|le|la|el|do|w|we|na|przed"
    r"|bis(?: zum)?|am|zum|vor|antes(?: del?)?|hasta(?: el)?|para el|até|entro(?: il)?|il|per|până|pana|voor|op|v|iki"
    r"|до|к|в|во|на|قبل|يوم|حتى)\s+$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^(?:\s+(?:تک|کو|तक|को|ਤੱਕ|ਨੂੰ|নাগাদ|સુધી|kadar|gününe kadar|prochain|próximo|prossimo)(?!\w)|之?前)")


def read(words: Words, today: date) -> tuple[date, int, int] | None:
    """The day in a sentence of another language, and where its words begin and end; None if there is none."""
    sentence = words.sentence
    if len(sentence) > _LONGEST or _is_ours(words):
        return None
    calendar_forms = _DECLINED.sub(lambda form: _AS_IN_A_CALENDAR[form[0].lower()].ljust(len(form[0])), sentence)
    found = max(_found(calendar_forms, today), key=lambda piece: len(piece[1]), default=None)
    if found is None:
        return None
    day, piece = found
    start = calendar_forms.index(piece)
    end = start + len(piece)
    before, after = _BEFORE.search(sentence[:start]), _AFTER.match(sentence[end:])
    return day, before.start() if before else start, end + (after.end() if after else 0)


def _is_ours(words: Words) -> bool:
    """Whether a sentence is in English or Welsh, or in no language."""
    found = [
        folded(words.typed(number)) for number, word in enumerate(words.words) if not _NAMES.fullmatch(word.symbol)
    ]
    long = [word for word in found if len(word) >= _SHORTEST_WORD and word.isalpha()]
    return sum(word in _KNOWN for word in long) * _SHARE >= len(long)


def _found(sentence: str, today: date) -> Iterator[tuple[date, str]]:
    from dateparser.search import search_dates  # noqa: PLC0415 - see the module's docstring

    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - dateparser wants it naive
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "TIMEZONE": "UTC",
    }
    for language in _LANGUAGES:
        for piece, moment in search_dates(sentence, languages=[language], settings=settings) or ():
            day = moment.date()
            if _names_a_day(piece, day, today) and piece in sentence:
                yield day, piece


def _names_a_day(piece: str, day: date, today: date) -> bool:
    """Whether what dateparser took for a day is one: it takes "do" and "je" too, and today's number in a bare month."""
    words = re.findall(r"[^\W\d_]+", piece)
    figures = set(re.findall(r"\d+", piece))
    if day == today and figures and figures.isdisjoint((f"{today.day}", f"{today.day:02}")):
        # Half an hour, or an hour of the day.
        return False
    near = abs(day - today) < _FOUR_WEEKS or bool(figures)
    return near and any(len(word) > _SHORTEST_WORD or not word.isascii() for word in words)
