"""Claim, compose, ask once more, send, record: the only way anything leaves, and where retries are decided."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.delivery.sender import DeliveryError, OutcomeUnknownError, Outgoing, Sender
from bot.domain.manners import Kind, Later, Never
from bot.services import checkins
from bot.services.compose import Outcome, card_for
from bot.services.notes import Composed
from bot.storage import doors, outbox, routes
from bot.storage.errors import StoreError
from bot.storage.outbox import OutboxRow
from bot.storage.store import Store

log = structlog.get_logger()

# Only what is about to be sent is claimed: a kill leaves one row whose outcome has to be found out, and what one
# message says is known when the next one to the same person is composed.
AT_ONCE = 1
LEASE = timedelta(minutes=2)

# One row that cannot be sent never stops the others: it waits, longer each time.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 12

# NOTIFY and commits in this process wake delivery at once; this is for what either of them missed.
LOOK_EVERY = 1.0


class Delivery:
    """Sends what the outbox owes. Any number of these may work on one database."""

    def __init__(self, store: Store, senders: Mapping[str, Sender], *, new_token: Callable[[], str]) -> None:
        self.store = store
        self.senders = senders
        self.new_token = new_token
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something was owed just now."""
        self._woken.set()

    async def open_doors(self, now: datetime) -> None:
        """The doors that stand open are those there is a sender for; written down only where that has changed."""
        if await self.store.read(doors.standing_open) != self.senders.keys():
            await self.store.run(doors.open_only, self.senders, now=now)

    async def once(self, now: datetime) -> list[int]:
        """Send all that is due at `now`; the rows that changed."""
        changed = await self.store.run(outbox.settle_leases, now=now)
        while True:
            token = self.new_token()
            rows = await self.store.run(outbox.claim, token, now=now, until=now + LEASE, most=AT_ONCE)
            for row in rows:
                changed += await self._deliver(row, token, now)
            if not rows:
                return changed

    async def keep_delivering(self, now: Callable[[], datetime]) -> None:
        """Deliver for ever: woken, or each second. Trouble is logged and does not end it."""
        while True:
            try:
                await self.once(now())
            except StoreError as error:
                log.warning("delivery.trouble", code=error.code)
            try:
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
            except TimeoutError:
                continue
            self._woken.clear()

    async def _deliver(self, row: OutboxRow, token: str, now: datetime) -> list[int]:
        """One row from its claim to its record; whatever is wrong with it, the next one gets its turn."""
        try:
            outcome = await self.store.run(card_for, row, now=now)
        except Exception as error:  # noqa: BLE001 - a fault in one card must not hold up everybody else's
            # Without the traceback: it could hold somebody's words.
            log.error("delivery.compose", row=row.id, kind=row.kind, fault=type(error).__name__)  # noqa: TRY400 - see above
            await self.store.run(_put_off, row, token, "compose", now=now)
            return [row.id]
        if not isinstance(outcome, Composed):
            await self.store.run(_not_now, row, token, outcome)
            return [row.id]
        return await self._send(row, token, outcome, now=now)

    async def _send(self, row: OutboxRow, token: str, composed: Composed, *, now: datetime) -> list[int]:
        """No transaction is open while the network is waited for."""
        sender = self.senders.get(row.route)
        if sender is None:
            await self.store.run(_closed, row, token, now=now)
            return [row.id]
        message = _outgoing(row, composed, now=now)
        try:
            message_id = await sender.send(message)
        except OutcomeUnknownError as error:
            await self.store.run(_sent, row, token, None, riders=composed.riders, unknown=error.code, now=now)
            return [row.id, *composed.riders]
        except DeliveryError as error:
            await self.store.run(_failed, row, token, error, now=now)
            return [row.id]
        await self.store.run(_sent, row, token, message_id, riders=composed.riders, now=now)
        return [row.id, *composed.riders]


def _outgoing(row: OutboxRow, composed: Composed, *, now: datetime) -> Outgoing:
    return Outgoing(
        row_id=row.id,
        person_id=row.person_id,
        place_id=row.place_id,
        card=composed.card,
        now=now,
        partnership_id=row.partnership_id,
        at=composed.at,
        instead=composed.instead,
        redraws=composed.redraws,
    )


def _not_now(tx: Connection, row: OutboxRow, token: str, outcome: Outcome) -> None:
    match outcome:
        case Later(at, why):
            outbox.put_off(tx, row.id, token, until=at, why=why, counts=False)
        case Never(why):
            outbox.give_up(tx, row.id, token, state=outbox.WITHDRAWN, why=why)


def _sent(
    tx: Connection,
    row: OutboxRow,
    token: str,
    message_id: str | None,
    *,
    riders: tuple[int, ...],
    now: datetime,
    unknown: str | None = None,
) -> None:
    """Record it, with what rode along; a check-in that went out has its next day from now on."""
    if not outbox.mark_sent(tx, row.id, token, message_id=message_id, riders=riders, unknown=unknown, now=now):
        return
    if row.person_id is not None and unknown is None:
        routes.record_try(tx, row.person_id, row.route, worked=True, why=None, now=now)
    if row.person_id is not None and row.kind == Kind.NOTE:
        for partnership_id in outbox.tables_of(tx, riders):
            checkins.was_asked(tx, row.person_id, partnership_id, now=now)


def _failed(tx: Connection, row: OutboxRow, token: str, error: DeliveryError, *, now: datetime) -> None:
    """A route that is closed for good is not tried again for this person: what they are owed goes by the next best."""
    if not error.permanent:
        _put_off(tx, row, token, error.code, now=now, wait=error.retry_after, counts=not error.everybodys)
        return
    if row.person_id is not None:
        routes.record_try(tx, row.person_id, row.route, worked=False, why=error.code, now=now)
    if not _by_the_next_best(tx, row, token, error.code, now=now):
        outbox.give_up(tx, row.id, token, state=outbox.FAILED, why=error.code)


def _closed(tx: Connection, row: OutboxRow, token: str, *, now: datetime) -> None:
    """It was owed by a door that has been closed since; one without any other way waits for that door."""
    if not _by_the_next_best(tx, row, token, "route.closed", now=now):
        _put_off(tx, row, token, "route.closed", now=now, counts=False)


def _by_the_next_best(tx: Connection, row: OutboxRow, token: str, why: str, *, now: datetime) -> bool:
    if row.person_id is None or not routes.take_along(tx, row.person_id, row.id, token):
        return False
    outbox.put_off(tx, row.id, token, until=now, why=why)
    return True


def _put_off(
    tx: Connection,
    row: OutboxRow,
    token: str,
    why: str,
    *,
    now: datetime,
    wait: timedelta | None = None,
    counts: bool = True,
) -> None:
    if counts and row.attempts >= MOST_ATTEMPTS:
        outbox.give_up(tx, row.id, token, state=outbox.FAILED, why=why)
        return
    longer = min(FIRST_WAIT * 2 ** min(row.attempts, MOST_ATTEMPTS), LONGEST_WAIT)
    outbox.put_off(tx, row.id, token, until=now + (wait or longer), why=why, counts=counts)
