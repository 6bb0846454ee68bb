"""From any door to the desk and back: the one place where a refusal becomes an answer."""

import asyncio
from datetime import datetime

from bot.domain.errors import ConvenorError
from bot.services import desk
from bot.services.request import Reply, Request
from bot.storage.errors import OutcomeUnknown
from bot.storage.store import Store


async def serve(store: Store, request: Request, *, now: datetime) -> Reply:
    """The answer to a request. What is refused is rolled back first, then said, in a transaction of its own.

    Raises StoreError when the database cannot be reached: each door says that in its own way.
    """
    try:
        return await store.run(desk.answer, request, now=now)
    except ConvenorError as error:
        return await store.run(desk.refused, request, error, now=now)


async def serve_within(store: Store, request: Request, *, until: float, now: datetime) -> Reply:
    """The same for a platform that waits no longer than `until`, on the running loop's clock.

    Where a COMMIT's answer was lost, the request's key tells whether it was done: it is done once, or answered again.
    """
    left = asyncio.get_running_loop().time
    try:
        return await store.run_within(until - left(), desk.answer, request, now=now)
    except ConvenorError as error:
        return await store.run_within(until - left(), desk.refused, request, error, now=now)
    except OutcomeUnknown:
        if not request.key:
            raise
        return await store.run_within(until - left(), desk.answer, request, now=now)
