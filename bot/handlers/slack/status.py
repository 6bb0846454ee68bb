"""What Slack tells of somebody just before they are written to: whether they are away, and which hours are theirs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.sender import NotNowError
from bot.handlers.slack.profile import profile_of, status_of
from bot.services import profiles, statuses
from bot.storage import profiles as storage
from bot.storage.store import Store

# By then the manners have seen the days that were kept, and say themselves when it is time.
A_MINUTE = timedelta(minutes=1)


async def must_live_there(store: Store, person_id: int, told: Mapping[str, Any]) -> None:
    """Raises NotNowError where their zone is another than was known: whether it is a good time is asked anew then.

    It is learnt when they first do something; but Slack may have failed to tell it just then.
    """
    zone = profile_of(told).zone
    if profiles.is_zone(zone) and await store.read(storage.zone_of, person_id) != zone:
        await store.run(profiles.place, person_id, zone)
        raise NotNowError("zone_learnt", A_MINUTE)


async def must_not_be_away(store: Store, person_id: int, user: str, told: Mapping[str, Any], *, now: datetime) -> None:
    """Raises NotNowError while their status says that they are away. Where nothing is told of it, they are not."""
    until = await store.run(statuses.note, person_id, status_of(told), by=user, now=now)
    if until is not None:
        raise NotNowError("away", max(until - now, A_MINUTE))
