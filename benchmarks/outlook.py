"""How many organisations fell silent, against how many the sum of their chances said: is the forecast honest?

`python -m benchmarks.outlook <histories>/d*.csv.gz` prints a line a history: months looked at, organisations, what was
said of them, what came, and in how many of the months what came lay within the range that the bot would have said.
"""

import csv
import gzip
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.quiet import EPOCH, WINDOW
from bot.domain import outlook, rhythm

EVERY = timedelta(days=28)

Month = tuple[Sequence[float], int]


def _days(path: Path) -> Mapping[str, Sequence[date]]:
    """The active days of each organisation; who sits in their own right is none."""
    found: defaultdict[str, set[date]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["org"] != "0":
                found[row["org"]].add(EPOCH + timedelta(days=int(row["day"])))
    return {name: sorted(days) for name, days in found.items()}


def _months(everybody: Sequence[Sequence[date]]) -> Iterator[Month]:
    """The chances on a day, and how many then showed nothing in the time ahead."""
    today = min(days[0] for days in everybody) + outlook.OLD_ENOUGH
    while today <= max(days[-1] for days in everybody) - outlook.AHEAD:
        risks, silent = [], 0
        for days in everybody:
            seen = bisect_right(days, today)
            known = rhythm.fold(days[:seen])
            if known and (today - known.last).days < WINDOW:
                risks.append(rhythm.risk(known, silent_days=(today - known.last).days))
                silent += bisect_right(days, today + outlook.AHEAD) == seen
        yield risks, silent
        today += EVERY


def _line(name: str, months: Sequence[Month]) -> str:
    found = [(outlook.forecast(risks, EPOCH), silent, risks) for risks, silent in months]
    said = [(one, silent, risks) for one, silent, risks in found if one]
    if not said:
        return f"{name}  nothing to say"
    chances, came = sum(sum(risks) for _one, _silent, risks in said), sum(silent for _one, silent, _risks in said)
    held = sum(one.fewest <= silent <= one.most for one, silent, _risks in said)
    many = sum(len(risks) for _one, _silent, risks in said) / len(said)
    return f"{name:8}{len(said):8}{many:14.1f}{chances:10.0f}{came:8}{came / chances:8.2f}{held / len(said):8.2f}"


def main(paths: Sequence[str]) -> None:
    print(f"{'':8}{'months':>8}{'organisations':>14}{'chances':>10}{'came':>8}{'of it':>8}{'held':>8}")
    for path in map(Path, paths):
        print(_line(path.name.partition(".")[0], list(_months(list(_days(path).values())))))


if __name__ == "__main__":
    main(sys.argv[1:])
