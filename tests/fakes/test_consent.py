"""The consent page: what it refuses to show, and what comes back from it."""

from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest

from tests.fakes.slack.world import REQUIRED_SCOPES

BACK = "https://ours.example/slack/oauth_redirect"


@pytest.fixture
async def session(slack):
    slack.app.redirect_urls = [BACK]
    async with aiohttp.ClientSession() as one:
        yield one


def asked(slack, **changed):
    scope = ",".join([*REQUIRED_SCOPES, "dnd:read", "pins:write"])
    return {"client_id": slack.client_id, "scope": scope, "redirect_uri": BACK, "state": "a b&c=é"} | changed


async def answered(slack, session, *more, **changed):
    """Where the browser is sent, and with what."""
    body = aiohttp.FormData([*asked(slack, **changed).items(), *more])
    async with session.post(f"{slack.origin}/oauth/v2/authorize", data=body, allow_redirects=False) as answer:
        to = urlsplit(answer.headers.get("Location", ""))
        return answer.status, f"{to.scheme}://{to.netloc}{to.path}", dict(parse_qsl(to.query))


async def test_it_shows_what_is_asked_for_and_where_it_can_go(slack, session):
    trust = slack.workspace("Ward 9 Trust", enterprise_id="E1TRUST")
    async with session.get(f"{slack.origin}/oauth/v2/authorize", params=asked(slack)) as answer:
        page = await answer.text()

    assert answer.status == 200
    for words in ("Convenor is requesting permission", "chat:write", "Ward 9 Trust", trust.team_id, "E1TRUST"):
        assert words in page
    assert page.count("checkbox") == 2


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"client_id": "9.9"}, "Invalid client_id"),
        ({"scope": ""}, "no scopes"),
        ({"scope": "commands,admin"}, "admin"),
        ({"redirect_uri": "https://other.example/slack/oauth_redirect"}, "redirect_uri"),
        ({"redirect_uri": f"{BACK}.other.example"}, "redirect_uri"),
        ({"redirect_uri": ""}, "redirect_uri"),
    ],
)
async def test_what_is_not_the_apps_leads_nowhere(slack, session, changed, why):
    async with session.get(f"{slack.origin}/oauth/v2/authorize", params=asked(slack, **changed)) as answer:
        page = await answer.text()
    status, _to, given = await answered(slack, session, ("answer", "allow"), ("where", slack.home.team_id), **changed)

    assert (answer.status, status, given) == (400, 400, {})
    assert why in page
    assert all(why in str(one) for one in slack.problems)
    slack.problems.clear()


async def test_a_yes_brings_back_a_code_and_the_very_state(slack, session, call):
    status, to, given = await answered(
        slack, session, ("answer", "allow"), ("where", slack.home.team_id), ("optional", "dnd:read")
    )
    app = {"client_id": slack.client_id, "client_secret": slack.client_secret, "redirect_uri": BACK}
    slack.installation().scopes.clear()
    granted = await call("oauth.v2.access", code=given["code"], **app)

    assert (status, to, given["state"]) == (302, BACK, "a b&c=é")
    assert set(granted["scope"].split(",")) == {*REQUIRED_SCOPES, "dnd:read"}


async def test_a_no_brings_back_that_it_was_one(slack, session):
    status, to, given = await answered(slack, session, ("answer", "deny"), ("where", slack.home.team_id))

    assert (status, to, given) == (302, BACK, {"error": "access_denied", "state": "a b&c=é"})


async def test_a_yes_for_a_whole_organisation_is_one_for_all_its_workspaces(slack, session, call):
    trust = slack.workspace("Ward 9 Trust", enterprise_id="E1TRUST")
    slack.person("Rita Bell", team=trust)
    _status, _to, given = await answered(slack, session, ("answer", "allow"), ("where", "E1TRUST"))
    app = {"client_id": slack.client_id, "client_secret": slack.client_secret, "redirect_uri": BACK}
    granted = await call("oauth.v2.access", code=given["code"], **app)

    assert (granted["team"], granted["enterprise"]["id"]) == (None, "E1TRUST")


@pytest.mark.parametrize("where", ["", "T404", "of nobody"])
async def test_nobody_says_yes_for_a_workspace_they_are_not_of(slack, session, where):
    chosen = slack.workspace("Ward 9 Trust").team_id if where == "of nobody" else where
    status, _to, given = await answered(slack, session, ("answer", "allow"), ("where", chosen))

    assert (status, given) == (400, {})
    slack.problems.clear()
