"""Three thousand activities of the right shape that mean nothing, at a table that is there: each is answered kindly.

Every action there is, on things that are not there, with values that no form has; from people who come and go.
"""

import json
import random
from typing import Any

import pytest

from bot.domain.people import Place
from bot.services import tables
from bot.services.commands import COMMANDS
from bot.storage import conversations
from bot.storage.store import Store
from tests.fakes.slack.clock import BEGIN
from tests.handlers.teams.test_malformed import BASE, CLIENT, MENTION, TOKEN, a_door, post

DELIVERIES = 3_000

WORDS = [
    *("", "1", "0", "x", "Friday", "4 January", "2027-01-20", "2027-13-45", "0000-00-00", "yes", "no", "without", "-"),
    *("as-it-is", "weekly", "table", "Sam <sam@x.example>, Ward", "<at>Sam</at>", '@"Sam"', "draft 1 as it is"),
    *("-1", "1e9", "\u0663", "ring 943 476 5919", "x" * 3500, "\n\n", "a\0b", "\ud800x", "🙂" * 50, "@", "#1", "[]"),
    *("1 because x", "every Monday", "until tomorrow", "1:2:3", "&nbsp;", "&lt;at&gt;", "9" * 30, ",,,"),
]
IDS = ["1", "2", "0", "draft", "own", "yes", "x", "9" * 20, "-1", "", "@home", "@nowhere", "1.5", "send", "\u0663"]
NAMES = [*(command.name for command in COMMANDS), "nothing"]
FIELDS = [
    *("words", "due_on", "plan", "seen_by", "repeats", "details", "reason", "cue", "action", "name", "ambition"),
    *("meets", "role", "until", "day", "person", "organisation", "table", "people", "list", "note"),
]
ORIGINS = ['{"message": "1"}', '{"message": "1", "source": "s"}', "", "[]", '{"message": 5}', "nul"]
PLACES: list[dict[str, Any]] = [
    {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
    {"id": "19:c@thread.tacv2;messageid=1", "conversationType": "channel", "tenantId": "t"},
    {"id": "19:g@thread.v2", "conversationType": "groupChat", "tenantId": "t"},
    {"id": "19:x@thread.tacv2"},
    {"id": "a:2", "conversationType": "something-new"},
]


class Nonsense:
    """Activities, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def wire(self) -> str:
        on = self.chance.choices(IDS, k=self.chance.randint(0, 3))
        return ":".join(["1", self.chance.choice(NAMES), self.chance.choice(["", "1", "2", "9" * 40]), *on])[:200]

    def sentence(self) -> str:
        command = self.chance.choice(COMMANDS)
        said = self.chance.choice([*command.starts, *command.whole, "nonsense"])
        return " ".join([said, *self.chance.choices(WORDS, k=self.chance.randint(0, 3))])

    def data(self) -> dict[str, Any]:
        wire = self.wire()
        found: dict[str, Any] = {"act": wire, "origin": self.chance.choice(ORIGINS)}
        if self.chance.random() < 0.5:
            names = self.chance.sample(FIELDS, self.chance.randint(0, 8))
            found |= {"form": True, "many": "seen_by,people"} | {one: self.chance.choice(WORDS) for one in names}
        if self.chance.random() < 0.3:
            found[wire] = self.chance.choice(WORDS)
        if self.chance.random() < 0.3:
            found["about"] = self.chance.choice(["commitment:1", "x", ""])
        return found

    def activity(self, number: int) -> dict[str, Any]:
        who = self.chance.choice(["1", "2", "3"])
        base = {
            **BASE,
            "id": f"f:{number}",
            "from": {"id": f"29:{who}", "name": self.chance.choice(WORDS), "aadObjectId": who},
            "conversation": self.chance.choice(PLACES),
            "timestamp": self.chance.choice(["2027-01-11T09:00:00Z", "x", "9999-12-31T23:59:59Z", "2027-01-11"]),
            "recipient": {"id": f"28:{CLIENT}", "isTargeted": self.chance.choice([True, False])},
        }
        return base | self.chance.choice((self.message, self.press, self.dialog, self.chosen))()

    def message(self) -> dict[str, Any]:
        if self.chance.random() < 0.2:
            return {"type": "message", "value": self.data(), "replyToId": "1"}
        form = self.chance.choice(["plain", "xhtml", "markdown"])
        entities = [MENTION, {**MENTION, "text": "<at>Sam</at>", "mentioned": {"id": "29:2"}}]
        return {
            "type": "message",
            "text": f"<at>Convenor</at> {self.sentence()}",
            "entities": entities,
            "textFormat": form,
        }

    def press(self) -> dict[str, Any]:
        action = {"type": "Action.Execute", "verb": "convenor", "data": self.data()}
        return {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action}, "replyToId": "1"}

    def dialog(self) -> dict[str, Any]:
        return {
            "type": "invoke",
            "name": self.chance.choice(["task/fetch", "task/submit"]),
            "value": {"data": self.data()},
        }

    def chosen(self) -> dict[str, Any]:
        content = {"contentType": self.chance.choice(["html", "text"]), "content": self.chance.choice(WORDS)}
        payload = {"id": self.chance.choice(["1", "2"]), "body": content}
        value = {"commandId": "make_commitment", "commandContext": "message", "messagePayload": payload}
        if self.chance.random() < 0.5:
            return {"type": "invoke", "name": "composeExtension/fetchTask", "value": value}
        return {"type": "invoke", "name": "composeExtension/submitAction", "value": {**value, "data": self.data()}}


def a_table(tx) -> None:
    tables.open_table(tx, tables.Beginning(name="Home"), now=BEGIN)
    conversations.link(tx, 1, Place(platform="teams", tenant="t", conversation="19:c@thread.tacv2"))


@pytest.mark.slow
async def test_what_means_nothing_is_answered_and_nothing_falls_over(sqlite_address, capsys, monkeypatch):
    monkeypatch.setattr("bot.handlers.teams.app.ANSWER_WITHIN", 25.0)
    store = Store(sqlite_address)
    web = await a_door(store)
    await store.run(a_table)
    nonsense, statuses = Nonsense(random.Random(20_270_112)), set()
    for number in range(DELIVERIES):
        statuses.add(await post(web, json.dumps(nonsense.activity(number)).encode(), TOKEN))
    await web.teams.finish()
    await store.close()
    said = capsys.readouterr().out

    assert statuses == {200}
    assert web.teams.dropped.total() == 0
    assert "teams.later" not in said
