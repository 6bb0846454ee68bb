"""Claim, compose, ask once more, send, record: the only way anything leaves, and where retries are decided."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection

from bot.delivery import asking, points, recording
from bot.delivery.points import AtPoint
from bot.delivery.sender import CanBeAsked, DeliveryError, Outgoing, Sender
from bot.services import went_out
from bot.services.compose import Outcome, card_for
from bot.services.notes import Composed
from bot.storage import claims, doors
from bot.storage.errors import StoreError
from bot.storage.outbox import OutboxRow
from bot.storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger()

# Long enough for the slowest sender; how long before its end nothing is begun any more.
LEASE = timedelta(minutes=2)
MARGIN = timedelta(seconds=30)

# NOTIFY and commits in this process wake delivery at once; this is for what either of them missed.
LOOK_EVERY = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A message that may leave until a moment: the claim's end, less a margin."""

    composed: Composed
    until: datetime


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
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something was owed just now."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; what is on its way is finished."""
        self._stopping = True
        self._woken.set()

    async def open_doors(self, now: datetime) -> None:
        """The doors that stand open are those there is a sender for; written down only where that has changed."""
        if await self.store.read(doors.standing_open) != self.senders.keys():
            await self.store.run(doors.open_only, self.senders, now=now)

    async def once(self, now: datetime) -> list[int]:
        """Send all that is due at `now`; the rows that changed."""
        return await self._all_due(lambda: now)

    async def keep_delivering(self, now: Callable[[], datetime]) -> None:
        """Deliver until told to stop: woken, or each second. Trouble is logged and does not end it."""
        while not self._stopping:
            try:
                await self._all_due(now)
            except StoreError as error:
                log.warning("delivery.trouble", code=error.code)
            try:
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
            except TimeoutError:
                continue
            self._woken.clear()

    async def _all_due(self, now: Callable[[], datetime]) -> list[int]:
        changed = list(await self.store.run(self._kept(went_out.settle, points.SETTLING), now=now()))
        changed += await self._asked(now)
        # Only what is about to be sent is claimed: a kill leaves one message whose fate has to be found out.
        while not self._stopping:
            token, moment = self.new_token(), now()
            claim = self._kept(claims.claim, points.CLAIMING)
            row = await self.store.run(claim, token, now=moment, until=moment + LEASE)
            if row is None:
                break
            self.at_point(points.CLAIMED)
            changed += await self._deliver(row, token, now)
        return changed

    async def _asked(self, now: Callable[[], datetime]) -> list[int]:
        """Each platform that can be asked, about each message in doubt."""
        can = {route: sender for route, sender in self.senders.items() if isinstance(sender, CanBeAsked)}
        asked: list[int] = []
        while can and not self._stopping:
            row = await asking.ask(self.store, can, lease=LEASE, now=now(), at_point=self.at_point)
            if row is None:
                break
            asked.append(row)
        return asked

    async def _deliver(self, row: OutboxRow, token: str, now: Callable[[], datetime]) -> list[int]:
        """One row from its claim to its record; whatever is wrong with it, the next one gets its turn."""
        try:
            begun = await self.store.run(self._kept(_begin, points.COMPOSING), row, token, now=now())
        except Exception as error:  # noqa: BLE001 - a fault in one card must not hold up everybody else's
            # Without the traceback: it could hold somebody's words.
            log.error("delivery.compose", row=row.id, kind=row.kind, fault=type(error).__name__)  # noqa: TRY400 - see above
            await self.store.run(recording.put_off, row, token, "compose", now=now())
            return [row.id]
        if begun is None:
            return [row.id]
        return await self._send(row, token, begun, now)

    async def _send(self, row: OutboxRow, token: str, begun: Begun, now: Callable[[], datetime]) -> list[int]:
        """No transaction is open while the network is waited for."""
        sender = self.senders.get(row.route)
        if sender is None:
            await self.store.run(recording.closed, row, token, now=now())
            return [row.id]
        message = _outgoing(row, begun, now)
        changed = [row.id, *begun.composed.riders]
        try:
            self.at_point(points.COMPOSED)
            message.must_be_in_time()
            message_id = await sender.send(message)
        except DeliveryError as error:
            await self.store.run(self._kept(recording.failed, points.RECORDING), row, token, error, now=now())
            return changed
        self.at_point(points.SENT)
        await self.store.run(self._kept(recording.sent, points.RECORDING), token, message_id, now=now())
        self.at_point(points.RECORDED)
        return changed

    def _kept(self, call: Callable[P, T], point: str) -> Callable[P, T]:
        """A call with a point just before what it did is kept."""
        return points.before_commit(call, point, self.at_point)


def _begin(tx: Connection, row: OutboxRow, token: str, *, now: datetime) -> Begun | None:
    """The last question, the card, and the mark that it may leave from now on; None if it does not."""
    outcome: Outcome = card_for(tx, row, now=now)
    if not isinstance(outcome, Composed):
        recording.not_now(tx, row, token, outcome)
        return None
    until = claims.begin(tx, row.id, token, riders=outcome.riders, now=now)
    return Begun(composed=outcome, until=until - MARGIN) if until else None


def _outgoing(row: OutboxRow, begun: Begun, now: Callable[[], datetime]) -> Outgoing:
    composed = begun.composed
    return Outgoing(
        row_id=row.id,
        person_id=row.person_id,
        place_id=row.place_id,
        card=composed.card,
        now=now(),
        partnership_id=row.partnership_id,
        at=composed.at,
        instead=composed.instead,
        redraws=composed.redraws,
        in_time=lambda: now() < begun.until,
    )
