"""The parts of the fake put together, and its life from opening to closing."""

from collections.abc import Callable
from typing import Self

from aiohttp import web

from tests.fakes.slack.api.server import Server
from tests.fakes.slack.clock import TellsTime
from tests.fakes.teams import identity
from tests.fakes.teams.activities import Activities
from tests.fakes.teams.connector.server import Connector
from tests.fakes.teams.core import Core
from tests.fakes.teams.identity import Identity
from tests.fakes.teams.records import Call, Delivery, Problem
from tests.fakes.teams.wire import Wire
from tests.fakes.teams.world import Message, Registration


class Parts:
    """What the rest of the fake works with. `patience`: real seconds to wait for an answer; Teams' are fifteen."""

    def __init__(self, *, clock: TellsTime | None = None, patience: float = 15.0) -> None:
        self.core = Core(clock)
        self.identity = Identity(self.core)
        self.activities = Activities(self.core)
        self.connector = Connector(self.core, self.identity)
        self.wire = Wire(self.core, self.identity, patience)
        self._server = Server(
            web.get(identity.METADATA, self.identity.metadata),
            web.get(identity.KEYS, self.identity.shown),
            web.post(identity.TOKENS, self.identity.give),
            *self.connector.routes(),
        )

    async def __aenter__(self) -> Self:
        self.core.origin = await self._server.open()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self.connector.faults.released.set()
        await self.wire.close()
        await self._server.close()

    # What the bot has to be told.

    @property
    def bot(self) -> Registration:
        """Its client id and secret, and its account."""
        return self.core.bot

    @property
    def metadata_url(self) -> str:
        return self.identity.metadata_url

    @property
    def clock(self) -> TellsTime:
        return self.core.clock

    # What was seen of the bot, oldest first. Messages are live: they show what stands there now.

    @property
    def calls(self) -> list[Call]:
        return self.core.calls

    def calls_of(self, name: str) -> list[Call]:
        """`create`, `post`, `put`, `delete`, the same with ` targeted`, `members`, `pagedMembers`, `member`."""
        return [call for call in self.calls if call.name == name]

    @property
    def posted(self) -> list[Message]:
        """The bot's messages, those for one person alone among them."""
        return self.core.posted

    @property
    def deliveries(self) -> list[Delivery]:
        return self.core.deliveries

    @property
    def problems(self) -> list[Problem]:
        """Everything that Teams would have refused, or shown as an error; a test ends with none."""
        return self.core.problems

    async def until(self, seen: Callable[[], object], *, seconds: float = 5) -> None:
        """Wait until something is seen, e.g. `lambda: teams.posted`; asked after each call and answer."""
        await self.core.until(seen, seconds)
