"""What a rule says when it was broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.soak.checker.book import Book, Life
from tests.soak.checker.lines import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Which rule was broken, how, and the numbers of the lines that show it."""

    rule: str
    said: str
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.said} (lines {', '.join(map(str, self.lines))})"


Rule = Callable[[Book], Iterator[Violation]]


def to(life: Life, message: Message, said: str) -> str:
    """A sentence about a message, with whose it is and when it came by their own clock."""
    return f"{life.person.id} at {message.at.astimezone(life.zone):%a %d %b %Y %H:%M}: {said}"
