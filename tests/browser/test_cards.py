"""Every card and form in a real browser, in the style that the pages have: by axe, on a phone, with awkward words."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.messages.test_contract import NASTY
from tools.pictures.cards import document, drawn, sheets
from tools.pictures.shot import browser, page

SHEETS = sorted(sheets())
a_sheet = pytest.mark.parametrize("sheet", SHEETS)

# One long word, and words enough to fill any box.
ENDLESS = "Donaudampfschifffahrtsgesellschaft" * 20 + " word" * 200


@pytest.fixture(scope="module")
def chromium():
    with browser() as started:
        yield started


def shown(opened, sheet, words=None):
    cards = drawn(sheets(words)[sheet] if words else sheets()[sheet])
    opened.set_content(document("Cards", cards, layout="narrow"))


@a_sheet
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, sheet, scheme):
    with page(chromium, width=900, scheme=scheme) as opened:
        shown(opened, sheet)
        found = Axe().run(opened)

        assert found.violations_count == 0, found.generate_report()


TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OUTSIDE = """
() => [...document.querySelectorAll(".entry *")]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5)
  .map(one => one.outerHTML.slice(0, 120))
"""
SMALL = """
() => [...document.querySelectorAll("button, summary, select, textarea, label.tick, input[type=text]")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 120))
"""


@a_sheet
@pytest.mark.parametrize("words", [None, NASTY, ENDLESS], ids=["nice", "nasty", "endless"])
def test_on_the_narrowest_phone_nothing_is_cut_off(chromium, sheet, words):
    with page(chromium, width=320, scheme="light") as opened:
        shown(opened, sheet, words)

        assert opened.evaluate(TOO_WIDE) <= 0
        assert opened.evaluate(OUTSIDE) == []


@a_sheet
def test_what_is_pressed_is_large_enough_for_any_finger(chromium, sheet):
    with page(chromium, width=320, scheme="light") as opened:
        shown(opened, sheet)

        assert opened.evaluate(SMALL) == []


@pytest.mark.parametrize("words", [NASTY, "<img src=x onerror=alert(1)>", "'\"><svg onload=alert(1)>"])
def test_what_people_typed_does_nothing_in_a_browser(chromium, words):
    heard: list[object] = []
    with page(chromium, width=900, scheme="light") as opened:
        # A script that ran would fetch something, or say something.
        opened.add_init_script("window.alert = (said) => console.log(said)")
        opened.on("request", lambda request: heard.append(request.url))
        opened.on("console", lambda said: heard.append(said.text))
        for sheet in SHEETS:
            shown(opened, sheet, words)
            heard += opened.evaluate(
                "[...document.querySelectorAll('script, img, svg, iframe')].map(one => one.tagName)"
            )

        assert heard == []


def test_a_browser_reads_each_card_as_it_was_written(chromium):
    with page(chromium, width=900, scheme="light") as opened:
        for cards in map(drawn, sheets(NASTY).values()):
            opened.set_content(document("Cards", cards, layout="narrow"))
            read = opened.evaluate(
                "[...document.querySelectorAll('.entry')].map(one => one.querySelectorAll('*').length)"
            )

            # A browser that had to mend anything would have closed or added elements.
            assert read == [one.count("<") - one.count("</") - 1 for one in cards.values()]
