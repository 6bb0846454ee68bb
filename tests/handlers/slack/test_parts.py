"""The smaller parts of the door: words as they were typed, settings by half, a start while Slack is away, faults."""

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.sender import DeliveryError
from bot.handlers.slack import answer, running, socket
from bot.handlers.slack.app import Slack
from bot.handlers.slack.client import SlackClient
from bot.handlers.slack.guard import parsed
from bot.handlers.slack.http import SlackEvents
from bot.handlers.slack.read import Heard
from bot.handlers.slack.words import mentions, understood
from bot.services import profiles
from bot.storage.errors import StoreUnavailable
from bot.storage.schema import person
from config.settings import SettingsError, read_settings
from config.slack import slack_settings
from tests.fakes.slack import faults

OURS = frozenset({"UBOT"})


@pytest.mark.parametrize(
    ("typed", "words", "people"),
    [
        ("<@UBOT> help", "help", ()),
        ("hand on 3 to <@U1|sam>", "hand on 3 to", ("U1",)),
        ("<@U1> and <@U2|jo> and <@U1>", "and   and", ("U1", "U2")),
        ("a &amp; b &lt;c&gt;", "a & b <c>", ()),
        ("see <https://a.example|the page> or <https://b.example>", "see the page or https://b.example", ()),
        ("write to <mailto:a@b.example>", "write to a@b.example", ()),
        ("in <#C1|general> and <#C2>", "in #general and #C2", ()),
        ("<!here> <!subteam^S1|@nurses> <!date^1^{date}|Friday>", "@here @nurses Friday", ()),
        ("two\nlines", "two\nlines", ()),
    ],
)
def test_words_are_as_they_were_typed(typed, words, people):
    assert understood(typed, ours=OURS) == (words, people)


def test_the_bot_is_called_by_its_id():
    assert mentions("hello <@UBOT>", ours=OURS)
    assert mentions("hello <@UBOT|convenor>", ours=OURS)
    assert not mentions("hello <@UBOTANIST>", ours=OURS)


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        (b'{"a": 1}', "application/json", {"a": 1}),
        (b"payload=%7B%22a%22%3A1%7D", "application/x-www-form-urlencoded; charset=utf-8", {"a": 1}),
        (b"command=/commit&text=", "application/x-www-form-urlencoded", {"command": "/commit", "text": ""}),
        (b"payload=%5B%5D", "application/x-www-form-urlencoded", None),
        (b"[]", "application/json", None),
        (b"\xff", "application/json", None),
        (b"a=1&" * 200, "application/x-www-form-urlencoded", None),
    ],
)
def test_a_body_is_an_object_or_nothing(body, kind, found):
    assert parsed(body, kind) == found


def test_slack_is_set_up_whole_or_not_at_all(tmp_path):
    def given(**more: str):
        return slack_settings(read_settings(more, dotenv=tmp_path / "none"))

    assert given() is None
    assert given(SLACK_BOT_TOKEN="xoxb-1") is None
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        given(SLACK_APP_TOKEN="xapp-1")
    found = given(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="a, b")
    assert found is not None
    assert found.signing_secrets == ("a", "b")


async def test_who_we_are_is_asked_until_slack_says(slack, store, monkeypatch):
    monkeypatch.setattr(running, "FIRST_WAIT", 0.01)
    slack.fail("auth.test", faults.broken(503), times=2)
    door = Slack(store, SlackClient(slack.bot_token, slack.api_url, slack.clock.now), slack.clock.now, lambda: None)
    await running.introduce(door)
    await door.close()

    own = door.workspaces.own
    assert own
    assert own.here
    assert (own.here.team, own.here.bot_user) == (slack.home.team_id, slack.bot.id)
    assert len(slack.calls_of("auth.test")) == 3


async def nobody(_routes) -> None:
    """Who would carry messages by these routes."""


async def test_a_connection_is_asked_for_until_there_is_one(slack, store, monkeypatch):
    monkeypatch.setattr(socket, "LOOK_AFTER", 0.05)
    slack.fail("apps.connections.open", faults.error("internal_error"), times=2)
    settings = running.Settings(bot_token=slack.bot_token, api_url=slack.api_url, app_token=slack.app_token)
    async with running.opened(store, settings, now=slack.clock.now, wake=lambda: None, carry=nobody):
        await slack.connected(seconds=20)


async def test_a_door_that_never_came_to_open_closes(slack, store):
    slack.fail("auth.test", faults.hanging())
    settings = running.Settings(bot_token=slack.bot_token, api_url=slack.api_url)
    async with running.opened(store, settings, now=slack.clock.now, wake=lambda: None, carry=nobody) as door:
        await slack.until(lambda: True)

    assert door.workspaces.own
    assert door.workspaces.own.here is None


async def test_a_fault_of_ours_is_told_with_its_number_and_logged_without_words(bot, monkeypatch, capsys):
    await bot.begin()
    slack = bot.slack
    kept = await slack.command("/commit", "ring the ward")
    form = await slack.command("/commit")
    monkeypatch.setattr(answer, "serve_within", lambda *_given, **_more: 1 / 0)
    told = await slack.command("/commit", "the secret word is albatross")
    submitted = await slack.submit(form.view, {"What will you do?": "ring them"})
    await slack.press(kept.said, label="More")
    slack.patience = 2
    [event] = await slack.mention("help", only="message")
    await bot.settled()
    said = "".join(capsys.readouterr())

    assert "tell whoever runs me: fault 1." in told.said.text
    assert "fault 2." in submitted.view.words
    assert "fault 3." in slack.history(slack.dm(slack.priya))[-1].text
    assert not event.answer.ok
    assert "slack.fault" in said
    assert "ZeroDivisionError" in said
    assert "albatross" not in said


async def test_what_comes_after_an_answer_fails_quietly(bot, capsys):
    await bot.begin()
    await bot.settled()
    bot.door.workspaces.own.answering._deeds.clear()
    bot.slack.fail("users.info", faults.error("user_not_found"))
    await bot.slack.command("/table")
    await bot.settled()

    assert "slack.later" in "".join(capsys.readouterr())


async def test_somebody_who_could_not_be_looked_up_is_looked_up_again(bot):
    await bot.begin()
    bot.slack.sam.tz = "Asia/Kolkata"
    bot.slack.fail("users.info", faults.ratelimited(30))
    for words in ("list", "send the data"):
        await bot.slack.command("/commit", words, user=bot.slack.sam)
        await bot.settled()
        bot.slack.clock.turn(timedelta(seconds=31))

    assert "Asia/Kolkata" in [one.zone for one in await bot.rows(person)]


async def test_who_begins_a_table_is_looked_up_once_they_are_somebody_here(bot):
    bot.slack.priya.tz = "Asia/Kolkata"
    asked = await bot.slack.command("/table", "new")
    await bot.settled()
    await bot.slack.submit(asked.view, {"name": "Home from hospital"})
    await bot.settled()

    assert [one.zone for one in await bot.rows(person)] == ["Asia/Kolkata"]


class SlowToLearn:
    """A store that keeps what is learnt of somebody as any other, and is long in saying so the first time."""

    def __init__(self, store) -> None:
        self.store = store
        self.kept, self.said = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name: str):
        return getattr(self.store, name)

    async def run(self, call, *given, **more):
        kept = await self.store.run(call, *given, **more)
        if call is profiles.learn and not self.kept.is_set():
            self.kept.set()
            await self.said.wait()
        return kept


async def test_who_becomes_somebody_while_being_looked_up_is_not_missed(bot):
    bot.slack.priya.tz = "Asia/Kolkata"
    slow = bot.door.workspaces.own.answering.store = SlowToLearn(bot.app.store)
    asked = await bot.slack.command("/table", "new")
    await slow.kept.wait()
    await bot.slack.submit(asked.view, {"name": "Home from hospital"})
    slow.said.set()
    await bot.settled()

    assert [one.zone for one in await bot.rows(person)] == ["Asia/Kolkata"]


async def test_a_home_or_a_channel_that_cannot_be_looked_up_is_asked_for_again(web, monkeypatch):
    await web.begin()

    async def unavailable(*_given, **_more):
        raise StoreUnavailable

    monkeypatch.setattr(answer, "serve_within", unavailable)
    monkeypatch.setattr(web.app.store, "run_within", unavailable)
    home = await web.slack.home_opened()
    moved = await web.slack.changed_id(web.slack.table)

    assert (home.status, moved.status) == (503, 503)


async def test_a_form_without_fields_says_in_its_place_that_it_was_not_saved(web, monkeypatch):
    await web.begin()

    async def unavailable(*_given, **_more):
        raise StoreUnavailable

    monkeypatch.setattr(answer, "serve_within", unavailable)
    form = await web.slack.command("/commit")
    for block in form.view.payload["blocks"]:
        block["type"] = "section"
    heard = Heard(request=None, fields=())  # type: ignore[arg-type] # Only its fields are looked at.
    response = web.door.workspaces.own.answering._form_not_saved(heard, StoreUnavailable())

    assert "Not saved" in response.body


async def test_everything_but_slacks_own_path_is_the_pages(web):
    seen = []

    async def pages(scope, _receive, _send):
        seen.append(scope["path"])

    app = SlackEvents(web.door, ("x",), web.app.now, pages)
    for method, path in (("GET", "/slack/events"), ("POST", "/"), ("GET", "/healthz")):
        await app({"type": "http", "method": method, "path": path}, None, None)  # type: ignore[arg-type] # Not used.

    assert seen == ["/slack/events", "/", "/healthz"]


async def test_a_view_that_cannot_be_pushed_is_answered_with_words_to_type(bot):
    await bot.begin()
    kept = await bot.slack.submit((await bot.slack.command("/commit")).view, {"What will you do?": "ring the ward"})
    bot.slack.fail("views.push", faults.error("push_limit_reached"))
    await bot.slack.press(kept.view, label="Change date" if "Change date" in kept.view.words else "Add a date")
    await bot.settled()

    assert "The form didn't open." in bot.slack.history(bot.slack.dm(bot.slack.priya))[-1].text


async def test_a_client_that_gets_no_object_has_nothing(slack):
    client = SlackClient(slack.bot_token, slack.api_url, slack.clock.now)
    slack.fail("auth.test", faults.Fault(faults.How.ANSWERED, 200, "not json"))
    with pytest.raises(DeliveryError):
        await client.installation()
    await client.close()
    await asyncio.sleep(0)
