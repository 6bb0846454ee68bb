"""Messages arriving while a page is open: a word that something is new, after which the page looks for itself."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import datetime

from bot.services import pages
from bot.storage.errors import StoreError
from bot.storage.store import Store

# What another process put up is found by looking; what this one did is told at once.
LOOK_EVERY = 5.0

NEW = b"event: new\ndata: .\n\n"
OVER = b"event: over\ndata: .\n\n"
# A comment: it keeps the line open through whatever stands between, and tells when it is gone.
STILL_HERE = b": \n\n"


class Live:
    """Who has a page open in this process."""

    def __init__(self) -> None:
        self._open: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self._closed = False

    def tell(self, person_id: int | None) -> None:
        """Something new stands on somebody's page, or on their table's."""
        for person, events in tuple(self._open.items()):
            if person_id in (None, person):
                for event in events:
                    event.set()

    def close(self) -> None:
        """The program stops: whoever listens is let go, and comes back to the next one."""
        self._closed = True
        self.tell(None)

    async def changes(
        self, store: Store, token: str, page: pages.Page, known: str, *, now: Callable[[], datetime]
    ) -> AsyncIterator[bytes]:
        """What is sent to one open page, until it is closed, or its person is signed out.

        `known` is the last entry it shows: what came since, while the line was down, is told at once.
        """
        person, slug = page.partner.person.id, page.partner.partnership.slug
        woken = asyncio.Event()
        self._open[person].add(woken)
        told = False
        try:
            while not self._closed:
                found = await _newest(store, token, slug, known, now())
                if found is None:
                    yield OVER
                    return
                yield NEW if told or found != known else STILL_HERE
                known = found
                told = await _told(woken)
        finally:
            self._let_go(person, woken)

    def _let_go(self, person: int, woken: asyncio.Event) -> None:
        self._open[person].discard(woken)
        if not self._open[person]:
            del self._open[person]


async def _told(woken: asyncio.Event) -> bool:
    """Whether something was told within the time after which one looks anyway."""
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), LOOK_EVERY)
    told = woken.is_set()
    woken.clear()
    return told


async def _newest(store: Store, token: str, slug: str, known: str, now: datetime) -> str | None:
    """The last entry's name; nothing new where the database cannot be asked just now."""
    try:
        return await store.read(pages.newest, token, slug, now=now)
    except StoreError:
        return known
