"""Teams' sender: what the outbox owes to a conversation, or to one person in their own, posted once.

Teams can't be asked what became of a message: where an answer is lost it stays unknown, and is shown as that.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.delivery.sender import DeliveryError, OutcomeUnknownError, Outgoing, Pace
from bot.handlers.teams import destination
from bot.handlers.teams.client import TeamsClient
from bot.handlers.teams.destination import Destination
from bot.handlers.teams.said import Opens, activity
from bot.storage import conversations, posted, routes, teams
from bot.storage.errors import StoreError
from bot.storage.posted import Posted
from bot.storage.store import Store
from bot.storage.teams import PersonRef

log = structlog.get_logger()

# Seven in a second and sixty in half a minute is what a conversation takes, and two routes lead to a channel; in a
# tenant an app may write thirty in a second.
PACE = Pace(gap=timedelta(seconds=1), every=timedelta(seconds=1 / 30), at_once=8)

# What the name of the bot's conversation with one person begins with.
ALONE = "a:"

NOT_INSTALLED, NOT_KNOWN = "not_installed", "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where a message goes: the conversation, whose it is, and by which address of the connector."""

    tenant: str
    conversation: str
    service_url: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class TeamsSender:
    """Carries messages of the route "teams"."""

    store: Store
    client: TeamsClient
    opens: Opens
    pace: Pace = PACE

    async def shared(self, message: Outgoing) -> str | None:
        """The channel or chat it will stand in; None for what only its reader sees."""
        if message.redraws:
            where = message.redraws.conversation
            return None if where.startswith(ALONE) else where
        if message.place_id is not None:
            return (await self.store.read(conversations.by_id, message.place_id)).address
        return None

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError."""
        try:
            return await self._send(message)
        except DeliveryError as error:
            if error.permanent and message.person_id is not None and message.redraws is None:
                # They may sit in the table's channel all the same, where they alone can be shown something.
                with suppress(StoreError):
                    await self.store.run(routes.add_route, message.person_id, routes.TARGETED)
            raise

    async def _send(self, message: Outgoing) -> str:
        if message.redraws:
            place = message.redraws
            at = At(
                tenant=place.tenant,
                conversation=place.conversation,
                service_url=await self._service_url(place.conversation, message.person_id),
            )
            return await self._update(at, place.message or "", message)
        to = destination.read(message.at) if message.at else None
        if to and to.personal:
            return await self._answer(message, to)
        if message.place_id is not None:
            return await self._post(await self._in_place(message.place_id, message.under), message)
        return await self._post(await self._alone(message.person_id or 0, message), message)

    async def _answer(self, message: Outgoing, to: Destination) -> str:
        """In the place of the card that was used, where it belongs there; else below it."""
        at = At(tenant=to.host, conversation=to.conversation, service_url=to.service_url)
        instead = message.instead or bool(to.subject and to.subject == message.card.subject)
        if to.message and instead:
            try:
                return await self._update(at, to.message, message)
            except OutcomeUnknownError:
                raise
            except DeliveryError as error:
                if error.retry_after or error.everybodys:
                    raise
                log.info("teams.answer.otherwise", row=message.row_id, code=error.code)
        return await self._post(at, message)

    async def _in_place(self, place_id: int, under: str) -> At:
        place = await self.store.read(conversations.by_id, place_id)
        known = await self.store.read(teams.place, place.address)
        if known is None:
            raise DeliveryError(NOT_KNOWN)
        thread = under.rpartition("/")[2]
        return At(tenant=known.tenant, conversation=place.address, service_url=known.service_url, thread=thread)

    async def _alone(self, person_id: int, message: Outgoing) -> At:
        """The bot's conversation with somebody: the one there is, else one that is begun in their own organisation."""
        known = await self.store.read(teams.of_person, person_id)
        if not known:
            raise DeliveryError(NOT_KNOWN)
        for ref in known:
            if ref.personal:
                return At(tenant=ref.tenant, conversation=ref.personal, service_url=ref.service_url)
        for ref in known:
            if ref.kind != "external" and await self.store.read(teams.is_installed_in, ref.tenant):
                return await self._begun(ref, message)
        raise DeliveryError(NOT_INSTALLED, permanent=True)

    async def _begun(self, ref: PersonRef, message: Outgoing) -> At:
        conversation = await self.client.begin(ref.service_url, account=ref.account, tenant=ref.tenant)
        # It is begun: asked again Teams would name the same.
        with suppress(StoreError):
            await self.store.run(teams.met, ref, conversation, now=message.now)
        return At(tenant=ref.tenant, conversation=conversation, service_url=ref.service_url)

    async def _service_url(self, conversation: str, person_id: int | None) -> str:
        """Where a card that stands in a conversation is changed: by the newest address that is known for it."""
        place = await self.store.read(teams.place, conversation)
        if place is not None:
            return place.service_url
        known = await self.store.read(teams.of_person, person_id or 0)
        found = next((ref.service_url for ref in known if ref.personal == conversation), "")
        if not found:
            raise DeliveryError(NOT_KNOWN)
        return found

    async def _post(self, at: At, message: Outgoing) -> str:
        said = activity(message.card, self.opens)
        number = await self.client.post(
            at.service_url,
            at.conversation,
            said,
            must_be_in_time=message.must_be_in_time,
            thread=at.thread,
        )
        await self._remember(at, number, message)
        return f"{at.conversation}/{number}"

    async def _update(self, at: At, number: str, message: Outgoing) -> str:
        await self.client.update(at.service_url, at.conversation, number, activity(message.card, self.opens))
        await self._remember(at, number, message)
        return f"{at.conversation}/{number}"

    async def _remember(self, at: At, number: str, message: Outgoing) -> None:
        """Where the card stands. It was posted already, so trouble in keeping that is no reason to post it again."""
        card = Posted(
            partnership_id=message.partnership_id,
            platform="teams",
            tenant=at.tenant,
            address=at.conversation,
            message_id=number,
            person_id=message.person_id,
            subject=message.card.subject,
        )
        with suppress(StoreError):
            await self.store.run(posted.note, card, now=message.now)
