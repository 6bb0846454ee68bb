"""Talk, counted beside the work: a look into memory for most of it, since a chat may send every word of a conversation.

The words are dropped at once; what is kept is the day and the person, and only of people who were told.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.people import Identity, Place, Platform
from bot.services import talk
from bot.storage import conversations
from bot.storage.conversations import Heard
from bot.storage.store import Store

# A table that is begun in another process is known here after so many seconds; so is somebody who was told meanwhile.
FORGET_AFTER = 60.0
MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """That somebody said something to others, somewhere, at a moment."""

    who: Identity
    place: Place
    at: datetime


@dataclass(slots=True)
class Talk:
    """Which conversations are tables', and who was counted or looked at today."""

    store: Store
    platform: Platform
    _tables: dict[tuple[str, str], Heard] = field(default_factory=dict)
    _shared: dict[str, Heard] = field(default_factory=dict)
    _looked_at: float = float("-inf")
    _counted: set[tuple[Identity, str, date]] = field(default_factory=set)
    _not_counted: dict[tuple[Identity, str, date], float] = field(default_factory=dict)

    async def hear(self, spoken: Spoken, *, at: float) -> None:
        """Count a day of somebody's talk in a table's own conversation, once. `at`: on the loop's clock."""
        table = await self._table(spoken.place, at)
        if table is None:
            return
        day = spoken.at.astimezone(ZoneInfo(table.zone)).date()
        one = (spoken.who, table.address, day)
        if one in self._counted or at - self._not_counted.get(one, float("-inf")) < FORGET_AFTER:
            return
        counted = await self.store.run(talk.note, spoken.who, table.partnership_id, on_day=day, at=spoken.at)
        self._remember(one, counted=counted, at=at)

    def forget(self) -> None:
        """Look again which conversations are tables'."""
        self._looked_at = float("-inf")

    async def _table(self, place: Place, at: float) -> Heard | None:
        if at - self._looked_at >= FORGET_AFTER:
            found = await self.store.read(conversations.on_platform, self.platform)
            self._tables = {(one.tenant, one.address): one for one in found}
            self._shared = {one.address: one for one in found}
            self._looked_at = at
        known = self._tables.get((place.tenant, place.conversation))
        # Another installation may hear what is said in a conversation that it shares with the table's own.
        return known if known or not place.is_one_of_many else self._shared.get(place.conversation)

    def _remember(self, one: tuple[Identity, str, date], *, counted: bool, at: float) -> None:
        if len(self._counted) + len(self._not_counted) >= MOST_REMEMBERED:
            self._counted.clear()
            self._not_counted.clear()
        if counted:
            self._counted.add(one)
        else:
            self._not_counted[one] = at
