"""The auditor as it runs: what is late is logged and told, and the dead man's address is called while nothing is."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot import deadman
from bot.app import opened, the_auditor
from bot.storage import auditing
from config.settings import read_settings
from tests.support.post_office import open_office, said

states = pytest.mark.states
HOUR = timedelta(hours=1)
ALIVE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"
REFUSED = ALIVE.replace("200 OK", "404 Not Found")


class Watcher:
    """Somebody else's server, who counts the calls; what it `answers`, None for nothing at all."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.answers = ALIVE
        self.url = ""

    async def answer(self, reader, writer):
        self.calls.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0].decode())
        if self.answers is None:
            await reader.read()
        else:
            writer.write(self.answers.encode())
            await writer.drain()
        writer.close()


@pytest.fixture
async def watcher():
    found = Watcher()
    server = await asyncio.start_server(found.answer, "127.0.0.1", 0)
    async with server:
        found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/ping/secret-path"
        yield found


@asynccontextmanager
async def program(data, **environ):
    """The program, with its doors open."""
    async with opened(read_settings({"CONVENOR_DATA": str(data), **environ})) as app:
        await app.delivery.open_doors(app.now())
        yield app


async def miss_a_round(app):
    await app.store.run(auditing.expect, ("digests",), again_at=app.now() - HOUR)


async def come_through(app):
    await app.store.run(auditing.came_through, "digests", again_at=app.now() + HOUR)


@states("E7")
async def test_the_dead_mans_address_is_called_while_all_is_well_and_only_then(tmp_path, watcher):
    async with program(tmp_path, CONVENOR_DEADMAN_URL=watcher.url) as app:
        audit = the_auditor(app)
        await audit()
        await miss_a_round(app)
        with capture_logs() as logs:
            await audit()
        calls = len(watcher.calls)
        await come_through(app)
        await audit()

    assert watcher.calls == ["GET /ping/secret-path HTTP/1.1"] * 2
    assert calls == 1
    assert logs == [{"event": "auditor.late", "log_level": "error", "what": "rounds", "number": 1, "minutes": 60}]


@states("E7")
async def test_without_its_database_all_is_not_well(tmp_path, watcher):
    async with program(tmp_path, CONVENOR_DEADMAN_URL=watcher.url) as app:
        await app.store.close()
        with capture_logs() as logs:
            await the_auditor(app)()

    assert watcher.calls == []
    assert {"event": "auditor.trouble", "log_level": "error", "code": "store.closed"} in logs


async def test_without_an_address_nobody_is_called(tmp_path):
    async with program(tmp_path) as app:
        with capture_logs() as logs:
            await the_auditor(app)()

    assert logs == []


@pytest.mark.parametrize(
    ("answers", "logged"),
    [
        (REFUSED, {"event": "deadman.refused", "log_level": "warning", "status": 404}),
        ("nonsense\r\n\r\n", {"event": "deadman.unreachable", "log_level": "warning", "fault": "ClientResponseError"}),
        (None, {"event": "deadman.unreachable", "log_level": "warning", "fault": "TimeoutError"}),
    ],
)
async def test_a_call_that_fails_is_logged_without_its_address_and_waited_for_no_longer_than_that(
    watcher, monkeypatch, answers, logged
):
    watcher.answers = answers
    monkeypatch.setattr(deadman, "PATIENCE", 0.3)
    with capture_logs() as logs:
        called = await deadman.call(watcher.url)

    assert not called
    assert logs == [logged]
    assert "secret-path" not in str(logs)


async def test_an_address_where_nobody_listens_is_no_trouble_of_ours():
    with capture_logs() as logs:
        called = await deadman.call("http://127.0.0.1:1/secret-path")

    assert (called, [one["event"] for one in logs]) == (False, ["deadman.unreachable"])


@states("E7")
async def test_the_operator_is_written_to_once_when_it_begins_and_once_when_it_is_over(tmp_path):
    async with open_office() as office:
        smtp = f"smtp://127.0.0.1:{office.port}"
        async with program(tmp_path, CONVENOR_SMTP_URL=smtp, CONVENOR_OPERATOR="op@example.org") as app:
            audit = the_auditor(app)
            await miss_a_round(app)
            for _turn in range(3):
                await audit()
                await app.delivery.once(app.now())
            await come_through(app)
            for _turn in range(3):
                await audit()
                await app.delivery.once(app.now())

    began, over = office.to("op@example.org")
    assert len(office.taken) == 2
    assert began["Subject"] == "Convenor: One of the clock's rounds does not come through"
    assert "Run “convenor doctor”" in said(began, "plain")
    assert over["Subject"] == "Convenor: All of the clock's rounds come through again."
    assert str(began["From"]) == "Convenor <convenor@localhost>"
    assert began["List-Unsubscribe"] is None


async def test_an_alarm_that_the_server_refuses_waits_and_is_tried_again(tmp_path):
    async with open_office() as office:
        office.answers["DATA"] = "451 later"
        smtp = f"smtp://127.0.0.1:{office.port}"
        async with program(tmp_path, CONVENOR_SMTP_URL=smtp, CONVENOR_OPERATOR="op@example.org") as app:
            await miss_a_round(app)
            await the_auditor(app)()
            with capture_logs() as logs:
                await app.delivery.once(app.now())
            del office.answers["DATA"]
            await app.delivery.once(app.now() + HOUR)

    assert [one["code"] for one in logs if one["event"] == "alarm.trouble"] == ["mail.451"]
    assert len(office.taken) == 2
