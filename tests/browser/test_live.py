"""Pages that stay open: what comes arrives by itself, and what goes wrong meanwhile loses nobody's words."""

import re

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import func, select

from bot.storage.schema import commitment
from tests.support.scene import at


@pytest.fixture
def table(program):
    """Priya of Riverside convenes; Sam of Ward 9 Trust has agreed in person."""
    program.do(program.scene.begin)
    program.do(program.scene.join, "Sam Okoye", "Ward 9 Trust")
    return program


@pytest.fixture
def sam(table, visit):
    return sign_in(table, visit, "sam")


def sign_in(table, visit, who):
    visitor = visit(table.link(who))
    visitor.press("Open my page")
    return visitor


def commitments(table):
    return table.run(lambda tx: tx.execute(select(func.count()).select_from(commitment)).scalar_one())


def test_a_check_in_arrives_while_somebody_types(table, sam):
    sam.say("/commit")
    table.clock.move(at(13))
    sam.page.reload()
    sam.ask("What will you do?", "ring the ward")
    sam.ask("Say it in your own words", "half a sentence, and")
    sam.page.evaluate("window.first = document.querySelector('#talk article')")
    for day in range(14, 21):
        table.move(at(day))

    arrived = sam.talk.get_by_role("article").filter(has_text="I'm asking because")
    expect(arrived.get_by_role("button", name="Still in")).to_be_visible()
    assert sam.page.evaluate("window.first === document.querySelector('#talk article')")
    expect(sam.page.get_by_label("Say it in your own words")).to_be_focused()
    expect(sam.page.get_by_label("Say it in your own words")).to_have_value("half a sentence, and")
    expect(sam.page.get_by_label("What will you do?")).to_have_value("ring the ward")


# Playwright's own way of waiting for it evaluates words on the page, which our policy forbids.
HTMX_IS_READY = "new Promise((then) => { const look = () => setTimeout(window.htmx ? then : look, 10); look(); })"


def test_what_came_arrives_however_late_a_script_is_loaded(table, sam):
    late: list[Route] = []

    def hold(route):
        late.append(route)

    sam.page.route("**/*-sse.min.js", hold)
    sam.page.goto("/t/home", wait_until="commit")
    sam.page.evaluate(HTMX_IS_READY)
    late[0].continue_()
    sam.page.wait_for_load_state()
    sam.another().say("help")

    expect(sam.latest).to_contain_text("You can say it in a sentence")


SEEN = """
window.faults = 0;
new MutationObserver(() => { window.faults += talk.textContent.includes("Not just now"); })
  .observe(talk, {childList: true, subtree: true, characterData: true});
"""


def test_news_that_could_not_be_fetched_leaves_the_page_as_it_is_and_comes_later(table, sam):
    for path in ("**/live?*", "**/talk"):
        sam.page.route(path, _a_fault, times=1)
    with sam.page.expect_response("**/live?*"):
        sam.page.reload()
    sam.page.evaluate(SEEN)
    sam.another().say("help")

    expect(sam.latest).to_contain_text("You can say it in a sentence")
    assert sam.page.evaluate("window.faults") == 0


def _a_fault(route):
    route.fulfill(status=503, content_type="text/html", body="<h1>Not just now</h1>")


def test_two_tabs_show_the_same_and_do_nothing_twice(table, sam):
    other = sam.another()
    sam.say("/commit send the discharge data by Friday")
    expect(other.latest).to_contain_text("You said you'd send the discharge data")

    other.press("More")
    expect(sam.talk.get_by_role("button", name="Done")).to_be_visible()
    for tab in (sam, other):
        tab.press("Done")
    expect(sam.page.get_by_role("main")).to_contain_text("send the discharge data")
    assert commitments(table) == 1


def test_a_double_click_a_reload_and_going_back_do_nothing_twice(table, sam):
    sam.ask("Say it in your own words", "/commit send the discharge data by Friday")
    with sam.page.expect_navigation(url="**/t/home#*"):
        sam.page.get_by_role("button", name="Send").dblclick()
    expect(sam.latest).to_contain_text("You said you'd")
    sam.page.reload()
    expect(sam.latest).to_contain_text("You said you'd")
    sam.page.go_back()
    sam.page.go_forward()
    expect(sam.latest).to_contain_text("You said you'd")

    assert commitments(table) == 1


def test_a_form_left_open_over_night_is_taken_in_the_morning(table, sam):
    sam.say("/commit")
    sam.ask("What will you do?", "ring the ward")
    table.move(at(1, 9))
    sam.press("Keep it")

    expect(sam.latest).to_contain_text("You said you'd ring the ward")


def test_a_program_that_restarts_under_an_open_page_loses_nothing(table, sam):
    sam.say("help")
    sam.ask("Say it in your own words", "/commit ring the ward")
    table.stop()
    sam.press("Send")
    expect(sam.page.get_by_text("ERR_CONNECTION_REFUSED")).to_be_visible()
    table.start()
    assert re.search(rf"Priya Shah, Home from hospital: {table.address}/in/[\w-]{{43}}", table.printed)
    sam.page.reload()
    expect(sam.latest).to_contain_text("You said you'd ring the ward")
    assert commitments(table) == 1


def test_what_came_while_the_program_was_away_is_shown_once_it_is_back(table, sam):
    other = sam.another()
    sam.ask("Say it in your own words", "half a sentence")
    table.stop()
    table.start()
    other.page.reload()
    other.say("/commit ring the ward")

    expect(sam.latest).to_contain_text("You said you'd ring the ward")
    expect(sam.page.get_by_label("Say it in your own words")).to_have_value("half a sentence")


def test_a_page_signed_out_elsewhere_says_so_and_gives_the_words_back(table, sam):
    other = sam.another()
    sam.ask("Say it in your own words", "/commit ring the ward")
    other.follow("Me")
    other.press("Sign out everywhere")

    expect(sam.page.get_by_role("heading", level=1)).to_have_text("You're signed out here.")
    expect(sam.page.get_by_role("main")).to_contain_text("/commit ring the ward")
    assert commitments(table) == 0
