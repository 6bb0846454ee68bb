"""The bot's own messages as they come back as events: the cheapest proof that one did arrive."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.services import went_out
from bot.storage.store import Store

MARK = "convenor:"


def mark_of(row_id: int) -> str:
    """What the first block of a message is called: the outbox row's number."""
    return f"{MARK}{row_id}"


async def comes_back(store: Store, event: Mapping[str, Any], *, now: datetime) -> None:
    """Settle the row that a message of ours was sent for, if nobody knew what became of it."""
    blocks = event.get("blocks") or [{}]
    mark = str(blocks[0].get("block_id", "")) if isinstance(blocks[0], dict) else ""
    number = mark.removeprefix(MARK)
    if mark.startswith(MARK) and number.isdecimal() and number.isascii():
        where = f"{event.get('channel')}/{event.get('ts')}"
        await store.run(went_out.arrived, int(number[:18]), message_id=where, now=now)
