"""Six weeks at one table with partners from two Slack workspaces, two Teams tenants, and a browser."""

import re
from datetime import timedelta

import pytest

from bot.handlers.slack import answer as slack_answer
from bot.handlers.slack import app as slack_app
from bot.handlers.teams import answer as teams_answer
from bot.handlers.teams import app as teams_app
from bot.services import links, ways_in
from bot.services.request import LinkFor
from bot.storage import people
from bot.storage.schema import commitment, conversation, outbox, partner, reflection
from tests.support.everywhere import everywhere

SAID = {
    "Priya": "chair the first meeting",
    "Jo": "send the void list",
    "Sam": "count the beds",
    "Kim": "ring the ward",
    "Ann": "ask the families",
}
BODIES = {
    "Priya": "Riverside",
    "Jo": "Northside Homes",
    "Sam": "The Council",
    "Kim": "Ward 9 Trust",
    "Ann": "Elm Street Advice",
}


@pytest.fixture
def unhurried(monkeypatch):
    """A machine that is busy with other tests is no reason to answer otherwise."""
    for module in (slack_app, teams_app):
        monkeypatch.setattr(module, "ANSWER_WITHIN", 25.0)
    for module in (slack_answer, teams_answer):
        monkeypatch.setattr(module, "FORM_WITHIN", 10.0)
    monkeypatch.setattr(slack_answer, "OPEN_WITHIN", 10.0)


@pytest.fixture
async def here(tmp_path, unhurried):
    async with everywhere(tmp_path / "data") as found:
        yield found


class Doors:
    """Each of the five as they write to the bot, and what they alone read of it."""

    def __init__(self, here, jo, ann) -> None:
        self.here, self.jo, self.ann = here, jo, ann
        self.by_slack = {"Priya": here.slack.priya, "Jo": jo}
        self.by_teams = {"Sam": here.teams.sam, "Kim": here.teams.kim}

    async def say(self, name, words):
        slack, teams = self.here.slack, self.here.teams
        self.here.clock.turn(timedelta(minutes=1))
        if name in self.by_slack:
            await slack.direct(words, user=self.by_slack[name])
        elif name == "Sam":
            await teams.say(words, user=teams.sam)
        elif name == "Kim":
            await teams.mention(words, user=teams.kim, place=teams.shared)
        else:
            await self.ann.says(words)
        await self.here.deliver()

    async def read(self, name):
        """All that the bot has said where they can read it."""
        slack, teams = self.here.slack, self.here.teams
        if name in self.by_slack:
            return " ".join(one.words for one in slack.history(slack.dm(self.by_slack[name])) if one.bot_id)
        if name in self.by_teams:
            person = self.by_teams[name]
            ours = [one for one in teams.posted if person in (one.only_for, *one.place.members)]
            return " ".join(one.words for one in ours if one.only_for in (None, person))
        return await self.ann.goes("/t/home-from-hospital")


async def begun(here):
    """Priya begins it in Riverside's Slack channel, shared with Northside, and lets in a channel in Teams."""
    slack, teams = here.slack, here.teams
    north = slack.workspace("Northside")
    jo = slack.person("Jo Lee", team=north)
    await here.app.delivery.open_doors(here.app.now())
    asked = await slack.command("/table", "new")
    await slack.submit(asked.view, {"name": "Home from hospital"})
    await slack.shared(slack.table, north, jo)
    await here.deliver()
    await teams.mention("table here", user=teams.sam, place=teams.shared)
    await here.deliver()
    [number] = re.findall(r"/table here ([0-9]+-[0-9]+)", teams.last(teams.sam, teams.shared).words)
    await slack.direct(f"/table let in {number}")
    await here.deliver()
    return jo


async def invited(here):
    """Ann has no chat: Priya asks for a link, to hand over to her; it never stands in a chat."""
    await here.slack.direct("/table invite Ann Bell <ann@elm.example> of Elm Street Advice")
    await here.deliver()
    priya, *_others, ann = await here.rows(partner)
    wanted = LinkFor(partnership=priya.partnership_id, maker=priya.id, partner=ann.id)
    await here.app.store.run(ways_in.make, wanted, "a" * 43, now=here.app.now())
    browser = here.browser()
    await browser.enters("a" * 43)
    return browser


async def a_new_link(here, browser):
    """Whoever was away for a month is signed out, and asks whoever runs the machine."""
    [ann] = await here.app.store.read(people.called, "ann@elm.example")
    await here.app.store.run(links.make, ann, "b" * 43, now=here.app.now())
    await browser.enters("b" * 43)


async def test_five_partners_by_four_doors_and_nobody_else(here):
    slack, teams = here.slack, here.teams
    doors = Doors(here, await begun(here), await invited(here))
    assert {row.platform for row in await here.rows(conversation)} >= {"slack", "teams"}

    # Each commits, and reflects, by their own door.
    await slack.command("/commit", f"{SAID['Priya']} by 20 January")
    await slack.mention(f"/commit {SAID['Jo']}", user=doors.jo)
    await teams.mention(f"commit {SAID['Sam']}", user=teams.sam, place=teams.shared)
    await doors.say("Kim", f"commit {SAID['Kim']} by 27 January")
    await doors.say("Ann", f"/commit {SAID['Ann']}")
    await here.deliver()
    assert sorted(row.text for row in await here.rows(commitment)) == sorted(SAID.values())
    for name in SAID:
        await doors.say(name, f"I sit for {BODIES[name]}")
        await doors.say(name, f"/reflect what {name} noticed")
        await doors.say(name, "yes")
    assert len({row.partner_id for row in await here.rows(reflection)}) == 5

    # Each reads at the table what the others said they would do.
    for name in SAID:
        await doors.say(name, "/table")
        read = await doors.read(name)
        assert "Home from hospital" in read, (name, read[-600:])

    # Six weeks go by; each goes quiet, is asked by the way that reaches them, and answers.
    await here.lives(42)
    check_ins = [row for row in await here.rows(outbox) if row.kind == "check_in" and row.state == "sent"]
    asked = {row.person_id: row.route for row in check_ins}
    assert sorted(asked.values()) == ["slack", "slack", "teams", "teams_targeted", "web"]
    await a_new_link(here, doors.ann)
    for name in SAID:
        assert "I last saw you at" in await doors.read(name), name
        await doors.say(name, "still in")
        assert "all I wanted to know" in await doors.read(name), name

    # The digest stood in both chats, and on the page.
    digests = [row for row in await here.rows(outbox) if row.kind == "digest"]
    assert {row.route for row in digests} == {"slack", "teams"}
    assert {row.state for row in digests} == {"sent"}
    in_slack = [one.text for one in slack.history(slack.table) if one.bot_id]
    in_teams = [one.words for one in teams.posted if one.place is teams.shared and one.only_for is None]
    for stood in (in_slack, in_teams):
        assert any("organisations took part" in one for one in stood)
    assert "organisations took part" in await doors.ann.goes("/t/home-from-hospital/see/digests")

    # What is private stayed private, and nobody from outside the host was written to alone.
    for public in (*in_slack, *in_teams):
        assert "noticed" not in public
        assert "quiet" not in public
    assert teams.personal(teams.kim).messages == []
    here.done()


async def test_nobody_outside_sees_anything(here):
    slack, teams = here.slack, here.teams
    jo = await begun(here)
    doors = Doors(here, jo, await invited(here))
    for name, words in SAID.items():
        await doors.say(name, f"/commit {words}")
    olive = slack.person("Olive Outside")
    ola = teams.person("Ola Outside", teams.trust)
    lewis = teams.lewis
    teams.personal(ola).own_installed = teams.personal(lewis).own_installed = True
    stranger = here.browser()

    await slack.direct("/table", user=olive)
    await teams.say("/table", user=ola)
    await teams.say("/table quiet", user=lewis)
    await here.deliver()
    heard = [
        *(one.text for one in slack.history(slack.dm(olive))),
        *(one.words for person in (ola, lewis) for one in teams.personal(person).messages),
        await stranger.goes("/t/home-from-hospital"),
        await stranger.goes("/t/home-from-hospital/see/digests"),
    ]
    assert len(heard) >= 8
    for words in heard:
        assert "Home from hospital" not in words
        assert not [said for said in SAID.values() if said in words]
    here.done()
