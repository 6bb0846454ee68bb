"""Actions of a meeting, as somebody minuted them: whose each line is, and what it asks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.writing import tidy

# As many as people take on at one meeting, and more than anybody checks with care.
MOST_LINES = 30

_BULLET = re.compile(r"^(?:[-–—•*·▪◦]+|\[[ xX]?\]|\(?\d{1,2}[.)])\s*")
_SAYS = re.compile(r"^\s*(?::|–|—|-(?=\s)|,?\s*\b(?:to|will|shall|is going to)\b)\s*", re.IGNORECASE)
_QUOTED = re.compile(r"^@[\"“]([^\"”]{1,200})[\"”]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it was written; whom it names, and what for.

    `owners`: one partner, where it is clear; several, where more than one goes by that name; none, where nobody does.
    """

    written: str
    words: str
    owners: tuple[int, ...] = ()

    @property
    def owner(self) -> int | None:
        return self.owners[0] if len(self.owners) == 1 and self.words else None


def names(people: Iterable[tuple[int, Sequence[str]]]) -> Mapping[str, tuple[int, ...]]:
    """Who goes by each name, without regard to case."""
    found: dict[str, tuple[int, ...]] = {}
    for number, called in people:
        for name in {one.casefold() for one in called if one}:
            found[name] = (*found.get(name, ()), number)
    return found


def lines_of(text: str) -> Sequence[str]:
    """The lines that have anything in them, as they were written."""
    return [line.strip() for line in tidy(text).split("\n") if _BULLET.sub("", line.strip()).strip()]


def read(text: str, known: Mapping[str, tuple[int, ...]]) -> Sequence[Line]:
    """Each line that has anything in it, in order. Nobody is an owner whose name does not stand at its beginning."""
    return [_line(written, known) for written in lines_of(text)]


def _line(written: str, known: Mapping[str, tuple[int, ...]]) -> Line:
    words = _BULLET.sub("", written).strip()
    called = words.startswith("@")
    bare = _QUOTED.sub(r"@\1", words).removeprefix("@")
    folded = bare.casefold()
    # Folding may change how long a word is ("ß"): then no name can be cut off by its length.
    fits = [name for name in known if folded.startswith(name) and bare[: len(name)].casefold() == name]
    for name in sorted(fits, key=len, reverse=True):
        rest = bare[len(name) :]
        said = _SAYS.match(rest)
        if said:
            return Line(written=written, words=rest[said.end() :].strip(), owners=known[name])
        if called and (not rest or rest[0].isspace()):
            return Line(written=written, words=rest.strip(), owners=known[name])
    return Line(written=written, words=words)
