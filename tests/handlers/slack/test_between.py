"""Between receipt and answer there is one store call and nothing of the network; a form opens without a writer."""

import pytest

from bot.handlers.slack.client import SlackClient
from bot.storage.store import Store

states = pytest.mark.states


@pytest.fixture
def seen(monkeypatch):
    """What is asked of the database and of Slack while a delivery is answered, in order."""
    found: list[str] = []
    asked, called = Store._submit, SlackClient.call

    def submit(self, work, *, reading, within):
        found.append("read" if reading else "write")
        return asked(self, work, reading=reading, within=within)

    def call(self, method, **arguments):
        found.append(method)
        return called(self, method, **arguments)

    monkeypatch.setattr(Store, "_submit", submit)
    monkeypatch.setattr(SlackClient, "call", call)
    return found


@pytest.fixture
async def answered(bot, seen):
    """Makes a delivery to a bot that knows everybody already, and tells what that took."""
    await bot.begin()
    listing = await bot.slack.command("/commit", "ring the ward by Friday")
    await bot.settled()

    async def make(delivery):
        seen.clear()
        made = await delivery
        # What is left for after the answer begins only now, or waits for its turn behind it.
        until = list(seen)
        await bot.settled()
        return made, until

    return bot, listing.said, make


@states("A1")
async def test_what_is_said_pressed_and_sent_takes_one_store_call_and_no_network(answered):
    bot, card, make = answered
    slack = bot.slack
    _command, typed = await make(slack.command("/commit", "send the data by Friday"))
    _event, mentioned = await make(slack.mention("/commit write the letter", only="message"))
    _press, pressed = await make(slack.press(card, label="More"))
    form = await slack.command("/table", "missing")
    _sent, sent = await make(slack.submit(form.view, {"role": "a GP"}))

    assert [typed, mentioned, pressed, sent] == [["write"]] * 4
    bot.done()


async def test_a_form_takes_one_reading_and_its_opening(answered):
    bot, card, make = answered
    typed, asked = await make(bot.slack.command("/commit"))
    pressed, shown = await make(bot.slack.press(card, label="Change date"))

    assert asked[:2] == ["read", "views.open"]
    assert shown[:2] == ["read", "views.open"]
    # That somebody looked is noted after the answer.
    assert [*asked[2:], *shown[2:]].count("read") == 0
    assert typed.view
    assert pressed.view


async def test_talk_takes_nothing_before_its_answer(answered):
    bot, _card, make = answered
    _said, asked = await make(bot.slack.say("good morning", user=bot.slack.sam))

    assert asked[1:] == []
