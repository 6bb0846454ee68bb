"""Statement A11: ten thousand bodies that are none, signed and not, of every kind: nothing falls over."""

import asyncio
import copy
import gc
import hmac
import json
import random
import time
import tracemalloc
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.handlers import shaped
from bot.handlers.slack import guard, shapes
from bot.handlers.slack.app import Slack
from bot.handlers.slack.http import SlackEvents
from bot.handlers.slack.installed import Installation
from bot.services.profiles import Profile
from bot.storage.store import Store
from tests.fakes.slack.clock import BEGIN

states = pytest.mark.states
SECRET = "a-signing-secret"
HERE = Installation(team="T1", enterprise="", bot_user="UBOT", bot_id="BBOT")
BODIES = 10_000

USER = {"id": "U1", "team_id": "T1", "username": "sam", "name": "sam"}
MESSAGE = {
    "type": "message",
    "user": "U1",
    "channel": "C1",
    "channel_type": "channel",
    "text": "<@UBOT> help",
    "ts": "1.1",
}
VIEW = {
    "id": "V1",
    "type": "modal",
    "callback_id": "1:commitment.make:",
    "private_metadata": '{"channel": "C1"}',
    "hash": "1.a",
    "state": {"values": {"words": {"words": {"type": "plain_text_input", "value": "ring the ward"}}}},
}
ACTION = {"type": "button", "action_id": "1:commitment.done:1:1", "block_id": "b", "value": "x"}
INTERACTION = {"team": {"id": "T1"}, "user": USER, "trigger_id": "1.2.t", "response_url": "https://hooks.slack.com/x"}
GOOD: list[dict] = [
    {"command": "/commit", "text": "x", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.1.t"},
    {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": MESSAGE,
        "authorizations": [{"team_id": "T1"}],
    },
    {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev2",
        "event": {"type": "app_home_opened", "user": "U1", "tab": "home"},
    },
    {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev4",
        "event": {
            "type": "user_change",
            "user": {
                "id": "U1",
                "team_id": "T1",
                "deleted": False,
                "tz": "x",
                "enterprise_user": {"id": "W1", "enterprise_id": "E1", "teams": ["T1"]},
                "profile": {
                    "real_name": "Sam",
                    "status_text": "On leave",
                    "status_emoji": ":palm_tree:",
                    "status_expiration": 0,
                },
            },
        },
    },
    {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev3",
        "event": {"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C2"},
    },
    {
        **INTERACTION,
        "type": "block_actions",
        "actions": [ACTION],
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1", "is_ephemeral": True},
        "channel": {"id": "C1"},
        "message": {"ts": "1.1", "text": "x", "blocks": [{"type": "actions", "elements": [ACTION]}]},
    },
    {
        **INTERACTION,
        "type": "block_actions",
        "actions": [ACTION],
        "container": {"type": "view", "view_id": "V1"},
        "view": VIEW,
    },
    {**INTERACTION, "type": "view_submission", "view": VIEW},
    {**INTERACTION, "type": "view_closed", "view": VIEW},
    {**INTERACTION, "type": "shortcut", "callback_id": "x"},
    {
        **INTERACTION,
        "type": "message_action",
        "callback_id": "make_commitment",
        "channel": {"id": "C1"},
        "message": {"ts": "1.1", "text": "x"},
    },
    {**INTERACTION, "type": "block_suggestion", "action_id": "x", "value": "y"},
    {"type": "url_verification", "challenge": "c"},
    {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1},
]
ODD: list = [
    None, [], {}, "", "x", 0, -1, 1.5, True, [None], [[]], {"": None}, "x" * 60_000, "\0", "\ud800", "é" * 300, 10**30,
    {"id": []}, [{"id": {}}], "T1", {"values": [1]}, "1:commitment.done:1:1", "1:::::", "not.a.moment", "9" * 400,
]  # fmt: skip
RAW = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"\xff\xfe",
    b"payload=x",
    b"payload=",
    b"[" * 5000,
    b'{"a":' * 5000,
    b"a=1&" * 200,
    b"NaN",
    b"1" * 5000,
    b'{"type": 1e400, "team_id": -Infinity, "command": ' + b"9" * 4000 + b"}",
    b'{"type": "block_actions", "type": "view_submission", "view": {}, "view": []}',
    b'{"command": "/commit", "command": null, "team_id": "T1", "team_id": ["T1"]}',
    b"payload={}&payload=[]&payload=%00",
    b"payload=%7B%22type%22%3A%22view_submission%22%7D&payload=x&command=%2Fcommit",
    b"command=%ff%fe&text=%ed%a0%80&team_id=T1&team_id=T2&user_id=%00",
    "payload=\u0663".encode("utf-16"),
    '{"type": "event_callback"}'.encode("utf-16"),
    b"\xef\xbb\xbf" + b'{"type": "event_callback"}',
    b"payload=" + b"%5B" * 3000,
    b"\0" * 300,
    b"a" * 70_000 + b"=1",
    b"--x\r\nContent-Disposition: form-data; name=payload\r\n\r\n{}\r\n--x--",
]


def places(value: object, path: tuple = ()) -> list[tuple]:
    """Every place in a payload."""
    found = [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        found += places(one, (*path, key))
    return found


def spoiled(chance: random.Random) -> dict:
    """One of the good ones, with something missing, or in the wrong place, or of the wrong kind."""
    payload = copy.deepcopy(chance.choice(GOOD))
    for _turn in range(chance.randint(1, 3)):
        path = chance.choice(places(payload))
        if not path:
            continue
        parent = payload
        for key in path[:-1]:
            parent = parent[key]
        if chance.random() < 0.3 and isinstance(parent, dict):
            del parent[path[-1]]
        else:
            parent[path[-1]] = copy.deepcopy(chance.choice(ODD))
    if chance.random() < 0.2:
        payload[chance.choice(["type", "command", "event", "view", "user", "team"])] = chance.choice(ODD)
    return payload


def body(chance: random.Random) -> tuple[bytes, str]:
    kind = chance.random()
    if kind < 0.1:
        return chance.choice(RAW), chance.choice(
            [
                "application/json",
                FORM,
                f"{FORM}; charset=utf-16",
                "",
                "text/plain",
                "multipart/form-data; boundary=x",
                "\xff",
            ]
        )
    if kind < 0.15:
        return chance.randbytes(chance.randint(0, 300)), "application/json"
    payload = spoiled(chance)
    if kind < 0.4 and "command" in payload:
        return urlencode({name: str(value) for name, value in payload.items()}, errors="replace").encode(), FORM
    if kind < 0.6:
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), "application/json"


FORM = "application/x-www-form-urlencoded"


def sign(written: bytes) -> list[tuple[bytes, bytes]]:
    stamp = str(int(BEGIN.timestamp())).encode()
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp + b":" + written, sha256).hexdigest()
    return [(guard.TIMESTAMP.encode(), stamp), (guard.SIGNATURE.encode(), f"v0={digest}".encode())]


class Silent:
    """A Slack that is never reached: what would be said after an answer is not this test's business."""

    api_url = "http://127.0.0.1:9/api/"

    async def profile(self, _user: str):
        return Profile()

    def __getattr__(self, name: str):
        async def refused(*_given: object, **_more: object):
            from bot.delivery.sender import DeliveryError

            raise DeliveryError(name)

        return refused


async def post(app, written: bytes, kind: str, headers: list[tuple[bytes, bytes]]) -> int:
    """One request as an ASGI server hands it on; the status it is answered with."""
    statuses: list[int] = []
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/slack/events",
        "headers": [(b"content-type", kind.encode("latin-1")), *headers],
        "query_string": b"",
    }

    async def receive():
        return {"type": "http.request", "body": written, "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


@states("A11")
@pytest.mark.slow
async def test_ten_thousand_malformed_bodies_and_nothing_falls_over(sqlite_address, monkeypatch, caplog):
    store = Store(sqlite_address)
    nowhere: Any = Silent()
    slack = Slack(store, nowhere, lambda: BEGIN, lambda: None, HERE)
    app = SlackEvents(slack, (SECRET,), lambda: BEGIN, nowhere)
    chance = random.Random(20_270_111)
    counts: dict[tuple[bool, int], int] = {}
    slowest, sizes = 0.0, []
    tracemalloc.start()
    for number in range(BODIES):
        written, kind = body(chance)
        signed = chance.random() < 0.7
        begun = time.perf_counter()
        status = await post(app, written, kind, sign(written) if signed else [])
        slowest = max(slowest, time.perf_counter() - begun)
        counts[signed, status] = counts.get((signed, status), 0) + 1
        if number % (BODIES // 5) == BODIES // 5 - 1:
            while slack._tasks:
                await asyncio.gather(*slack._tasks, return_exceptions=True)
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    await store.close()

    assert {status for signed, status in counts if not signed} == {401}
    assert {status for signed, status in counts if signed} == {200}
    assert slack.faults == 0
    assert slack.dropped["shape"] > BODIES / 4
    assert sizes[-1] - sizes[1] < 2 * 1024 * 1024
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("payload", GOOD, ids=lambda one: str(one.get("type", "command")))
def test_what_is_well_formed_is_recognised(payload):
    found = shapes.recognised(payload)

    assert found is not None
    assert found[0] == payload.get("type", "command")


@pytest.mark.parametrize("kind", [one for one in shapes.Kind if one not in ("url_verification", "app_rate_limited")])
def test_what_is_needed_is_needed(kind):
    good = next(one for one in GOOD if one.get("type", "command") == kind)
    for name, (needed, _check) in shapes.SHAPES[kind].items():
        spoilt = {**good, name: 7}
        assert (shapes.recognised(spoilt) is None) == (needed or name == "type")


def test_what_no_shape_names_is_not_handed_on():
    [event] = [one for one in GOOD if one.get("event_id") == "Ev1"]
    _kind, kept = shapes.recognised({**event, "token": "x", "event": {**MESSAGE, "unknown": {"a": 1}}}) or (None, {})

    assert "token" not in kept
    assert "unknown" not in kept["event"]


def test_what_no_database_keeps_is_left_out_of_words_and_never_in_a_name():
    assert shaped.words("a\0b\ud800c") == "abc"
    assert shaped.words("x" * 60_000) is None
    assert [shaped.name(one) for one in ("é", "a\nb", "", "x" * 256, 5)] == [None] * 5
    assert shaped.flag(1) is None
    assert shaped.whole(True) is None
