"""How long the program takes to be ready, against another state of its code. In pairs, so that both find it as busy.

`python -m benchmarks.startup FOLDER [PAIRS]`: FOLDER holds the other one, as `git worktree add FOLDER` makes it.
The program is opened and closed again with nothing set up but its pages: no chat is.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Figure, table

HERE = Path(__file__).resolve().parent.parent
PAIRS = 15
READY = """
import asyncio
from bot.app import doors, opened
from config.settings import read_settings

async def begin():
    async with opened(read_settings()) as app, doors(app):
        pass

asyncio.run(begin())
"""


def seconds(code: Path, data: str) -> float:
    """From nothing to ready, and closed again; the database is there already after the first time."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONVENOR_", "SLACK_", "TEAMS_"))}
    environment = {
        **kept,
        "CONVENOR_DATA": str(Path(data) / ("here" if code == HERE else "other")),
        "PYTHONPATH": str(code),
    }
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", READY], env=environment, cwd=data, check=True)
    return time.perf_counter() - begun


def figures(other: Path, pairs: int = PAIRS) -> list[Figure]:
    """The median of the pairs' ratios. The first of each is not counted: it makes what later ones find."""
    ratios = []
    with TemporaryDirectory() as data:
        for turn in range(pairs + 1):
            order = (HERE, other) if turn % 2 else (other, HERE)
            took = {code: seconds(code, data) for code in order}
            if turn:
                ratios.append(took[HERE] / took[other])
    print(f"pairs: {', '.join(f'{one:.3f}' for one in sorted(ratios))}")
    return [Figure(what="start-up without a chat against before", target=1.03, measured=statistics.median(ratios))]


def main() -> None:
    """Print them."""
    other = Path(sys.argv[1]).resolve()
    print(table(figures(other, int(sys.argv[2]) if len(sys.argv) > 2 else PAIRS)))


if __name__ == "__main__":
    main()
