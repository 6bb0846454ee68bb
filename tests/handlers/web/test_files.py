"""A meeting's file over HTTP: for whoever is signed in and sits at the table, and for nobody else."""

import pytest

from tests.support.scene import a_scene

ADDRESS = "/t/home/meetings/1.ics"


@pytest.fixture
def priya(web):
    web.sign_in("priya").say("/table meeting Thursday 2pm at the town hall")
    return web


def test_whoever_sits_at_the_table_can_take_it_away(priya):
    answer = priya.get(ADDRESS)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="meeting-1.ics"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART:20270114T140000Z" in answer.text
    assert "Priya" not in answer.text


def test_the_card_on_the_page_leads_to_it(priya):
    path = priya.say("add the meeting to my calendar").headers["location"].partition("#")[0]

    assert f'<a href="{ADDRESS}">' in priya.get(path).text


def test_nobody_who_is_signed_out_or_sits_elsewhere_has_it(priya):
    other = a_scene(priya.door.store, slug="away")
    priya.do(other.begin)
    priya.cookies.clear()
    assert priya.get(ADDRESS).status_code == 401

    priya.scene = other
    priya.sign_in("priya")
    for address in (ADDRESS, "/t/away/meetings/1.ics", "/t/nowhere/meetings/1.ics"):
        assert priya.get(address).status_code == 404


def test_what_is_no_meeting_is_no_page(priya):
    for number in ("2", "0", "9" * 40, "x"):
        assert priya.get(f"/t/home/meetings/{number}.ics").status_code == 404
