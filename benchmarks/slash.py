"""`/commit` through Bolt with all its work, against an empty Bolt handler; and ten a second beside a clock's round.

Ratios from one run: what stands between receipt and answer is one store call, and no call of the network.
Its size is given as an argument, in commands (default 400). SQLite, on the disk of the temporary folder.
"""

import asyncio
import hmac
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.request_verification.async_request_verification import AsyncRequestVerification
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection, insert

from bot.delivery.sender import DeliveryError
from bot.domain.people import Place
from bot.handlers.slack.app import Slack
from bot.handlers.slack.guard import SIGNATURE, TIMESTAMP, is_signed, parsed
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


async def one_by_one(work: Callable[[int], Awaitable[object]], times: int) -> tuple[float, float]:
    """The median in ms, and the processor's time a call in ms."""
    taken, cpu = [], time.process_time()
    for number in range(times):
        begun = time.perf_counter()
        await work(number)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), (time.process_time() - cpu) * 1000 / times


def signed(number: int, text: str) -> tuple[bytes, dict[str, str]]:
    """A slash command as it comes over HTTP."""
    body = urlencode(command(number, text)).encode()
    stamp = str(int(NOW.timestamp()))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
    return body, {TIMESTAMP: stamp, SIGNATURE: f"v0={digest}", "content-type": "application/x-www-form-urlencoded"}


def empty_handler() -> Callable[[int], Awaitable[BoltResponse]]:
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

    async def run(number: int) -> BoltResponse:
        body, headers = signed(number, "x")
        return await bolt.async_dispatch(AsyncBoltRequest(body=body.decode(), headers=dict(headers)))

    return run


class Stopped(Clock):
    def now(self) -> float:
        return NOW.timestamp()


def the_bot(slack: Slack) -> Callable[[int], Awaitable[object]]:
    """The whole of it, from the bytes to the answer."""

    async def run(number: int) -> object:
        body, headers = signed(number, f"thing {number} by Friday")
        assert is_signed(body, headers, (SECRET,), now=NOW)
        return await slack.receive(parsed(body, headers["content-type"]) or {})

    return run


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


async def compare(address: str, times: int) -> None:
    store = Store(address)
    elsewhere: Any = Elsewhere()
    slack = Slack(store, elsewhere, lambda: NOW, lambda: None, HERE)
    empty, whole = empty_handler(), the_bot(slack)
    try:
        await store.run(a_table)
        for number in range(100):
            await whole(-number)
            assert (await empty(number)).status == OK
        bare, bare_cpu = await one_by_one(empty, times)
        disk, disk_cpu = await one_by_one(kept_on_disk(store), times)
        took, took_cpu = await one_by_one(lambda number: whole(10_000 + number), times)
        taken = sorted(await beside_a_sweep(slack, store))
    finally:
        await slack.finish()
        await store.close()
    print(f"/commit {took:.2f} ms (p50): an empty Bolt handler {bare:.2f}, one key on the disk {disk:.2f},")
    print(f"so {took - bare - disk:.2f} ms for its work, target <= 1 added to the empty handler")
    print(
        f"processor a call {took_cpu:.2f} ms against {bare_cpu:.2f} and {disk_cpu:.2f}: {took_cpu / bare_cpu:.1f} times"
    )
    print("the empty handler's, target <= 2.5")
    print(f"{A_SECOND} a second beside a round over {SWEPT}: p50 {statistics.median(taken):.0f} ms,")
    print(f"p99 {taken[int(len(taken) * 0.99)]:.0f} ms, target < 300")


def main() -> None:
    """Print times and their ratios."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 400
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder, 'slash.db')}"
        upgrade_now(address)
        asyncio.run(compare(address, times))


if __name__ == "__main__":
    main()
