"""The bot's process as a soak sees it: started, given a moment, killed, and started again."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.fakes.slack import FakeSlack
from tests.soak.clock import MovedClock
from tests.support.slack import for_a_process


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What came of one turn of the clock; `memory` in KiB."""

    trouble: int
    left: int
    next: datetime | None
    memory: int


class Program:
    """One process at a time, over one database."""

    def __init__(self, slack: FakeSlack, clock: MovedClock, folder: Path, settings: dict[str, str]) -> None:
        self._slack, self._clock, self._folder, self._settings = slack, clock, folder, settings
        self._log = (folder / "program.log").open("w", encoding="utf-8")

    async def start(self) -> None:
        self._process: Process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.soak.program", self._clock.written()),
            env=for_a_process(self._slack, self._folder / "data", **self._settings),
            cwd=self._folder,
            stdin=PIPE,
            stdout=PIPE,
            stderr=self._log,
        )
        self._slack.serve_at(f"{(await self._told())['address']}/slack/events")

    async def turn(self) -> Turned:
        """At the moment that it is at Slack."""
        self.order()
        return await self.turned()

    def order(self) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{self._clock.written()}\n".encode())

    async def turned(self) -> Turned:
        told = await self._told()
        return Turned(**told | {"next": told["next"] and datetime.fromisoformat(told["next"])})

    async def kill(self) -> None:
        """At once, as a machine that loses its power."""
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        await self._process.wait()
        self._log.close()

    async def _told(self) -> dict[str, Any]:
        assert self._process.stdout
        line = await self._process.stdout.readline()
        assert line, f"the program is gone: see {self._folder / 'program.log'}"
        told: dict[str, Any] = json.loads(line)
        return told
