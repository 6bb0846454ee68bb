"""A workspace's token while it is rotated: renewed before it ends, by one process however many there are.

A refresh token is good for one use (docs.slack.dev, "Using token rotation"): two who use it lock each other out.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.sender import DeliveryError
from bot.handlers.slack.installed import PLATFORM
from bot.handlers.slack.seal import Seal
from bot.storage import installations
from bot.storage.installations import Installed
from bot.storage.store import Store

# A token lives for twelve hours; what began with it may take a while.
AHEAD = timedelta(hours=1)
# One call to Slack, and its patience.
MAY_TAKE = timedelta(seconds=30)
LOOK_AGAIN = 0.2
EXPIRED = "token_expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What Slack gives for a refresh token."""

    token: str
    refresh: str
    lasts: timedelta


class Renewing(Protocol):
    """How Slack is asked."""

    async def __call__(self, refresh: str) -> Pair:
        """Raises DeliveryError."""
        ...


@dataclass(slots=True)
class Tokens:
    """The tokens of one installation. Raises SealError where none of our keys opens them."""

    store: Store
    seal: Seal
    kept: Installed
    ask: Renewing
    now: Callable[[], datetime]
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def current(self) -> str:
        """A token that is good for a while."""
        if self.kept.expires_at and self.kept.expires_at - self.now() < AHEAD:
            await self.renew(self.kept.token)
        return self._opened

    async def renew(self, used: str) -> None:
        """New ones, unless whoever came before has them already; `used`: the sealed token that is over.

        While Slack can't be asked the old one is used on, for as long as it lasts. Raises DeliveryError after that.
        """
        async with self._one_at_a_time:
            until = self.now() + MAY_TAKE
            while self.kept.token == used and self.now() < until:
                if await self.store.run(installations.take_renewal, self.kept, now=self.now(), until=until):
                    await self._ask()
                    return
                await asyncio.sleep(LOOK_AGAIN)
                await self._look()

    async def _ask(self) -> None:
        place = place_of(self.kept.key, "refresh")
        try:
            pair = await self.ask(self.seal.open(self.kept.refresh or "", place))
        except DeliveryError:
            await self.store.run(installations.let_renew, self.kept)
            if self.kept.expires_at and self.kept.expires_at <= self.now():
                raise
            return
        token = self.seal.close(pair.token, place_of(self.kept.key, "token"))
        refresh = self.seal.close(pair.refresh, place)
        expires_at = self.now() + pair.lasts
        await self.store.run(installations.renew, self.kept, token=token, refresh=refresh, expires_at=expires_at)
        await self._look()

    async def _look(self) -> None:
        """As they are kept now; an installation that is gone keeps what it had, which nobody takes any more."""
        found = await self.store.read(installations.standing, PLATFORM)
        self.kept = next((one for one in found if one.key == self.kept.key), self.kept)

    @property
    def _opened(self) -> str:
        return self.seal.open(self.kept.token, place_of(self.kept.key, "token"))


def place_of(key: str, column: str) -> str:
    """What a token is sealed for: its installation's row and its own column."""
    return f"{PLATFORM}/{key}/{column}"
