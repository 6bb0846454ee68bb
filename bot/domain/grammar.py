"""From a sentence to a command and the rest of it. The commands themselves are listed in services/commands.py."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

DOORS = ("commit", "reflect", "table")

# Below this likeness a suggestion is a guess that only confuses; found by trying misspellings of every command.
CLOSE_ENOUGH = 0.6
SUGGESTIONS = 3

_NUMBERED = re.compile(r"#?\d+\b")
_NOT_WORDS = re.compile(r"[^\w@#/]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one command can be said.

    `door`: the slash command it belongs under; its `starts` work with and without it. `starts`: what it begins with; an
    empty one is the door said bare. `behind`: the same where an answer in words may begin so too, so only after the
    door. `within`: what stands behind somebody's name, where that comes first; the rest is all of the words. `ends`:
    the same where nothing stands behind it, and then without the door too. `whole`: sentences that mean it and nothing
    more. `takes_number`: after the door its first word must be followed by a number, because the words could also begin
    what somebody commits to. `usage`: an example to type.
    """

    name: str
    door: str
    starts: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    takes_number: bool = False
    usage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was understood: a command's name (None: none of them), the rest of the words, the door it came by."""

    name: str | None
    rest: str
    door: str | None = None


def fold(text: str) -> str:
    """The words alone, for comparing: case, punctuation and the kind of apostrophe make no difference."""
    return _NOT_WORDS.sub(" ", text.replace("'", "").replace("’", "").casefold()).strip()


def parted(text: str) -> tuple[str | None, str]:
    """The slash command a sentence begins with, slash or no slash, and what follows it."""
    first, _, rest = text.strip().partition(" ")
    name = first.removeprefix("/").rstrip(":,").casefold()
    return (name, rest.strip()) if name in DOORS else (None, text.strip())


def _after(start: str, words: str) -> str | None:
    """What follows `start`, or None if the words do not begin with it."""
    found = _beginning(start).match(words)
    return words[found.end() :] if found else None


def _has(phrase: str, words: str) -> bool:
    """Whether a phrase stands behind a name of a few words."""
    return _behind(phrase).match(words) is not None


def _ends(phrase: str, words: str) -> bool:
    """Whether a phrase stands behind a name of a few words, and nothing behind it."""
    found = _behind(phrase).match(words)
    return found is not None and not words[found.end() :].strip(" .,")


@cache
def _behind(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"@?\S+(?:\s+\S+){{0,4}}?\s+{_spaced(phrase)}(?![\w'’])", re.IGNORECASE)


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())


@cache
def _beginning(start: str) -> re.Pattern[str]:
    # A telephone writes an apostrophe of its own kind, or none.
    pattern = r"\s+".join(re.escape(word).replace("'", "['’]?") for word in start.split())
    return re.compile(rf"/?{pattern}(?![\w'’])[:,]?\s*", re.IGNORECASE)


@cache
def _sentence(whole: str) -> str:
    """A sentence of ours as it is compared: there are so many of them and no more."""
    return fold(whole)


def _fits(wording: Wording, door: str | None, words: str, folded: str) -> Iterable[tuple[int, str]]:
    """How much of the words each way of saying it explains, with the rest."""
    if door is None or wording.door == door:
        for sentence in wording.whole:
            if words and folded == _sentence(sentence):
                yield len(words) + 1, ""
        for start in filter(None, (*wording.starts, *(wording.behind if door else ()))):
            rest = _after(start, words)
            if rest is not None and not (door and wording.takes_number and not _NUMBERED.match(rest)):
                yield len(start), rest
        if any(_ends(phrase, words) for phrase in wording.ends):
            yield len(words), words
        # Whatever begins with words of its own explains more of them.
        begins = door or words.startswith("@") or (wording.takes_number and _NUMBERED.match(words))
        if begins and any(_has(phrase, words) for phrase in wording.within):
            yield 1, words
    if door == wording.door and "" in wording.starts and (not words or door != "table"):
        yield 0, words


def read(text: str, wordings: Sequence[Wording]) -> Heard:
    """The command somebody means: the one that explains most of the words; first in the list where two tie.

    A whole sentence ("stop", "who has dropped off?") explains all of them, so it wins over a beginning.
    """
    door, words = parted(text)
    folded = fold(words)
    best: tuple[int, str, str] | None = None
    for wording in wordings:
        for explained, rest in _fits(wording, door, words, folded):
            if best is None or explained > best[0]:
                best = (explained, wording.name, rest)
    if best is None:
        return Heard(name=None, rest=text.strip(), door=door)
    return Heard(name=best[1], rest=best[2], door=door)


def closest(text: str, wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """The two or three commands that look most like what was typed; fewer, or none, where nothing does."""
    words = fold(text).removeprefix("/").split()

    def likeness(wording: Wording) -> float:
        starts = [start for start in wording.starts if start]
        ways = [fold(way) for way in (*starts, *wording.whole, *(f"{wording.door} {start}" for start in starts))]
        return max((SequenceMatcher(None, " ".join(words[: len(way.split())]), way).ratio() for way in ways), default=0)

    ranked = sorted(((likeness(wording), wording) for wording in wordings if wording.usage), key=lambda pair: -pair[0])
    return tuple(wording for score, wording in ranked[:SUGGESTIONS] if score >= CLOSE_ENOUGH)
