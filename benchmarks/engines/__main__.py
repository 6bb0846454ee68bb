"""Jobs through our outbox, and through three engines that others have made: `python -m benchmarks.engines [JOBS]`.

Ten thousand by default, each from being asked for to being done, on a PostgreSQL of this machine. Their jobs do
nothing; our messages are composed from present facts, paced, and recorded with what became of them. The engines are no
part of the house: they are installed into a folder that is thrown away, which needs the package index.
"""

import asyncio
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import drain
from benchmarks._million import database
from bot.domain import calendars, deadlines
from bot.storage.store import Store

JOBS = 10_000
OURS = "our outbox"
HERE = Path(__file__).parent
ENGINES = {
    "DBOS": ("with_dbos.py", ("dbos",)),
    "procrastinate": ("with_procrastinate.py", ("procrastinate",)),
    "an APScheduler job store": ("with_apscheduler.py", ("apscheduler>=3.11.3,<4", "sqlalchemy")),
}


def through(script: str, python: Path, jobs: int) -> float:
    """Seconds for all of them, by a script of theirs in a process of its own."""
    with database("postgresql") as address:
        theirs = address.replace("+psycopg", "", 1)
        done = subprocess.run(
            [python, HERE / script, theirs, str(jobs)], check=True, stdout=subprocess.PIPE, text=True, timeout=3600
        )
    return float(done.stdout.split()[-1])


async def through_ours(address: str, jobs: int) -> float:
    """Seconds for as many messages: owed, claimed, composed, taken at once by a platform of no pace, and recorded."""
    begun = time.monotonic()
    store = Store(address, patient=True)
    await store.run(drain.owe, jobs // drain.EACH)
    await store.close()
    await drain.deliver(address, drain.Platform(pace=drain.UNHURRIED, takes=0), "t")
    return time.monotonic() - begun


def seconds(jobs: int) -> dict[str, float]:
    """How long each took for all of them."""
    calendars.get_ready()
    deadlines.get_ready()
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "bin", "python")
        wanted = [name for _script, names in ENGINES.values() for name in names]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted, "psycopg[binary]"], check=True)
        taken = {name: through(script, python, jobs) for name, (script, _names) in ENGINES.items()}
    with database("postgresql") as address:
        return {OURS: asyncio.run(through_ours(address, jobs)), **taken}


def main() -> None:
    """Print them: there is no target, for a job that does nothing is not a message."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else JOBS
    taken = seconds(jobs)
    for name, took in taken.items():
        print(f"{name:26} {jobs / took:6.0f} a second, {taken[OURS] / took:.2f} of ours")


if __name__ == "__main__":
    main()
