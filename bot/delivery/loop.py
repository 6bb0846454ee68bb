"""Claim, compose, ask once more, send, record: the only way anything leaves.

Each route is a lane of its own, so that a slow or broken platform delays nobody but itself.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic

import structlog

from bot import logs
from bot.delivery import points
from bot.delivery.points import AtPoint
from bot.delivery.sender import Sender
from bot.delivery.shift import Shift, Times
from bot.storage import doors
from bot.storage.errors import StoreError
from bot.storage.store import Store

log = structlog.get_logger()

# NOTIFY and commits in this process wake delivery at once; this is for what either of them missed.
LOOK_EVERY = 3.0

# How often it is seen to what others have left behind.
SETTLE_EVERY = 3.0

# For how long a single turn of the clock waits until a conversation is free again.
PATIENCE = timedelta(seconds=2)


class Delivery:
    """Sends what the outbox owes. Any number of these may work on one database."""

    def __init__(
        self,
        store: Store,
        senders: Mapping[str, Sender],
        *,
        new_token: Callable[[], str],
        at_point: AtPoint = points.go_on,
    ) -> None:
        self.store = store
        self.senders = senders
        self.new_token = new_token
        self.at_point = at_point
        self._news = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something was owed just now."""
        self._news.set()

    def stop(self) -> None:
        """Claim nothing more; what is on its way is finished."""
        self._stopping = True
        self._news.set()

    async def open_doors(self, now: datetime) -> None:
        """The doors that stand open are those there is a sender for; written down only where that has changed."""
        if await self.store.read(doors.standing_open) != self.senders.keys():
            await self.store.run(doors.open_only, self.senders, now=now)

    async def once(self, now: datetime) -> list[int]:
        """Send all that is due at `now`; the rows that changed. Raises the first trouble, once the rest is sent."""
        begun = monotonic()
        # Messages are judged and written down as of `now`; between two of them time passes all the same.
        times = Times(now=lambda: now, wall=lambda: now + timedelta(seconds=monotonic() - begun))
        async with asyncio.TaskGroup() as under_way:
            shift = Shift(self, under_way, times, self._news.set)
            await shift.settle()
            while not self._stopping:
                self._news.clear()
                again = await shift.start()
                # What ended while the start was under way has left room that the start did not see.
                if shift.is_busy or self._news.is_set():
                    await self._news.wait()
                elif again is None or again - times.wall() > PATIENCE:
                    break
                else:
                    await asyncio.sleep((again - times.wall()).total_seconds())
        if shift.trouble:
            raise shift.trouble[0]
        return shift.changed

    async def keep_delivering(self, now: Callable[[], datetime]) -> None:
        """Deliver until told to stop: woken, or every few seconds. Trouble is logged and does not end it."""
        async with asyncio.TaskGroup() as under_way:
            shift = Shift(self, under_way, Times(now=now, wall=now), self._news.set)
            settled_at = -SETTLE_EVERY
            while not self._stopping:
                self._news.clear()
                again = None
                try:
                    if monotonic() - settled_at >= SETTLE_EVERY:
                        await shift.settle()
                        settled_at = monotonic()
                    again = await shift.start()
                except StoreError as error:
                    log.warning("delivery.trouble", code=error.code)
                except Exception as error:  # noqa: BLE001 - whatever it is, the next look comes
                    logs.fault("delivery.fault", error)
                shift.forget()
                await self._until(again, now)

    async def _until(self, again: datetime | None, now: Callable[[], datetime]) -> None:
        """Until there is news, or a moment has come, or something may have been missed."""
        wait = min((again - now()).total_seconds(), LOOK_EVERY) if again else LOOK_EVERY
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), max(wait, 0))
