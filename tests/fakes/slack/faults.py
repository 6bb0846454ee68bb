"""What goes wrong on demand: each fault is for one method, and used up by the calls that it meets."""

import asyncio
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class How(Enum):
    """What happens to a call."""

    ANSWERED = "answered with the fault's status and body, and nothing is done"
    DONE_AND_ANSWERED = "done, and answered with the fault's status and body all the same"
    HANGING = "nothing is done and no answer comes, until the fake is closed or `release` is called"
    DONE_AND_HANGING = "done, and no answer comes: a time-out at the caller's side"
    CUT = "the connection is cut, and nothing is done"
    LOST = "done, and the connection is cut before the answer: reply lost after acceptance"
    LATE = "the connection is cut, and it is done only when `accept_late` is called: accepted late"


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of trouble."""

    how: How
    status: int = 200
    body: dict[str, Any] | str = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def ratelimited(retry_after: int = 30) -> Fault:
    """Too many calls: 429 with the seconds to wait."""
    body = {"ok": False, "error": "ratelimited"}
    return Fault(How.ANSWERED, 429, body, {"Retry-After": str(retry_after)})


def broken(status: int = 500) -> Fault:
    """A 5xx from somewhere before the method, with a page instead of JSON."""
    return Fault(How.ANSWERED, status, "<html>upstream error</html>")


def error(code: str, *, done: bool = False) -> Fault:
    """One of Slack's error codes. `done`: carried out all the same, as internal_error and fatal_error may be."""
    return Fault(How.DONE_AND_ANSWERED if done else How.ANSWERED, 200, {"ok": False, "error": code})


def hanging(*, done: bool = False) -> Fault:
    """No answer ever comes."""
    return Fault(How.DONE_AND_HANGING if done else How.HANGING)


CUT = Fault(How.CUT)
LOST = Fault(How.LOST)
LATE = Fault(How.LATE)


@dataclass(slots=True)
class Ordered:
    """A fault that waits for its calls."""

    method: str
    fault: Fault
    times: int
    team_id: str

    def meets(self, method: str, team_id: str) -> bool:
        return self.times > 0 and self.method in (method, "*") and self.team_id in ("", team_id)


class Faults:
    """The faults that were ordered, the earliest first."""

    def __init__(self) -> None:
        self.ordered: list[Ordered] = []
        self.late: list[Any] = []
        self.released = asyncio.Event()

    def order(self, method: str, fault: Fault, times: int, team_id: str) -> None:
        """Let the next calls of a method meet a fault; a new hanging one hangs again."""
        self.released.clear()
        self.ordered.append(Ordered(method, fault, times, team_id))

    def take(self, method: str, team_id: str) -> Fault | None:
        """What this call meets, if anything."""
        for one in self.ordered:
            if one.meets(method, team_id):
                one.times -= 1
                return one.fault
        return None
