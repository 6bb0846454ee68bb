"""What the program takes while nobody wants anything of it, and before it can begin.

`python -m benchmarks.idle [SECONDS]`: how long it is watched (default 60). An empty uvicorn is watched beside it.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Figure, table

TICK = os.sysconf("SC_CLK_TCK")
WARM = 10
TIMES = 5
BARE = "slack_bolt.async_app, sqlalchemy, apscheduler.schedulers.asyncio, pydantic_settings"
# What every command begins with; and what only those load that open the database or listen.
COMMAND, ALL = "bot.cli", "bot.app, bot.cli"
EMPTY = """
import uvicorn
async def app(scope, receive, send): pass
uvicorn.run(app, port=0, log_config=None, lifespan="off")
"""


def seconds_to(code: str) -> float:
    """How long a new Python takes for it: the median of some."""
    taken = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def processor(process: int) -> float:
    """The seconds of processor it has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def watched(seconds: float) -> tuple[float, float]:
    """The share of a core that the idle program takes, and an empty uvicorn."""
    with TemporaryDirectory() as folder:
        ours = _started(["-m", "bot.cli", "run", "--port", "0"], folder)
        empty = _started(["-c", EMPTY], folder)
        time.sleep(WARM)
        before = [processor(one.pid) for one in (ours, empty)]
        time.sleep(seconds)
        after = [processor(one.pid) for one in (ours, empty)]
        for one in (ours, empty):
            one.terminate()
            one.wait()
    own, bare = ((then - now) / seconds for now, then in zip(before, after, strict=True))
    return own, bare


def _started(words: Sequence[str], folder: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "CONVENOR_DATA": folder, "PYTHONPATH": os.pathsep.join(sys.path)}
    command, away = [sys.executable, *words], subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, cwd=folder, stdout=away, stderr=away)


def figures(seconds: float = 60) -> list[Figure]:
    """The rows of DESIGN 10 about doing nothing, and about beginning."""
    own, empty = watched(seconds)
    nothing = seconds_to("pass")
    bare_import = seconds_to(f"import {BARE}") - nothing
    command, everything = ((seconds_to(f"import {one}") - nothing) / bare_import for one in (COMMAND, ALL))
    print(f"idle: {own:.3%} of a core, an empty uvicorn beside it {empty:.3%}")
    return [
        Figure(what="idle, share of a core in %", target=0.1, measured=own * 100),
        Figure(what="start-up import of a command against the libraries'", target=0.6, measured=command),
        Figure(what="the same of all that a running bot loads", target=0.6, measured=everything),
    ]


def main() -> None:
    """Print them."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 60
    print(table(figures(seconds)))


if __name__ == "__main__":
    main()
