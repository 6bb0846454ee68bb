"""Tokens, scopes and installations; and calls that are malformed."""

import aiohttp
import pytest

from tests.fakes.bots import Client


async def test_a_token_tells_whose_it_is(slack, call):
    found = await call("auth.test")

    assert (found["team_id"], found["user_id"]) == (slack.home.team_id, slack.bot.id)
    assert found["bot_id"] == slack.installation().bot_id


async def test_a_token_that_is_no_good_says_why(slack):
    async def error(token, method="auth.test"):
        return await Client(slack, token).error(method)

    assert await error("xoxb-unknown") == "invalid_auth"
    assert await error(slack.app_token) == "not_allowed_token_type"
    assert await error(slack.bot_token, "apps.connections.open") == "not_allowed_token_type"
    async with aiohttp.ClientSession() as session, session.post(f"{slack.api_url}auth.test") as response:
        assert (await response.json())["error"] == "not_authed"


async def test_each_method_wants_its_scope(slack, call):
    wanted = {
        "chat.postMessage": "chat:write",
        "chat.postEphemeral": "chat:write",
        "chat.update": "chat:write",
        "chat.delete": "chat:write",
        "users.info": "users:read",
        "users.list": "users:read",
        "dnd.info": "dnd:read",
        "pins.add": "pins:write",
        "files.getUploadURLExternal": "files:write",
        "files.completeUploadExternal": "files:write",
    }
    slack.installation().scopes.clear()

    for method, scope in wanted.items():
        assert (await call(method))["needed"] == scope
    for method in ("conversations.info", "conversations.members", "conversations.history"):
        assert (await call(method, channel=slack.table.id))["error"] == "missing_scope"
    assert (await call("conversations.open", users=slack.priya.id))["needed"] == "im:write"
    assert await call.error("views.publish", user_id=slack.priya.id, view={}) == "invalid_arguments"


async def test_the_scopes_held_stand_in_a_header(slack, call):
    response = await call.web.auth_test()

    assert response.headers["x-oauth-scopes"].split(",") == sorted(slack.installation().scopes)


async def test_a_revoked_token_is_no_good_any_more(slack, call):
    assert await call.error("auth.revoke", test=True) == ""
    assert (await call("auth.revoke"))["revoked"] is True
    assert await call.error("auth.test") == "token_revoked"


async def test_an_app_that_was_removed_has_no_account(slack, call):
    app = {"client_id": slack.client_id, "client_secret": slack.client_secret}

    assert await call.error("apps.uninstall", **app | {"client_secret": "x"}) == "bad_client_secret"
    assert await call.error("apps.uninstall", **app) == ""
    assert await call.error("auth.test") == "account_inactive"


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        ("", {}),
        ("invalid_code", {"code": "x"}),
        ("invalid_client_id", {"client_id": "x"}),
        ("bad_client_secret", {"client_secret": "x"}),
        ("bad_redirect_uri", {"redirect_uri": "https://other.example"}),
    ],
)
async def test_a_code_from_the_consent_page_becomes_an_installation(slack, call, error, changed):
    ward = slack.workspace("Ward 9 Trust")
    code = slack.consent(ward, scopes=["commands"], redirect_uri="https://ours.example")
    args = {"code": code, "client_id": slack.client_id, "client_secret": slack.client_secret}
    answer = await call("oauth.v2.access", **args | {"redirect_uri": "https://ours.example"} | changed)

    assert answer.get("error", "") == error
    if not error:
        assert (answer["team"]["id"], answer["scope"], answer["enterprise"]) == (ward.team_id, "commands", None)
        assert await Client(slack, answer["access_token"]).error("auth.test") == ""


async def test_a_code_is_good_once_and_for_ten_minutes(slack, call, later):
    ward = slack.workspace("Ward 9 Trust")
    app = {"client_id": slack.client_id, "client_secret": slack.client_secret}
    first, second = slack.consent(ward), slack.consent(ward)

    assert await call.error("oauth.v2.access", code=first, **app) == ""
    assert await call.error("oauth.v2.access", code=first, **app) == "code_already_used"
    later(minutes=11)
    assert await call.error("oauth.v2.access", code=second, **app) == "invalid_code"


async def test_scopes_add_up_when_an_app_is_installed_again(slack):
    ward = slack.workspace("Ward 9 Trust")
    before = slack.install(ward, scopes=["commands"]).bot_token
    again = slack.install(ward, scopes=["chat:write"])

    assert again.scopes == {"commands", "chat:write"}
    assert again.bot_token != before
    assert await Client(slack, before).error("auth.test") == "invalid_auth"


async def test_malformed_calls_get_slacks_codes(slack):
    auth = {"Authorization": f"Bearer {slack.bot_token}"}

    async def error(body, content_type, method="chat.postMessage", headers=auth):
        sent = headers | {"Content-Type": content_type}
        async with session.post(f"{slack.api_url}{method}", data=body, headers=sent) as response:
            return (await response.json())["error"]

    async with aiohttp.ClientSession() as session:
        assert await error(b"{", "application/json") == "invalid_json"
        assert await error(b"[]", "application/json") == "json_not_object"
        assert await error(b"x", "text/plain") == "invalid_post_type"
        assert await error(b"{}", "application/json", method="chat.post") == "unknown_method"
        in_json = f'{{"token": "{slack.bot_token}"}}'.encode()
        assert await error(in_json, "application/json", headers={}) == "not_authed"
        as_form = f"token={slack.bot_token}&channel={slack.table.id}&text=A&blocks=x".encode()
        form = "application/x-www-form-urlencoded"
        assert await error(as_form, form, headers={}) == "invalid_blocks_format"


async def test_a_form_is_read_like_json(slack, call):
    fields = {"channel": slack.table.id, "limit": "5", "include_all_metadata": "1", "inclusive": "false"}
    await slack.say("Hello")
    page = await call.web.api_call("conversations.history", data=fields)

    assert [message["text"] for message in page["messages"]] == ["Hello"]


async def test_calls_are_kept_without_their_token(slack, call):
    await call("chat.postMessage", channel=slack.table.id, text="A")
    await call("chat.postMessage", channel="C404", text="A")

    first, second = slack.calls_of("chat.postMessage")
    assert first.args == {"channel": slack.table.id, "text": "A"}
    assert (first.error, second.error, first.team_id) == ("", "channel_not_found", slack.home.team_id)


async def test_the_api_says_whether_it_is_there(call):
    assert (await call("api.test", foo="bar"))["args"] == {"foo": "bar"}
    assert await call.error("api.test", error="my_error") == "my_error"


async def test_an_event_names_one_installation_and_the_rest_can_be_asked_for(slack, bot):
    ward = slack.workspace("Ward 9 Trust")
    slack.install(ward)
    jo = slack.person("Jo Lee", team=ward)
    await slack.shared(slack.table, ward, jo, slack.core.directory.bot_of(ward.team_id))
    await slack.say("Hello", user=jo)
    told = slack.deliveries[-1].payload
    answer = await Client(slack, slack.app_token)("apps.event.authorizations.list", event_context=told["event_context"])

    assert [one["team_id"] for one in told["authorizations"]] == [slack.home.team_id]
    assert [one["team_id"] for one in answer["authorizations"]] == [slack.home.team_id, ward.team_id]
    unknown = await Client(slack, slack.app_token).error("apps.event.authorizations.list", event_context="x")
    assert unknown == "invalid_event_context"
