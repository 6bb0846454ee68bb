"""From any door to the desk and back: the one place where a refusal becomes an answer."""

from datetime import datetime

from bot.domain.errors import ConvenorError
from bot.services import desk
from bot.services.request import Reply, Request
from bot.storage.store import Store


async def serve(store: Store, request: Request, *, now: datetime) -> Reply:
    """The answer to a request. What is refused is rolled back first, then said, in a transaction of its own.

    Raises StoreError when the database cannot be reached: each door says that in its own way.
    """
    try:
        return await store.run(desk.answer, request, now=now)
    except ConvenorError as error:
        return await store.run(desk.refused, request, error, now=now)
