"""What can go wrong between a call and the database. Each says whether the work was kept, if anybody can know."""

import asyncio
from typing import Any


class StoreError(Exception):
    """Something about the database itself; doors turn it into a true sentence with the person's words in it.

    `kept` is False where nothing was kept, and None where nobody knows yet.
    """

    code = "store"
    kept: bool | None = False


class StoreUnavailable(StoreError):  # noqa: N818 - named for what it says
    """The database cannot be used just now: gone, full, read-only, or busy for too long. Nothing was kept."""

    code = "store.unavailable"


class StoreBusy(StoreError):  # noqa: N818 - named for what it says
    """Too many calls wait already. Nothing was kept."""

    code = "store.busy"


class StoreClosed(StoreError):  # noqa: N818 - named for what it says
    """The program is stopping and takes no more work. Nothing was kept."""

    code = "store.closed"


class NotStarted(StoreError):  # noqa: N818 - named for what it says
    """The call was taken back before it began, because its time was over. Nothing was kept."""

    code = "store.not_started"


class StillRunning(StoreError):  # noqa: N818 - named for what it says
    """The time is over, but the call had begun and goes on. Await `outcome` for what becomes of it."""

    code = "store.still_running"
    kept = None

    def __init__(self, outcome: asyncio.Future[Any]) -> None:
        super().__init__()
        self.outcome = outcome


class OutcomeUnknown(StoreError):  # noqa: N818 - named for what it says
    """The connection was lost while committing. Look for the request's key before doing it again."""

    code = "store.outcome_unknown"
    kept = None


class SwallowedError(StoreError):
    """A call caught a database error and went on: PostgreSQL would then commit nothing and say yes."""

    code = "store.swallowed"


class NestedCallError(StoreError):
    """A call asked the store for another call: that would be a second transaction, or a wait for ever."""

    code = "store.nested"


class DatabaseTrouble(StoreError):  # noqa: N818 - named for what it says
    """The database cannot be opened or is not one we can work with; the message is a sentence for the operator."""

    code = "store.trouble"
