"""The browser's door over HTTP, with a table behind it and people signed in."""

import itertools
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from bot.handlers.web.app import make_web
from bot.handlers.web.door import Door
from bot.services import links, sessions
from bot.storage.store import Store
from tests.support.scene import a_scene, at


class Web(TestClient):
    """A browser without scripts, over a door with a store of its own. It follows no redirect by itself."""

    def __init__(self, store, **more) -> None:
        self.clock = [at(0)]
        numbers = itertools.count()
        self.door = Door(
            store=store,
            now=lambda: self.clock[0],
            new_token=lambda: f"token-{next(numbers)}",
            wake=lambda: None,
            **more,
        )
        base = "https://testserver" if self.door.secure else "http://testserver"
        super().__init__(make_web(self.door), follow_redirects=False, base_url=base)
        self.scene = a_scene(store)

    def do(self, work, *args, **more):
        """Run something beside the door, where its store lives."""
        assert self.portal is not None
        return self.portal.call(lambda: work(*args, **more))

    def run(self, call, *args, **more):
        return self.do(self.door.store.run, call, *args, **more)

    def sign_in(self, who):
        """Be somebody from now on."""
        token = f"{who}'s cookie {self.door.new_token()}"
        self.run(sessions.begin, self.scene.persons[who].person.id, token, now=self.clock[0])
        self.cookies.clear()
        self.cookies.set(self.door.cookie, token)
        return self

    def link(self, who, token="a-token"):
        self.run(links.make, self.scene.persons[who], token, now=self.clock[0])
        return f"/in/{token}"

    def page(self, path="/t/home"):
        return Page(self.get(path))

    def say(self, words, *, slug="home", **more):
        """Type into the page and send it; where it leads."""
        hidden = self.page(f"/t/{slug}").hidden()
        return self.post(f"/t/{slug}/say", data={**hidden, "words": words, **more})

    def act_of(self, name):
        """Press a button of that action."""
        return self.post("/t/home/act", data={**self.page().hidden(), "act": f"1:{name}:"})

    def submit(self, form, **values):
        """Send a form of a page with some of it filled in."""
        return self.post(form.action, data={**form.fields, **values})


class Form:
    def __init__(self, action) -> None:
        self.action = action
        self.fields: dict[str, str] = {}
        self.buttons: dict[str, tuple[str | None, str | None]] = {}
        self.boxes: list[str] = []


class Page(HTMLParser):
    """A page as somebody without scripts has it: its words, its forms, what is hidden in them."""

    def __init__(self, answer) -> None:
        super().__init__()
        self.answer = answer
        self.forms: list[Form] = []
        self._button: tuple[str | None, str | None] | None = None
        self.feed(answer.text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append(Form(given.get("action")))
        if tag == "input" and given.get("type") == "hidden":
            self.forms[-1].fields[given["name"]] = given["value"]
        elif tag in ("input", "textarea", "select") and "name" in given and self.forms:
            self.forms[-1].boxes.append(given["name"])
        if tag == "button":
            self._button = (given.get("name"), given.get("value"))

    def handle_data(self, data):
        if self._button and data.strip():
            self.forms[-1].buttons[data.strip()] = self._button
            self._button = None

    @property
    def text(self):
        """What it says, without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.answer.text)).split())

    def hidden(self):
        """What the composer carries."""
        return self.form_to("say").fields

    def form_to(self, ending):
        return next(form for form in reversed(self.forms) if (form.action or "").endswith(ending))

    def with_button(self, label):
        """The last form that has a button of that name, with the button pressed."""
        form = next(one for one in reversed(self.forms) if label in one.buttons)
        name, value = form.buttons[label]
        pressed = Form(form.action)
        pressed.fields = form.fields | ({name: value or ""} if name else {})
        return pressed


@pytest.fixture
def web(sqlite_address):
    with Web(Store(sqlite_address)) as client:
        client.do(client.scene.begin)
        client.do(client.scene.join, "Sam Okoye", "Ward 9 Trust")
        client.do(client.scene.join, "Rita Ahmed", None)
        yield client
        client.do(client.door.store.close)


@pytest.fixture
def sam(web):
    return web.sign_in("sam")


@pytest.fixture
def priya(web):
    return web.sign_in("priya")


@pytest.fixture
def secure(sqlite_address):
    """The same door where people reach it over HTTPS."""
    with Web(Store(sqlite_address), address="https://testserver") as client:
        client.do(client.scene.begin)
        yield client
        client.do(client.door.store.close)
