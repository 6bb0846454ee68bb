"""Every button and form on every page, sent over HTTP as a browser without scripts does: each is answered there."""

import re

import pytest

from bot.services.sights import SIGHTS
from tests.support.scene import at

# What ends somebody's time at the table is pressed last.
LAST = ("1:table.leave", "1:data.erase", "/out")
SAID = (
    "/table",
    "/table more",
    "/table quiet",
    "/table new",
    "/table invite",
    "/table views",
    "/commit",
    "/reflect",
    "help",
)


@pytest.fixture
def lived(web):
    """Three weeks on: Sam has gone quiet, Rita was asked for something, Kim has not answered yet."""
    web.do(web.scene.join, "Kim Hall", "Valley Homes", agreed=None)
    for who, words in (
        ("sam", "/table view we ring eleven numbers"),
        ("sam", "/table ask @Rita Ahmed to draw a map"),
        ("rita", "/commit ring the ward by 2027-02-05"),
        ("rita", "/reflect we assumed families knew the number"),
    ):
        web.do(web.scene.say, who, words)
    for day in range(23):
        web.do(web.scene.say, "priya", "/table", now=at(day, 10))
        web.do(web.scene.tick, at(day))
    web.clock[0] = at(22, 12)
    return web


def sent_by(form):
    """All the ways in which a form can be sent: by each of its buttons, its boxes empty, and with words in them."""
    buttons = [{name: value} for name, value in form.buttons.values() if name] or [{}]
    filled = [{}, dict.fromkeys(form.boxes, ""), dict.fromkeys(form.boxes, "draw a map")]
    return [form.fields | pressed | boxes for pressed in buttons for boxes in filled[: 1 + 2 * bool(form.boxes)]]


def what(form, given):
    """The same for the same button, whatever it is about, sent with the same words."""
    boxes = tuple((name, given[name]) for name in form.boxes if name in given)
    return form.action, re.sub(r"\d+", "", given.get("act", "").removeprefix("1:")), boxes, "everywhere" in given


def is_last(form, given):
    return form.action.startswith(LAST) or given.get("act", "").startswith(LAST)


def press_all(web, path, pressed, *, last):
    """Press what was not pressed yet on a page, and whatever comes up there, until nothing is new."""
    answers = []
    while todo := [
        (form, given)
        for form in web.page(path).forms
        for given in sent_by(form)
        if form.action and what(form, given) not in pressed and is_last(form, given) is last
    ]:
        form, given = todo[0]
        pressed.add(what(form, given))
        answers.append((web.post(form.action, data=given).status_code, what(form, given)))
    return answers


@pytest.mark.parametrize("who", ["priya", "sam", "rita", "kim"])
def test_each_is_answered_on_a_page_and_none_is_refused(lived, who):
    lived.sign_in(who)
    for words in SAID:
        lived.say(words)
    pressed: set[object] = set()
    answers = []
    for path in (
        "/t/home",
        *(f"/t/home/see/{name}" for name in SIGHTS if name != "quiet" or who == "priya"),
        "/t/home",
    ):
        answers += press_all(lived, path, pressed, last=False)
    odd = [one for one in answers if one[0] not in (303, 422)]
    assert {act for _status, (_to, act, *_more) in odd} <= {"link.make::"}
    assert 422 in {status for status, _what in answers}
    assert {status for status, _what in press_all(lived, "/t/home", pressed, last=True)} == {303, 200}
