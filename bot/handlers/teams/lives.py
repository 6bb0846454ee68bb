"""What becomes of conversations in Teams, of the app in them, and by what whoever speaks there can be written to.

It is told in any order, and again: what is older than the newest of its kind changes nothing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.people import Identity, Place
from bot.storage import conversations, people, routes, teams
from bot.storage.store import Store
from bot.storage.teams import Kind, PersonRef, PlaceRef

CONVERSATION, INSTALLATION = "conversationUpdate", "installationUpdate"
PERSONAL, CHANNEL = "personal", "channel"
# "remove-upgrade" is half of an update that goes on.
INSTALLED, REMOVED = frozenset({"add", "add-upgrade", "upgrade"}), "remove"

# The house's words for why nothing can be posted somewhere (messages/cards/doubts.py).
ARCHIVED, NOT_IN, GONE = "is_archived", "not_in_channel", "channel_not_found"
# As those who were refused found it.
REFUSALS_OF = {
    NOT_IN: ("BotNotInConversationRoster", "ForbiddenOperationException", "MessageWritesBlocked"),
    GONE: ("ConversationNotFound",),
    ARCHIVED: ("TeamIsArchived", "ChannelIsArchived", "ConversationArchived"),
}
SHUTS = {"teamArchived": ARCHIVED, "teamDeleted": GONE, "teamHardDeleted": GONE, "channelDeleted": GONE}
OPENS = {"teamUnarchived": ARCHIVED, "teamRestored": GONE, "channelRestored": GONE}
SHARED = "channelShared"
# Why somebody who has taken the app away from themselves is not written to alone.
APP_REMOVED = "app_removed"

# A delivery of this kind is answered once it is kept.
WITHIN = 1.0

Told = Mapping[str, Any]
WhoSpeaks = Callable[[Told], Awaitable[Identity | None]]


@dataclass(frozen=True, slots=True)
class Lives:
    """Keeps it. `account`: the bot's own; `speaks`: who an activity is from, None where nobody can say."""

    store: Store
    account: str
    speaks: WhoSpeaks
    now: Callable[[], datetime]

    async def __call__(self, kind: str, told: Told) -> None:
        """Any activity of theirs, as it was let in. Raises StoreError."""
        at = _happened_at(told, self.now())
        place = _place(told)
        if place is None:
            return
        is_news = kind in (CONVERSATION, INSTALLATION)
        await self._run(teams.keep_place, place, now=at, spoken=not is_news)
        if kind == INSTALLATION:
            await self._installation(told, place, at)
        elif kind == CONVERSATION:
            await self._conversation(told, place, at)
        # Who changes something in a channel has not spoken to us.
        if not is_news or place.kind == PERSONAL:
            await self._whoever(told, place)

    async def _whoever(self, told: Told, place: PlaceRef) -> None:
        """By what the speaker is written to from now on."""
        who = await self.speaks(told)
        if who is None:
            return
        ref = PersonRef(
            tenant=who.tenant,
            user=who.user,
            account=told["from"]["id"],
            service_url=place.service_url,
            personal=place.address if place.kind == PERSONAL else None,
            kind="external" if who.tenant != place.tenant else "unknown",
        )
        await self._run(teams.keep_person, ref, now=self.now())

    async def _installation(self, told: Told, place: PlaceRef, at: datetime) -> None:
        action = told["action"]
        if action in INSTALLED:
            await self._comes(told, place, at)
        elif action == REMOVED:
            await self._goes(told, place, at)

    async def _conversation(self, told: Told, place: PlaceRef, at: datetime) -> None:
        event = told.get("channelData", {}).get("eventType", "")
        if self._is_among(told.get("membersAdded", ())):
            await self._comes(told, place, at)
        elif self._is_among(told.get("membersRemoved", ())):
            await self._goes(told, place, at)
        elif event in SHUTS:
            await self._shut(await self._meant(told, place), SHUTS[event], at)
        elif event in OPENS:
            await self._open(await self._meant(told, place), (OPENS[event],), at)
        elif event == SHARED:
            await self._run(teams.share, place.address)
            for team in told["channelData"].get("sharedWithTeams", ()):
                await self._try_those(place, team.get("tenantId", ""), "")
        else:
            for member in told.get("membersAdded", ()):
                tenant = member.get("tenantId") or place.tenant
                await self._try_those(place, tenant, member.get("aadObjectId") or member["id"])

    def _is_among(self, members: Sequence[Told]) -> bool:
        return any(one["id"] == self.account for one in members)

    async def _comes(self, told: Told, place: PlaceRef, at: datetime) -> None:
        """The app is there. Shared and private channels have it by themselves, not with their team."""
        is_news = await self._run(teams.put_back, place.address, now=at)
        if place.kind == PERSONAL:
            await self._reached(told, is_news=is_news)
            return
        found = await self.store.read(teams.within, place.address)
        await self._open([one for one in found if one.address == place.address or not one.shared], (NOT_IN, GONE), at)

    async def _goes(self, told: Told, place: PlaceRef, at: datetime) -> None:
        is_news = await self._run(teams.remove, place.address, now=at)
        if place.kind == PERSONAL:
            await self._not_reached(told, is_news=is_news)
            return
        await self._shut(await self.store.read(teams.within, place.address), NOT_IN, at)

    async def _reached(self, told: Told, *, is_news: bool) -> None:
        """Whoever has the app for themselves is written to there."""
        person_id = await self._known(told) if is_news else None
        if person_id is not None:
            await self._run(routes.add_route, person_id, "teams")
            await self._run(routes.follow, person_id)

    async def _not_reached(self, told: Told, *, is_news: bool) -> None:
        person_id = await self._known(told) if is_news else None
        if person_id is not None:
            await self._run(routes.close, person_id, "teams", why=APP_REMOVED, now=self.now())
            # The table's channel may have them all the same.
            await self._run(routes.add_route, person_id, routes.TARGETED)
            await self._run(routes.follow, person_id)

    async def _known(self, told: Told) -> int | None:
        who = await self.speaks(told)
        found: int | None = await self.store.read(people.person_of, who) if who else None
        return found

    async def _meant(self, told: Told, place: PlaceRef) -> Sequence[PlaceRef]:
        """The channel that an event names, or all of a team's."""
        channel = told["channelData"].get("channel", {}).get("id", "")
        is_channels = told["channelData"]["eventType"].startswith("channel")
        if is_channels and channel and channel != place.address:
            known = await self.store.read(teams.place, channel)
            return [known] if known else []
        return [place] if is_channels else await self.store.read(teams.within, place.address)

    async def _shut(self, those: Sequence[PlaceRef], why: str, at: datetime) -> None:
        for one in those:
            await self._run(conversations.told_shut, _where(one), why=why, at=at, now=self.now())

    async def _open(self, those: Sequence[PlaceRef], whys: Sequence[str], at: datetime) -> None:
        reasons = [why for one in whys for why in (one, *REFUSALS_OF[one])]
        for one in those:
            await self._run(conversations.told_open, _where(one), whys=reasons, at=at, for_all=True)
            # Whoever could be shown nothing there meanwhile can be again.
            await self._run(routes.try_those, _where(one, by=routes.TARGETED), "", "")

    async def _try_those(self, place: PlaceRef, tenant: str, user: str) -> None:
        """Who is in a channel from now on may be reached there, also where that had failed."""
        if tenant:
            await self._run(routes.try_those, _where(place, by=routes.TARGETED), tenant, user)

    async def _run(self, call: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call has it
        return await self.store.run_within(WITHIN, call, *args, **named)


def _where(place: PlaceRef, *, by: str = "") -> Place:
    return Place(platform="teams", tenant=place.tenant, conversation=place.address, route=by)


def _place(told: Told) -> PlaceRef | None:
    """What an activity tells of where it happened; None where it does not say whose that is."""
    conversation, data = told["conversation"], told.get("channelData", {})
    tenant = conversation.get("tenantId") or data.get("tenant", {}).get("id", "")
    if not tenant:
        return None
    address = conversation["id"].partition(";messageid=")[0]
    return PlaceRef(
        address=address,
        tenant=tenant,
        kind=_kind(conversation, address),
        shared=data.get("channel", {}).get("type") == "shared",
        team=data.get("team", {}).get("id", ""),
        service_url=told["serviceUrl"],
    )


def _kind(conversation: Told, address: str) -> Kind:
    match conversation.get("conversationType"):
        case "personal":
            return "personal"
        case "groupChat":
            return "groupChat"
        case None:
            return "personal" if address.startswith("a:") else "channel"
        case _:
            return "channel"


def _happened_at(told: Told, now: datetime) -> datetime:
    """When it happened, as Teams says; what lies ahead of us is now."""
    try:
        at = datetime.fromisoformat(told.get("timestamp", ""))
        return min(at.astimezone(UTC), now) if at.tzinfo else now
    except (ValueError, OverflowError):
        return now
