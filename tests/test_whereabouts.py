"""What the bot leaves beside its database: where it is, and which links it printed."""

import asyncio
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot import whereabouts
from bot.app import opened
from bot.cli.clockwork import _announce
from bot.services import links, tables
from bot.services.tables import Beginning, Newcomer
from bot.storage.tables import coordinators
from bot.whereabouts import Whereabouts
from config.settings import read_settings


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVENOR_DATA", str(tmp_path))
    return tmp_path


def started(capsys, *, with_table=False, used=()):
    """A start of the bot: the tokens it printed. `used`: those that somebody opens first."""

    async def start():
        async with opened(read_settings()) as app:
            if with_table:
                priya = Newcomer(name="Priya", email="priya@r.example", organisation="Riverside")
                await app.store.run(tables.begin, Beginning(name="Home"), priya, now=app.now())
            for token in used:
                assert await app.store.run(links.use, token, now=app.now())
            await _announce(app, "http://127.0.0.1:9")

    asyncio.run(start())
    return re.findall(r"/(?:in|begin)/([\w-]{43})", capsys.readouterr().out)


def opens(token):
    async def look():
        async with opened(read_settings()) as app:
            found = await app.store.read(links.is_open, token, now=app.now())
            return found or await app.store.read(links.begins, token, now=app.now())

    return asyncio.run(look())


def test_a_link_that_nobody_used_ends_when_another_start_prints_one(data, capsys):
    [first] = started(capsys, with_table=True)
    [second] = started(capsys)

    assert not opens(first)
    assert opens(second)


def test_a_link_to_begin_with_ends_too(data, capsys):
    [first], [second] = started(capsys), started(capsys)

    assert not opens(first)
    assert opens(second)


def test_a_link_that_was_used_stays_used(data, capsys):
    [first] = started(capsys, with_table=True)
    [second] = started(capsys, used=[first])

    assert not opens(first)
    assert opens(second)


def test_a_link_made_by_hand_outlives_a_start(data, capsys):
    async def make():
        async with opened(read_settings()) as app:
            [priya] = await app.store.read(coordinators)
            await app.store.run(links.make, priya, "by hand", now=app.now())

    started(capsys, with_table=True)
    asyncio.run(make())
    started(capsys)

    assert opens("by hand")


@pytest.mark.parametrize("written", ["", "{", "[]", "3", '{"address": 3}', '{"address": "x", "links": 3}', "\udcff"])
def test_a_file_that_is_not_whole_is_as_good_as_none(tmp_path, written):
    (tmp_path / whereabouts.FILE).write_bytes(written.encode("utf-8", "surrogateescape"))

    assert whereabouts.read(tmp_path) == Whereabouts()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("in the way")
    whereabouts.write(tmp_path / "file", Whereabouts(address="http://127.0.0.1:9"))

    assert whereabouts.read(tmp_path / "file") == Whereabouts()


class Another(BaseHTTPRequestHandler):
    """Another program that has taken the port."""

    said = b"<h1>Welcome to nginx</h1>"

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_words):
        pass


@pytest.mark.parametrize(
    ("said", "ours"), [(b"<h1>Welcome</h1>", False), (b"3", False), (b"{}", False), (b'{"status": "unwell"}', True)]
)
def test_whatever_else_has_taken_the_port_is_not_taken_for_the_bot(tmp_path, said, ours):
    handler = type("Saying", (Another,), {"said": said})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        whereabouts.write(tmp_path, Whereabouts(address=address))
        found = whereabouts.running_at(tmp_path)
        thread.join()

    assert found == (address if ours else None)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:1", "http://", "http://127.0.0.1:x"])
def test_an_address_at_which_nobody_answers_is_none(tmp_path, address):
    whereabouts.write(tmp_path, Whereabouts(address=address))

    assert whereabouts.running_at(tmp_path) is None
