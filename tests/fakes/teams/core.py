"""What all the parts of the fake share: the world, the time, and the records."""

import asyncio
import hashlib
import itertools
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.fakes.slack.clock import Clock, TellsTime
from tests.fakes.teams.directory import Directory
from tests.fakes.teams.records import Call, Delivery, Problem
from tests.fakes.teams.world import Message, Place, Registration


class Core:
    """The state of one fake Teams."""

    def __init__(self, clock: TellsTime | None = None) -> None:
        self.clock = clock or Clock()
        self.bot = Registration()
        self.directory = Directory()
        self.origin = ""
        self.calls: list[Call] = []
        self.posted: list[Message] = []
        self.deliveries: list[Delivery] = []
        self.problems: list[Problem] = []
        # Where Microsoft has a tenant's conversations; they may be moved.
        self.regions: dict[str, str] = {}
        self._last_ms = 0
        self._count = itertools.count(1)
        self._seen = asyncio.Condition()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def service_url(self, tenant_id: str) -> str:
        """Where the bot answers what came from a tenant's conversations."""
        return f"{self.origin}/{self.region(tenant_id)}/{tenant_id}/"

    def region(self, tenant_id: str) -> str:
        return self.regions.get(tenant_id, "emea")

    def message_id(self) -> str:
        """The time in milliseconds, and never the same twice."""
        self._last_ms = max(self._last_ms + 1, round(self.now.timestamp() * 1000))
        return str(self._last_ms)

    def token(self, what: str) -> str:
        """Something that looks random, and is the same in each run."""
        return hashlib.sha256(f"{what}-{next(self._count)}".encode()).hexdigest()[:32]

    def activity_id(self) -> str:
        """Of what is no message."""
        return f"f:{uuid.UUID(self.token('activity'))}"

    def refuse(self, where: str, reasons: list[str], payload: Any) -> None:
        """Write down why Teams would not have it."""
        if reasons:
            self.problems.append(Problem(where, tuple(reasons), payload))

    def find(self, place: Place, message_id: str) -> Message | None:
        """A message of a conversation."""
        return next((one for one in place.messages if one.id == message_id), None)

    async def tell(self) -> None:
        """Something was seen of the bot: whoever waits may look again."""
        async with self._seen:
            self._seen.notify_all()

    async def until(self, seen: Callable[[], object], seconds: float) -> None:
        """Wait until it is seen."""
        async with asyncio.timeout(seconds), self._seen:
            await self._seen.wait_for(lambda: bool(seen()))
