"""Whether what Slack received keeps every rule of "Manners" (DESIGN 4). Nothing here knows the bot: files go in.

`python -m tests.soak.checker FOLDER` reads a record and a story as a soak left them, and prints what it finds.
"""

from collections.abc import Iterable

from tests.soak.checker.book import Book
from tests.soak.checker.lines import Line
from tests.soak.checker.rules import RULES, Violation

__all__ = ["RULES", "Violation", "check"]


def check(lines: Iterable[Line]) -> list[Violation]:
    """Every breach of every rule, with the lines that show it."""
    book = Book(lines)
    return [found for rule in RULES for found in rule(book)]
