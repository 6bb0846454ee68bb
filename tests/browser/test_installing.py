"""Installing the app in a workspace, with clicks: from our page to Slack's, and back with a yes or a no."""

import asyncio
import threading

import pytest
from playwright.sync_api import expect

from bot.handlers.slack.oauth import BACK, INSTALL
from tests.browser.looking import PHONE, Looking
from tests.browser.program import PATIENCE, Program
from tests.fakes.slack import FakeSlack


@pytest.fixture
def slack():
    """A Slack in a thread of its own, with Ward 9 Trust on it, whose Rita is signed in."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="slack")
    thread.start()

    def do(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE)

    fake = do(FakeSlack().__aenter__())
    fake.person("Rita Bell", team=fake.workspace("Ward 9 Trust"))
    yield fake
    do(fake.__aexit__())
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)
    loop.close()


@pytest.fixture
def program(slack, tmp_path, monkeypatch):
    for name, value in {
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
    }.items():
        monkeypatch.setenv(name, value)
    with Program(tmp_path / "data", monkeypatch) as running:
        slack.app.redirect_urls = [f"{running.address}{BACK}"]
        yield running


@pytest.fixture
def installer(visit):
    return visit(INSTALL, viewport=PHONE, reduced_motion="reduce")


def test_somebody_says_yes_and_is_told_what_comes_next(slack, installer):
    installer.page.get_by_label("Where should it go?").select_option("Ward 9 Trust")
    installer.press("Allow")

    expect(installer.page.get_by_role("heading")).to_have_text("Convenor is in Ward 9 Trust.")
    expect(installer.page.get_by_role("main")).to_contain_text("/invite @Convenor to let it in there")
    Looking(installer).at("installed")
    installer.page.reload()
    expect(installer.page.get_by_role("heading")).to_have_text("This page is good once, and for ten minutes.")
    Looking(installer).at("once more")
    installer.follow("Begin again")
    assert installer.page.url.startswith(f"{slack.origin}/oauth/v2/authorize")


def test_somebody_says_no_and_can_begin_again(slack, installer):
    installer.press("Cancel")

    expect(installer.page.get_by_role("heading")).to_have_text("Nothing was installed.")
    Looking(installer).at("left without a yes")
    installer.follow("Begin again")
    slack.app.client_secret = "changed at Slack meanwhile"
    installer.page.get_by_label("Where should it go?").select_option("Ward 9 Trust")
    installer.press("Allow")
    expect(installer.page.get_by_role("heading")).to_have_text("Slack didn't say yes.")
    expect(installer.page.get_by_role("main")).to_contain_text("bad_client_secret")
    Looking(installer).at("refused")
