"""Something about a person in the workspace is different now: their name or zone, or whether they are there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.people import Identity
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.profile import profile_of, status_of
from bot.services import profiles
from bot.storage import people
from bot.storage.store import Store


async def note(store: Store, told: Mapping[str, Any], here: Installation, *, now: datetime) -> None:
    """Slack tells of everybody: of most of them nothing is known here, and nothing is written. Raises StoreError."""
    profile = profile_of(told)
    tenants = profile.tenants or (here.tenant,)
    those = [Identity(platform="slack", tenant=tenant, user=told["id"]) for tenant in tenants]
    known = await store.read(people.first_known, those)
    if known is not None:
        there = profiles.There(route=here.route, is_there=not told.get("deleted"), status=status_of(told))
        await store.run(profiles.changed, known, profile, there, now=now)
