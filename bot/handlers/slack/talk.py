"""Talk, counted before Bolt: a look into memory for most of it, since Slack sends every word of each channel we are in.

The words are dropped at once; what is kept is the day and the person, and only of people who were told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.people import Identity
from bot.handlers.slack.installed import PLATFORM, Installation
from bot.handlers.slack.read import BY_PEOPLE, is_moment
from bot.services import talk
from bot.storage import conversations
from bot.storage.conversations import Heard
from bot.storage.store import Store

# A table that is begun in another process is known here after so many seconds; so is somebody who was told meanwhile.
FORGET_AFTER = 60.0
MOST_REMEMBERED = 100_000


@dataclass(slots=True)
class Talk:
    """Which channels are tables', and who was counted or looked at today."""

    store: Store
    _tables: dict[tuple[str, str], Heard] = field(default_factory=dict)
    _shared: dict[str, Heard] = field(default_factory=dict)
    _looked_at: float = float("-inf")
    _counted: set[tuple[str, str, date]] = field(default_factory=set)
    _not_counted: dict[tuple[str, str, date], float] = field(default_factory=dict)

    async def hear(self, event: Mapping[str, Any], here: Installation, *, at: float) -> None:
        """Count a day of somebody's talk in a table's own conversation, once."""
        if not _is_talk(event):
            return
        table = await self._table(here, event["channel"], at)
        if table is None:
            return
        said_at = datetime.fromtimestamp(float(event["ts"]), UTC)
        day = said_at.astimezone(ZoneInfo(table.zone)).date()
        who = (event["user"], event["channel"], day)
        if who in self._counted or at - self._not_counted.get(who, float("-inf")) < FORGET_AFTER:
            return
        team = event.get("user_team") or event.get("team")
        identity = Identity(platform="slack", tenant=here.tenant_of(team), user=event["user"])
        counted = await self.store.run(talk.note, identity, table.partnership_id, on_day=day, at=said_at)
        self._remember(who, counted=counted, at=at)

    def forget(self) -> None:
        """Look again which channels are tables'."""
        self._looked_at = float("-inf")

    async def _table(self, here: Installation, channel: str, at: float) -> Heard | None:
        if at - self._looked_at >= FORGET_AFTER:
            found = await self.store.read(conversations.on_platform, "slack")
            self._tables = {(one.tenant, one.address): one for one in found}
            self._shared = {one.address: one for one in found}
            self._looked_at = at
        known = self._tables.get((here.tenant, channel))
        # Another installation may hear what is said in a channel that it shares with the table's own.
        return known if known or here.route == PLATFORM else self._shared.get(channel)

    def _remember(self, who: tuple[str, str, date], *, counted: bool, at: float) -> None:
        if len(self._counted) + len(self._not_counted) >= MOST_REMEMBERED:
            self._counted.clear()
            self._not_counted.clear()
        if counted:
            self._counted.add(who)
        else:
            self._not_counted[who] = at


def _is_talk(event: Mapping[str, Any]) -> bool:
    """Something a person said: no edit, no deletion, nobody who joined, no bot."""
    by_somebody = event.get("user") and event.get("channel") and not event.get("bot_id")
    return bool(by_somebody) and event.get("subtype") in BY_PEOPLE and is_moment(event.get("ts", ""))
