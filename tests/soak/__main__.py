"""`python -m tests.soak --partners 10000 --minutes 60 --seed 7 --database postgresql`: a soak, and what came of it."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.soak.driver import BEGINS, Plan, Seen, Soak
from tests.soak.report import tell

EVERY = 10


def main() -> int:
    asked = _options()
    plan = Plan(
        partners=asked.partners, days=asked.days, minutes=asked.minutes, seed=asked.seed, database=asked.database
    )
    folder = Path(asked.folder or tempfile.mkdtemp(prefix="convenor-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"seed {plan.seed}, {plan.partners} partners, {plan.database}; the record is in {folder}", flush=True)
    seen = asyncio.run(Soak(plan, folder, tell=Progress()).run())
    return int(not tell(seen, folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Months of Manners in minutes.")
    parser.add_argument("--partners", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=182, help="how many days are simulated at most")
    parser.add_argument("--minutes", type=float, default=60, help="how long it may take, however far it comes")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--folder", default="", help="where the record and the story are written")
    return parser.parse_args()


class Progress:
    """A line every ten seconds, with the days of the moved clock."""

    def __init__(self) -> None:
        self._begun = self._told = monotonic()

    def __call__(self, seen: Seen) -> None:
        if monotonic() - self._told > EVERY:
            self._told = monotonic()
            days = (seen.until - BEGINS).total_seconds() / 86400
            spent = self._told - self._begun
            print(f"{spent:6.0f} s: day {days:6.1f}, {seen.turns} turns, {seen.faults.total()} faults", flush=True)


if __name__ == "__main__":
    sys.exit(main())
