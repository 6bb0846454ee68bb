"""In which language a page is: the browser's for whoever is not known, and its reader's for whoever is."""

import pytest

from bot.messages.language import accepted
from bot.storage import people
from tests.support.scene import at

WELSH = {"accept-language": "cy-GB,cy;q=0.9,en;q=0.8"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", None),
        ("cy", "cy"),
        ("en-GB,en;q=0.9,cy;q=0.8", "en"),
        ("en;q=0.5, cy;q=0.7", "cy"),
        ("fr-FR,fr;q=0.9,cy;q=0.1", "cy"),
        ("fr, de;q=0.5", None),
        ("cy;q=0, fr", None),
        ("*", None),
        ("cy;q=2", None),
        (",;=,cy", "cy"),
        ("fr," * 30 + "cy", None),
        ("cym", None),
        ("../cy", None),
    ],
)
def test_a_browser_asks_for_languages_best_first(header, language):
    assert accepted(header) == language


def test_whoever_is_not_known_sees_their_browsers_language(web):
    welsh, english = web.get("/", headers=WELSH), web.get("/", headers={"accept-language": "tlh"})

    assert '<html lang="cy">' in welsh.text
    assert "Mae Convenor yn cadw partneriaeth wrth ei bwrdd." in welsh.text
    assert '<html lang="en-GB">' in english.text
    assert "Convenor keeps a partnership at its table." in english.text


def test_signing_in_keeps_the_browsers_language(web):
    web.post(web.link("sam"), headers=WELSH)

    assert web.run(people.seats_of, web.scene.persons["sam"].person.id)[0].person.language == "cy"


def test_a_page_is_in_its_readers_language_whatever_the_browser_asks_for(sam):
    sam.say("Cymraeg")
    talk, me = sam.get("/t/home", headers={"accept-language": "en"}), sam.get("/t/home/see/me")

    assert '<html lang="cy">' in talk.text
    assert "Dywedwch ef yn eich geiriau eich hun" in talk.text
    assert ">Fy ymrwymiadau<" in me.text
    assert "Wedi mewngofnodi yma" in me.text
    assert "dydd Llun" not in talk.text
    assert "Dydd Llun" in talk.text


def test_what_was_said_in_another_language_is_marked_as_that(sam):
    sam.say("Cymraeg")
    sam.say("English")
    page = sam.get("/t/home").text

    assert '<html lang="en-GB">' in page
    assert '<div class="card" lang="cy">' in page


def test_what_a_page_shows_for_its_browsers_language(sam):
    sam.clock[0] = at(0)
    me = sam.get("/t/home/see/me", headers=WELSH)

    assert '<html lang="cy">' in me.text
    assert "Rwy'n ysgrifennu atoch" in me.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/in/nothing", "Nid yw'r ddolen hon yn agor mwyach."),
        ("/t/home", "Rydych wedi allgofnodi yma."),
        ("/nowhere", "Does dim tudalen o'r fath."),
    ],
)
def test_a_word_that_stands_alone_is_in_the_browsers_language(web, path, said):
    assert said in web.get(path, headers=WELSH).text.replace("&#39;", "'")


def test_what_is_refused_before_anything_is_read_is_in_it_too(web):
    refused = web.post("/out", headers={**WELSH, "sec-fetch-site": "cross-site"})

    assert refused.text == "Daeth hynny o safle arall, felly ni wnaed dim."
