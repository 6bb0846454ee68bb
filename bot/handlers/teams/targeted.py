"""What one person alone is shown in a channel or a chat, for a day: for whoever can't be written to in another way.

An external member of a shared channel is never written to alone: Teams lets a bot do that only in its own organisation.
Where such a card stands is not kept: it can't be drawn again once it has gone, and its buttons answer by what is so.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.delivery.sender import DeliveryError, Outgoing, Pace
from bot.handlers.teams import destination
from bot.handlers.teams.client import TeamsClient
from bot.handlers.teams.destination import Destination
from bot.handlers.teams.said import Opens, activity
from bot.handlers.teams.send import NOT_KNOWN, PACE
from bot.storage import conversations, people, routes, teams
from bot.storage.errors import StoreError
from bot.storage.store import Store
from bot.storage.teams import PersonRef

NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class TargetedSender:
    """Carries messages of the route "teams_targeted"."""

    store: Store
    client: TeamsClient
    opens: Opens
    pace: Pace = PACE

    async def shared(self, message: Outgoing) -> str | None:
        """The conversation it will stand in: its limits are those of all that is written there."""
        try:
            return (await self._to(message)).conversation
        except DeliveryError:
            # It is refused when it is sent.
            return None

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError."""
        try:
            to = await self._to(message)
            number = await self.client.post(
                to.service_url,
                to.conversation,
                activity(message.card, self.opens),
                must_be_in_time=message.must_be_in_time,
                thread=to.thread,
                only_for=to.account,
            )
        except DeliveryError as error:
            if error.permanent and message.person_id is not None:
                # What waits for them behind a button reaches them wherever they may press one.
                with suppress(StoreError):
                    await self.store.run(routes.add_route, message.person_id, routes.OPENED_VIEW)
            raise
        return f"{to.conversation}/{number}"

    async def _to(self, message: Outgoing) -> Destination:
        asked_in = destination.read(message.at) if message.at else None
        # What they asked where nobody else reads is shown them among others where it is the way that is left.
        if asked_in and not asked_in.personal:
            return asked_in
        address = await self._channel(message)
        if address is None:
            raise DeliveryError(NO_CHANNEL, permanent=True)
        place = await self.store.read(teams.place, address)
        known = await self.store.read(teams.of_person, message.person_id or 0)
        if place is None or not known:
            raise DeliveryError(NOT_KNOWN)
        ref = of_place(known, place.tenant)
        return Destination(
            tenant=ref.tenant,
            user=ref.user,
            account=ref.account,
            host=place.tenant,
            conversation=address,
            service_url=place.service_url,
        )

    async def _channel(self, message: Outgoing) -> str | None:
        """That of the table it is about; else of any of theirs, for nobody else there sees it."""
        seats = await self.store.read(people.seats_of, message.person_id or 0)
        for table in dict.fromkeys((message.partnership_id, *(seat.partnership.id for seat in seats))):
            for place in await self.store.read(conversations.of_table, table):
                if place.platform == "teams":
                    return place.address
        return None


def of_place(known: Sequence[PersonRef], tenant: str) -> PersonRef:
    """By which account a conversation has somebody: that of its own organisation, else the one they came with."""
    return next((ref for ref in known if ref.tenant == tenant), known[0])
