"""The database is away for ten seconds: whatever comes is answered in time and truly, and nothing kept is lost."""

import asyncio
import sqlite3
from contextlib import contextmanager

import pytest

from bot.handlers.slack import answer, app
from bot.storage.schema import commitment
from bot.storage.upgrade import upgrade_now
from tests.support import postgres
from tests.support.slack import a_bot

states = pytest.mark.states
pytestmark = pytest.mark.slow

SECONDS = 10
ROUNDS = 3
NOT_SAVED = ("Not saved", "Still saving")


class Stopped:
    """A PostgreSQL server of the test's own, which is really stopped, and started again."""

    def __init__(self, folder) -> None:
        self.server = postgres.another()
        address = self.server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://", 1)
        upgrade_now(address)
        self.settings = {"CONVENOR_DATABASE_URL": address}

    def away(self) -> None:
        self.server.stop()

    def back(self) -> None:
        self.server.start()

    def over(self) -> None:
        self.server.cleanup()


class Locked:
    """The SQLite file, which another program holds for itself."""

    def __init__(self, folder) -> None:
        self.file = folder / "data" / "convenor.db"
        self.settings: dict[str, str] = {}

    def away(self) -> None:
        self.other = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False)
        self.other.execute("BEGIN EXCLUSIVE")

    def back(self) -> None:
        self.other.execute("ROLLBACK")
        self.other.close()

    def over(self) -> None:
        pass


@contextmanager
def trouble(kind, folder):
    found = kind(folder)
    try:
        yield found
    finally:
        found.over()


async def one_of_each(slack, number, listing, form, message):
    """Whatever a person can do, at once."""
    command, bare, press, change, submitted, mention, home, shortcut = await asyncio.gather(
        slack.command("/commit", f"thing {number}", user=slack.sam),
        slack.command("/commit", user=slack.sam),
        slack.press(listing, label="Done"),
        slack.press(listing, label="More"),
        slack.submit(form, {"What will you do?": "the form"}),
        slack.mention(f"/commit other {number}", only="app_mention"),
        slack.home_opened(),
        slack.shortcut("make_commitment", message, user=slack.lewis),
    )
    assert command.said.text.startswith(NOT_SAVED)
    assert bare.view
    assert shortcut.view
    assert (press.answer.ok, change.answer.ok) == (True, True)
    assert submitted.errors["words"].startswith(NOT_SAVED)
    for event in (*mention, home):
        assert not event.answer.ok
    for one in (command, bare, press, change, submitted, shortcut):
        assert one.answer.seconds < slack.patience
    # By Socket Mode no acknowledgement stands for 503.
    assert {one.answer.status for one in (*mention, home)} <= {503, 0}
    return command


@states("A1", "A3")
@pytest.mark.parametrize("mode", ["http", "socket"])
@pytest.mark.parametrize("kind", [Stopped, Locked])
async def test_each_kind_is_answered_in_time_and_truly_and_nothing_is_lost(
    slack, tmp_path, monkeypatch, unhurried, kind, mode
):
    with trouble(kind, tmp_path) as database:
        async with a_bot(slack, tmp_path / "data", mode, **database.settings) as bot:
            await bot.begin()
            slack.table.members.add(slack.lewis.id)
            await slack.command("/commit", "ring the ward by Friday")
            listing = (await slack.command("/commit", "list")).said
            form = (await slack.command("/commit")).view
            message = await slack.say("I could write the letter")
            await bot.settled()
            monkeypatch.setattr(app, "ANSWER_WITHIN", 2.5)
            monkeypatch.setattr(answer, "FORM_WITHIN", 0.3)
            # What waited for the database would wait for all of its ten seconds; a busy machine may add one or two.
            slack.patience = 6.0
            await asyncio.to_thread(database.away)
            until = asyncio.get_running_loop().time() + SECONDS
            commands = [await one_of_each(slack, number, listing, form, message) for number in range(ROUNDS)]
            await asyncio.sleep(max(0, until - asyncio.get_running_loop().time()))
            await asyncio.to_thread(database.back)
            await bot.settled()
            monkeypatch.setattr(app, "ANSWER_WITHIN", 25.0)
            slack.patience = 30
            await slack.retry(every=True)
            await slack.submit(form, {"What will you do?": "the form"})
            await bot.deliver()
            rows = await bot.rows(commitment)
            kept = [row.text for row in rows]
            told = [one.text for one in slack.ephemerals]

            for number, one in enumerate(commands):
                said_kept = any(f"You said you'd “thing {number}”" in text for text in told)
                assert (f"thing {number}" in kept) == said_kept, one.said.text
            assert {f"other {number}" for number in range(ROUNDS)} | {"the form"} <= set(kept)
            assert len(kept) == len(set(kept))
            assert (rows[0].state == "kept") == any("“ring the ward” is done" in text for text in told)
            assert any(text.startswith("Not saved") for text in told)
            bot.done()
