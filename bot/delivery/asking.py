"""Messages of which nobody knows whether they went out: their platform is asked, twice before it is believed."""

from datetime import datetime, timedelta

import structlog

from bot.delivery.points import ASKED, AtPoint
from bot.delivery.sender import CanBeAsked, DeliveryError, Sought
from bot.services import went_out
from bot.storage import answers, claims
from bot.storage.outbox import OutboxRow
from bot.storage.store import Store

log = structlog.get_logger()

# A platform may take a message late: only what is missing still after this long was not taken.
BETWEEN = timedelta(seconds=60)
# Where it can't be told, it is tried once more another day, in case whoever runs the bot has mended it.
CANNOT_ASK = "cannot_ask"
ANOTHER_DAY = timedelta(days=1)


async def ask(
    store: Store, route: str, sender: CanBeAsked, *, lease: timedelta, now: datetime, at_point: AtPoint
) -> int | None:
    """Ask about the next message in doubt that went by a route; its row, None where there is none."""
    row = await store.run(claims.to_ask, route, now=now, again_at=now + BETWEEN)
    if row is None:
        return None
    try:
        found = await sender.find(await _sought(store, row, lease))
    except DeliveryError as error:
        log.info("delivery.ask", row=row.id, code=error.code)
        wait, why = (ANOTHER_DAY, CANNOT_ASK) if error.permanent else (error.retry_after or BETWEEN, row.reason or "")
        await store.run(claims.ask_again, row.id, at=now + wait, why=why)
        return row.id
    at_point(ASKED)
    if found is not None:
        await store.run(went_out.arrived, row.id, message_id=found, now=now)
    elif row.reason == claims.NOT_THERE:
        await store.run(claims.owe_again, row.id)
    else:
        await store.run(claims.ask_again, row.id, at=now + BETWEEN, why=claims.NOT_THERE)
    return row.id


async def _sought(store: Store, row: OutboxRow, lease: timedelta) -> Sought:
    """Where and when to look: from a little before sending began until a little after nobody may have gone on."""
    kept = await store.read(answers.of, row.id)
    begun = row.sent_at or row.due_at
    return Sought(
        mark=row.mark,
        person_id=row.person_id,
        place_id=row.place_id,
        at=kept[1] if kept else "",
        since=begun - BETWEEN,
        until=begun + lease + BETWEEN,
        under=row.under,
    )
