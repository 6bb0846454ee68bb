"""How much a bot may write into one conversation: 7 in a second, 8 in two, 60 in thirty, 1,800 in an hour."""

import time
from collections import deque

from tests.fakes.teams.core import Core

LIMITS = ((1, 7), (2, 8), (30, 60), (3600, 1800))
LONGEST = 3600


class Limits:
    """Counts what is written, by the real clock and by the fake's: too much is what is too much by both.

    A test turns the fake's clock on from message to message, and a bot that paces itself by it does no wrong.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._written: dict[str, deque[tuple[float, float]]] = {}

    def count(self, conversation_id: str) -> str:
        """One more; what it is too much for, if it is."""
        real, told = time.monotonic(), self._core.now.timestamp()
        written = self._written.setdefault(conversation_id, deque())
        written.append((real, told))
        while written and real - written[0][0] > LONGEST:
            written.popleft()
        for seconds, most in LIMITS:
            count = sum(real - one < seconds and abs(told - other) < seconds for one, other in written)
            if count > most:
                return f"{count} messages in {seconds} s; {most} are let through"
        return ""
