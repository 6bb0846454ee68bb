"""A bot as it is written in an afternoon is caught out, on the library itself."""

import asyncio
import json

import pytest
from aiohttp import web

pytest.importorskip("microsoft_teams.apps")
# The library says of its own parts that they are experiments, and that as an error here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")

ASKS = {"type": "Action.Submit", "title": "Change", "data": {"msteams": {"type": "task/fetch"}, "act": "change"}}
DONE = {"type": "Action.Execute", "title": "Done", "verb": "done", "data": {"action": "done"}}
SENDS = {"type": "Action.Submit", "title": "Send", "data": {"act": "send"}}


class Routes:
    """What the library asks of whoever serves it."""

    def __init__(self):
        self.handlers = {}

    def register_route(self, method, path, handler):
        self.handlers[method, path] = handler

    def serve_static(self, path, directory):
        raise NotImplementedError

    async def start(self, port):
        raise NotImplementedError

    async def stop(self):
        raise NotImplementedError


class Naive:
    """Shows what was typed as it came, keeps no key, and answers everybody where it was asked."""

    def __init__(self, teams, routes):
        from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
        from microsoft_teams.apps import App

        self.teams = teams
        self.kept = []
        self.token = ""
        self.app = App(
            client_id=teams.bot.client_id,
            token=lambda *_scope: self.token,
            cloud=with_overrides(PUBLIC, openid_metadata_url=teams.metadata_url),
            http_server_adapter=routes,
        )
        self.app.on_message(self.said)
        self.app.on_dialog_open(self.opened)
        self.app.on_card_action_execute("done")(self.done)

    async def said(self, ctx):
        from microsoft_teams.api.activities import MessageActivityInput
        from microsoft_teams.cards import AdaptiveCard

        self.kept.append(ctx.activity.text)
        body = [{"type": "TextBlock", "text": f"Kept: {ctx.activity.text}"}]
        card = {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": [ASKS, DONE]}
        await ctx.send(MessageActivityInput().add_card(AdaptiveCard.model_validate(card)))

    async def opened(self, ctx):
        body = [{"type": "Input.Text", "id": "what"}]
        card = {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": [SENDS]}
        content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
        from microsoft_teams.api.models import InvokeResponse, TaskModuleResponse

        task = {"type": "continue", "value": {"title": "Change", "card": content}}
        return InvokeResponse(body=TaskModuleResponse.model_validate({"task": task}))

    async def done(self, ctx):
        await ctx.send("Well done")


@pytest.fixture
async def ended(monkeypatch):
    """The library makes clients, and clones of clients, and never ends one."""
    import httpx

    made = []

    class Client(httpx.AsyncClient):
        def __init__(self, *args, **named):
            super().__init__(*args, **named)
            made.append(self)

    monkeypatch.setattr(httpx, "AsyncClient", Client)
    yield
    for one in made:
        await one.aclose()


@pytest.fixture
async def naive(teams, writer, tmp_path, monkeypatch, ended):
    # It would read settings from a .env beside us.
    monkeypatch.chdir(tmp_path)
    teams.wire.patience = 5
    routes = Routes()
    bot = Naive(teams, routes)
    bot.token = writer.token
    await bot.app.initialize()
    # The library asks for the keys on the loop, and would wait for us to answer while we wait for it.
    validator = bot.app.server._token_validator
    assert validator
    await asyncio.to_thread(validator._service_validator._jwks_client.get_jwk_set)

    async def receive(request):
        body = await request.json()
        answer = await routes.handlers["POST", "/api/messages"]({"body": body, "headers": dict(request.headers)})
        text = json.dumps(answer["body"]) if answer.get("body") is not None else ""
        return web.Response(status=answer["status"], text=text, content_type="application/json")

    app = web.Application()
    app.router.add_post("/api/messages", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    teams.serve_at("http://{}:{}/api/messages".format(*runner.addresses[0]))
    yield bot
    await runner.cleanup()


def reasons(teams):
    return " | ".join(str(one) for one in teams.problems)


async def test_it_is_told_and_answers_in_public_with_a_card_that_nobody_announces(teams, naive):
    told = await teams.mention("send the data")

    assert not told.failed
    assert naive.kept == ["<at>Convenor</at>&nbsp;send the data"]
    assert len(teams.seen(teams.lee, teams.table)) == 1
    assert "announced" in reasons(teams)
    assert "wrap" in reasons(teams)


async def test_a_message_that_is_delivered_twice_is_kept_twice(teams, naive):
    told = await teams.mention("send the data")
    await teams.again(told)

    assert len(naive.kept) == 2


async def test_it_opens_a_dialog_with_an_input_without_a_label(teams, naive):
    await teams.say("send the data")
    told = await teams.press(teams.last(teams.priya), "Change")

    assert told.failed
    assert "label" in reasons(teams)


async def test_it_does_not_know_an_upgrade_and_an_invoke(teams, naive):
    told = [await teams.installation("add-upgrade", teams.team), await teams.invoke("nobody/knows", {})]

    assert [one.status for one in told] == [500, 500]
    assert "answered 500" in reasons(teams)


async def test_an_execute_that_it_answers_with_a_message_shows_an_error(teams, naive):
    await teams.say("send the data")
    told = await teams.press(teams.last(teams.priya), "Done")

    assert told.failed
    assert "an invoke is answered 200 with an object" in reasons(teams)


async def test_a_stranger_is_not_let_in(teams, naive):
    told = await teams.send(b'{"type": "message"}', token="wrong key")

    assert told.status == 401
    assert naive.kept == []
