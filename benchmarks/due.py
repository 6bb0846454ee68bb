"""Who is due now: the index range the clock scans, against asking the whole ledger, in one run on one machine.

Its size is given as an argument, in partners (default 20,000, twenty ledger rows each).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from bot.storage import due
from bot.storage.engine import make_engine
from bot.storage.schema import participation, partner, partnership, person, seat
from bot.storage.upgrade import upgrade_now

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAYS = 20
BATCH = 5000


def fill(tx: Connection, partners: int) -> None:
    """A table whose partners took part on twenty days each, a fifth of a percent of them due."""
    here = {"id": 1, "slug": "b", "name": "b", "zone": "Europe/London", "country": "GB-ENG", "made_at": NOW}
    tx.execute(insert(partnership), here)
    tx.execute(insert(seat), {"id": 1, "partnership_id": 1, "state": "filled", "made_at": NOW})
    for begin in range(0, partners, BATCH):
        ids = range(begin + 1, min(begin + BATCH, partners) + 1)
        tx.execute(insert(person), [{"id": one, "name": f"P{one}", "made_at": NOW} for one in ids])
        tx.execute(insert(partner), [_partner(one) for one in ids])
        tx.execute(insert(participation), [_entry(one, number) for one in ids for number in range(DAYS)])


def _partner(one: int) -> dict[str, object]:
    waits = timedelta(days=-1 if one % 500 == 0 else one % 40 + 1)
    same = {"id": one, "partnership_id": 1, "person_id": one, "seat_id": 1, "role": "partner"}
    return {**same, "joined_on": date(2026, 1, 1), "last_on": date(2026, 11, 1), "next_check_in_at": NOW + waits}


def _entry(one: int, number: int) -> dict[str, object]:
    day = date(2026, 11, 1) - timedelta(days=number * 7 + one % 7)
    same = {"partnership_id": 1, "partner_id": one, "seat_id": 1, "kind": "came", "at": NOW, "counts": True}
    return {**same, "on_day": day}


def median_ms(work: Callable[[], object], *, times: int) -> float:
    taken = []
    for _time in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print both medians and their ratio."""
    partners = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 20_000
    last_days = select(participation.c.partner_id, func.max(participation.c.on_day)).group_by(
        participation.c.partner_id
    )
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'due.db')}"
        upgrade_now(address)
        engine = make_engine(address)
        with engine.begin() as tx:
            fill(tx, partners)
        with engine.connect() as tx, tx.begin():
            page = median_ms(lambda: due.check_ins(tx, now=NOW, most=500), times=15)
            whole = median_ms(lambda: tx.execute(last_days).all(), times=3)
        engine.dispose()
    print(f"{partners} partners, {partners * DAYS} ledger rows: due {page:.2f} ms, GROUP BY {whole:.0f} ms,")
    print(f"ratio {whole / page:.0f}")


if __name__ == "__main__":
    main()
