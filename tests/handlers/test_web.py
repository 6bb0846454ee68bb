"""The plain pages, over HTTP."""

import pytest
from starlette.testclient import TestClient

from bot.handlers.web.app import make_web
from bot.services import links
from bot.storage.store import Store
from tests.support.scene import a_scene, at

HEADERS = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
}


@pytest.fixture
def clock():
    return [at(0)]


class Web(TestClient):
    """A page over a store of its own."""

    def __init__(self, store, clock) -> None:
        super().__init__(make_web(store, now=lambda: clock[0]))
        self.store = store

    def do(self, work):
        """Run something beside the page, where its store lives."""
        assert self.portal is not None
        return self.portal.call(work)


@pytest.fixture
def web(sqlite_address, clock):
    with Web(Store(sqlite_address), clock) as client:
        yield client
        client.do(client.store.close)


@pytest.fixture
def sam(web):
    """Sam's place at a table, and a link for him."""

    async def begun():
        table = await a_scene(web.store).begin()
        await table.join("Sam Okoye", "Ward 9 Trust")
        await table.say("sam", "/commit <script>alert(1)</script> by 2027-01-20")
        await table.days(1, 35)
        sam = table.persons["sam"]
        await web.store.run(links.make, sam, "a-token-for-sam", now=at(0))
        return sam

    return web.do(begun)


def test_the_front_page_says_what_this_is(web):
    page = web.get("/")

    assert page.status_code == 200
    assert "Convenor keeps a partnership at its table." in page.text
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_health_is_ok_and_names_the_version(web):
    answer = web.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_health_is_unwell_when_the_database_is_gone(web):
    web.do(web.store.close)
    answer = web.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "unwell", "reason": "store.closed"}


def test_looking_at_a_link_does_not_use_it_up(web, sam):
    for _look in range(3):
        assert "Open my page" in web.get("/in/a-token-for-sam").text

    opened = web.post("/in/a-token-for-sam")
    assert opened.status_code == 200
    assert "Home from hospital" in opened.text
    assert "I&#39;m asking because" in opened.text


def test_a_link_opens_once(web, sam):
    web.post("/in/a-token-for-sam")

    for again in (web.get("/in/a-token-for-sam"), web.post("/in/a-token-for-sam")):
        assert again.status_code == 410
        assert "doesn't open any more" in again.text.replace("&#39;", "'")


def test_a_link_is_over_after_a_week(web, sam, clock):
    clock[0] = at(7, 12)

    assert web.get("/in/a-token-for-sam").status_code == 410
    assert web.post("/in/a-token-for-sam").status_code == 410


@pytest.mark.parametrize("token", ["nonsense", "a-token-for-sa", "%00", "x" * 5000])
def test_a_made_up_link_opens_nothing(web, sam, token):
    assert web.get(f"/in/{token}").status_code == 410
    assert web.post(f"/in/{token}").status_code == 410


def test_what_people_type_does_nothing_on_a_page(web, sam):
    page = web.post("/in/a-token-for-sam").text

    assert "<script>alert" not in page
    assert "alert(1)" in page


def test_somebody_who_left_does_not_get_in(web, sam):
    async def leave():
        table = a_scene(web.store)
        table.persons["sam"] = sam
        await table.say("sam", "/table leave yes", now=at(36))

    web.do(leave)

    assert web.post("/in/a-token-for-sam").status_code == 410


def test_a_page_that_is_not_there(web):
    assert web.get("/nowhere").status_code == 404
