"""How fast what is owed leaves: against the pace that a platform allows, and over one process and two.

`python -m benchmarks.drain [CONVERSATIONS]`: three messages each (default 400). The platform takes 50 ms a message and
counts; claiming, composing, pacing and recording are the program's own, on SQLite and on a PostgreSQL of this machine.
"""

import asyncio
import itertools
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise, product
from typing import Any

from sqlalchemy import Connection, Executable, insert, select, text

from benchmarks._figures import Figure, table
from benchmarks._million import NOW, a_table, database
from bot.clock import Clock
from bot.delivery.loop import Delivery
from bot.delivery.sender import Outgoing, Pace
from bot.domain import calendars, deadlines
from bot.domain.manners import Kind
from bot.messages.cards import nothing
from bot.services import replies
from bot.services.request import Reply
from bot.storage import answers, doors, outbox
from bot.storage.outbox import Owed
from bot.storage.schema import outbox as rows
from bot.storage.schema import person
from bot.storage.store import Store

EACH = 3
TAKES = 0.05
GAP = timedelta(seconds=1)
# Ten times what Slack lets through to a workspace: else a benchmark would take an hour.
EVERY = timedelta(seconds=0.02)
SLACKS_OWN = 0.2
AT_ONCE = 8
ROUTE = "web"


SLOW = Pace(gap=GAP, every=EVERY, at_once=AT_ONCE)
UNHURRIED = Pace(gap=timedelta(), every=timedelta(), at_once=AT_ONCE)


@dataclass(slots=True)
class Platform:
    """Takes messages, and notes when each conversation was written in."""

    pace: Pace = SLOW
    takes: float = TAKES
    came: dict[int, list[tuple[float, float]]] = field(default_factory=dict)

    async def shared(self, _message: Outgoing) -> None:
        """Each conversation is with one person."""

    async def send(self, message: Outgoing) -> str:
        begun = time.monotonic()
        await asyncio.sleep(self.takes)
        self.came.setdefault(message.person_id or 0, []).append((begun, time.monotonic()))
        return f"{message.row_id}"

    def gaps(self) -> list[float]:
        """Between the end of each message and the start of the next in the same conversation, in s."""
        return [after[0] - before[1] for spans in self.came.values() for before, after in pairwise(sorted(spans))]


def owe(tx: Connection, number: int) -> None:
    """So many conversations, each with three messages to come."""
    doors.open_only(tx, [ROUTE], now=NOW)
    a_table(tx)
    card = replies.written(Reply(show=nothing.this_week("b", "Who else?")))
    tx.execute(insert(person), [{"id": one, "name": "x", "made_at": NOW} for one in range(1, number + 1)])
    for nth, one in product(range(EACH), range(1, number + 1)):
        owed = Owed(
            partnership_id=1,
            person_id=one,
            kind=Kind.ANSWER,
            period=f"{nth}",
            route=ROUTE,
            due_at=NOW,
            unasked=False,
        )
        row = outbox.owe(tx, owed)
        answers.keep(tx, row or 0, reply=card, place="", now=NOW)


async def deliver(address: str, platform: Platform, name: str) -> tuple[float, float]:
    """All that is owed: real seconds, and the processor's."""
    made = itertools.count()
    store = Store(address)
    delivery = Delivery(store, {ROUTE: platform}, new_token=lambda: f"{name}{next(made)}")
    begun, cpu = time.monotonic(), time.process_time()
    delivering = asyncio.create_task(delivery.keep_delivering(Clock().now))
    while await store.read(_left):  # noqa: ASYNC110 - another process may be at it
        await asyncio.sleep(0.2)
    took = time.monotonic() - begun, time.process_time() - cpu
    delivery.stop()
    await delivering
    await store.close()
    return took


def _left(tx: Connection) -> bool:
    return tx.execute(select(rows.c.id).where(rows.c.state.in_(("owed", "claimed"))).limit(1)).first() is not None


def against_the_pace(kind: str, number: int) -> Iterator[Figure]:
    """One process, as fast as its platform lets it."""
    with database(kind) as address:
        platform, messages = Platform(), EACH * number
        asyncio.run(_owed(address, number))
        took, cpu = asyncio.run(deliver(address, platform, "t"))
    floor = messages * EVERY.total_seconds()
    each = cpu / messages * 1000
    print(f"{kind}: {messages} messages in {took:.1f} s, floor {floor:.1f} s, {each:.2f} ms of processor each")
    where = f"{number} conversations x {EACH}, {kind}"
    yield Figure(what=f"delivery against the pacing floor, {where}", target=1.15, measured=took / floor)
    yield Figure(what=f"gaps under a second, {where}", target=0, measured=sum(gap < 1 for gap in platform.gaps()))
    share = cpu / messages / SLACKS_OWN
    yield Figure(what=f"of a core at Slack's own pace, {kind}", target=0.05, measured=share)


async def _owed(address: str, number: int) -> None:
    store = Store(address, patient=True)
    await store.run(owe, number)
    await store.close()


def over_two(number: int) -> Iterator[Figure]:
    """Two processes on one PostgreSQL against one, with nothing to wait for but the database."""
    rates = {}
    with database("postgresql") as address:
        asyncio.run(_owed(address, number))
        for processes in (1, 2):
            asyncio.run(_again(address))
            rates[processes] = EACH * number / _together(address, processes)
        met = asyncio.run(_deadlocks(address))
    print(f"one process {rates[1]:.0f} messages/s, two {rates[2]:.0f}")
    yield Figure(what="two processes against one, PostgreSQL", target=1.5, measured=rates[2] / rates[1], at_least=True)
    yield Figure(what="deadlocks", target=0, measured=met)


async def _again(address: str) -> None:
    """All of it is owed once more, as if nothing had been sent."""
    store = Store(address, patient=True)
    changed = rows.update().values(state="owed", sent_at=None, message_id=None, reason=None, due_at=NOW)
    await store.run(_done, changed)
    await store.run(_done, text("DELETE FROM pace"))
    await store.close()


def _done(tx: Connection, statement: Executable) -> None:
    tx.execute(statement)


def _together(address: str, processes: int) -> float:
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(processes + 1)
    all_of_them = [context.Process(target=_one, args=(address, f"p{one}-", begin)) for one in range(processes)]
    for one in all_of_them:
        one.start()
    begin.wait()
    begun = time.monotonic()
    for one in all_of_them:
        one.join()
    return time.monotonic() - begun


def _one(address: str, name: str, begin: Any) -> None:  # noqa: ANN401 - multiprocessing's barrier has no public type
    calendars.get_ready()
    deadlines.get_ready()
    begin.wait()
    asyncio.run(deliver(address, Platform(pace=UNHURRIED, takes=0), name))


async def _deadlocks(address: str) -> int:
    store = Store(address)
    counted = text("SELECT sum(deadlocks) FROM pg_stat_database")
    found = await store.read(lambda tx: tx.execute(counted).scalar_one())
    await store.close()
    return int(found or 0)


def figures(number: int = 400) -> list[Figure]:
    """The rows of DESIGN 10 about delivery."""
    calendars.get_ready()
    deadlines.get_ready()
    found = [one for kind in ("sqlite", "postgresql") for one in against_the_pace(kind, number)]
    return [*found, *over_two(number)]


def main() -> None:
    """Print them."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 400
    print(table(figures(number)))


if __name__ == "__main__":
    main()
