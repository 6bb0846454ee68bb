"""What the real program logs while a table is lived at and odd things come in: nobody's words, addresses or keys."""

import asyncio
import json
import signal
import sys

import aiohttp
import pytest

from bot.clock import Clock
from tests.fakes.slack import faults
from tests.handlers.slack.test_processes import begin, free_port, listens
from tests.support.post_office import open_office
from tests.support.slack import for_a_process

pytestmark = pytest.mark.slow

WORDS = 'my neighbour fell ill\n{"event": "forged", "level": "info"}\r\nTraceback'
PIECES = ("neighbour", "forged", "Traceback", "sam@", "hush", "xoxb-", "xapp-", "secret-path")
# Our own, and one of a library's.
EVENTS = {"slack.here", "slack.answer.otherwise", "slack.form.refused", "Invalid HTTP request received."}
MALFORMED = (b"{", b"[]", b"null", b"payload=%7B", b"\xff\xfe", b"command=%2Ftable&text=hush", b"[" * 5000)


async def test_every_line_is_json_and_holds_nobodys_words_addresses_or_keys(slack, tmp_path):
    slack.core.clock = Clock()
    async with open_office() as office:
        office.answers["RCPT"] = "550 5.1.1 sam@w.example is unknown here"
        settings = {
            "CONVENOR_SMTP_URL": f"smtp://bot%40example.org:hush@127.0.0.1:{office.port}",
            "CONVENOR_DEADMAN_URL": "http://127.0.0.1:1/secret-path",
            "CONVENOR_OPERATOR": "sam@w.example",
        }
        lines = await lived_through(slack, tmp_path, settings)

    events = [json.loads(line) for line in lines]
    assert {one["event"] for one in events} >= EVENTS
    assert all({"event", "level", "time"} <= set(one) and one["time"].endswith("Z") for one in events)
    assert [piece for piece in PIECES if piece in "".join(lines)] == []


async def lived_through(slack, data, settings):
    """Run the program, with a story and with nonsense; the lines it logged."""
    port, errors = free_port(), data / "log"
    with errors.open("wb") as log:
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "run", "--port", str(port)),
            env=for_a_process(slack, data, **settings),
            cwd=data,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=log,
        )
        try:
            await slack.until(lambda: slack.calls_of("auth.test"), seconds=60)
            await listens(port)
            slack.serve_at(f"http://127.0.0.1:{port}/slack/events")
            await begin(slack)
            await a_story(slack)
            await nonsense(slack, f"http://127.0.0.1:{port}")
            await stands_in(errors, b"slack.answer.otherwise")
        finally:
            program.send_signal(signal.SIGTERM)
            await program.wait()
    return errors.read_text().splitlines()


async def stands_in(log, line):
    """A line may be written after the last call that Slack hears of: the file is looked at until it is there."""
    for _try in range(400):
        if line in log.read_bytes():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{line!r} never stood there")


async def a_story(slack):
    """Commitments and reflections, and a Slack that will not have them."""
    for command in ("/commit", "/reflect", "/table"):
        await slack.command(command, WORDS, user=slack.sam)
    slack.fail("chat.postMessage", faults.error("msg_too_long"))
    await slack.direct(f"{WORDS} sam@w.example xoxb-1-hush", user=slack.sam)
    slack.fail("views.open", faults.error("invalid_blocks"))
    await slack.command("/commit", user=slack.sam)
    await slack.mention(WORDS, user=slack.sam)


async def nonsense(slack, address):
    """What nobody means well by: signed and unsigned, on pages that are there and on none."""
    for body in MALFORMED:
        await slack.send(body)
        await slack.send(body, sign=False)
    async with aiohttp.ClientSession() as session:
        for path in ("/in/hush", "/nowhere?email=sam@w.example%0d%0aforged", "/t/home?to=hush"):
            async with session.get(f"{address}{path}", headers={"Cookie": "convenor=hush"}) as answer:
                assert answer.status < 500
            async with session.post(f"{address}{path}", data={"said": WORDS}) as answer:
                assert answer.status < 500
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(b"NONSENSE hush sam@w.example\r\n\r\n")
    await writer.drain()
    await reader.read()
    writer.close()
