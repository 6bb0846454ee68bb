"""The sender for what stands with us: the browser's pages and the terminal. Putting a row up twice changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery.sender import DeliveryError, Outgoing
from bot.messages import plain
from bot.storage import posts
from bot.storage.errors import StoreError
from bot.storage.posts import Post
from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Poster:
    """Puts messages up for one route, "web" or "terminal"; `tell` hears whose page it was (None: a table's)."""

    store: Store
    route: str
    tell: Callable[[int | None], None] = lambda _person_id: None

    async def send(self, message: Outgoing) -> str:
        """The message's id. Raises DeliveryError when the database cannot be written just now."""
        post = Post(
            outbox_id=message.row_id,
            route=self.route,
            card=plain.written(message.card),
            person_id=message.person_id,
            conversation_id=message.place_id,
        )
        try:
            number = await self.store.run(posts.put, post, now=message.now)
        except StoreError as error:
            raise DeliveryError(error.code) from error
        self.tell(message.person_id)
        return str(number)
