"""Who may be written to at all, and what a message has to offer them."""

from collections import Counter
from collections.abc import Iterator

from tests.soak.checker.book import PAUSES, STOPS, Book, kind_of, named_in, wire
from tests.soak.checker.violation import Violation, to


def nobody_who_stopped(book: Book) -> Iterator[Violation]:
    """DESIGN 3, "stop always works": then only what was asked for."""
    for life, message, standing in book.unasked():
        if standing.is_stopped(life.day(message.at)):
            yield Violation(rule="nobody_who_stopped", said=to(life, message, "after stop"), lines=(message.n,))


def nobody_who_left(book: Book) -> Iterator[Violation]:
    """DESIGN 3, "leave": nothing of a table comes to somebody who left it."""
    for life, message, standing in book.unasked():
        if standing.left & named_in(message):
            yield Violation(rule="nobody_who_left", said=to(life, message, "after leaving"), lines=(message.n,))


def no_yes_no_messages(book: Book) -> Iterator[Violation]:
    """DESIGN 4: no yes, no unasked messages; the first message is the one that asks for it."""
    for life, message, standing in book.unasked():
        without = [one for one in named_in(message) if standing.answers.get(one) != "yes"]
        if without and kind_of(message) != "welcome":
            yield Violation(
                rule="no_yes_no_messages", said=to(life, message, f"no yes at {without}"), lines=(message.n,)
            )


def one_welcome(book: Book) -> Iterator[Violation]:
    """DESIGN 4: the first message asks; once, and not after the answer."""
    for life in book.lives:
        seen: Counter[str] = Counter()
        for message, standing in life.received():
            if kind_of(message) != "welcome":
                continue
            for table in named_in(message):
                seen[table] += 1
                if seen[table] > 1 or table in standing.answers:
                    yield Violation(rule="one_welcome", said=to(life, message, "asked again"), lines=(message.n,))


def ways_out(book: Book) -> Iterator[Violation]:
    """DESIGN 4: every unasked message says why it came, and carries "not until ..." and "stop"."""
    for life, message, _standing in book.unasked():
        drawn = wire(message)
        why = any(words in message.text for words in ("This comes", "This is your note", "You said I may write"))
        if not (STOPS in drawn and PAUSES in drawn and why):
            yield Violation(rule="ways_out", said=to(life, message, "no way out, or no reason"), lines=(message.n,))
