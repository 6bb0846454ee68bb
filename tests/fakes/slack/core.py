"""What all the parts of the fake share: the world, the time, and the records."""

import asyncio
import hashlib
import itertools
from collections.abc import Callable
from typing import Any

from tests.fakes.slack.clock import Clock, TellsTime
from tests.fakes.slack.directory import Directory
from tests.fakes.slack.records import Call, Delivery, Problem, Response
from tests.fakes.slack.world import App, Channel, Message, View


class Core:
    """The state of one fake Slack."""

    def __init__(self, clock: TellsTime | None = None) -> None:
        self.clock = clock or Clock()
        self.app = App()
        self.directory = Directory(self.app)
        self.origin = ""
        self.calls: list[Call] = []
        self.posted: list[Message] = []
        self.ephemerals: list[Message] = []
        self.updated: list[Message] = []
        self.deleted: list[Message] = []
        self.views: list[View] = []
        self.responses: list[Response] = []
        self.deliveries: list[Delivery] = []
        self.problems: list[Problem] = []
        self.files: dict[str, dict[str, Any]] = {}
        self._count = itertools.count(1)
        self._last_micros = 0
        self._seen = asyncio.Condition()

    @property
    def seconds(self) -> float:
        """The time since 1970."""
        return self.clock.now().timestamp()

    def new_ts(self) -> str:
        """A message's time stamp: the time, and never the same twice."""
        self._last_micros = max(self._last_micros + 1, round(self.seconds * 1_000_000))
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06}"

    def number(self) -> int:
        return next(self._count)

    def token(self, what: str) -> str:
        """Something that looks random, and is the same in each run."""
        return hashlib.sha256(f"{what}-{self.number()}".encode()).hexdigest()[:24]

    def refuse(self, where: str, reasons: list[str], payload: Any) -> None:
        """Write down why Slack would not have it."""
        self.problems.append(Problem(where, tuple(reasons), payload))

    def add_message(self, channel: Channel, message: Message) -> Message:
        channel.messages.append(message)
        return message

    async def tell(self) -> None:
        """Something was seen of the bot: whoever waits may look again."""
        async with self._seen:
            self._seen.notify_all()

    async def until(self, seen: Callable[[], object], seconds: float) -> None:
        """Wait until it is seen."""
        async with asyncio.timeout(seconds), self._seen:
            await self._seen.wait_for(lambda: bool(seen()))
