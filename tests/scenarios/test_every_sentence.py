"""Each command of the documents through every door: the same answer, or the form in which the door asks for it.

Whoever says it is known everywhere, and each sentence meets the same table. Commands without an example are only ever
pressed: test_every_button.py does.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from bot.domain.people import Identity, Place
from bot.handlers.front import serve
from bot.messages import plain
from bot.messages.parts import Card, Form
from bot.services import desk, links, openings
from bot.services.commands import COMMANDS
from bot.services.request import Request, Words
from bot.storage import people, routes, tables
from bot.storage.schema import metadata, participation, partner
from tests.scenarios.test_everywhere import begun, unhurried
from tests.support.everywhere import everywhere

pytestmark = pytest.mark.slow

__all__ = ["unhurried"]

USAGES = {command.usage: command for command in COMMANDS if command.usage}
DOORS = ("page", "terminal", "slack command", "slack mention", "slack direct", "teams mention", "teams direct")
# What is about the channel that it is said in has another answer there than where one is alone with the bot.
OF_A_CHANNEL = {"/table new", "/table here"}
IN_A_CHANNEL = {"slack command", "slack mention", "teams mention"}


class Doors:
    """One table, one person known everywhere, and what the desk is brought and says."""

    def __init__(self, here, browser, monkeypatch) -> None:
        self.here, self.browser = here, browser
        self.answers: list[Card | Form] = []
        for module, name in ((desk, "answer"), (desk, "refused"), (openings, "form_for")):
            monkeypatch.setattr(module, name, self._noted(getattr(module, name)))

    def _noted(self, service):
        def noted(tx, request, *more, now):
            reply = service(tx, request, *more, now=now)
            shown = reply if service.__name__ == "form_for" else reply.show
            if shown is not None:
                self.answers.append(shown)
            return reply

        return noted

    async def says(self, door, words, command):
        """What is answered: the last that was shown for it."""
        slack, teams = self.here.slack, self.here.teams
        self.answers.clear()
        # Chats take no more than one message a second.
        self.here.clock.turn(timedelta(seconds=2))
        if door == "page":
            await self.browser.goes("/t/home-from-hospital")
            await self.browser.says(words)
        elif door == "terminal":
            await self._terminal(words)
        elif door == "slack command":
            typed, _, rest = words.partition(" ") if words.startswith("/") else ("/" + command.door, "", words)
            assert not (await slack.command(typed, rest)).failed
        elif door == "slack mention":
            assert not any(one.failed for one in await slack.mention(words))
        elif door == "slack direct":
            assert not (await slack.direct(words)).failed
        elif door == "teams mention":
            assert not (await teams.mention(words, place=teams.shared)).failed
        else:
            assert not (await teams.say(words)).failed
        await self.here.deliver()
        return self.answers[-1] if self.answers else Card(text="nothing", parts=())

    async def _terminal(self, words):
        request = Request(
            key="",
            said_at=self.here.app.now(),
            who=Identity(platform="terminal", tenant="local", user="1"),
            place=Place(platform="terminal", tenant="local", conversation="home-from-hospital", private=True),
            said=Words(text=words),
            door="line",
        )
        await serve(self.here.app.store, request, now=self.here.app.now())

    async def kept(self):
        """The ledger, without what says by which way somebody came."""
        return [(row.partner_id, row.kind) for row in await self.here.rows(participation)]


EVERYTHING = {one.name: str(select(one)) for one in metadata.sorted_tables}


def snapshot(tx: Connection):
    """All that is kept, as SQLite has it: it is read and put back some hundred times."""
    driver: Any = tx.connection.driver_connection
    return {name: driver.execute(statement).fetchall() for name, statement in EVERYTHING.items()}


def restore(tx: Connection, rows):
    """As it was before: each sentence meets the same table."""
    driver: Any = tx.connection.driver_connection
    tx.execute(text("PRAGMA defer_foreign_keys = ON"))
    for one in reversed(metadata.sorted_tables):
        driver.execute(f"DELETE FROM {one.name}")
    for one in metadata.sorted_tables:
        if rows[one.name]:
            columns = ", ".join(f'"{column.name}"' for column in one.columns)
            marks = ", ".join("?" for _column in one.columns)
            driver.executemany(f"INSERT INTO {one.name} ({columns}) VALUES ({marks})", rows[one.name])


def known_everywhere(tx: Connection, here, person: int, table: int):
    teams, now = here.teams, here.app.now()
    for platform, tenant, user in (("teams", teams.home.id, teams.priya.aad), ("terminal", "local", str(person))):
        tables.add_identity(tx, person, platform=platform, tenant=tenant, user=user, now=now)
    routes.add_route(tx, person, "teams")


SEED = (
    *("/commit count the beds", "/commit send the ward's list", "/commit send the discharge data"),
    *("/reflect the lift is slow", "/reflect the ward rings twice", "/table view we ring twelve numbers"),
    *("/table challenge nowhere fit to live", "/table strand housing checks", "/table strand discharge data"),
    *("/table outcome fewer nights on a ward", "/table outcome more homes", "/table try ring the ward"),
    *(
        "/table meeting Thursday 2pm",
        "/table missing a GP",
        "/table invite Sam Okoye <sam@okoye.example> of Ward 9 Trust",
    ),
    *(
        "/table invite Jo Lee <jo@lee.example> of Northside Care",
        "/table invite Una Fox <una@fox.example> of Riverside",
    ),
)


@pytest.fixture
async def doors(tmp_path, unhurried, monkeypatch):
    async with everywhere(tmp_path / "data") as here:
        await begun(here)
        [priya, *_others] = await here.rows(partner)
        await here.app.store.run(known_everywhere, here, priya.person_id, priya.partnership_id)
        browser = here.browser()
        [seat] = await here.app.store.read(people.seats_of, priya.person_id)
        await here.app.store.run(links.make, seat, "c" * 43, now=here.app.now())
        await browser.enters("c" * 43)
        await browser.goes("/t/home-from-hospital")
        found = Doors(here, browser, monkeypatch)
        for words in SEED:
            await found.says("slack direct", words, None)
        yield found


def as_said(shown):
    """What an answer says, without what is only of the door it was asked by."""
    if isinstance(shown, Form):
        return f"form: {shown.title}"
    # Words that are given back have the slash command before them where one was typed.
    return re.sub(r"You wrote: “.*", "", " ".join(plain.as_json(shown)["text"].split()))


def alike(answers, usage):
    """The answers that should be one: all of them, or those given in a channel and those given to somebody alone."""
    places = [IN_A_CHANNEL, answers.keys() - IN_A_CHANNEL] if usage in OF_A_CHANNEL else [set(answers)]
    return all(len({answers[door] for door in place & answers.keys()}) <= 1 for place in places)


async def test_each_door_answers_each_sentence_alike_and_keeps_the_same(doors):
    rows = await doors.here.app.store.read(snapshot)
    wrong = []
    for usage, command in USAGES.items():
        said, kept = {}, {}
        for door in DOORS:
            said[door] = as_said(await doors.says(door, usage, command))
            kept[door] = tuple(await doors.kept())
            await doors.here.app.store.run(restore, rows)
        if not alike(said, usage) or "catch that" in " ".join(said.values()):
            wrong.append((usage, said))
        if len(set(kept.values())) > 1:
            wrong.append((usage, kept))

    assert "\n".join(map(str, wrong)) == ""
    doors.here.done()
