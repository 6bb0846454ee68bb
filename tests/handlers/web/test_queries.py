"""How often a page asks the database: as often for sixty partners as for three hundred."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from benchmarks._crowd import NOW, SLUG, fill
from bot.handlers.web.app import make_web
from bot.handlers.web.door import COOKIE, Door
from bot.services import sessions
from bot.services.sights import SIGHTS
from bot.storage.engine import make_engine
from bot.storage.store import Store
from tests.support import databases

# Enough that as many are quiet as are named at most.
FEW, MANY = 60, 300

# Each begins a transaction and asks whose session it is and where they sit; the rest is the page's own.
# The table's page, a digest and what is held on somebody ask once of each subject that has a sentence there.
MOST = {
    "": 4,
    "/see/table": 31,
    "/see/commitments": 7,
    "/see/our-part": 20,
    "/see/quiet": 40,
    "/see/digests": 31,
    "/see/me": 38,
    "/see/help": 3,
}


@contextmanager
def counting() -> Iterator[list[str]]:
    """What is asked of any database meanwhile, by whichever of a store's connections."""
    seen: list[str] = []

    def note(_conn, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def asked_for(folder, partners):
    """What each page asks at a table of so many, looked at by a coordinator."""
    folder.mkdir()
    address = databases.sqlite(folder)
    engine = make_engine(address)
    with engine.begin() as tx:
        fill(tx, partners)
        sessions.begin(tx, 1, "a cookie", now=NOW)
    engine.dispose()
    store = Store(address)
    door = Door(store=store, now=lambda: NOW, new_token=lambda: "a token", wake=lambda: None)
    found = {}
    with TestClient(make_web(door), cookies={COOKIE: "a cookie"}) as web:
        for path in MOST:
            with counting() as seen:
                assert web.get(f"/t/{SLUG}{path}").status_code == 200
            found[path] = len(seen)
        assert web.portal is not None
        web.portal.call(store.close)
    return found


@pytest.fixture
def asked(tmp_path):
    return asked_for(tmp_path / "few", FEW), asked_for(tmp_path / "many", MANY)


def test_a_page_asks_no_more_questions_for_many_partners_than_for_few(asked):
    few, many = asked

    # At a large table numbers over everybody are remembered for a minute.
    assert all(many[path] <= few[path] for path in MOST)


def test_no_page_asks_more_than_is_written_down(asked):
    _few, many = asked

    assert many == MOST


def test_every_page_there_is_has_its_number():
    assert set(MOST) == {"", *(f"/see/{name}" for name in SIGHTS)}
