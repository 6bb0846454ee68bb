"""Somebody's status in Slack, read for whether they are away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.sender import NotNowError
from bot.domain.statuses import Status
from bot.services import statuses
from bot.storage.store import Store

# By then the manners have seen the days that were kept, and say themselves when it is time.
A_MINUTE = timedelta(minutes=1)


def status_of(told: Mapping[str, Any]) -> Status:
    """What users.info, or an event with the same user in it, tells of a status: often half of it, or nothing."""
    profile = told.get("profile")
    profile = profile if isinstance(profile, Mapping) else {}
    text, emoji, ends = (profile.get(name) for name in ("status_text", "status_emoji", "status_expiration"))
    return Status(
        text=text if isinstance(text, str) else None,
        emoji=emoji if isinstance(emoji, str) else None,
        ends=ends if isinstance(ends, int) else None,
    )


async def must_not_be_away(store: Store, person_id: int, user: str, told: Mapping[str, Any], *, now: datetime) -> None:
    """Raises NotNowError while their status says that they are away. Where nothing is told of it, they are not."""
    until = await store.run(statuses.note, person_id, status_of(told), by=user, now=now)
    if until is not None:
        raise NotNowError("away", max(until - now, A_MINUTE))
