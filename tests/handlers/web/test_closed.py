"""A table that has closed: its page is read by those who sat there, and gives them what is theirs."""

import pytest

from bot.domain.people import Role
from tests.support.scene import at


@pytest.fixture
def closed(web):
    web.do(web.scene.join, "Ola Watts", "Ward 9 Trust", role=Role.OBSERVER)
    web.do(web.scene.join, "Bob Ash", "Ash Homes")
    for who, words in (
        ("sam", "/commit send the discharge data"),
        ("sam", "/reflect nobody owns the list"),
        ("rita", "/commit ask the families"),
        ("bob", "/table leave, yes"),
        ("priya", "/table close Home from hospital"),
    ):
        web.do(web.scene.say, who, words)
    web.clock[0] = at(2)
    return web


def test_it_says_that_it_is_closed_and_holds_what_is_theirs_with_nothing_to_press(closed):
    page = closed.sign_in("sam").page()

    assert page.answer.status_code == 200
    assert "Home from hospital has been closed since" in page.text
    assert "send the discharge data" in page.text
    assert "nobody owns the list" in page.text
    assert "ask the families" not in page.text
    assert page.forms == []


def test_an_organisations_people_take_away_what_it_said_and_what_all_learned(closed):
    page = closed.sign_in("sam").page()
    taken = closed.get("/t/home/ours.json")

    assert "What Ward 9 Trust takes with it" in page.text
    assert "/t/home/ours.json" in page.answer.text
    assert "ward-9-trust" in taken.headers["content-disposition"]
    assert [one["text"] for one in taken.json()["commitments"]] == ["send the discharge data"]
    assert "nobody owns the list" not in taken.text


@pytest.mark.parametrize("who", ["ola", "rita"])
def test_whoever_looked_on_or_sat_for_nobody_has_their_own_and_no_organisations(closed, who):
    page = closed.sign_in(who).page()

    assert "has been closed since" in page.text
    assert "takes with it" not in page.text
    assert closed.get("/t/home/ours.json").status_code == 404


def test_who_had_left_before_finds_no_such_page(closed):
    closed.sign_in("bob")

    assert closed.get("/t/home").status_code == 404
    assert closed.get("/t/home/ours.json").status_code == 404


def test_whoever_is_signed_out_is_told_so(closed):
    closed.cookies.clear()

    assert closed.get("/t/home").status_code == closed.get("/t/home/ours.json").status_code == 401


def test_a_table_that_is_open_has_no_such_file(web):
    web.sign_in("sam")

    assert web.get("/t/home/ours.json").status_code == 404
