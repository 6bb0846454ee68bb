"""Coming in by a link, and going out again."""

import re
from datetime import timedelta
from html import unescape

import pytest

from bot.domain.acts import Act
from bot.domain.people import Answer
from bot.handlers.web.door import COOKIE, HOST_COOKIE
from bot.services import links
from bot.services.welcomes import welcome as rounds_welcome
from bot.storage import wishes
from tests.handlers.web.conftest import Page
from tests.support.scene import DAY, at

HEADERS = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


def test_the_front_page_says_what_this_is(web):
    page = web.get("/")

    assert page.status_code == 200
    assert "Convenor keeps a partnership at its table." in page.text
    assert {name: page.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_lets_nothing_run_that_is_not_a_file_of_ours(web):
    policy = web.get("/").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/t/home", "/t/home/see/me", "/in/a-token"])
def test_no_page_has_style_or_script_of_its_own(sam, path):
    sam.link("sam")
    page = sam.get(path).text

    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


def test_health_is_ok_and_names_the_version(web):
    answer = web.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_health_is_unwell_when_the_database_is_gone(web):
    web.do(web.door.store.close)
    answer = web.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "unwell", "reason": "store.closed"}


def test_a_page_that_cannot_be_read_just_now_says_so(sam):
    sam.do(sam.door.store.close)
    answer = sam.get("/t/home")

    assert answer.status_code == 503
    assert "just restarting" in answer.text
    assert "Try again" in answer.text


def test_looking_at_a_link_does_not_use_it_up(web):
    link = web.link("sam")
    for _look in range(3):
        assert "Open my page" in web.get(link).text

    opened = web.post(link)
    assert (opened.status_code, opened.headers["location"]) == (303, "/t/home#latest")
    assert web.get("/t/home").status_code == 200


def test_a_link_opens_once(web):
    link = web.link("sam")
    web.post(link)
    web.cookies.clear()

    for again in (web.get(link), web.post(link)):
        assert again.status_code == 410
        assert "doesn&#39;t open any more" in again.text
    assert web.get("/t/home").status_code == 401


def test_a_link_kept_as_a_bookmark_leads_whoever_is_still_signed_in_to_their_page(web):
    link = web.link("sam")
    web.post(link)
    again = web.get(link)

    assert again.status_code == 410
    assert '<a class="button first" href="/">Open my page</a>' in again.text
    assert "ask whoever gave it to you" not in again.text


def test_a_link_is_over_after_a_week(web):
    link = web.link("sam")
    web.clock[0] = at(7, 12)

    assert web.get(link).status_code == 410
    assert web.post(link).status_code == 410


@pytest.mark.parametrize("token", ["nonsense", "a-toke", "a-token ", "%00", "x" * 5000, "%F0%9F%99%82", "a-token%0a"])
def test_a_made_up_link_opens_nothing(web, token):
    web.link("sam")

    assert web.get(f"/in/{token}").status_code == 410
    assert web.post(f"/in/{token}").status_code == 410


def messages(web, who):
    return [(row.route, row.state) for row in web.do(web.scene.rows, "welcome", who)]


def test_whoever_comes_in_before_the_welcome_went_out_finds_it_on_their_page(web):
    web.do(web.scene.join, "Nina New", "Ward 9 Trust", agreed=None)
    web.post(web.link("nina"))

    page = web.page()
    assert "May I write to you" in page.text
    assert "Only when I write" in page.text
    assert messages(web, "nina") == [("web", "sent")]


def test_what_was_owed_by_another_way_does_not_come_as_well(web):
    web.do(web.scene.join, "Nina New", "Ward 9 Trust", agreed=None)
    web.do(web.scene.store.run, rounds_welcome, now=at(0, 20))
    assert [state for _route, state in messages(web, "nina")] == ["owed"]
    web.post(web.link("nina"))
    web.do(web.scene.days, 1, 10)
    web.post(web.link("nina", "another-token"))

    assert web.page().text.count("May I write to you") == 1
    assert messages(web, "nina") == [("web", "sent")]


def test_a_welcome_that_went_out_or_was_answered_is_not_shown_again(web):
    web.do(web.scene.join, "Nina New", "Ward 9 Trust", agreed=None)
    web.do(web.scene.tick, at(1))
    web.clock[0] = at(1, 12)
    web.post(web.link("nina"))
    assert web.page().text.count("May I write to you") == 1

    web.post(web.link("sam", "another-token"))
    assert "May I write to you" not in web.page().text
    assert messages(web, "sam") == []


def test_somebody_who_left_does_not_get_in(web):
    link = web.link("sam")
    web.do(web.scene.say, "sam", "/table leave yes")

    assert web.post(link).status_code == 410


def test_a_second_persons_link_signs_the_first_one_out(web):
    web.post(web.link("sam"))
    before = web.cookies[COOKIE]
    web.post(web.link("priya", "another-token"))
    assert "Priya" in web.get("/t/home/see/me").text

    web.cookies.clear()
    web.cookies.set(COOKIE, before)
    assert web.get("/t/home").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(web):
    given = web.post(web.link("sam")).headers["set-cookie"].casefold()

    assert "httponly" in given
    assert "samesite=lax" in given
    assert "secure" not in given


def test_over_https_the_cookie_never_travels_openly(secure):
    given = secure.post(secure.link("priya")).headers["set-cookie"]

    assert given.startswith(f"{HOST_COOKIE}=")
    assert "Secure" in given
    assert "Path=/" in given
    assert secure.get("/t/home").status_code == 200


def test_the_front_page_leads_home(sam):
    assert sam.get("/").headers["location"] == "/t/home#latest"


def test_somebody_at_two_tables_is_asked_which(web):
    async def second():
        from tests.support.scene import a_scene

        other = await a_scene(web.door.store, slug="away").begin()
        await other.join("Sam Okoye", "Ward 9 Trust", email="sam@home.example")

    web.do(second)
    page = web.sign_in("sam").page("/")

    assert "Which table?" in page.text
    assert 'href="/t/away#latest"' in page.answer.text
    assert 'href="/t/home#latest"' in page.answer.text


def test_somebody_who_has_left_every_table_is_told(sam):
    sam.do(sam.scene.say, "sam", "/table leave yes")

    assert "You sit at no table just now" in sam.get("/").text


def test_signing_out_ends_it_here(sam):
    cookie = sam.cookies[COOKIE]
    form = sam.page("/t/home/see/me").form_to("/out")
    answer = sam.submit(form)

    assert "You're signed out." in unescape(answer.text)
    assert f'{COOKIE}="";' in answer.headers["set-cookie"]
    sam.cookies.clear()
    sam.cookies.set(COOKIE, cookie)
    assert sam.get("/t/home").status_code == 401


def test_signing_out_everywhere_ends_every_browser_of_theirs(web):
    first = web.sign_in("sam").cookies[COOKIE]
    web.sign_in("sam")
    web.submit(web.page("/t/home/see/me").form_to("/out"), everywhere="1")

    web.cookies.clear()
    web.cookies.set(COOKIE, first)
    assert web.get("/t/home").status_code == 401


def test_nobody_else_can_sign_somebody_out(sam):
    sam.post("/out", data={"everywhere": "1"})
    sam.post("/out", data={"csrf": "made up", "everywhere": "1"})
    sam.post("/out", data={"csrf": "naïve ☃", "everywhere": "1"})

    assert sam.get("/t/home").status_code == 200


def test_two_weeks_without_a_visit_sign_somebody_out_and_a_visit_keeps_them_in(sam):
    for days in (10, 20):
        sam.clock[0] = at(0) + days * DAY
        assert sam.get("/t/home").status_code == 200

    sam.clock[0] = at(0) + 29 * DAY
    assert sam.get("/t/home").status_code == 200
    sam.clock[0] = at(0) + 30 * DAY
    assert sam.get("/t/home").status_code == 401


def test_an_idle_session_is_over(sam):
    sam.clock[0] = at(0) + 14 * DAY + timedelta(seconds=1)

    assert sam.get("/t/home").status_code == 401
    assert "You're signed out here." in sam.page().text


@pytest.mark.parametrize("path", ["/out", "/t/home/say", "/t/home/act"])
def test_an_address_that_is_only_posted_to_says_where_to_go_on(sam, path):
    answer = sam.get(path)

    assert answer.status_code == 405
    assert "Open my page" in answer.text


def test_a_page_that_is_not_there(web):
    answer = web.get("/nowhere")

    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_files_of_ours_can_be_kept_and_nothing_else(web):
    kept = web.get("/static/convenor.css")

    assert kept.status_code == 200
    assert "immutable" in kept.headers["cache-control"]
    missing = web.get("/static/nothing.css")
    assert missing.status_code == 404
    assert missing.headers["cache-control"] == "no-store"
    assert web.get("/static/../door.py").status_code == 404


@pytest.fixture
def welcomed(web):
    """Una has a seat, was never asked, and her welcome stands on her page; a mail's link for its Yes."""

    async def ask():
        await web.scene.join("Una Fox", "Northside Care", agreed=None)
        await web.scene.tick(at(1))

    web.do(ask)
    web.clock[0] = at(1, 12)
    web.run(
        links.make, web.scene.persons["una"], "una-yes", now=at(1), act=Act(name="consent.yes", on=("1",)).at("home")
    )
    return web


def answer_of(web, who):
    return web.do(web.door.store.read, lambda tx: wishes.answer_of(tx, web.scene.persons[who]))


def test_a_mails_link_is_a_page_with_its_one_button(welcomed):
    page = welcomed.page("/in/una-yes")

    assert list(page.forms[-1].buttons) == ["Yes"]
    assert answer_of(welcomed, "una") is None


def test_the_button_of_a_mails_link_does_it_once_and_opens_the_page(welcomed):
    answer = welcomed.post("/in/una-yes")
    page = welcomed.page(answer.headers["location"].partition("#")[0])

    assert answer_of(welcomed, "una") is Answer.YES
    assert "what does this look like from where you sit?" in page.text
    assert welcomed.post("/in/una-yes").status_code == 410
    assert welcomed.get("/in/una-yes").status_code == 410


def test_a_mail_programs_own_button_stops_messages_and_signs_nobody_in(web):
    web.run(links.make, web.scene.persons["sam"], "sam-stop", now=at(0), act=Act(name="messages.stop").at("home"))
    answer = web.post("/in/sam-stop", data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert web.do(web.scene.partner, "sam").person.stopped_at == at(0)


def test_a_link_whose_button_stands_nowhere_any_more_still_has_a_page(web):
    web.do(web.scene.say, "sam", "help")
    web.sign_in("sam").say("help")
    web.run(links.make, web.scene.persons["sam"], "sam-stop", now=at(0), act=Act(name="messages.stop").at("home"))

    assert "Open my page" in web.get("/in/sam-stop").text


def test_a_link_that_stops_messages_signs_nobody_in_either(web):
    web.run(links.make, web.scene.persons["sam"], "sam-stop", now=at(0), act=Act(name="messages.stop").at("home"))
    answer = web.post("/in/sam-stop")

    assert "Stopped. You're still at the table" in Page(answer).text
    assert "set-cookie" not in answer.headers
    assert web.get("/t/home").status_code == 401


def test_what_a_mails_link_meant_may_be_over_and_is_said_on_the_page(web):
    web.run(
        links.make,
        web.scene.persons["sam"],
        "sam-done",
        now=at(0),
        act=Act(name="commitment.done", on=("7",)).at("home"),
    )
    answer = web.post("/in/sam-done")

    assert answer.status_code == 303
    assert "I can't find that among what you have open." in web.page("/t/home").text


def test_a_link_to_hand_over_is_shown_once_and_lets_in_whom_it_is_for(priya):
    priya.do(priya.scene.join, "Una Fox", "Northside Care", agreed=None)
    answer = priya.say("/table link for @Una Fox")
    [link] = re.findall(r'value="http://127.0.0.1:8000(/in/[^"]+)"', answer.text)

    assert "A link to hand over" in answer.text
    assert link not in priya.get("/t/home").text
    priya.cookies.clear()
    assert priya.post(link).status_code == 303
    assert "Una Fox" in priya.get("/t/home/see/me").text


def test_only_a_coordinator_hands_links_over_and_only_to_whom_has_not_been_in(web):
    web.do(web.scene.join, "Una Fox", "Northside Care", agreed=None)

    refused = web.sign_in("sam").say("/table link for @Una Fox")
    assert refused.status_code == 303
    assert "Only a coordinator can do that" in web.page().text
    web.sign_in("una").say("hello")
    assert web.sign_in("priya").say("/table link for @Una Fox").status_code == 303
    assert "has been in already" in web.page().text
