"""A morning on which everybody is written to: so many partners in so many workspaces, under Slack's limits.

`python -m benchmarks.simulate [PARTNERS WORKSPACES [sqlite|postgresql]]` (default: a million in 5,000 on PostgreSQL,
which takes an hour or two). Real are the database, and what claims, begins and records each message; the clock is moved
from one moment at which something may leave to the next, and Slack is a number: how long it takes for a message.
"""

import heapq
import itertools
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, insert

from benchmarks._figures import Figure, table
from benchmarks._million import NOW, a_table, database
from bot.handlers.slack.send import PACE
from bot.storage import claims, lanes
from bot.storage.engine import make_engine
from bot.storage.lanes import Lane
from bot.storage.outbox import OutboxRow
from bot.storage.schema import outbox, person

TAKES = timedelta(seconds=0.3)
LEASE = timedelta(minutes=5)
BATCH = 10_000
# Less than that between two looks is not worth one: what may leave by then leaves together.
A_LOOK = timedelta(seconds=0.2)


def fill(engine: Engine, partners: int, workspaces: int) -> None:
    """A message for each, each workspace a route of its own, all due at once."""
    with engine.begin() as tx:
        a_table(tx)
    for first in range(1, partners + 1, BATCH):
        ids = range(first, min(first + BATCH, partners + 1))
        with engine.begin() as tx:
            tx.execute(insert(person), [{"id": one, "name": "x", "made_at": NOW} for one in ids])
            tx.execute(insert(outbox), [_owed(one, workspaces) for one in ids])


def _owed(one: int, workspaces: int) -> dict[str, object]:
    to = {"partnership_id": 1, "person_id": one, "kind": "note", "period": "2026-W48", "unasked": True}
    return {**to, "route": f"slack-{one % workspaces:05}", "due_at": NOW, "state": "owed"}


@dataclass(slots=True)
class Morning:
    """What is on its way, by when it will have arrived, and what has."""

    engine: Engine
    workspaces: int
    now: datetime = NOW
    sent: int = 0
    looks: int = 0
    under_way: list[tuple[datetime, int, OutboxRow, str]] = field(default_factory=list)
    busy: dict[str, int] = field(default_factory=dict)
    _number: itertools.count = field(default_factory=itertools.count)  # type: ignore[type-arg] # Of numbers.

    def turn(self) -> bool:
        """One look, and what has arrived by then is recorded; False once there is nothing more."""
        with self.engine.begin() as tx:
            self._record(tx)
            claimed = lanes.claim(tx, self._lanes(), new_token=self._token, now=self.now, until=self.now + LEASE)
            for row, token in claimed.rows:
                claims.begin(tx, row.id, token, now=self.now)
                heapq.heappush(self.under_way, (self.now + TAKES, row.id, row, token))
                self.busy[row.route] = self.busy.get(row.route, 0) + 1
        self.looks += 1
        moments = [self.under_way[0][0]] if self.under_way else []
        moments += claimed.turns
        if not moments:
            return False
        more = len(claimed.rows) >= lanes.MOST_AT_ONCE
        self.now = self.now if more else max(min(moments), self.now + A_LOOK)
        return True

    def _record(self, tx: Connection) -> None:
        while self.under_way and self.under_way[0][0] <= self.now:
            at, _id, row, token = heapq.heappop(self.under_way)
            claims.mark_sent(tx, token, message_id=str(row.id), now=at)
            self.busy[row.route] -= 1
            self.sent += 1

    def _lanes(self) -> Mapping[str, Lane]:
        """A workspace that has as many on their way as it may is left out by having no room."""
        names = (f"slack-{one:05}" for one in range(self.workspaces))
        every = PACE.every
        return {one: Lane(room=PACE.at_once - self.busy.get(one, 0), every=every, paced=True) for one in names}

    def _token(self) -> str:
        return f"t{next(self._number)}"


def figures(partners: int, workspaces: int, kind: str) -> list[Figure]:
    """How close to Slack's floor it comes, and what the database takes for it."""
    with database(kind) as address:
        engine = make_engine(address, patient=True)
        fill(engine, partners, workspaces)
        morning, begun = Morning(engine, workspaces), time.perf_counter()
        while morning.turn():
            pass
        took = time.perf_counter() - begun
        engine.dispose()
    floor = -(-partners // workspaces) * PACE.every.total_seconds()
    lasted = (morning.now - NOW).total_seconds()
    print(f"{kind}: {morning.sent} of {partners} messages in {workspaces} workspaces, {morning.looks} looks")
    print(f"Slack's floor {floor:.0f} s; by the moved clock {lasted:.0f} s; the database worked {took:.0f} s,")
    print(f"{morning.sent / took:.0f} messages a second, so that it is what is waited for: {took > lasted}")
    where = f"{partners} in {workspaces}, {kind}"
    return [
        Figure(what=f"as paced, against the floor, {where}", target=1.15, measured=lasted / floor),
        Figure(what=f"the database's own time against the floor, {where}", target=1, measured=took / floor),
    ]


def main() -> None:
    """Print them."""
    words = sys.argv[1:]
    partners, workspaces = (int(one) for one in words[:2]) if len(words) > 1 else (1_000_000, 5_000)
    print(table(figures(partners, workspaces, words[2] if len(words) > 2 else "postgresql")))


if __name__ == "__main__":
    main()
