"""What befalls a process in a trial, and what came of it."""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from bot.delivery import points
from bot.services import doubts
from tests.crash.owing import POSTGRESQL, SQLITE, by_mail, on_slack
from tests.crash.trial import A_WHILE, AT_ONCE, Counted, Trial, with_three
from tests.crash.worker import End, Led
from tests.fakes.slack import faults
from tests.support.proxy import Cut, Proxy

BOTH = (SQLITE, POSTGRESQL)
# Where it is not plain whether a letter has gone out.
DOUBTFUL = (points.COMPOSED, points.SENT, points.RECORDING)
# Within a transaction it would keep SQLite to itself for as long as it stands still.
AFTERWARDS = (points.SETTLING, points.ASKED)
BETWEEN = (points.CLAIMED, points.COMPOSED, points.SENT, points.RECORDED)
LONGEST_AT_IT = 0.8


async def killed_at(kind: str, point: str, nth: int) -> Counted:
    """By its own hand at the nth visit of a point."""
    async with on_slack(kind) as (trial, slack):
        if point == points.ASKED:
            slack.fail("chat.postMessage", faults.LOST, times=4)
        if point == points.SETTLING:
            await _died(trial, trial.start(end=End(point=points.SENT, nth=nth)))
            trial.lead.value += A_WHILE
        if point in AFTERWARDS:
            # Alone, for it has to be the one that finds out.
            victim = trial.start(end=End(point=point, nth=1))
        else:
            victim = await with_three(trial, end=End(point=point, nth=nth))
        met = await _died(trial, victim)
        while len(trial.processes) - 1 < AT_ONCE:
            trial.start()
        await trial.settled()
        return await trial.counted(met=met)


async def killed_at_random(kind: str, chance: Random) -> Counted:
    """From outside, at any moment while three are at it."""
    async with on_slack(kind) as (trial, _slack):
        victim = await with_three(trial)
        await _all_at_it(trial)
        await asyncio.sleep(chance.uniform(0, LONGEST_AT_IT))
        victim.kill()
        trial.start()
        await trial.settled()
        return await trial.counted(met=True)


async def stood_still_at(kind: str, point: str, nth: int) -> Counted:
    """Stopped at a point until long after its claims have ended, and then let go on."""
    async with on_slack(kind) as (trial, _slack):
        victim = await with_three(trial, end=End(point=point, nth=nth, by=signal.SIGSTOP))
        met = await trial.until(lambda: _stands_still(victim.pid), seconds=5)
        # Where it stood still in a transaction of SQLite's, nobody else can write before it goes on.
        await trial.settled(most=6)
        os.kill(victim.pid, signal.SIGCONT)
        await asyncio.sleep(1)
        await trial.settled()
        return await trial.counted(met=met)


async def cut_off(chance: Random, cut: Cut) -> Counted:
    """Its database hears nothing more of it in the middle of a COMMIT."""
    async with on_slack(POSTGRESQL) as (trial, _slack):
        proxy = Proxy(trial.address)
        async with proxy.listening():
            await with_three(trial, CONVENOR_DATABASE_URL=proxy.address)
            await _all_at_it(trial)
            proxy.cut(*[cut] * 3, after=chance.randint(0, 12))
            met = await trial.until(lambda: proxy.cuts_left < 3, seconds=10)
            await trial.settled()
            found = await trial.counted(met=met)
            await trial.over()
            return found


async def kept_from(chance: Random) -> Counted:
    """Nothing moves between it and its database until long after its claims have ended; then all of it arrives."""
    async with on_slack(POSTGRESQL) as (trial, _slack):
        proxy = Proxy(trial.address)
        async with proxy.listening():
            await with_three(trial, CONVENOR_DATABASE_URL=proxy.address)
            await _all_at_it(trial)
            await asyncio.sleep(chance.uniform(0, LONGEST_AT_IT))
            proxy.stop()
            await trial.settled()
            proxy.go_on()
            await asyncio.sleep(1)
            await trial.settled()
            found = await trial.counted(met=True)
            await trial.over()
            return found


async def killed_with_letters(kind: str, point: str, nth: int) -> Counted:
    """The same where nobody can be asked: no letter twice, and what nobody knows of is left as it is."""
    async with by_mail(kind) as (trial, _office):
        victim = await with_three(trial, end=End(point=point, nth=nth))
        met = await _died(trial, victim)
        trial.start()
        await trial.settled()
        found = await trial.counted(met=met)
        found.listed = await trial.read(_listed, trial)
        return found


def _listed(tx: Connection, trial: Trial) -> int:
    """Of how many messages the coordinator's next note says that they may not have arrived."""
    told = doubts.for_coordinator(tx, trial.coordinator, now=Led(trial.lead).now() + timedelta(days=2))
    return len(told.named) + told.others


async def _died(trial: Trial, victim: object) -> bool:
    return await trial.until(lambda: victim.exitcode == -signal.SIGKILL, seconds=8)  # type: ignore[attr-defined] # A process.


async def _all_at_it(trial: Trial) -> None:
    await trial.until(lambda: trial.ready.value >= len(trial.processes))


def _stands_still(pid: int) -> bool:
    """By the state that Linux gives a process."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T"
