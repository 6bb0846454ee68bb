"""What is owed before a trial begins: to people on Slack, or by e-mail."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.handlers.slack import app
from bot.storage.store import Store
from tests.crash.trial import Trial, folder, new_lead, note_doubts
from tests.crash.worker import Led
from tests.fakes.slack import FakeSlack
from tests.support import databases, postgres
from tests.support.post_office import PostOffice, open_office, read
from tests.support.scene import a_scene
from tests.support.slack import a_bot, for_a_process

PEOPLE = 5
SQLITE, POSTGRESQL = "sqlite", "postgresql"
_MARK = re.compile(r"convenor:(\d+)\.[0-9a-f]+")


@asynccontextmanager
async def a_database(kind: str) -> AsyncIterator[str]:
    """The address of a fresh one."""
    if kind == SQLITE:
        async with folder() as at:
            yield databases.sqlite(at)
        return
    name, address = databases.postgresql()
    yield address
    postgres.drop(name)


@asynccontextmanager
async def unhurried() -> AsyncIterator[None]:
    """A machine on which others are killed is busy: that is no reason to answer otherwise."""
    before, app.ANSWER_WITHIN = app.ANSWER_WITHIN, 25.0
    yield
    app.ANSWER_WITHIN = before


@asynccontextmanager
async def on_slack(kind: str) -> AsyncIterator[tuple[Trial, FakeSlack]]:
    """Everybody is owed the answer to what they wrote, and will be owed a welcome as soon as a round looks."""
    lead = new_lead()
    async with a_database(kind) as address, folder() as at, FakeSlack(patience=30) as slack:
        slack.core.clock = Led(lead)
        settings = {"CONVENOR_DATABASE_URL": address}
        async with unhurried(), a_bot(slack, at, "http", **settings) as bot:
            await bot.begin()
            for number in range(PEOPLE):
                user = slack.person(f"Person{number} Silent")
                slack.table.members.add(user.id)
                await slack.command("/commit", "send the data by Friday", user=user)
                await slack.mention("/table", user=user, only="message")
            await bot.settled()
        slack.serve_at()
        note_doubts(address)
        trial = Trial(address, for_a_process(slack, at, **settings), partial(_posted, slack), "slack", lead, 2 * PEOPLE)
        try:
            yield trial, slack
        finally:
            slack.release()
            await trial.over()


def _posted(slack: FakeSlack) -> Counter[int]:
    found = [_MARK.fullmatch(one.blocks[0]["block_id"]) for one in slack.posted if one.blocks]
    return Counter(int(mark[1]) for mark in found if mark)


@asynccontextmanager
async def by_mail(kind: str) -> AsyncIterator[tuple[Trial, PostOffice]]:
    """Everybody will be owed a welcome by letter. A mail server can't be asked what became of one."""
    lead = new_lead()
    async with a_database(kind) as address, folder() as at, open_office() as office:
        store = Store(address)
        table = await a_scene(store).begin()
        for number in range(PEOPLE):
            await table.join(f"Person{number} Silent", "Ward 9 Trust", agreed=None)
        await store.close()
        note_doubts(address)
        environment = {
            "CONVENOR_DATA": str(at),
            "CONVENOR_DATABASE_URL": address,
            "CONVENOR_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
            "CONVENOR_PUBLIC_URL": "https://convenor.example",
        }
        priya = table.persons["priya"]
        trial = Trial(
            address, environment, partial(_taken, office), "email", lead, PEOPLE, asks=False, coordinator=priya
        )
        try:
            yield trial, office
        finally:
            await trial.over()


def _taken(office: PostOffice) -> Counter[int]:
    """By the row's number, with which a letter's Message-ID begins."""
    return Counter(int(str(read(one)["Message-ID"]).strip("<").split(".")[0]) for one in office.taken)
