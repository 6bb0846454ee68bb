"""`/commit` through Bolt with all its work, against an empty Bolt handler; and ten a second beside a clock's round.

Both from the bytes of a request to the bytes of its answer, as a web server hands them on. Ratios from one run: what
stands between receipt and answer is one store call, and no call of the network. Its size is given as an argument, in
commands (default 400). SQLite, on the disk of the temporary folder.
"""

import asyncio
import hmac
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import structlog
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.request_verification.async_request_verification import AsyncRequestVerification
from slack_sdk.signature import Clock
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection, insert
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from benchmarks._figures import Figure, table
from bot.delivery.sender import DeliveryError
from bot.domain.people import Place
from bot.handlers.slack.app import Slack
from bot.handlers.slack.guard import SIGNATURE, TIMESTAMP
from bot.handlers.slack.http import PATH, SlackEvents
from bot.handlers.slack.installed import Installation
from bot.services import checkins, tables
from bot.storage import conversations, inbox
from bot.storage.schema import partner, person, seat
from bot.storage.store import Store
from bot.storage.upgrade import upgrade_now

NOW = datetime(2027, 1, 11, 11, tzinfo=UTC)
SECRET = "a-signing-secret"
HERE = Installation(team="T1", bot_user="UBOT", bot_id="BBOT")
SWEPT = 10_000
A_SECOND = 10
SECONDS = 10
WARM = 200
OK = 200


class Elsewhere:
    """A Slack whose calls take 50 ms; nothing that is measured may wait for it."""

    api_url = "http://127.0.0.1:9/api/"

    async def profile(self, _user: str) -> Any:  # noqa: ANN401 - it never gives one
        await asyncio.sleep(0.05)
        raise DeliveryError("elsewhere")


def command(number: int, text: str) -> dict[str, Any]:
    same = {"team_id": "T1", "channel_id": "C1", "user_name": "sam", "response_url": "https://hooks.slack.com/x"}
    return {**same, "user_id": f"U{number % 50}", "trigger_id": f"{number}.t", "command": "/commit", "text": text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """In ms: the median, and the processor's time a call."""

    median: float
    cpu: float


async def one_by_one(work: Callable[[int], Awaitable[object]], times: int) -> Taken:
    taken, cpu = [], time.process_time()
    for number in range(times):
        begun = time.perf_counter()
        await work(number)
        taken.append((time.perf_counter() - begun) * 1000)
    return Taken(median=statistics.median(taken), cpu=(time.process_time() - cpu) * 1000 / times)


def signed(number: int, text: str) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """A slash command as it comes over HTTP: body and headers."""
    body = urlencode(command(number, text)).encode()
    stamp = str(int(NOW.timestamp()))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
    headers = {TIMESTAMP: stamp, SIGNATURE: f"v0={digest}", "content-type": "application/x-www-form-urlencoded"}
    return body, [(name.encode(), value.encode()) for name, value in headers.items()]


async def post(app: ASGIApp, number: int, text: str) -> None:
    """One slash command, to its answer."""
    body, headers = signed(number, text)
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if message["type"] == "http.response.start" else [])

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": headers, "query_string": b""}
    await app(scope, receive, send)
    assert statuses == [OK]


def empty_handler() -> ASGIApp:
    """Bolt as its manual sets it up, with a listener that does nothing: it verifies and parses by itself."""

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult:  # noqa: ARG001 - Bolt goes by its name
        return AuthorizeResult(enterprise_id="", team_id="T1", bot_user_id="UBOT", bot_id="BBOT")

    async def nothing(ack: AsyncAck) -> None:
        await ack()

    bolt = AsyncApp(
        name="empty",
        client=AsyncWebClient(),
        authorize=authorize,
        process_before_response=True,
        signing_secret=SECRET,
    )
    for one in bolt._async_middleware_list:  # noqa: SLF001 - its clock is turned to ours
        if isinstance(one, AsyncRequestVerification):
            one.verifier.clock = Stopped()
    bolt.command("/commit")(nothing)
    return Starlette(routes=[Route(PATH, AsyncSlackRequestHandler(bolt).handle, methods=["POST"])])


class Stopped(Clock):
    def now(self) -> float:
        return NOW.timestamp()


def kept_on_disk(store: Store) -> Callable[[int], Awaitable[object]]:
    """The least that can be kept: one key. What it takes is the disk's and the store's."""
    return lambda number: store.run(inbox.take, f"key {number}", now=NOW)


def a_table(tx: Connection) -> None:
    """A table in the channel C1, and beside it one whose people are to be looked at by the clock's round."""
    for name in ("Home", "Swept"):
        tables.open_table(tx, tables.Beginning(name=name), now=NOW)
    conversations.link(tx, 1, Place(platform="slack", tenant="T1", conversation="C1"))
    tx.execute(insert(seat), [{"id": 1, "partnership_id": 2, "role": "x", "state": "filled", "made_at": NOW}])
    ids = range(1_000, 1_000 + SWEPT)
    tx.execute(insert(person), [{"id": one, "name": f"P{one}", "made_at": NOW} for one in ids])
    same = {"partnership_id": 2, "seat_id": 1, "role": "partner", "joined_on": date(2026, 1, 1)}
    due = {"last_on": date(2026, 11, 1), "next_check_in_at": NOW - timedelta(days=1)}
    tx.execute(insert(partner), [{"id": one, "person_id": one, **same, **due} for one in ids])


async def sweep(store: Store) -> None:
    """The round that asks the quiet, page after page, as the clock runs it."""
    after: int | None = 0
    while after is not None:
        after = (await store.run(checkins.ask_the_quiet, now=NOW, after=after)).after


async def beside_a_sweep(slack: Slack, store: Store) -> list[float]:
    """Commands at their times while the round runs: how long each takes in ms."""
    taken: list[float] = []

    async def one(number: int) -> None:
        begun = time.perf_counter()
        await slack.receive(command(1_000_000 + number, f"thing {number} by Friday"))
        taken.append((time.perf_counter() - begun) * 1000)

    sweeping = asyncio.create_task(sweep(store))
    commands = []
    for number in range(A_SECOND * SECONDS):
        commands.append(asyncio.create_task(one(number)))
        await asyncio.sleep(1 / A_SECOND)
    await asyncio.gather(sweeping, *commands)
    return taken


async def compare(address: str, times: int) -> list[Figure]:
    store = Store(address)
    elsewhere: Any = Elsewhere()
    slack = Slack(store, elsewhere, lambda: NOW, lambda: None, HERE)
    empty, whole = empty_handler(), SlackEvents(slack, (SECRET,), lambda: NOW, Starlette())
    try:
        await store.run(a_table)
        for number in range(WARM):
            await post(whole, -number, f"thing {number} by Friday")
            await post(empty, number, "x")
        bare = await one_by_one(lambda number: post(empty, number, "x"), times)
        disk = await one_by_one(kept_on_disk(store), times)
        took = await one_by_one(lambda number: post(whole, 10_000 + number, f"thing {number} by Friday"), times)
        taken = sorted(await beside_a_sweep(slack, store))
    finally:
        await slack.finish()
        await store.close()
    return told(bare, disk, took, taken)


def told(bare: Taken, disk: Taken, took: Taken, taken: Sequence[float]) -> list[Figure]:
    """Each target, and what was measured."""
    added, cpu, late = took.median - bare.median, took.cpu / bare.cpu, taken[int(len(taken) * 0.99)]
    print(f"p50 in ms: an empty Bolt handler {bare.median:.2f}, one key on the disk {disk.median:.2f},")
    print(f"the whole of /commit {took.median:.2f}")
    return [
        Figure(what="/commit, added to an empty Bolt handler, p50, ms", target=1.0, measured=added),
        Figure(what="the same without the disk's own, ms", target=1.0, measured=added - disk.median),
        Figure(what="/commit, processor a call, in empty handlers", target=2.5, measured=cpu),
        Figure(what=f"{A_SECOND} a second beside a round of {SWEPT}, p99, ms", target=300, measured=late),
    ]


def figures(times: int = 400) -> list[Figure]:
    """The first rows of DESIGN 10."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'slash.db')}"
        upgrade_now(address)
        return asyncio.run(compare(address, times))


def main() -> None:
    """Print times and their ratios."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 400
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    print(table(figures(times)))


if __name__ == "__main__":
    main()
