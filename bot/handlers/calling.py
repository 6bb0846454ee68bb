"""The sender of last resort: what can reach somebody in no other way waits with us, and their channel is told so."""

from dataclasses import dataclass

from bot.delivery.sender import DeliveryError, Outgoing
from bot.messages import plain
from bot.services import waiting
from bot.storage.errors import StoreError
from bot.storage.posts import Post
from bot.storage.routes import OPENED_VIEW
from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Caller:
    """Carries messages of the route "opened_view"."""

    store: Store

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError."""
        post = Post(
            outbox_id=message.row_id,
            route=OPENED_VIEW,
            card=plain.written(message.card),
            person_id=message.person_id,
        )
        try:
            number = await self.store.run(waiting.put_by, post, message.partnership_id, now=message.now)
        except StoreError as error:
            raise DeliveryError(error.code) from error
        if number is None:
            raise DeliveryError("no_channel", permanent=True)
        return str(number)
