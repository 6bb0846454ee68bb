"""Ten thousand activities that are none, signed and not, of every kind: nothing falls over, and nobody comes in."""

import asyncio
import copy
import gc
import json
import random
import tracemalloc

import jwt
import pytest

from bot.handlers.teams import shapes
from bot.handlers.teams.app import Teams
from bot.handlers.teams.guard import Guard
from bot.handlers.teams.http import PATH, TeamsActivities
from bot.handlers.teams.keys import Key, Keys
from bot.handlers.teams.who import Who
from bot.storage.store import Store
from tests.fakes.slack.clock import BEGIN
from tests.fakes.teams import keys as signing

CLIENT = "11111111-aaaa-4bbb-8ccc-000000000001"
URL = "http://127.0.0.1:9/emea/t/"
BODIES = 10_000
KEY = signing.Key("one")
TOKEN = signing.signed(signing.claims(CLIENT, URL, lives=36_000), KEY)
NOBODYS = signing.signed(signing.claims(CLIENT, URL), signing.Key("two"), kid="one")

BASE = {
    "id": "1800000000000",
    "channelId": "msteams",
    "serviceUrl": URL,
    "timestamp": "2027-01-11T09:00:00.000Z",
    "from": {"id": "29:1", "name": "Priya", "aadObjectId": "a"},
    "recipient": {"id": f"28:{CLIENT}", "name": "Convenor"},
    "conversation": {"id": "19:c@thread.tacv2;messageid=1", "conversationType": "channel", "tenantId": "t"},
    "channelData": {"tenant": {"id": "t"}, "team": {"id": "19:t"}, "channel": {"id": "19:c", "type": "standard"}},
}
ACT = {"act": "1:commitment.done:1:1", "origin": '{"message": "1"}'}
MENTION = {"type": "mention", "text": "<at>Convenor</at>", "mentioned": {"id": f"28:{CLIENT}", "name": "Convenor"}}
PAYLOAD = {"id": "7", "body": {"contentType": "html", "content": "<p>ring the ward</p>"}, "from": {"user": None}}


def invoked(name: str, value: object) -> dict:
    return {**BASE, "type": "invoke", "name": name, "value": value}


GOOD: list[dict] = [
    {**BASE, "type": "message", "text": "<at>Convenor</at>&nbsp;help", "textFormat": "plain", "entities": [MENTION]},
    {**BASE, "type": "message", "text": "hello to all"},
    {**BASE, "type": "message", "value": ACT, "replyToId": "1"},
    {**BASE, "type": "messageUpdate", "text": "help"},
    {**BASE, "type": "messageDelete"},
    {**BASE, "type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    {**BASE, "type": "typing"},
    {**BASE, "type": "conversationUpdate", "membersAdded": [{"id": "29:2", "aadObjectId": "b"}], "membersRemoved": []},
    {**BASE, "type": "installationUpdate", "action": "add-upgrade"},
    invoked("task/fetch", {"data": {"msteams": {"type": "task/fetch"}, **ACT}, "context": {"theme": "dark"}}),
    invoked("task/submit", {"data": {**ACT, "form": True, "words": "ring the ward", "many": "seen_by"}}),
    invoked("task/submit", {"data": ACT}),
    invoked("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "convenor", "data": ACT}}),
    invoked(
        "composeExtension/fetchTask",
        {"commandId": "make_commitment", "commandContext": "message", "messagePayload": PAYLOAD},
    ),
    invoked("composeExtension/submitAction", {"commandId": "make_commitment", "data": {**ACT, "form": True}}),
]
NEVER_HEARD_OF = ["signin/verifyState", "fileConsent/invoke", "new/thing", "composeExtension/query", "event"]
ODD: list = [
    None, [], {}, "", "x", 0, -1, 1.5, True, [None], [[]], {"": None}, "x" * 60_000, "\0", "\ud800", "é" * 300, 10**30,
    {"id": []}, [{"id": {}}], "t", {"values": [1]}, "1:commitment.done:1:1", "1:::::", "9999-99-99", "9" * 400, "-",
    {"data": {}}, "2027-01-11T09:00:00", "0001-01-01T00:00:00+14:00", "webchat", "invoke", "message", f"28:{CLIENT}",
]  # fmt: skip
RAW = [
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000, b'{"a":' * 5000, b"NaN", b"1" * 5000, b"\0" * 300,
    b'{"type": 1e400, "id": -Infinity}', b'{"type": "message", "type": "invoke", "serviceUrl": []}',
    '{"type": "message"}'.encode("utf-16"), b"\xef\xbb\xbf" + b'{"type": "message"}', b"a=1&b=2",
]  # fmt: skip


def places(value: object, path: tuple = ()) -> list[tuple]:
    """Every place in an activity."""
    found = [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        found += places(one, (*path, key))
    return found


def spoiled(chance: random.Random, number: int) -> dict:
    """One of the good ones, with something missing, or in the wrong place, or of the wrong kind."""
    activity = {**copy.deepcopy(chance.choice(GOOD)), "id": f"f:{number}"}
    for _turn in range(chance.randint(1, 3)):
        path = chance.choice(places(activity))
        if not path or path == ("serviceUrl",):
            continue
        parent = activity
        for key in path[:-1]:
            parent = parent[key]
        if chance.random() < 0.3 and isinstance(parent, dict):
            del parent[path[-1]]
        else:
            parent[path[-1]] = copy.deepcopy(chance.choice(ODD))
    if chance.random() < 0.1:
        activity["name"] = chance.choice(NEVER_HEARD_OF)
    return activity


def body(chance: random.Random, number: int) -> bytes:
    if chance.random() < 0.1:
        return chance.choice([*RAW, chance.randbytes(chance.randint(0, 300))])
    return json.dumps(spoiled(chance, number)).encode()


async def post(web: TeamsActivities, written: bytes, token: str | None) -> int:
    """One request as an ASGI server hands it on; the status it is answered with."""
    statuses: list[int] = []
    headers = [] if token is None else [(b"authorization", f"Bearer {token}".encode())]
    scope = {"type": "http", "method": "POST", "path": PATH, "headers": headers, "query_string": b""}

    async def receive():
        return {"type": "http.request", "body": written, "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await web(scope, receive, send)
    return statuses[0]


class Nobody:
    """Says nothing to anybody."""

    async def __call__(self, *_given):
        await refused()

    async def take_away(self, *_given):
        await refused()


async def refused(*_given, **_more):
    """A Teams that is never reached: what would be said after an answer is not this test's business."""
    from bot.delivery.sender import DeliveryError

    raise DeliveryError("nowhere")


async def noted(_kind, _kept) -> None:
    """Nor what is kept of where it came from."""


async def a_door(store: Store) -> TeamsActivities:
    keys = Keys(f"{URL}keys")
    keys._known = {"one": Key(key=jwt.PyJWK(KEY.shown(), algorithm="RS256"), endorsed=frozenset({"msteams"}))}
    keys._asked_at = asyncio.get_running_loop().time()
    teams = Teams(
        store=store,
        guard=Guard(CLIENT, keys, here=True),
        now=lambda: BEGIN,
        wake=lambda: None,
        tell=Nobody(),
        who=Who(store, refused),
        note=noted,
    )
    await teams.open(client_secret="x", tenant_id="")
    return TeamsActivities(teams, refused)


@pytest.mark.slow
async def test_ten_thousand_malformed_activities_and_nothing_falls_over(sqlite_address, caplog, monkeypatch):
    monkeypatch.setattr("bot.handlers.teams.app.ANSWER_WITHIN", 25.0)
    store = Store(sqlite_address)
    web = await a_door(store)
    chance = random.Random(20_270_111)
    counts: dict[tuple[bool, int], int] = {}
    sizes = []
    tracemalloc.start()
    for number in range(BODIES):
        signed = chance.random() < 0.7
        token = TOKEN if signed else chance.choice([None, NOBODYS, "x", "not.a.token"])
        status = await post(web, body(chance, number), token)
        counts[signed, status] = counts.get((signed, status), 0) + 1
        if number % (BODIES // 5) == BODIES // 5 - 1:
            await web.teams.finish()
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    await store.close()

    assert {status for signed, status in counts if not signed} == {401}
    # A signed body that is no object has nobody to be checked against.
    assert {status for signed, status in counts if signed} == {200, 401}
    assert web.teams.faults == 0
    assert web.teams.dropped["sdk"] == 0
    assert web.teams.dropped["shape"] > BODIES / 5
    assert sizes[-1] - sizes[1] < 2 * 1024 * 1024
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("activity", GOOD, ids=lambda one: str(one.get("name", one["type"])))
def test_what_is_well_formed_is_recognised(activity):
    found = shapes.recognised(activity)

    assert found is not None
    assert found[0] == activity.get("name", activity["type"])


@pytest.mark.parametrize("kind", list(shapes.Kind))
def test_what_is_needed_is_needed(kind):
    good = next(one for one in GOOD if one.get("name", one["type"]) == kind)
    for name, (needed, _check) in shapes.SHAPES[kind].items():
        spoilt: dict = {**good, name: 7}
        assert (shapes.recognised(spoilt) is None) == needed


def test_what_no_shape_names_is_not_handed_on():
    sender: dict = {**GOOD[0]["from"], "properties": {"a": 1}}
    found = shapes.recognised({**GOOD[0], "callerId": "x", "from": sender})

    assert found is not None
    assert "callerId" not in found[1]
    assert "properties" not in found[1]["from"]


def test_an_invoke_is_no_event_of_the_same_name_and_an_event_no_invoke():
    assert shapes.recognised({**BASE, "type": "task/fetch", "name": "task/fetch", "value": {"data": {}}}) is None
    assert shapes.recognised({**BASE, "type": "invoke", "name": "message", "text": "help"}) is None


@pytest.mark.parametrize("name", NEVER_HEARD_OF)
async def test_an_invoke_that_nobody_has_heard_of_is_no_error_of_the_server(store, name):
    web = await a_door(store)

    status = await post(web, json.dumps(invoked(name, {})).encode(), TOKEN)

    assert status == 200
    assert web.teams.dropped["shape"] == 1


@pytest.mark.parametrize("action", ["add", "remove", "upgrade", "add-upgrade", "remove-upgrade", "something-new"])
async def test_an_installation_that_the_sdk_does_not_know_is_answered(store, action):
    web = await a_door(store)

    assert await post(web, json.dumps({**BASE, "type": "installationUpdate", "action": action}).encode(), TOKEN) == 200


async def test_only_its_own_path_is_teams_own(store):
    web = await a_door(store)
    with pytest.raises(Exception, match="nowhere"):
        await web({"type": "http", "method": "GET", "path": PATH}, None, None)  # type: ignore[arg-type]
