"""Socket Mode: hello, envelopes, acknowledgements and farewells, over real WebSockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.bots import Client

ANYTHING: list[Any] = [None, [], "x", {"type": "view_submission"}]


class Socket:
    """A bot's side of one connection. It acknowledges what it reads with `payload`, unless told otherwise."""

    def __init__(self, socket):
        self.socket = socket
        self.payload = None
        self.acknowledges = True
        self.seen = []
        # Set once something other than the greeting came.
        self.told = asyncio.Event()
        self.reading = asyncio.create_task(self.read())

    async def read(self):
        async for frame in self.socket:
            said = json.loads(frame.data)
            self.seen.append(said)
            if said["type"] != "hello":
                self.told.set()
            if "envelope_id" in said and self.acknowledges:
                await self.acknowledge(said["envelope_id"])

    async def acknowledge(self, envelope_id):
        carried = {} if self.payload is None else {"payload": self.payload}
        await self.socket.send_json({"envelope_id": envelope_id} | carried)


@pytest.fixture
async def connect(slack) -> AsyncIterator:
    """Makes a connection as a bot does."""
    async with aiohttp.ClientSession() as session:
        made = []

        async def connected():
            opened = await Client(slack, slack.app_token)("apps.connections.open")
            made.append(Socket(await session.ws_connect(opened["url"])))
            return made[-1]

        yield connected
        for one in made:
            await one.socket.close()
            await one.reading


async def test_a_connection_is_greeted(slack, connect):
    socket = await connect()
    await slack.connected()
    await slack.command("/commit")

    hello, envelope = socket.seen
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"] == slack.app.app_id
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["command"] == "/commit"


async def test_what_an_acknowledgement_carries_is_the_answer(slack, connect):
    socket = await connect()
    await slack.connected()
    socket.payload = {"text": "Kept"}
    kept = await slack.command("/commit")

    assert (kept.status, kept.body, kept.said.text) == (200, {"text": "Kept"}, "Kept")
    assert slack.problems == []


async def test_an_acknowledgement_may_carry_something_only_where_it_is_taken(slack, connect):
    socket = await connect()
    await slack.connected()
    socket.payload = {"text": "Kept"}
    await slack.say("Hello")

    assert socket.seen[-1]["accepts_response_payload"] is False
    assert "accepts no payload" in str(slack.problems[0])


async def test_silence_is_a_timeout_and_an_event_comes_again(slack, connect):
    socket = await connect()
    await slack.connected()
    slack.patience, socket.acknowledges = 0.05, False
    await slack.say("Hello")
    socket.acknowledges = True
    await slack.retry()

    attempts = slack.deliveries[-1].attempts
    assert [(one.status, one.reason) for one in attempts] == [(0, "timeout"), (200, "")]
    first, second = socket.seen[1:]
    assert (first["retry_attempt"], second["retry_attempt"], second["retry_reason"]) == (0, 1, "timeout")
    assert first["envelope_id"] != second["envelope_id"]
    assert first["payload"]["event_id"] == second["payload"]["event_id"]


async def test_nobody_there_is_a_failed_connection(slack):
    assert (await slack.command("/commit")).answer.reason == "connection_failed"


async def test_several_connections_are_told_in_turn(slack, connect):
    sockets = [await connect(), await connect()]
    await slack.connected(2)
    for _ in range(4):
        await slack.command("/commit")

    assert [len(socket.seen) for socket in sockets] == [3, 3]


async def test_one_that_is_asked_to_leave_gets_nothing_new(slack, connect):
    old, new = await connect(), await connect()
    await slack.connected(2)
    await slack.refresh()
    await slack.command("/commit")

    assert old.seen[-1] == {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "applink-1"}}
    assert new.seen[-1]["type"] == "slash_commands"


async def test_the_only_one_is_told_until_it_leaves(slack, connect):
    only = await connect()
    await slack.connected()
    await slack.refresh()

    assert (await slack.command("/commit")).status == 200
    assert only.seen[-1]["type"] == "slash_commands"


async def test_a_warning_leaves_everything_as_it_is(slack, connect):
    old = await connect()
    await slack.connected()
    await slack.refresh(reason="warning")
    await slack.command("/commit")

    assert [one["type"] for one in old.seen] == ["hello", "disconnect", "slash_commands"]


@pytest.mark.parametrize(("takes", "status"), [(True, 200), (False, 0)])
async def test_an_acknowledgement_on_another_connection(slack, connect, takes, status):
    old, new = await connect(), await connect()
    await slack.connected(2)
    slack.sockets.takes_any_connection, slack.patience = takes, 0.05
    old.acknowledges = new.acknowledges = False
    delivering = asyncio.create_task(slack.command("/commit"))
    waiting = [asyncio.create_task(one.told.wait()) for one in (old, new)]
    _, left = await asyncio.wait(waiting, return_when="FIRST_COMPLETED")
    left.pop().cancel()
    [envelope] = [one for one in old.seen + new.seen if "envelope_id" in one]
    await (new if envelope in old.seen else old).acknowledge(envelope["envelope_id"])

    assert (await delivering).status == status


async def test_an_address_is_good_for_one_connection(slack, connect):
    opened = await Client(slack, slack.app_token)("apps.connections.open")
    async with aiohttp.ClientSession() as session:
        first = await session.ws_connect(opened["url"])
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])
        await first.close()


async def test_an_eleventh_connection_is_one_too_many(slack, connect):
    for _ in range(10):
        await connect()
    await slack.connected(10)
    eleventh = await connect()
    await eleventh.reading

    assert [one["reason"] for one in eleventh.seen] == ["too_many_websockets"]
    assert slack.connections == 10


async def test_connections_may_be_cut_and_frames_be_anything(slack, connect):
    socket = await connect()
    await slack.connected()
    await slack.socket_frame('{"type": "unheard of"}')
    await socket.told.wait()
    await slack.cut_sockets()
    await slack.until(lambda: slack.connections == 0)

    assert socket.seen[-1] == {"type": "unheard of"}


@pytest.mark.parametrize("frame", ["{", "[]", "{}", '{"envelope_id": "x"}'])
async def test_a_malformed_acknowledgement_is_noted(slack, connect, frame):
    socket = await connect()
    await slack.connected()
    await socket.socket.send_str(frame)
    await slack.command("/commit")

    assert [problem.where for problem in slack.problems] == ["socket"]


async def test_an_envelope_may_hold_anything(slack, connect):
    socket = await connect()
    await slack.connected()
    for payload in ANYTHING:
        assert (await slack.envelope(payload)).ok

    assert [one["payload"] for one in socket.seen[1:]] == ANYTHING


async def test_how_long_an_answer_took_is_told(slack, connect):
    socket = await connect()
    await slack.connected()
    socket.acknowledges, slack.patience = False, 0.02

    assert (await slack.envelope({})).seconds >= 0.02
