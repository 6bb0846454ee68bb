"""The two doors that need no chat: the program as an operator runs it, and the link in a mail."""

import json
import os
import subprocess
import sys

import pytest

from bot.services.commands import COMMANDS
from tests.handlers.web.conftest import web
from tests.handlers.web.test_from_mail import path_of
from tests.scenarios.test_every_sentence import restore, snapshot
from tests.support import databases
from tests.support.post_office import by_mail, links, open_office
from tests.support.scene import at
from tests.support.who_may_do import FOR, MAY, REFUSALS

pytestmark = pytest.mark.slow

__all__ = ["web"]


@pytest.fixture
def convenor(tmp_path):
    """`convenor ...` in a process of its own: its exit code, and what it printed."""
    databases.made_in(tmp_path / "data")
    environment = {**os.environ, "CONVENOR_DATA": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}

    def run(*words):
        command = [sys.executable, "-m", "bot.cli", *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout

    return run


def test_the_program_itself_says_what_each_may_and_refuses_what_they_may_not(convenor):
    convenor("table", "start", "Home", "--coordinator", "Priya Shah <priya@r.example>", "--organisation", "Riverside")
    convenor("table", "join", "home", "--partner", "Sam Okoye <sam@w.example>", "--organisation", "Ward 9", "--agreed")
    kept, shown = convenor("say", "--as", "Sam", "--json", "/commit send the discharge data by Friday")
    listed = convenor("say", "--as", "sam@w.example", "/commit list")
    refused = convenor("say", "--as", "Sam", "/table invite Jo Lee <jo@n.example> of Northside")
    invited = convenor("say", "--as", "Priya", "/table invite Jo Lee <jo@n.example> of Northside")
    nobody, _none = convenor("say", "--as", "Kit", "/table")

    assert (kept, json.loads(shown)["kept"][0]["text"]) == (0, "send the discharge data")
    assert listed[0] == 0
    assert "send the discharge data" in listed[1]
    assert refused[0] == 1
    assert REFUSALS["coordinators"] in refused[1]
    assert "Jo Lee" in invited[1]
    assert nobody == 2


@pytest.fixture
def una(web):
    """Una has no app: she came by the link in her welcome."""

    async def welcome():
        async with open_office() as office:
            by_mail(web.scene, office)
            await web.scene.join("Una Fox", "Northside Care", agreed=None)
            await web.scene.tick(at(1))
            return office.to("una@home.example")

    [letter] = web.do(welcome)
    web.clock[0] = at(2)
    web.link_in = path_of(links(letter)["Your page"])
    web.post(web.link_in)
    return web


def test_whoever_came_by_a_link_in_a_mail_says_on_that_page_all_that_a_partner_may(una):
    rows = una.do(una.door.store.read, snapshot)
    wrong = []
    for usage in (one.usage for one in COMMANDS if one.usage):
        una.say(usage)
        page = una.page().text
        refusal = None if FOR[usage] in MAY["partner"] else REFUSALS[FOR[usage]]
        refused = [one for one in REFUSALS.values() if one in page]
        if refused != ([refusal] if refusal else []) or "I didn't catch" in page:
            wrong.append((usage, page[-300:]))
        una.run(restore, rows)

    assert wrong == []


def test_the_link_lets_one_in_once(una):
    una.cookies.clear()
    una.post(una.link_in)

    assert not una.cookies
