"""How many sentences our deadline reader gets right, against dateparser's search alone, on the same list.

dateparser gets the best of it: its languages and order of dates are set, and only the day is compared, not the words
that are left or whether it comes again.
"""

import csv
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateparser.search import search_dates

from bot.domain.deadlines import read

LIST = Path(__file__).parents[1] / "tests/domain/deadlines/sentences.tsv"


def ours(sentence: str, today: date, country: str) -> date | None:
    return read(sentence, today, country=country).due


def dateparser_alone(sentence: str, today: date, _country: str) -> date | None:
    """The last day that it finds, as in our own convention for two dates."""
    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
    }
    found = search_dates(sentence, languages=["en", "cy"], settings=settings)
    return found[-1][1].date() if found else None


def share(reader: Callable[[str, date, str], date | None], cases: Sequence[dict[str, str]]) -> tuple[float, float]:
    """The share of sentences that a reader gets right, and its milliseconds a sentence."""
    began = time.perf_counter()
    right = 0
    for case in cases:
        found = reader(case["sentence"], date.fromisoformat(case["today"]), case["country"])
        expected = date.fromisoformat(case["due"]) if case["due"][:1].isdigit() else None
        right += found == expected
    return right / len(cases), 1000 * (time.perf_counter() - began) / len(cases)


def main() -> None:
    with LIST.open(encoding="utf-8", newline="") as file:
        cases = tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    # Both load their tables with the first sentence.
    ours("demain", date(2026, 1, 1), "GB-ENG")
    dateparser_alone("tomorrow", date(2026, 1, 1), "GB-ENG")
    (mine, my_ms), (other, other_ms) = share(ours, cases), share(dateparser_alone, cases)
    print(f"{len(cases)} sentences: ours {mine:.1%} right in {my_ms:.2f} ms each,")
    print(f"dateparser alone {other:.1%} in {other_ms:.2f} ms;")
    print(f"ratios {mine / other:.2f} right, {my_ms / other_ms:.2f} time")


if __name__ == "__main__":
    main()
