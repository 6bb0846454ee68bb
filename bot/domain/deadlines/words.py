"""From a sentence to words that the patterns can read, each of which still knows where it stood."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from bot.domain.deadlines.lexicon import symbol_of

# Blanks, and characters that only steer how text is shown or are not text at all. Chat shows *this* in bold.
_UNSEEN = r"\s*_~\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_APOSTROPHE = r"['\u2019\u2018\u02bc\u00b4`]"
_O_CLOCK = rf"o{_APOSTROPHE}?clock|o{_APOSTROPHE}r\ gloch"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ALONE = r"(?<![\d.:/-])"
_NO_MORE = r"(?![\d]|[.:/-]\d)"

# The alternatives are tried from the top. None holds one unbounded repeat inside another, so the time is linear.
_TOKEN = re.compile(
    rf"""
      (?P<link>https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,5}}
        |(?<![\w.@-])(?:[\w-]{{1,64}}\.){{1,4}}(?:com|org|net|uk|wales|scot)(?![\w-]))
    | (?P<iso>{_ALONE}(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:T\d\d:\d\d(?::\d\d)?Z?)?{_NO_MORE})
    | (?P<full>{_ALONE}(?P<fd>\d{{1,2}})(?P<sep>[/.-])(?P<fm>\d{{1,2}})(?P=sep)(?P<fy>\d{{4}}|\d\d){_NO_MORE})
    | (?P<clock>(?<![\d.:/])\d{{1,2}}(?:[:.]\d\d)?\ ?(?:am|pm|[ap]\.m\.?|y\.?[bhp]\.?|{_O_CLOCK})(?!\w)
        |{_ALONE}(?:[01]?\d|2[0-3]):[0-5]\d(?:\ ?h(?:rs?)?\b)?{_NO_MORE}
        |{_ALONE}(?:[01]\d|2[0-3])[0-5]\d\ ?h(?:ou)?rs\b)
    | (?P<short>{_ALONE}(?P<sd>\d{{1,2}})(?P<by>[/.])(?P<sm>\d{{1,2}}){_NO_MORE})
    | (?P<ordinal>(?P<nth>\d{{1,2}})(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)(?!\w))
    | (?P<number>\d+)
    | (?P<spelled>(?<!\w)(?:{_TENS})[-\ ](?:{_ONES})(?!\w))
    | (?P<initials>(?<!\w)(?:[^\W\d_]\.){{2,}})
    | (?P<clitic>{_APOSTROPHE}(?:[rn]|ma)(?![\w\u0300-\u036f]))
    | (?P<word>(?:{_LETTER})+(?:{_APOSTROPHE}(?![rn](?!\w))(?:{_LETTER})+)*
        (?:(?<=s){_APOSTROPHE}(?=\ ))?(?:\d{{1,2}}(?!\d))?)
    | (?P<mark>[^{_UNSEEN}])
    """,
    re.VERBOSE | re.IGNORECASE,
)

_ABBREVIATIONS = frozenset(
    {*("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "wk", "wks", "hrs", "mths")}
    | {*("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec")}
)

# More digits than a year has make no day, and Python refuses to read thousands of them as a number.
_LONGEST_NUMBER = 4
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word, figure or mark: what it stands for, and its place in the sentence."""

    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as a line of symbols with one blank between them, which is what the patterns read.

    `at` has, for each word, the place in `line` where its symbol begins.
    """

    sentence: str
    words: tuple[Word, ...]
    line: str
    at: tuple[int, ...]

    def end_of(self, number: int) -> int:
        """The place in `line` where a word ends."""
        return self.at[number] + len(self.words[number].symbol)

    def number_at(self, place: int) -> int:
        """The word that begins at a place in `line`; one more than there are at its end."""
        return bisect_left(self.at, place)

    def symbols(self, first: int, stop: int) -> tuple[str, ...]:
        """The symbols from one word to before another."""
        return tuple(word.symbol for word in self.words[first:stop])

    def typed(self, number: int) -> str:
        """A word as it was typed."""
        word = self.words[number]
        return self.sentence[word.start : word.end]


def folded(word: str) -> str:
    """A word without capitals, accents and kinds of apostrophe."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = normalize("NFKD", re.sub(_APOSTROPHE, "'", word)).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter in "'-")


def split(sentence: str) -> Words:
    """The words of a sentence, in symbols."""
    words = tuple(_words(sentence))
    at, place = [], 0
    for word in words:
        at.append(place)
        place += len(word.symbol) + 1
    return Words(sentence=sentence, words=words, line=" ".join(word.symbol for word in words), at=tuple(at))


def _words(sentence: str) -> Iterator[Word]:
    before, end = "", 0
    for found in _TOKEN.finditer(sentence):
        if found.start() >= end:
            symbol = _symbol(found, before)
            before, end = folded(found[0]), found.end()
            if before in _ABBREVIATIONS and sentence.startswith(".", end):
                end += 1
            yield Word(symbol=symbol, start=found.start(), end=end)


def _symbol(found: re.Match[str], before: str) -> str:
    kind = str(found.lastgroup)
    if kind in _SYMBOLS:
        return _SYMBOLS[kind](found)
    word = folded(found[0])
    # Its accent is all that tells "tân", fire, from "tan", until.
    return word if word == "tan" and found[0].casefold() != "tan" else symbol_of(word, before)


def _full(found: re.Match[str]) -> str:
    year = int(found["fy"])
    return f"D{year if year > 99 else 2000 + year}-{int(found['fm'])}-{int(found['fd'])}"  # noqa: PLR2004 - two figures


def _short(found: re.Match[str]) -> str:
    """4/12 and 4.12 may be days; 4.30 is a time."""
    day, month = int(found["sd"]), int(found["sm"])
    if found["by"] == "." and month > _MONTHS:
        return "T"
    return f"{'X' if found['by'] == '/' else 'Y'}{day}/{month}"


def _number(found: re.Match[str]) -> str:
    return str(int(found[0])) if len(found[0]) <= _LONGEST_NUMBER else "number"


def _mark(found: re.Match[str]) -> str:
    """The mark itself; a hyphen inside a word stays one, and any other is a dash."""
    around = found.string[max(0, found.start() - 1) : found.start()], found.string[found.end() : found.end() + 1]
    return "–" if found[0] in "-–—" and not all(side.isalnum() for side in around) else found[0].replace("–", "-")


def _spelled(found: re.Match[str]) -> str:
    """Twenty-five, twenty fifth."""
    tens, ones = (symbol_of(word, "") for word in re.split("[- ]", found[0].lower()))
    return f"{ones.rstrip('0123456789')}{int(tens) + int(ones.lstrip('S'))}"


_SYMBOLS: dict[str, Callable[[re.Match[str]], str]] = {
    "iso": lambda found: f"D{int(found['y'])}-{int(found['m'])}-{int(found['d'])}",
    "full": _full,
    "link": lambda _found: "link",
    "clock": lambda _found: "T",
    "short": _short,
    "ordinal": lambda found: f"O{int(found['nth'])}",
    "number": _number,
    "initials": lambda found: symbol_of(folded(found[0].replace(".", "")), ""),
    "mark": _mark,
    "spelled": _spelled,
}
