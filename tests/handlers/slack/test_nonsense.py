"""Three thousand deliveries of the right shape that mean nothing, at a table that is there: each is answered kindly.

Every action there is, on things that are not there, with values that no form has; from people who come and go.
"""

import json
import random
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.domain.people import Place
from bot.handlers.slack.app import Slack
from bot.handlers.slack.http import SlackEvents
from bot.services import tables
from bot.services.commands import COMMANDS
from bot.storage import conversations
from bot.storage.store import Store
from tests.fakes.slack.clock import BEGIN
from tests.handlers.slack.test_malformed import FORM, HERE, INTERACTION, SECRET, Silent, post, sign

states = pytest.mark.states
DELIVERIES = 3_000

WORDS = [
    *("", "1", "0", "x", "Friday", "4 January", "2027-01-20", "2027-13-45", "0000-00-00", "yes", "no", "without"),
    *("as-it-is", "weekly", "table", "Sam <sam@x.example>, Ward", "<@U2>", '@"Sam"', "draft 1 as it is", "9" * 30),
    *("-1", "1e9", "\u0663", "ring 943 476 5919", "x" * 3500, "\n\n", "a\0b", "\ud800x", "🙂" * 50, "@", "#1", "[]"),
    *("1 because x", "every Monday", "until tomorrow", "1:2:3"),
]
IDS = ["1", "2", "0", "draft", "own", "yes", "x", "9" * 20, "-1", "", "@home", "@nowhere", "1.5", "send", "\u0663"]
NAMES = [*(command.name for command in COMMANDS), "nothing"]
FIELDS = [
    *("words", "due_on", "plan", "seen_by", "repeats", "details", "reason", "cue", "action", "name", "ambition"),
    *("meets", "role", "until", "day", "person", "organisation", "table", "people", "list", "note"),
]
METADATA = [
    '{"channel": "C1"}',
    '{"channel": "C1", "message": "1.1", "source": "s"}',
    "",
    "[]",
    '{"channel": 5}',
    "nul",
]
BLOCKS: list[Any] = [{"elements": 5}, 5, {"accessory": {"action_id": "1:x:"}}, {"elements": [{"action_id": 7}]}]


class Nonsense:
    """Deliveries, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def wire(self) -> str:
        on = self.chance.choices(IDS, k=self.chance.randint(0, 3))
        return ":".join(["1", self.chance.choice(NAMES), self.chance.choice(["", "1", "2", "9" * 40]), *on])[:200]

    def sentence(self) -> str:
        command = self.chance.choice(COMMANDS)
        said = self.chance.choice([*command.starts, *command.whole, "nonsense"])
        return " ".join([said, *self.chance.choices(WORDS, k=self.chance.randint(0, 3))])

    def element(self) -> dict[str, Any]:
        word, some = self.chance.choice(WORDS), self.chance.choices(WORDS, k=2)
        return self.chance.choice(
            [
                {"type": "plain_text_input", "value": word},
                {"type": "plain_text_input", "value": None},
                {"type": "datepicker", "selected_date": word},
                {"type": "checkboxes", "selected_options": [{"value": one or "-"} for one in some]},
                {"type": "multi_users_select", "selected_users": ["U1", "UX"]},
                {"type": "static_select", "selected_option": {"value": word or "-"}},
                {"type": "users_select", "selected_user": "U2"},
            ]
        )

    def delivery(self, number: int) -> dict[str, Any]:
        user, channel = self.chance.choice(["U1", "U2", "U3"]), self.chance.choice(["C1", "D1", "C9"])
        about = {**INTERACTION, "user": {"id": user, "team_id": "T1"}, "trigger_id": f"{number}.t"}
        kinds = (self.command, self.event, self.form, self.press, self.shortcut)
        return self.chance.choice(kinds)(number, user, channel, about)

    def command(self, number: int, user: str, channel: str, _about: dict[str, Any]) -> dict[str, Any]:
        said = {"command": self.chance.choice(["/commit", "/reflect", "/table", "/x"]), "text": self.sentence()}
        return {**said, "team_id": "T1", "user_id": user, "channel_id": channel, "trigger_id": f"{number}.t"}

    def event(self, number: int, user: str, channel: str, _about: dict[str, Any]) -> dict[str, Any]:
        event = {
            "type": self.chance.choice(["message", "app_mention", "app_home_opened", "channel_id_changed"]),
            "channel_type": self.chance.choice(["im", "channel", "group", "mpim"]),
            "text": f"<@UBOT> {self.sentence()}",
            "ts": f"{self.chance.choice([1, 17999999, 99999999999])}.{number}",
            "blocks": self.chance.choice([[5], [{"block_id": "convenor:1"}], [{"block_id": "convenor:" + "9" * 30}]]),
            "bot_id": self.chance.choice([None, None, "BBOT", "B2"]),
        }
        more = {"user": user, "channel": channel, "tab": "home", "old_channel_id": "C7", "new_channel_id": "C8"}
        return {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": event | more}

    def form(self, number: int, _user: str, _channel: str, about: dict[str, Any]) -> dict[str, Any]:
        names = self.chance.sample(FIELDS, self.chance.randint(0, 8))
        view = {"id": f"V{number}", "type": "modal", "callback_id": self.wire()}
        state = {"values": {name: {name: self.element()} for name in names}}
        more = {"private_metadata": self.chance.choice(METADATA), "state": state}
        return {**about, "type": "view_submission", "view": view | more}

    def press(self, _number: int, _user: str, channel: str, about: dict[str, Any]) -> dict[str, Any]:
        action = {"type": "button", **self.chance.choice([{}, self.element()]), "action_id": self.wire()}
        stands = {"type": "message", "message_ts": self.chance.choice(["1.1", "x"]), "channel_id": channel}
        message = {"ts": "1.1", "blocks": [self.chance.choice(BLOCKS)]}
        more = {"container": stands, "channel": {"id": channel}, "message": message}
        return {**about, "type": "block_actions", "actions": [action], **more}

    def shortcut(self, _number: int, _user: str, channel: str, about: dict[str, Any]) -> dict[str, Any]:
        message = {"ts": self.chance.choice(["1.1", "x"]), "text": self.chance.choice(WORDS)}
        more = {"channel": {"id": channel}, "message": message}
        return {**about, "type": "message_action", "callback_id": "make_commitment", **more}


def a_table(tx) -> None:
    tables.open_table(tx, tables.Beginning(name="Home"), now=BEGIN)
    conversations.link(tx, 1, Place(platform="slack", tenant="T1", conversation="C1"))


@states("A11")
@pytest.mark.slow
async def test_what_means_nothing_is_answered_and_nothing_falls_over(sqlite_address, capsys):
    store, nowhere = Store(sqlite_address), Silent()
    slack = Slack(store, nowhere, lambda: BEGIN, lambda: None, HERE)  # type: ignore[arg-type] # It is never reached.
    app = SlackEvents(slack, (SECRET,), lambda: BEGIN, nowhere)  # type: ignore[arg-type] # There are no pages.
    await store.run(a_table)
    nonsense, statuses = Nonsense(random.Random(20_270_112)), set()
    for number in range(DELIVERIES):
        written = json.dumps(nonsense.delivery(number))
        whole = number % 2 and '"trigger_id"' in written and '"command"' not in written
        body = urlencode({"payload": written}).encode() if whole else written.encode()
        statuses.add(await post(app, body, FORM if whole else "application/json", sign(body)))
    await slack.finish()
    await store.close()
    said = capsys.readouterr().out

    assert statuses == {200}
    assert slack.faults == 0
    # After the answers nothing failed but what would have reached Slack.
    assert said.count("slack.later") == said.count("fault=DeliveryError")
