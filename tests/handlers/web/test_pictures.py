"""The digest's chart on a page: part of it, with a name, drawn once, and with words where it can't be drawn."""

from datetime import timedelta

import pytest

from bot.domain.participation import Kind
from bot.handlers import pictures
from bot.services import participation

WORDS = "Organisations taking part, four weeks at a time, the latest last: "


@pytest.fixture
def priya(web, monkeypatch):
    """Signed in, at a table with half a year behind it."""
    monkeypatch.setattr(pictures, "PATIENCE", 60.0)
    today = web.clock[0].date()

    def came(tx) -> None:
        for weeks, who in ((0, "priya"), (0, "sam"), (5, "sam"), (9, "priya"), (13, "priya"), (20, "sam")):
            one = web.scene.persons[who]
            participation.record(tx, one, Kind.CAME, on_day=today - timedelta(weeks=weeks), at=web.clock[0])

    web.run(came)
    return web.sign_in("priya")


def inside(browser, path):
    """What a page shows below its head, which has our mark."""
    return browser.get(path).text.partition("<main")[2]


def test_the_page_of_digests_shows_it(priya):
    shown = inside(priya, "/t/home/see/digests")

    assert shown.count("<svg ") == 1
    assert f'role="img" aria-label="{WORDS}' in shown
    assert "style=" not in shown


def test_the_conversation_shows_it_and_it_is_drawn_once(priya):
    priya.say("/table digest")
    shown, again = (inside(priya, "/t/home") for _time in range(2))

    assert shown.count("<svg ") == again.count("<svg ") == 1
    assert len(priya.door.pictures._known) == 1


def test_where_it_cannot_be_drawn_the_page_has_its_words(priya, monkeypatch):
    monkeypatch.setattr(priya.door.pictures, "program", ("/nowhere",))
    shown = inside(priya, "/t/home/see/digests")

    assert "<svg " not in shown
    assert WORDS in shown
