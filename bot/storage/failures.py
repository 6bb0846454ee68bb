"""Which failures are the database's own, whatever it is called, and which of those are worth another try."""

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.storage.errors import StoreUnavailable

# SQLSTATEs and their classes: https://www.postgresql.org/docs/current/errcodes-appendix.html
# Connection failures, serialization failure, deadlock, a server that stops: nothing was kept, and another try may do.
LOST = ("08", "40001", "40P01", "57P")
# Out of room or memory, system errors, a read-only server, and whatever has taken too long already to be tried again.
UNUSABLE = ("53", "58", "25006", "25P03", "55P03", "57014")
# The server ends a transaction that idles, so that a COMMIT which finds its connection gone for this kept nothing.
IDLED = "25P03"

# https://www.sqlite.org/rescode.html
UNUSABLE_SQLITE = (
    "SQLITE_BUSY",
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_NOTADB",
    "SQLITE_READONLY",
)
LIES_WITH_THE_DISK = ("SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")
# What both databases answer to a call that writes where it was to read only: a fault of the call.
WROTE_WHILE_READING = ("25006", "SQLITE_READONLY")


class Lost(Exception):  # noqa: N818 - never leaves the store
    """A try that kept nothing, and may be made again."""


def verdict(error: BaseException, tx: Connection, *, reading: bool) -> Exception | None:
    """What to raise instead of an error that a call, or its COMMIT, ended with; None if it is the call's own."""
    code = _code(error)
    if reading and code in WROTE_WHILE_READING:
        return None
    if isinstance(error, DBAPIError) and code.startswith(UNUSABLE + UNUSABLE_SQLITE):
        return unavailable(error)
    # A call may have met the loss of its connection, and let out something else.
    return Lost() if tx.invalidated or code.startswith(LOST) else None


def leaves_unknown(error: DBAPIError) -> bool:
    """Whether nobody can tell if a COMMIT that ended with this error was done: its answer never came."""
    return error.connection_invalidated and _code(error) != IDLED


def unavailable(error: DBAPIError) -> StoreUnavailable:
    return StoreUnavailable(f"Nothing was saved: the database answers “{reason(error)}”.")


def reason(error: DBAPIError) -> str:
    """The driver's own first line, without the statement and its values."""
    return next(iter(str(error.orig).splitlines()), "nothing")


def lies_with_the_disk(error: DBAPIError) -> bool:
    """Whether SQLite's file is where it can't be written, or where there is no room for it."""
    return _code(error).startswith(LIES_WITH_THE_DISK)


def _code(error: BaseException) -> str:
    """PostgreSQL's SQLSTATE or SQLite's name for an error; empty where there is neither."""
    orig = getattr(error, "orig", None)
    return str(getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", ""))
