"""The moments between due and recorded at which a process may die: `make crash` kills one at each of them.

A name ending in "ing" stands inside the transaction, just before it is kept; what is done by then goes back with it.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

OWING = "owing"
OWED = "owed"
CLAIMING = "claiming"
CLAIMED = "claimed"
COMPOSING = "composing"
COMPOSED = "composed"
SENT = "sent"
RECORDING = "recording"
RECORDED = "recorded"
SETTLING = "settling"
ASKED = "asked"

POINTS = (OWING, OWED, CLAIMING, CLAIMED, COMPOSING, COMPOSED, SENT, RECORDING, RECORDED, SETTLING, ASKED)

AtPoint = Callable[[str], None]


def go_on(_point: str) -> None:
    """What is done at each of them, but in a crash test."""


def before_commit(call: Callable[P, T], point: str, at_point: AtPoint) -> Callable[P, T]:
    """The call with a point at its end, so that whoever dies there takes all that it did back."""

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        result = call(*args, **kwargs)
        at_point(point)
        return result

    return run
