"""Every page as a browser has it: nothing for axe to find in light or dark, and nothing wider than a small phone."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.handlers.web.door import pages
from bot.services import links
from bot.storage.errors import NotStarted
from tests.browser.looking import PHONE, Looking
from tests.support.scene import a_scene, at

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
HARD = f"{LONG} <b>שלום</b> 🙂 https://{LONG.lower()}.example/{'x' * 300}"


@pytest.fixture
def lived(program):
    """Three weeks at a table of people with long names, who said long words; Sam has gone quiet."""
    scene = program.scene
    program.do(scene.begin, ambition=HARD[:300])
    program.do(scene.join, f"Sam {LONG}", f"Ward {LONG}"[:100])
    program.do(scene.join, "Jo Lee", None)
    program.do(scene.join, "Kim Hall", "Valley Homes", agreed=None)
    for who, words in (
        ("sam", f"/commit {HARD} by Friday"),
        ("jo", f"/table ask @Priya Shah to {HARD}"),
        ("jo", f"/table view {HARD}"),
        ("priya", f"/reflect {HARD}"),
        ("priya", f"/table missing {LONG[:90]}"),
        ("priya", "/commit ring the ward by Monday"),
    ):
        program.do(scene.say, who, words, now=program.clock.now())
    for day in range(1, 24):
        for who in ("jo", "priya"):
            program.do(scene.say, who, "/table", now=at(day, 10))
        program.move(at(day))
    return program


@pytest.fixture
def look(visit):
    def looking(address="/"):
        # Without movement a colour is what it will be.
        return Looking(visit(address, viewport=PHONE, reduced_motion="reduce"))

    return looking


@pytest.fixture
def drawn(monkeypatch):
    """The templates that were drawn as pages."""
    names: set[str] = set()
    get = pages.get_template

    def noted(name, *more):
        names.add(name)
        return get(name, *more)

    monkeypatch.setattr(pages, "get_template", noted)
    return names


OUTSIDE = {"front.html", "begin.html", "link.html", "over.html", "alone.html", "trouble.html", "last.html"}
DEMO = {"demo.html", "demo_waiting.html"}
INSIDE = {"conversation.html", "sight.html", "tables.html", "handed_over.html", "closed.html"}


def test_the_pages_stand_in_one_row_where_there_is_room(lived, visit):
    priya = visit(lived.link("priya"), viewport={"width": 1200, "height": 800})
    priya.press("Open my page")
    tops = (
        priya.page.get_by_role("navigation")
        .get_by_role("link")
        .evaluate_all("links => links.map(link => link.getBoundingClientRect().top)")
    )

    assert len(tops) == 7
    assert len(set(tops)) == 1


def test_a_page_opens_at_its_newest_without_moving_there(lived, visit):
    priya = visit(lived.link("priya"), viewport={"width": 1200, "height": 800})
    priya.press("Open my page")

    assert priya.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert priya.page.evaluate("Math.round(window.scrollY + window.innerHeight)") >= priya.page.evaluate(
        "document.documentElement.scrollHeight - 200"
    )


def test_each_template_is_looked_at():
    standing = {Path(name).name for name in pages.list_templates() if "/" not in name}

    assert standing - {"base.html"} == OUTSIDE | INSIDE | DEMO


def test_the_pages_before_and_after_everything_else(program, look, drawn):
    looking = look()
    visitor = looking.visitor
    looking.at("the front")
    program.run(links.make_to_begin, "begin-here", now=program.clock.now())
    looking.goes("/begin/begin-here")
    visitor.press("Begin")
    looking.at("the questions, with what is wrong with the answers")
    for address in ("/begin/nonsense", "/nowhere", "/t/home"):
        looking.goes(address)
    program.do(program.scene.begin)
    looking.goes(program.link("priya"))
    visitor.press("Open my page")
    looking.at("an empty conversation")
    with a_database_that_is_busy(program):
        visitor.say(f"/commit {HARD}")
    looking.at("trouble")
    visitor.press("Send it again")
    visitor.follow("Me")
    visitor.press("Sign out")
    looking.at("signed out")
    visitor.page.goto(program.link("priya"))
    visitor.press("Open my page")
    visitor.say("/table leave")
    visitor.press("Just me")
    looking.at("goodbye")
    looking.goes("/")

    assert drawn >= OUTSIDE


@contextmanager
def a_database_that_is_busy(program):
    """As when another program holds it: nothing that is said is taken."""
    store, run = program.app.store, program.app.store.run

    async def refused(*_args, **_more):
        raise NotStarted

    store.run = refused
    yield
    store.run = run


def test_the_pages_of_a_table_that_is_lived_at(lived, look, drawn):
    looking = look(lived.link("priya"))
    visitor = looking.visitor
    visitor.press("Open my page")
    for words in ("/table", "/table who", "help", HARD, "/table invite", "/commit"):
        visitor.say(words)
    visitor.ask("What will you do?", HARD)
    visitor.ask("By when?", "31 November")
    visitor.press("Keep it")
    looking.at("a form with what is wrong with it")
    looking.reads()
    looking.goes("/t/home/see/help")
    visitor.page.goto("/t/home")
    visitor.say("/table link for @Kim Hall")
    looking.at("a link to hand over")

    sam = look(lived.link("sam"))
    sam.visitor.press("Open my page")
    sam.at("a check-in")
    sam.reads("Our part", "Me")
    other = a_scene(lived.app.store, slug="away")
    lived.do(other.begin)
    lived.do(other.join, f"Sam {LONG}", None, email="sam@home.example")
    sam.goes("/")
    lived.do(lived.scene.say, "priya", "/table close Home from hospital", now=lived.clock.now())
    sam.goes("/t/home")

    assert drawn >= INSIDE
