"""The bot's own messages as they come back as events: the cheapest proof that one did arrive."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.services import went_out
from bot.storage.store import Store

# What the first block of a message is called begins with this; then comes the outbox row's mark.
PREFIX = "convenor:"


async def comes_back(store: Store, event: Mapping[str, Any], *, now: datetime) -> None:
    """Settle the row that a message of ours was sent for, if nobody knew what became of it."""
    blocks = event.get("blocks") or [{}]
    called = str(blocks[0].get("block_id", "")) if isinstance(blocks[0], dict) else ""
    mark = called.removeprefix(PREFIX)
    number = mark.partition(".")[0]
    if called.startswith(PREFIX) and number.isdecimal() and number.isascii():
        where = f"{event.get('channel')}/{event.get('ts')}"
        await store.run(went_out.came_back, int(number[:18]), mark, message_id=where, now=now)
