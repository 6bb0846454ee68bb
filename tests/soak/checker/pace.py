"""How fast Slack may be called."""

from collections.abc import Iterator
from datetime import timedelta

from tests.soak.checker.book import Book
from tests.soak.checker.lines import Call
from tests.soak.checker.violation import Violation

POST = "chat.postMessage"
# A second, less what two clocks and a socket may differ by.
A_SECOND = 0.95
# What was on its way already when Slack said to wait.
ON_ITS_WAY = 0.1


def a_second_apart(book: Book) -> Iterator[Violation]:
    """DESIGN 7, paces per conversation: Slack takes one message a second in a channel, by either clock."""
    last: dict[str, Call] = {}
    for call in _posts(book):
        before = last.get(call.channel)
        last[call.channel] = call
        if (
            before
            and call.arrived - before.arrived < A_SECOND
            and abs((call.at - before.at).total_seconds()) < A_SECOND
        ):
            said = f"{call.channel}: {call.arrived - before.arrived:.2f} s after the one before"
            yield Violation(rule="a_second_apart", said=said, lines=(before.n, call.n))


def waits_when_told(book: Book) -> Iterator[Violation]:
    """DESIGN 7, the server's wait: nothing is posted in a workspace until its Retry-After is over."""
    told: Call | None = None
    for call in _posts(book):
        if told and call.arrived - told.arrived > ON_ITS_WAY:
            until = told.at + timedelta(seconds=told.retry_after)
            if told.at <= call.at < until:
                said = f"posted {(until - call.at).total_seconds():.1f} s before Slack wanted it"
                yield Violation(rule="waits_when_told", said=said, lines=(told.n, call.n))
        if call.status == 429:
            told = call


def _posts(book: Book) -> Iterator[Call]:
    return (call for call in book.calls if call.method == POST)
