"""A bot as it is written in an afternoon is caught out, on Bolt itself, in both modes."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack, faults, pings


def plain(text):
    return {"type": "plain_text", "text": text}


class Naive:
    """Shows what was typed as it came, keeps no key, thinks before it opens a form, mends nothing."""

    def __init__(self, slack, clock):
        self.slack = slack
        self.clock = clock
        self.kept = []
        self.thinks = timedelta()
        self.submit = {}

        async def authorize():
            one = slack.installation()
            ids = {"bot_id": one.bot_id, "bot_user_id": one.bot_user_id, "team_id": one.team_id, "enterprise_id": None}
            return AuthorizeResult(bot_token=one.bot_token, **ids)

        # The client's own retries are on.
        client = AsyncWebClient(base_url=slack.api_url)
        self.app = AsyncApp(
            client=client, authorize=authorize, request_verification_enabled=False, process_before_response=True
        )
        self.app.command("/commit")(self.commit)
        self.app.action("more")(self.more)
        self.app.event("app_mention")(self.mentioned)
        self.app.event("message")(self.mentioned)

    async def commit(self, ack, body):
        said = body.get("text", "")
        self.kept.append(said)
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"Kept: {said}"}}]
        buttons = [{"type": "button", "text": plain(one), "action_id": "more"} for one in said.split()[:2]]
        await ack(text=f"Kept: {said}", blocks=[*blocks, {"type": "actions", "elements": buttons}])

    async def more(self, ack, body, client):
        self.clock.turn(self.thinks)
        field = {"type": "input", "label": plain("What"), "element": {"type": "plain_text_input"}}
        view = {"type": "modal", "title": plain("More"), "blocks": [field]} | self.submit
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def mentioned(self, event, client):
        self.kept.append(event["text"])
        await client.chat_postMessage(channel=event["channel"], text=f"Kept: {event['text']}")


async def http(naive, slack) -> AsyncIterator[None]:
    async def receive(request):
        body = (await request.read()).decode()
        answer = await naive.app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        kind = answer.first_headers()["content-type"].split(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=kind)

    app = web.Application()
    app.router.add_post("/", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.serve_at("http://{}:{}/".format(*runner.addresses[0]))
    yield
    await runner.cleanup()


async def sockets(naive, slack) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(naive.app, slack.app_token)
    handler.client.web_client.base_url = slack.api_url
    await handler.connect_async()
    await slack.connected()
    yield
    await handler.close_async()


@pytest.fixture(params=[http, sockets])
async def naive(request, slack: FakeSlack, clock):
    bot = Naive(slack, clock)
    async for _ in request.param(bot, slack):
        yield bot


async def test_a_mention_is_kept_twice(slack, naive):
    await slack.mention("send the data")

    assert len(naive.kept) == 2


async def test_a_command_that_is_delivered_twice_is_kept_twice(slack, naive):
    told = await slack.command("/commit", "data")
    await slack.again(told)

    assert naive.kept == ["data", "data"]


async def test_two_buttons_of_one_name_are_refused(slack, naive):
    assert not (await slack.command("/commit", "data")).failed
    told = await slack.command("/commit", "the data")

    assert told.failed
    assert any("'more' is there twice" in reason for reason in slack.problems[0].reasons)


async def test_a_command_without_words_has_no_buttons_to_show(slack, naive):
    assert (await slack.command("/commit")).failed


async def test_a_form_without_submit_is_refused_and_the_button_never_answered(slack, naive):
    kept = await slack.command("/commit", "data")
    told = await slack.press(kept.said, label="data")

    assert (told.failed, told.view) == (True, None)
    assert any("submit" in reason for reason in slack.problems[0].reasons)


async def test_who_thinks_too_long_opens_nothing(slack, naive):
    naive.thinks, naive.submit = timedelta(seconds=4), {"submit": plain("Keep")}
    kept = await slack.command("/commit", "data")
    told = await slack.press(kept.said, label="data")

    assert told.failed
    assert [one.error for one in slack.calls_of("views.open")] == ["expired_trigger_id"]


async def test_words_that_ping_are_seen(slack, naive):
    kept = await slack.command("/commit", slack.sam.mention)

    assert pings(kept.body) == [f"<@{slack.sam.id}|sam.okoye>"] * 2


async def test_a_lost_reply_is_a_second_message(slack, naive):
    slack.patience = 3
    slack.fail("chat.postMessage", faults.LOST)
    await slack.mention("send the data", only="app_mention")

    assert len(naive.kept) == 1
    assert len(slack.posted) == 2
