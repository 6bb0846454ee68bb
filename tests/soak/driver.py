"""Months of a table's life in minutes: the clock is moved, people act, things go wrong, and all is written down."""

import asyncio
import heapq
import itertools
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path
from random import Random
from time import monotonic

from tests.fakes.slack import FakeSlack, Message
from tests.soak.acting import Act, Acting, kind_of
from tests.soak.cast import AT_A_TABLE, Somebody, cast
from tests.soak.checker.lines import End
from tests.soak.clock import FASTER, MovedClock
from tests.soak.databases import DATABASES
from tests.soak.faults import AT_SLACK, DATABASE, JUMPS, KILLED, Pack
from tests.soak.process import Program, Turned
from tests.soak.recorder import Recorder

# A Monday before both daylight-saving days and Easter.
BEGINS = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
# How far what was put off is followed before time goes on: answers come, whatever happens.
REACH = timedelta(hours=1)
A_MOMENT = timedelta(seconds=0.05)
# Slack takes what it takes late a few seconds after it was cut off, by the moved clock.
TAKEN_AFTER = timedelta(seconds=3)
# After a row was put off for so often within one step, time goes on all the same.
MOST_FOLLOWING = 40
# The process is killed in the first half only: the other half is one life, in which its memory is looked at.
KILLED_UNTIL = 0.5
MEMORY_FROM = 0.55
# How many people do something at the same moment.
TOGETHER = 8

Doing = tuple[Act, Somebody]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How large, how long, and with which chance. `minutes` of real time end it, however far it came."""

    partners: int = 300
    days: int = 91
    minutes: float = 60
    seed: int = 7
    database: str = "sqlite"
    step: timedelta = timedelta(hours=1)
    fault_every: int = 4
    deeds_a_week: float = 0.5


@dataclass(slots=True)
class Seen:
    """What a soak has to tell besides its record."""

    until: datetime = BEGINS
    turns: int = 0
    trouble: int = 0
    stuck: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


Told = Callable[[Seen], None]


class Soak:
    """One run."""

    def __init__(self, plan: Plan, folder: Path, *, tell: Told) -> None:
        self.plan, self.folder, self.tell = plan, folder, tell
        self.chance = Random(plan.seed)
        self.clock = MovedClock(BEGINS)
        self.ends = BEGINS + DAY * plan.days
        # Of its own, so that it is the same whatever the machine does to the order of other things.
        self.pack = Pack(Random(plan.seed))
        self.seen = Seen()
        self._later: list[tuple[datetime, int, Act, Somebody]] = []
        self._counter = itertools.count()
        self._arrived: set[str] = set()

    async def run(self) -> Seen:
        async with AsyncExitStack() as stack:
            self.slack = await stack.enter_async_context(FakeSlack(clock=self.clock, patience=30))
            # It is the machine that has to be quick enough, by its own seconds.
            self.slack.triggers.life *= FASTER
            shutil.rmtree(self.folder / "data", ignore_errors=True)
            (self.folder / "data").mkdir(parents=True)
            self.database = DATABASES[self.plan.database](self.folder)
            stack.callback(self.database.over)
            self.recorder = Recorder(self.folder, self.slack, posted=self._posted)
            stack.callback(self.recorder.close)
            self.program = Program(self.slack, self.clock, self.folder, self.database.settings)
            await self.program.start()
            stack.push_async_callback(self.program.stop)
            stack.callback(asyncio.create_task(self._take_late()).cancel)
            await self._live()
        return self.seen

    async def _live(self) -> None:
        self.acting = Acting(self.slack, self.recorder, self.chance)
        length = self.ends - BEGINS
        self.people = cast(self.slack, self.chance, partners=self.plan.partners, begins=BEGINS, length=length)
        self._by_direct = {self.slack.dm(one.user).id: one for one in self.people}
        self._arrivals()
        self._begun = monotonic()
        while self._share() < 1:
            await self._step()
        await self._turn_until_quiet(DAY)
        self.recorder.write(End(n=self.recorder.number(), at=self.clock.now()))
        self.seen.until = self.clock.now()
        self.seen.problems = [str(one) for one in self.slack.problems]
        self.seen.refused = self.acting.refused

    def _share(self) -> float:
        """How much is over, of the days or of the minutes, whichever are over sooner."""
        return max(
            (self.clock.now() - BEGINS) / (self.ends - BEGINS), (monotonic() - self._begun) / 60 / self.plan.minutes
        )

    # People.

    def _arrivals(self) -> None:
        """Each table is begun at once; the others come in the first week, a few of them later."""
        for number, one in enumerate(self.people):
            if number % AT_A_TABLE == 0:
                self._at(BEGINS, self.acting.begin, one)
            else:
                days = self.chance.random() * (7 if self.chance.random() < 0.9 else self.plan.days / 2)
                self._at(BEGINS + DAY * days, self.acting.arrive, one)

    def _at(self, when: datetime, act: Act, who: Somebody) -> None:
        heapq.heappush(self._later, (when, next(self._counter), act, who))

    def _posted(self, message: Message) -> None:
        """Somebody has something to answer, and most of them do within two days."""
        who, kind = self._by_direct.get(message.channel_id), kind_of(message)
        if who is None or not kind:
            return
        who.news[kind] = message
        act, likely = (self.acting.answer_welcome, 0.9) if kind == "welcome" else (self.acting.answer_check_in, 0.3)
        if not who.gone and self.chance.random() < likely:
            self._at(self.clock.now() + DAY * 2 * self.chance.random(), act, who)

    def _deeds(self, hours: float) -> Iterator[Doing]:
        """What some of those who are still taking part do in so many hours."""
        do = self.acting
        acts: dict[Act, int] = {do.promise: 40, do.finish: 20, do.look: 15, do.talk: 15, do.go_away: 3, do.stop: 1}
        acts |= {do.start: 2, do.choose_days: 1, do.leave: 1}
        expected = len(self.people) * self.plan.deeds_a_week * hours / 168
        for _deed in range(int(expected + self.chance.random())):
            who = self.chance.choice(self.people)
            if who.acts(self.clock.now()) and who.user.id in self._arrived:
                yield self.chance.choices(list(acts), list(acts.values()))[0], who

    async def _act(self, hours: float) -> int:
        """How many deeds were done."""
        before = self.recorder.n
        due: list[Doing] = []
        while self._later and self._later[0][0] <= self.clock.now():
            _when, _number, act, who = heapq.heappop(self._later)
            self._arrived.add(who.user.id)
            due.append((act, who))
        # Nobody arrives at a table that is still being begun.
        await self._do([one for one in due if one[0] == self.acting.begin])
        await self._do([one for one in due if one[0] != self.acting.begin])
        await self._do(self._deeds(hours))
        return self.recorder.n - before

    async def _do(self, deeds: Iterable[Doing]) -> None:
        """Several people at once, as people do; each one's own deeds one after the other."""
        theirs: defaultdict[str, list[Doing]] = defaultdict(list)
        for act, who in deeds:
            theirs[who.user.id].append((act, who))
        hands = asyncio.Semaphore(TOGETHER)

        async def one_after_another(some: list[Doing]) -> None:
            async with hands:
                for act, who in some:
                    await act(who)

        async with asyncio.TaskGroup() as group:
            for some in theirs.values():
                group.create_task(one_after_another(some))

    # Time.

    async def _step(self) -> None:
        """The clock is moved on, perhaps something goes wrong, everything due goes out, and people act."""
        by = self.plan.step * self.chance.uniform(0.7, 1.3)
        wrong = self.pack.draw() if self.seen.turns % self.plan.fault_every == 0 else ""
        self.clock.move(self.clock.now() + by)
        await self._meet(wrong)
        await self._turn_until_quiet(REACH)
        if await self._act(by.total_seconds() / 3600):
            # What Slack takes late, it takes before much time has gone by.
            await self._turn_until_quiet(REACH)
        self._forget()
        self.tell(self.seen)

    async def _meet(self, wrong: str) -> None:
        if wrong in AT_SLACK:
            self.pack.order(wrong, self.slack)
        elif wrong in JUMPS:
            self.clock.move(self.clock.now() + timedelta(hours=JUMPS[wrong]))
            self.pack.met[wrong] += 1
        elif wrong == DATABASE:
            await self._without_database()
        elif wrong == KILLED and self._share() < KILLED_UNTIL:
            await self._kill()

    async def _without_database(self) -> None:
        """It goes while a turn is being taken, and comes back a little later."""
        self.program.order()
        await asyncio.sleep(self.chance.random() * 0.05)
        await asyncio.to_thread(self.database.away)
        await asyncio.sleep(self.chance.random() * 0.5)
        await asyncio.to_thread(self.database.back)
        self.seen.trouble += (await self.program.turned()).trouble
        self.pack.met[DATABASE] += 1

    async def _kill(self) -> None:
        """While a turn is being taken."""
        self.program.order()
        await asyncio.sleep(self.chance.random() * 0.1)
        await self.program.kill()
        await self.program.start()
        self.pack.met[KILLED] += 1

    async def _turn_until_quiet(self, reach: timedelta) -> None:
        """Turns, following what was put off by a little, until nothing more comes within reach."""
        until = self.clock.now() + reach
        for _time in range(MOST_FOLLOWING):
            turned = await self._turn()
            if not turned.trouble and not turned.left and (turned.next is None or turned.next > until):
                return
            if turned.next and turned.next <= until and turned.next > self.clock.now():
                self.clock.move(turned.next + A_MOMENT)
            elif turned.trouble or turned.left:
                self.clock.move(self.clock.now() + timedelta(seconds=30))
        self.seen.stuck += 1

    async def _turn(self) -> Turned:
        turned = await self.program.turn()
        # What is still to be taken is taken now: the bot asks about it in a minute.
        await self.slack.accept_late()
        self.slack.release()
        self.pack.count(self.slack)
        self.seen.turns += 1
        self.seen.trouble += turned.trouble
        self.seen.faults = self.pack.met
        self.seen.until = self.clock.now()
        if self._share() > MEMORY_FROM:
            self.seen.memory.append(turned.memory)
        return turned

    async def _take_late(self) -> None:
        """Within the minute after which the bot asks, however long a turn lasts."""
        while True:
            await self.slack.until(lambda: self.slack.api.faults.late, seconds=inf)
            await asyncio.sleep(TAKEN_AFTER.total_seconds() / FASTER)
            await self.slack.accept_late()

    def _forget(self) -> None:
        """What the fake keeps for tests, and nobody asks about here."""
        self.slack.triggers.triggers.clear()
        self.slack.triggers.urls.clear()
        self.slack.core.views.clear()
