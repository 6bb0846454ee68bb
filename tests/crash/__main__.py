"""`make crash`: what was lost and doubled by each kind of trouble, on both databases, with three processes at it."""

import argparse
import asyncio
import logging
import sys
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import partial
from itertools import product
from random import Random

from bot import logs
from bot.delivery import points
from tests.crash.owing import POSTGRESQL
from tests.crash.trial import Counted
from tests.crash.trouble import (
    BETWEEN,
    BOTH,
    DOUBTFUL,
    cut_off,
    kept_from,
    killed_at,
    killed_at_random,
    killed_with_letters,
    stood_still_at,
)
from tests.support.proxy import Cut

Run = Callable[[], Awaitable[Counted]]
# Two cores, and most of a trial is waiting.
AT_ONCE = 3
COLUMNS = ["trials", *(one.name for one in fields(Counted))]


@dataclass(frozen=True, slots=True)
class Planned:
    """A trial to come: what befalls the first process, where all is kept, and the trial itself."""

    what: str
    kind: str
    run: Run


def planned(times: int, at_random: int, chance: Random) -> Iterator[Planned]:
    """Every kind of trouble, so many times."""
    for kind, nth in product(BOTH, range(1, times + 1)):
        for point in points.POINTS:
            yield Planned(f"kill -9 at {point}", kind, partial(killed_at, kind, point, 1 + nth % 3))
        for point in BETWEEN:
            yield Planned(f"SIGSTOP at {point}", kind, partial(stood_still_at, kind, point, 1 + nth % 3))
        for point in DOUBTFUL:
            what = f"kill -9 at {point}, letters"
            yield Planned(what, kind, partial(killed_with_letters, kind, point, 1 + nth % 2))
    for number in range(at_random):
        kind = BOTH[number % len(BOTH)]
        yield Planned("kill -9 at any moment", kind, partial(killed_at_random, kind, Random(chance.random())))
    for cut, _nth in product(Cut, range(times)):
        what = f"cut off {cut.name.lower()} its COMMIT"
        yield Planned(what, POSTGRESQL, partial(cut_off, Random(chance.random()), cut))
    for _nth in range(times):
        yield Planned("no database for minutes", POSTGRESQL, partial(kept_from, Random(chance.random())))


async def main(times: int, at_random: int) -> int:
    """How many messages were lost or doubled."""
    totals: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    room = asyncio.Semaphore(AT_ONCE)

    async def one(trial: Planned) -> None:
        async with room:
            found = asdict(await trial.run())
        totals[trial.what, trial.kind].update({"trials": 1, **found})
        print(".", end="", file=sys.stderr, flush=True)
        if found["lost"] or found["doubled"]:
            print(f"{trial.what} on {trial.kind}: {found}", flush=True)

    await asyncio.gather(*(one(trial) for trial in planned(times, at_random, Random(times))))
    print(f"{'':46}", *(f"{name:>9}" for name in COLUMNS), sep="")
    for (what, kind), found in sorted(totals.items()):
        print(f"{what:34}{kind:12}", *(f"{found[name]:9}" for name in COLUMNS), sep="")
    whole = sum(totals.values(), Counter())
    print(f"{'all':46}", *(f"{whole[name]:9}" for name in COLUMNS), sep="")
    return whole["lost"] + whole["doubled"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="how often at each point")
    parser.add_argument("--random", type=int, default=100, help="how often at a random moment")
    given = parser.parse_args()
    logs.set_up()
    logging.disable(logging.INFO)
    sys.exit(bool(asyncio.run(main(given.times, given.random))))
