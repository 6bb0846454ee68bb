"""A response_url: five uses within half an hour, and what each may do."""

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

BUTTON = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}


@pytest.fixture
def respond():
    """Posts to a response_url as slack_sdk does."""

    async def posted(url, **body):
        answer = await AsyncWebhookClient(url, retry_handlers=[]).send_dict(body)
        return answer.status_code, answer.body

    return posted


@pytest.fixture
async def command(slack, bot):
    """A slash command that was typed and acknowledged with nothing."""
    return await slack.command("/commit")


@pytest.fixture
async def pressed(slack, bot, call):
    """A button that was pressed in a message of everybody's."""
    await call("chat.postMessage", channel=slack.table.id, text="Old", blocks=[BUTTON])
    return await slack.press(slack.posted[0], label="Go")


@pytest.mark.parametrize(("kind", "seen"), [({}, 1), ({"response_type": "in_channel"}, 2)])
async def test_a_response_is_before_one_person_unless_it_says_otherwise(slack, command, respond, kind, seen):
    assert await respond(command.response_url, text="Saved after all", **kind) == (200, "ok")

    assert sum(len(slack.seen_by(one)) for one in (slack.priya, slack.sam)) == seen
    assert [response.message.text for response in slack.responses] == ["Saved after all"]


async def test_it_is_good_five_times(slack, command, respond):
    for _ in range(5):
        assert (await respond(command.response_url, text="A"))[0] == 200
    status, body = await respond(command.response_url, text="A")

    assert (status, "used_url" in body) == (404, True)
    assert len(slack.ephemerals) == 5


async def test_it_is_good_for_half_an_hour(slack, command, respond, later):
    later(minutes=30)
    assert (await respond(command.response_url, text="A"))[0] == 200
    later(seconds=1)
    status, body = await respond(command.response_url, text="A")

    assert (status, "expired_url" in body) == (404, True)
    assert (await respond(f"{slack.origin}/actions/T1/1/x", text="A"))[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "A", "blocks": [{"type": "sections"}]},
        {"text": "A", "response_type": "public"},
        {"text": "A", "replace_original": "yes"},
    ],
)
async def test_what_it_refuses(slack, command, respond, body):
    assert (await respond(command.response_url, **body))[0] == 400

    assert slack.ephemerals == []
    assert slack.problems[0].where == "response_url"


async def test_it_wants_json(slack, command):
    async with aiohttp.ClientSession() as session, session.post(command.response_url, data=b"{") as response:
        assert response.status == 400


async def test_the_message_that_was_acted_on_is_replaced(slack, pressed, respond):
    await respond(pressed.response_url, text="New", replace_original=True)

    [message] = slack.history(slack.table)
    assert (message.text, message.blocks) == ("New", [])
    assert slack.updated == [message]


async def test_the_message_that_was_acted_on_is_deleted(slack, pressed, respond):
    await respond(pressed.response_url, delete_original=True)

    assert slack.history(slack.table) == []
    assert slack.deleted == slack.posted


async def test_an_ephemeral_can_be_replaced_only_by_its_own_response(slack, bot, respond):
    bot.answer = {"text": "Old", "blocks": [BUTTON]}
    kept = (await slack.command("/commit")).said
    bot.answer = ""
    pressed = await slack.press(kept, label="Go")
    await respond(pressed.response_url, text="New", replace_original=True)

    assert [message.text for message in slack.seen_by(slack.priya)] == ["New"]


async def test_a_command_has_no_original_to_replace(slack, command, respond):
    await respond(command.response_url, text="New", replace_original=True)

    assert "no original" in str(slack.problems[0])
    assert len(slack.ephemerals) == 1


async def test_what_is_said_while_a_button_is_answered_is_its_answer(slack, bot, call, respond):
    await call("chat.postMessage", channel=slack.table.id, text="Old", blocks=[BUTTON])
    bot.first = lambda: respond(next(iter(slack.triggers.urls)), text="Done")
    told = await slack.press(slack.posted[0], label="Go")

    assert told.said.text == "Done"
