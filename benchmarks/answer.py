"""Who has dropped off, of a large table with one in a hundred quiet, asked of a process that has just begun.

`python -m benchmarks.answer [PARTNERS]` (default 100,000, on SQLite). What the first answer takes in a process of its
own, and the second, as ratios to reading the ids of the table's partners from their index.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete, select

from benchmarks import _crowd
from benchmarks._figures import Figure, table
from bot.services import dropped_off
from bot.services.request import Said
from bot.storage import people
from bot.storage.engine import make_engine
from bot.storage.schema import outbox, partner
from bot.storage.upgrade import upgrade_now

# Of the crowd's quiet ones, who are one in seven, every fifteenth: about one in a hundred.
KEPT_ASKED = 105

# From the index by which a table's partners are found.
IDS = select(partner.c.id).where(partner.c.partnership_id == 1)


def once(address: str) -> dict[str, float]:
    """In seconds, in this process: the first answer, the second, and reading the ids."""
    engine = make_engine(address, patient=True)
    found: dict[str, float] = {}
    with engine.connect() as tx, tx.begin():
        asker = people.partner_by_id(tx, partnership_id=1, partner_id=1)
        if asker is None:
            raise SystemExit("The crowd has no first partner.")
        for what in ("first", "second"):
            begun = time.perf_counter()
            dropped_off.answer(tx, asker, Said(rest=""), now=_crowd.NOW)
            found[what] = time.perf_counter() - begun
        begun = time.perf_counter()
        tx.execute(IDS).all()
        found["scan"] = time.perf_counter() - begun
    engine.dispose()
    return found


def _made(address: str, partners: int) -> None:
    upgrade_now(address)
    engine = make_engine(address, patient=True)
    others = outbox.c.person_id % KEPT_ASKED != _crowd.QUIET
    with engine.begin() as tx:
        _crowd.fill(tx, partners)
        tx.execute(delete(outbox).where(outbox.c.kind == "check_in", others))
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


def figures(partners: int = 100_000) -> list[Figure]:
    """Both answers, as ratios to reading the ids."""
    with TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'benchmark.db')}"
        _made(address, partners)
        command = [sys.executable, "-m", "benchmarks.answer", "--once", address]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(", ".join(f"{what} {seconds * 1000:.1f} ms" for what, seconds in found.items()))
    against = f"against reading {partners} ids"
    return [
        Figure(what=f"the first answer {against}", target=20, measured=found["first"] / found["scan"]),
        Figure(what=f"the second answer {against}", target=1, measured=found["second"] / found["scan"]),
    ]


def main() -> None:
    """Print them; `--once ADDRESS` measures in this process."""
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once(sys.argv[2])))
        return
    print(table(figures(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))


if __name__ == "__main__":
    main()
