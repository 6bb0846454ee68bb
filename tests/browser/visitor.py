"""Somebody at a browser: what they see and do on Convenor's pages, by the words that stand there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@contextmanager
def another_page(page: Page) -> Iterator[None]:
    """What is done leads to another page, and that page has come.

    The page before is marked: a busy browser may still tell of its own arrival, which a wait for a navigation would
    take for the next one's.
    """
    page.evaluate("document.documentElement.dataset.before = ''")
    yield
    page.locator("html:not([data-before])").wait_for(state="attached")
    page.wait_for_load_state()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor and the page they have open."""

    page: Page

    @property
    def talk(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    @property
    def latest(self) -> Locator:
        """What was said last."""
        return self.talk.get_by_role("article").last

    def press(self, label: str) -> None:
        """Press the newest button of that name, and see where it leads."""
        with another_page(self.page):
            self.page.get_by_role("button", name=label, exact=True).last.click()

    def ask(self, question: str, answer: str) -> None:
        """Answer the newest question that begins so."""
        self.page.get_by_label(question).last.fill(answer)

    def say(self, words: str) -> None:
        """Type into the composer and send it."""
        self.ask("Say it in your own words", words)
        self.press("Send")

    def follow(self, words: str) -> None:
        """Follow a link."""
        with another_page(self.page):
            self.page.get_by_role("link", name=words, exact=True).click()

    def another(self) -> "Visitor":
        """A second tab of the same browser, at the same page."""
        page = self.page.context.new_page()
        page.goto(self.page.url)
        return Visitor(page)
