"""Calls over HTTP, with a last look as their bytes are about to leave: a process may stand still before that."""

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import aiohttp

# What may be waited for, and what is left of it for reaching a platform at all.
PATIENCE = aiohttp.ClientTimeout(total=10, sock_connect=3)

# What may still stop a call when its bytes are about to leave; in the task that makes it, and in aiohttp's that writes.
_LAST_LOOK: ContextVar[Callable[[], None] | None] = ContextVar("last_look", default=None)


@contextmanager
def in_time(must_be_in_time: Callable[[], None]) -> Iterator[None]:
    """Calls that are made meanwhile leave only while it lets them: others may have taken a message over by then."""
    before = _LAST_LOOK.set(must_be_in_time)
    try:
        yield
    finally:
        _LAST_LOOK.reset(before)


def new_session() -> aiohttp.ClientSession:
    """What calls are made through, by one client or by many."""
    looking = aiohttp.TraceConfig()
    looking.on_request_chunk_sent.append(_look_once_more)
    return aiohttp.ClientSession(timeout=PATIENCE, trace_configs=[looking])


async def _look_once_more(_session: object, _context: object, _params: object) -> None:
    """Despite its name aiohttp tells of a chunk before it is written, and that with the headers."""
    if must_be_in_time := _LAST_LOOK.get():
        must_be_in_time()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
