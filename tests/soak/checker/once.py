"""Nothing twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.soak.checker.book import Book, kind_of
from tests.soak.checker.lines import Deed, Message
from tests.soak.checker.violation import Violation, to

# On its day, and once when it is late; a day that is moved begins anew.
PER_DAY = 2


def nothing_twice(book: Book) -> Iterator[Violation]:
    """DESIGN 7, what is owed is rows: the same message, by its own number, stands at Slack once."""
    seen: dict[str, int] = {}
    for one in (line for line in book.lines if isinstance(line, Message) and line.mark):
        if one.mark in seen:
            yield Violation(rule="nothing_twice", said=f"{one.mark} stands twice", lines=(seen[one.mark], one.n))
        seen[one.mark] = one.n


def no_answer_twice(book: Book) -> Iterator[Violation]:
    """CONTRACTS, Outbox: an answer is owed once per request; nobody gets more answers than they asked for."""
    for life in book.lives:
        waiting: list[str] = []
        for step in life.steps:
            if isinstance(step, Deed):
                waiting += [step.answered] if step.answered else []
            elif (way := answers(step, waiting)) in waiting:
                waiting.remove(way)
            elif kind_of(step) == "answer":
                said = to(life, step, "an answer that nobody asked for")
                yield Violation(rule="no_answer_twice", said=said, lines=(step.n,))


def answers(message: Message, waiting: list[str]) -> str:
    """Which of those that wait for an answer this is one to; a card that is drawn anew answers a press, or nobody."""
    if kind_of(message) == "drawn over":
        return "card"
    if kind_of(message) != "answer":
        return ""
    return "message" if "message" in waiting else "card"


def no_reminder_twice(book: Book) -> Iterator[Violation]:
    """DESIGN 4, reminders: on the day, and three days late, once; nothing of what is closed."""
    for life in book.lives:
        counts: Counter[str] = Counter()
        most: dict[str, int] = defaultdict(int)
        for step in life.steps:
            if isinstance(step, Deed) and step.what in ("committed", "moved"):
                most[step.words] += PER_DAY
            elif isinstance(step, Deed) and step.what in ("done", "let go"):
                most[step.words] = counts[step.words]
            elif isinstance(step, Message) and kind_of(step) == "reminder":
                for words in [one for one in most if one in step.text]:
                    counts[words] += 1
                    if counts[words] > most[words]:
                        said = to(life, step, f"reminded of {words} once too often")
                        yield Violation(rule="no_reminder_twice", said=said, lines=(step.n,))
