"""What came of a soak, in tables."""

from collections import Counter
from pathlib import Path

from tests.soak.checker import RULES, Violation, check
from tests.soak.checker.book import Book, kind_of
from tests.soak.checker.lines import read_all
from tests.soak.driver import BEGINS, Seen

MOST_TOLD = 20
# Flat: what a process holds at the end, against what it held when a tenth of its life was over.
FLAT = 1.1


def tell(seen: Seen, folder: Path) -> bool:
    """Print it all; whether everything is as it should be."""
    book = Book(read_all(folder))
    found = check(book.lines)
    days = (seen.until - BEGINS).days
    print(f"\nsimulated days {days}, turns {seen.turns}, never quiet {seen.stuck}, database trouble {seen.trouble}")
    _table("messages", messages(book))
    _table("faults", seen.faults)
    _table("violations", violations(found))
    for one in (*found[:MOST_TOLD], *seen.problems[:MOST_TOLD], *seen.refused[:MOST_TOLD]):
        print(one)
    growth = grown(seen.memory)
    print(f"memory {_kib(seen.memory, 0.1)}, at the end {_kib(seen.memory, 1)}: {growth:.2f} times as much")
    return not found and not seen.problems and growth <= FLAT


def messages(book: Book) -> Counter[str]:
    """How many of each kind Slack has."""
    kinds = Counter(kind_of(message) for life in book.lives for message, _standing in life.received())
    kinds["in a table's channel"] = sum(map(len, book.public.values()))
    return kinds


def violations(found: list[Violation]) -> Counter[str]:
    """How many of each rule; none is told too."""
    return Counter({rule.__name__: sum(one.rule == rule.__name__ for one in found) for rule in RULES})


def grown(memory: list[int]) -> float:
    """How much more is held at the end than after a tenth of that life."""
    return memory[-1] / memory[len(memory) // 10] if memory else 1.0


def _kib(memory: list[int], share: float) -> str:
    return f"{memory[min(int(len(memory) * share), len(memory) - 1)]:,} KiB" if memory else "not measured"


def _table(heading: str, counts: Counter[str]) -> None:
    print(f"\n{heading}")
    for name, count in counts.items():
        print(f"  {name:28} {count:8}")
