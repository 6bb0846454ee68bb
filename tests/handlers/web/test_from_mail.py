"""From a letter as it arrived to what its links do: a real mail server, then the pages they lead to."""

from urllib.parse import urlsplit

import pytest

from bot.domain.people import Answer
from bot.storage import wishes
from tests.support.post_office import by_mail, links, open_office
from tests.support.scene import at


@pytest.fixture
def letter(web):
    """Una's welcome."""

    async def welcome():
        async with open_office() as office:
            by_mail(web.scene, office)
            await web.scene.join("Una Fox", "Northside Care", agreed=None)
            await web.scene.tick(at(1))
            return office.to("una@home.example")

    [arrived] = web.do(welcome)
    web.clock[0] = at(2)
    return arrived


def path_of(url):
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def answer_of(web, who):
    return web.do(web.door.store.read, lambda tx: wishes.answer_of(tx, web.scene.persons[who]))


@pytest.mark.parametrize(
    ("label", "answer"), [("Yes", Answer.YES), ("Only when I write", Answer.QUIETLY), ("No thanks", Answer.NO)]
)
def test_each_answer_is_one_press_on_a_page_with_one_button(web, letter, label, answer):
    path = path_of(links(letter)[label])
    page = web.page(path)
    looked = answer_of(web, "una")
    web.post(path)

    assert list(page.forms[-1].buttons) == [label]
    assert looked is None
    assert answer_of(web, "una") is answer


def test_the_link_to_ones_page_leads_there(web, letter):
    opened = web.post(path_of(links(letter)["Your page"]))

    assert opened.headers["location"].startswith("/t/home")
    assert "May I write to you" in web.page("/t/home").text


def test_stop_stops(web, letter):
    web.post(path_of(links(letter)["Stop"]))

    assert web.do(web.scene.partner, "una").person.stopped_at == at(2)


def test_a_mail_programs_own_button_stops_after_weeks_and_without_a_browser(web, letter):
    web.clock[0] = at(80)
    path = path_of(str(letter["List-Unsubscribe"]).strip("<>"))
    answer = web.post(path, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert web.do(web.scene.partner, "una").person.stopped_at == at(80)
