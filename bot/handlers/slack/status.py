"""Somebody's status in Slack, read for whether they are away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.sender import NotNowError
from bot.handlers.slack.profile import status_of
from bot.services import statuses
from bot.storage.store import Store

# By then the manners have seen the days that were kept, and say themselves when it is time.
A_MINUTE = timedelta(minutes=1)


async def must_not_be_away(store: Store, person_id: int, user: str, told: Mapping[str, Any], *, now: datetime) -> None:
    """Raises NotNowError while their status says that they are away. Where nothing is told of it, they are not."""
    until = await store.run(statuses.note, person_id, status_of(told), by=user, now=now)
    if until is not None:
        raise NotNowError("away", max(until - now, A_MINUTE))
