"""What becomes of channels, as Slack tells it: in any order, and again. A new name is nothing: an id is what counts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.people import Place
from bot.handlers.slack.installed import Installation
from bot.handlers.slack.read import is_moment
from bot.storage import conversations, routes
from bot.storage.store import Store

ARCHIVED, NOT_IN, GONE = "is_archived", "not_in_channel", "channel_not_found"
# By Slack's own words for what a message there is refused with from then on.
SHUTS = {
    "channel_archive": ARCHIVED,
    "group_archive": ARCHIVED,
    "channel_deleted": GONE,
    "group_deleted": GONE,
    "channel_left": NOT_IN,
    "group_left": NOT_IN,
}
OPENS = ("channel_unarchive", "group_unarchive")
JOINED, LEFT = "member_joined_channel", "member_left_channel"
SHARED, MOVED = "channel_shared", "channel_id_changed"
KINDS = frozenset({*SHUTS, *OPENS, JOINED, LEFT, SHARED, MOVED})


async def note(store: Store, here: Installation, event: Mapping[str, Any], *, now: datetime, within: float) -> None:
    """Keep what it means for whatever table's channel it is; of any other it means nothing. Raises StoreError."""
    kind, told = event["type"], event.get("channel", "")
    place = Place(platform="slack", tenant=here.tenant, conversation=told, route=here.route)
    at, is_ours = _happened_at(event, now), event.get("user") == here.bot_user
    if kind == MOVED:
        await _moved(store, here, event, within=within)
    elif not told:
        return
    elif kind in SHUTS or (kind == LEFT and is_ours):
        why = SHUTS.get(kind, NOT_IN)
        await store.run_within(within, conversations.told_shut, place, why=why, at=at, now=now)
    elif kind in OPENS:
        # It is in use again for all, whichever of several installations is told.
        await store.run_within(within, conversations.told_open, place, whys=(ARCHIVED,), at=at, for_all=True)
    elif kind == JOINED and is_ours:
        whys = (ARCHIVED, NOT_IN, GONE)
        await store.run_within(within, conversations.told_open, place, whys=whys, at=at, for_all=False)
    elif kind == JOINED and event.get("user"):
        tenant = here.tenant_of(event.get("team"))
        await store.run_within(within, routes.try_those, place, tenant, event["user"])
    elif kind == SHARED and event.get("connected_team_id"):
        await store.run_within(within, routes.try_those, place, event["connected_team_id"], "")


async def _moved(store: Store, here: Installation, event: Mapping[str, Any], *, within: float) -> None:
    """A channel that is shared gets another id: it stays its table's."""
    if event.get("old_channel_id") and event.get("new_channel_id"):
        old = Place(platform="slack", tenant=here.tenant, conversation=event["old_channel_id"], route=here.route)
        await store.run_within(within, conversations.move, old, event["new_channel_id"])


def _happened_at(event: Mapping[str, Any], now: datetime) -> datetime:
    """When it happened, as Slack says."""
    ts = event.get("event_ts", "")
    return datetime.fromtimestamp(float(ts), UTC) if is_moment(ts) else now
