"""What one process has under way: a few messages a route, each from its claim to its record."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import ParamSpec, Protocol, TypeVar

import structlog
from sqlalchemy import Connection

from bot import logs
from bot.delivery import asking, points, recording
from bot.delivery.points import AtPoint
from bot.delivery.recording import Gap
from bot.delivery.sender import CanBeAsked, DeliveryError, NotNowError, Outgoing, Paced, Sender, TakenError
from bot.services import went_out
from bot.services.compose import Outcome, card_for
from bot.services.composed import Composed
from bot.storage import claims, lanes, pace
from bot.storage.errors import StoreError
from bot.storage.lanes import Claimed, Lane
from bot.storage.outbox import OutboxRow
from bot.storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger()

# Whoever dies holding a claim is found out within a minute. Nothing is begun in the claim's last seconds: so many as
# the slowest sender waits for its platform at most.
LEASE = timedelta(seconds=55)
MARGIN = timedelta(seconds=25)

# What asks a platform about messages in doubt takes turns with nothing that is sent.
ASKING = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """`now`: as of when messages are judged and written down; `wall`: by which leases and pauses are measured."""

    now: Callable[[], datetime]
    wall: Callable[[], datetime]


class Parts(Protocol):
    """What a shift works with, as it is at the moment: doors may open while it lasts."""

    store: Store
    senders: Mapping[str, Sender]
    new_token: Callable[[], str]
    at_point: AtPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A message that may leave until a moment: the claim's end, less a margin."""

    row: OutboxRow
    composed: Composed
    until: datetime


class Shift:
    """Starts what is due, as far as each route's pace allows; `done` is told whenever something has ended."""

    def __init__(self, parts: Parts, under_way: asyncio.TaskGroup, times: Times, done: Callable[[], None]) -> None:
        self.parts = parts
        self.times = times
        self.changed: list[int] = []
        self.trouble: list[Exception] = []
        self._under_way = under_way
        self._done = done
        self._busy: Counter[str] = Counter()
        # When a route or a conversation is free again that something waits for.
        self._turns: set[datetime] = set()
        # When each route's pace was last taken up: for as long as that lasts it is not looked at.
        self._stepped: dict[str, datetime] = {}

    @property
    def is_busy(self) -> bool:
        return bool(self._busy.total())

    def forget(self) -> None:
        """Nobody asks any more what has changed so far."""
        self.changed.clear()
        self.trouble.clear()

    async def settle(self) -> None:
        """What became of claims whose holder is gone; and of each route that can be asked, what became of the rest."""
        ended, doubtful = await self.parts.store.read(claims.loose, now=self.times.now())
        if ended:
            settling = self._kept(went_out.settle, points.SETTLING)
            self.changed += await self.parts.store.run(settling, now=self.times.now())
        for route, sender in self.parts.senders.items():
            doubted = ended or route in doubtful
            if doubted and isinstance(sender, CanBeAsked) and not self._busy[route + ASKING]:
                self._start(route + ASKING, self._ask(route, sender))

    async def start(self) -> datetime | None:
        """Claim what may go now, and send it; when there may be more, None: once something new is owed."""
        moment = self.times.wall()
        self._turns = {turn for turn in self._turns if turn > moment}
        by_route = {route: self._lane(route, sender) for route, sender in self.parts.senders.items()}
        held = {route for route, lane in by_route.items() if lane.room <= 0 or self._rests(route, lane, moment)}
        if held.issuperset(await self.parts.store.read(lanes.due, now=moment)):
            return min(self._turns, default=None)
        claimed: Claimed = await self.parts.store.run(
            self._kept(lanes.claim, points.CLAIMING),
            by_route,
            new_token=self.parts.new_token,
            now=moment,
            until=moment + LEASE,
            but_for=held,
        )
        self._stepped |= dict.fromkeys(claimed.stepped, moment)
        for row, token in claimed.rows:
            self.parts.at_point(points.CLAIMED)
            self._start(row.route, self._deliver(row, token))
        self._turns |= claimed.turns
        return min(self._turns, default=None)

    def _rests(self, route: str, lane: Lane, moment: datetime) -> bool:
        """A step that lies ahead was noted by a clock that has been set back since."""
        stepped = self._stepped.get(route)
        return stepped is not None and stepped <= moment < stepped + lane.every

    def _lane(self, route: str, sender: Sender) -> Lane:
        """Only what is about to be sent is claimed: a kill leaves few messages whose fate has to be found out."""
        if not isinstance(sender, Paced):
            return Lane(room=1 - self._busy[route])
        return Lane(room=sender.pace.at_once - self._busy[route], every=sender.pace.every, paced=True)

    def _start(self, lane: str, work: Awaitable[None]) -> None:
        self._busy[lane] += 1
        self._under_way.create_task(self._watched(lane, work))

    async def _watched(self, lane: str, work: Awaitable[None]) -> None:
        """Trouble with the database ends one message's turn, and so does any fault: its claim ends by itself."""
        try:
            await work
        except StoreError as error:
            log.warning("delivery.trouble", code=error.code)
            self.trouble.append(error)
        except Exception as error:  # noqa: BLE001 - a fault in one sender must not end everybody's delivery
            logs.fault("delivery.fault", error, lane=lane)
            self.trouble.append(error)
        finally:
            self._busy[lane] -= 1
            self._done()

    async def _ask(self, route: str, sender: CanBeAsked) -> None:
        """About each message in doubt, one after the other."""
        asked: int | None = 0
        while asked is not None:
            asked = await asking.ask(
                self.parts.store, route, sender, lease=LEASE, now=self.times.now(), at_point=self.parts.at_point
            )
            self.changed += [asked] if asked else []

    async def _deliver(self, row: OutboxRow, token: str) -> None:
        """One row; whoever comes next need not wait for the end of a claim that this process had to leave."""
        try:
            await self._carry(row, token)
        except asyncio.CancelledError:
            await self.parts.store.run(claims.end, token, now=self.times.now())
            raise

    async def _carry(self, row: OutboxRow, token: str) -> None:
        """From its claim to its record; whatever is wrong with it, the next one gets its turn."""
        self.changed.append(row.id)
        store, now = self.parts.store, self.times.now
        sender = self.parts.senders.get(row.route)
        if sender is None:
            await store.run(recording.closed, row, token, now=now())
            return
        try:
            begun = await store.run(self._kept(_begin, points.COMPOSING), row, token, now=now())
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in one card must not hold up everybody else's
            logs.fault("delivery.compose", error, row=row.id, kind=row.kind)
            await store.run(recording.put_off, row, token, "compose", now=now())
            return
        if begun is not None:
            await self._send(token, begun, sender)

    async def _send(self, token: str, begun: Begun, sender: Sender) -> None:
        """No transaction is open while the network is waited for."""
        row = begun.row
        store, now, wall = self.parts.store, self.times.now, self.times.wall
        self.changed += begun.composed.riders
        message = _outgoing(begun, self.times)
        after = None
        try:
            self.parts.at_point(points.COMPOSED)
            after = await self._enter(message, begun, sender) if isinstance(sender, Paced) else None
            message.must_be_in_time()
            message_id = await sender.send(message)
        except DeliveryError as error:
            if not isinstance(error, NotNowError):
                log.warning("delivery.refused", row=row.id, route=row.route, code=error.code)
            failed = self._kept(recording.failed, points.RECORDING)
            paced = isinstance(sender, Paced)
            await store.run(failed, row, token, error, after=after, paced=paced, wall=wall(), now=now())
            return
        self.parts.at_point(points.SENT)
        sent = self._kept(recording.sent, points.RECORDING)
        await store.run(sent, token, message_id, after=after, wall=wall(), now=now())
        self.parts.at_point(points.RECORDED)

    async def _enter(self, message: Outgoing, begun: Begun, sender: Paced) -> Gap:
        """What has to be kept free after it. Raises TakenError where others are being written to there."""
        row, gap = begun.row, sender.pace.gap
        shared = await sender.shared(message)
        if shared is None:
            return Gap(route=row.route, conversation=pace.with_person(row.person_id or 0), lasts=gap)
        now, waited = self.times.wall(), row.reason == lanes.PACED
        turn = await self.parts.store.run(
            pace.enter, row.route, shared, gap=gap, now=now, until=begun.until, waited=waited
        )
        if turn:
            self._turns.add(turn)
            raise TakenError(turn - now)
        return Gap(route=row.route, conversation=shared, lasts=gap)

    def _kept(self, call: Callable[P, T], point: str) -> Callable[P, T]:
        """A call with a point just before what it did is kept."""
        return points.before_commit(call, point, self.parts.at_point)


def _begin(tx: Connection, row: OutboxRow, token: str, *, now: datetime) -> Begun | None:
    """The last question, the card, and the mark that it may leave from now on; None if it does not."""
    outcome: Outcome = card_for(tx, row, now=now)
    if not isinstance(outcome, Composed):
        recording.not_now(tx, row, token, outcome)
        return None
    begun = claims.begin(tx, row.id, token, riders=outcome.riders, now=now)
    return Begun(row=begun[0], composed=outcome, until=begun[1] - MARGIN) if begun else None


def _in_time(until: datetime, wall: Callable[[], datetime]) -> Callable[[], bool]:
    """Whether a moment has not come yet, also by the clock that nobody sets."""
    begun, left = monotonic(), (until - wall()).total_seconds()
    return lambda: wall() < until and monotonic() - begun < left


def _outgoing(begun: Begun, times: Times) -> Outgoing:
    row, composed = begun.row, begun.composed
    return Outgoing(
        row_id=row.id,
        mark=row.mark,
        person_id=row.person_id,
        place_id=row.place_id,
        card=composed.card,
        now=times.now(),
        partnership_id=row.partnership_id,
        at=composed.at,
        instead=composed.instead,
        redraws=composed.redraws,
        under=row.under,
        unasked=row.unasked,
        in_time=_in_time(begun.until, times.wall),
    )
