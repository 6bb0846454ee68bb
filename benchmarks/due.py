"""The clock's rounds over many partners: who is due, asking them, a minute without, and a large table's digest.

`python -m benchmarks.due [PARTNERS [sqlite|postgresql]]`: 20 ledger rows each (default 20,000 partners on SQLite).
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable

from sqlalchemy import Connection, func, select

from benchmarks._figures import Figure, table
from benchmarks._million import DAYS, DUE, NOW, database, fill, promises, unhurried
from bot.domain import calendars, deadlines
from bot.domain.people import Role, Viewer
from bot.messages.render.text import text
from bot.services import checkins, digests, reminders, welcomes
from bot.storage import due, tables
from bot.storage.engine import make_engine
from bot.storage.schema import participation

KIB = 1024
MIB = 1024 * KIB
EVERYBODY = Viewer(partnership_id=1, partner_id=None, organisation_id=None, role=Role.PARTNER)
LAST_DAYS = select(participation.c.partner_id, func.max(participation.c.on_day)).group_by(participation.c.partner_id)


def milliseconds(work: Callable[[], object], *, times: int) -> float:
    """The median."""
    taken = []
    for _time in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def sweep(tx: Connection) -> int:
    """Every page of the round that asks the quiet, as the clock runs it; how many rows it owed."""
    owed, after = 0, 0
    while True:
        turn = checkins.ask_the_quiet(tx, now=NOW, after=after)
        owed += len(turn.owed)
        if turn.after is None:
            return owed
        after = turn.after


def nothing_due(tx: Connection) -> float:
    """What each minute costs where all are welcomed, and nothing is to be reminded of: in ms, at the median."""
    promises(tx)
    tx.exec_driver_sql("ANALYZE")

    def both_rounds() -> None:
        assert [turn(tx, now=NOW).owed for turn in (welcomes.welcome, reminders.remind)] == [(), ()]

    return milliseconds(both_rounds, times=9)


def figures(partners: int, kind: str = "sqlite") -> list[Figure]:
    """The rows of DESIGN 10 that grow with the number of partners."""
    with database(kind) as address:
        begin = time.perf_counter()
        fill(address, partners)
        print(
            f"{kind}: {partners} partners, {partners * DAYS} ledger rows, made in {time.perf_counter() - begin:.0f} s"
        )
        engine = make_engine(address, patient=True)
        with engine.connect() as tx, tx.begin():
            found = _measured(tx, f"{partners} on {kind}")
        engine.dispose()
    return found


def _measured(tx: Connection, where: str) -> list[Figure]:
    unhurried(tx)
    listing = milliseconds(lambda: due.check_ins(tx, now=NOW, most=500), times=9)
    whole = milliseconds(lambda: tx.execute(LAST_DAYS).all(), times=1)
    here = tables.partnership_by_id(tx, 1)
    first = milliseconds(lambda: digests.compose_for(tx, here, EVERYBODY, now=NOW), times=1)
    data = milliseconds(lambda: digests.compose_for(tx, here, EVERYBODY, now=NOW), times=5)
    card = digests.compose_for(tx, here, EVERYBODY, now=NOW)
    assert card is not None
    drawing = milliseconds(lambda: text(card), times=50)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    owed = sweep(tx)
    tick = (time.perf_counter() - begin) * 1000
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / KIB
    quiet_minute = nothing_due(tx)
    print(f"due {listing:.2f} ms, GROUP BY {whole:.0f} ms, owed {owed}")
    print(f"digest at first {first:.0f} ms, then {data:.2f} ms, its text {drawing:.2f} ms")
    return [
        Figure(what=f"who is due, {where}, ms", target=2, measured=listing),
        Figure(what=f"who is due against GROUP BY, {where}", target=1500, measured=whole / listing, at_least=True),
        Figure(what=f"a sweep of {DUE} due, {where}, ms", target=30, measured=tick),
        Figure(what=f"rounds with nothing due, {where}, ms", target=5, measured=quiet_minute),
        Figure(what=f"the digest against drawing its text, {where}", target=1.5, measured=data / drawing),
        Figure(what=f"memory while sweeping, {where}, MiB", target=5, measured=grown),
    ]


def main() -> None:
    """Print them."""
    calendars.get_ready()
    deadlines.get_ready()
    partners = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 20_000
    kind = sys.argv[2] if len(sys.argv) > 2 else "sqlite"
    print(table(figures(partners, kind)))


if __name__ == "__main__":
    main()
