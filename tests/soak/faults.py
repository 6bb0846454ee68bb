"""What goes wrong in a soak: each kind in turn from a shuffled pack, so that even a short one meets them all."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.fakes.slack import FakeSlack, faults
from tests.fakes.slack.faults import Fault
from tests.soak.recorder import RETRY_AFTER

AT_SLACK: dict[str, Fault] = {
    "429": faults.ratelimited(RETRY_AFTER),
    "500": faults.broken(500),
    "503": faults.broken(503),
    "internal_error, done": faults.error("internal_error", done=True),
    "reply lost": faults.LOST,
    "cut off": faults.CUT,
    "accepted late": faults.LATE,
    "time-out": faults.hanging(),
    "time-out, done": faults.hanging(done=True),
}
# How far the clock jumps, in hours.
JUMPS = {"clock +1 h": 1, "clock -1 h": -1, "clock +1 day": 24, "clock -1 day": -24}
DATABASE, KILLED = "database away", "process killed"
KINDS = (*AT_SLACK, *JUMPS, DATABASE, KILLED)
# What goes wrong every day comes more often.
TIMES = {**dict.fromkeys(KINDS, 1), **dict.fromkeys(AT_SLACK, 2)}
METHODS = ("chat.postMessage", "chat.postMessage", "chat.postMessage", "conversations.open", "conversations.history")


class Pack:
    """The faults in the order in which they come, and how often each did."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._cards: list[str] = []
        self.met: Counter[str] = Counter()

    def draw(self) -> str:
        if not self._cards:
            self._cards = [kind for kind, times in TIMES.items() for _time in range(times)]
            self._chance.shuffle(self._cards)
        return self._cards.pop()

    def order(self, kind: str, slack: FakeSlack) -> None:
        """Let the next calls of a method meet a fault; only what costs no waiting more than one."""
        method = "chat.postMessage" if "done" in kind else self._chance.choice(METHODS)
        times = 1 if "time-out" in kind else self._chance.randint(1, 3)
        slack.fail(method, AT_SLACK[kind], times=times)

    def count(self, slack: FakeSlack) -> None:
        """What was met since it was ordered; what is used up is forgotten."""
        names = {id(fault): kind for kind, fault in AT_SLACK.items()}
        for kind, times in _used(slack):
            self.met[names[kind]] += times


def _used(slack: FakeSlack) -> Iterator[tuple[int, int]]:
    ordered = slack.api.faults.ordered
    for one in [one for one in ordered if one.times == 0]:
        ordered.remove(one)
        yield id(one.fault), 1
