"""A table begun in the browser, by somebody nobody knows yet."""

import pytest
from sqlalchemy import func, select

from bot.services import links
from bot.storage.schema import partner, partnership
from tests.handlers.web.conftest import Page
from tests.support.scene import at

ANSWERS = {
    "f.person": "Nia Rees",
    "f.email": "Nia@Valley.example",
    "f.organisation": "Valley Homes",
    "f.name": "Home from hospital",
    "f.ambition": "so that nobody stays in hospital for want of a home",
    "f.meets": "14",
}


@pytest.fixture
def link(web):
    web.run(links.make_to_begin, "begin-here", now=at(0))
    return "/begin/begin-here"


def tables(web):
    return web.do(
        web.door.store.read, lambda tx: tx.execute(select(func.count()).select_from(partnership)).scalar_one()
    )


def test_three_questions_begin_a_table_and_nobody_is_messaged(web, link):
    assert "Begin a table" in web.get(link).text
    answer = web.submit(web.page(link).form_to(link), **ANSWERS)

    assert (answer.status_code, answer.headers["location"]) == (303, "/t/home-from-hospital#latest")
    page = web.page("/t/home-from-hospital")
    assert "Home from hospital is open. Nobody has been messaged." in page.text
    assert "– Nia" in page.text
    assert web.do(web.scene.rows) == []


def test_whoever_begins_it_convenes_it_for_whom_they_said(web, link):
    web.submit(web.page(link).form_to(link), **ANSWERS)

    me = web.page("/t/home-from-hospital/see/me").text
    assert "Nia Rees" in me
    assert "nia@valley.example" in me
    assert "Valley Homes" in me
    assert "Who's gone quiet" in me


def test_the_link_begins_one_table_only(web, link):
    form = web.page(link).form_to(link)
    web.submit(form, **ANSWERS)

    assert web.submit(form, **ANSWERS | {"f.email": "other@valley.example"}).status_code == 410
    assert web.get(link).status_code == 410
    assert tables(web) == 2


WRONG = {
    "no name": ({"f.person": " "}, "I need a name to call you by"),
    "a name too long": ({"f.person": "x" * 101}, "at most a hundred characters"),
    "no address": ({"f.email": "nia"}, "That is no e-mail address"),
    "an address with a line in it": ({"f.email": "nia@x.example\nBcc: a@b.example"}, "That is no e-mail address"),
    "an organisation too long": ({"f.organisation": "x" * 101}, "longer than the 100 characters"),
    "no table": ({"f.name": ""}, "There was nothing to keep"),
    "a table too long": ({"f.name": "x" * 5000}, "longer than the 100 characters"),
    "an ambition too long": ({"f.ambition": "long " * 1000}, "longer than the 300 characters"),
}


@pytest.mark.parametrize(("given", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(web, link, given, said):
    answer = web.submit(web.page(link).form_to(link), **ANSWERS | given)

    again = Page(answer)
    assert answer.status_code == 422
    assert said in again.text
    assert "Valley Homes" in answer.text or "f.organisation" in given
    assert tables(web) == 1
    assert web.submit(again.form_to(link), **ANSWERS).status_code == 303


def test_an_address_that_is_somebodys_lets_nobody_in_as_them(web, link):
    answer = web.submit(web.page(link).form_to(link), **ANSWERS | {"f.email": "PRIYA@home.example"})

    assert answer.status_code == 422
    assert "Somebody with that address is here already" in Page(answer).text
    assert web.get("/t/home").status_code == 401
    assert tables(web) == 1


def test_somebodys_details_are_asked_about_before_they_are_kept(web, link):
    told = ANSWERS | {"f.ambition": "for Mrs Jones, NHS number 943 476 5919"}
    asked = Page(web.submit(web.page(link).form_to(link), **told))
    assert tables(web) == 1

    answer = web.submit(asked.form_to(link), **told, **{"f.details": "without"})
    assert answer.status_code == 303
    kept = web.do(web.door.store.read, lambda tx: tx.execute(select(partnership.c.ambition)).scalars().all())
    assert "943 476 5919" not in str(kept)


@pytest.mark.parametrize("token", ["nonsense", "begin-her", "x" * 5000, "%00"])
def test_a_made_up_link_begins_nothing(web, link, token):
    assert web.get(f"/begin/{token}").status_code == 410
    assert web.post(f"/begin/{token}", data=ANSWERS).status_code == 410
    assert tables(web) == 1


def test_a_link_to_begin_signs_nobody_in_and_a_link_to_sign_in_begins_nothing(web, link):
    web.link("sam", "for-sam")

    assert web.post("/in/begin-here").status_code == 410
    assert web.post("/begin/for-sam", data=ANSWERS).status_code == 410
    assert web.post("/in/for-sam").status_code == 303


def test_the_link_is_over_after_a_week(web, link):
    web.clock[0] = at(7, 12)

    assert web.get(link).status_code == 410


def test_somebody_in_their_own_right_can_begin_a_table(web, link):
    web.submit(web.page(link).form_to(link), **ANSWERS | {"f.organisation": ""})

    assert "in your own right" in web.page("/t/home-from-hospital/see/me").text
    seats = web.do(web.door.store.read, lambda tx: tx.execute(select(partner.c.role)).scalars().all())
    assert seats.count("coordinator") == 2


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"f.person=" + b"x" * 100, b"&".join(b"f.x=1" for _ in range(300))])
def test_what_is_no_answer_at_all_is_asked_again(web, link, body):
    answer = web.post(link, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer.status_code == 422
    assert tables(web) == 1
