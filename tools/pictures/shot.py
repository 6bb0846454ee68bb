"""One picture: what it is called, how wide and in which light, and what brings a browser's page to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, find
from tools.pictures.small import small

Scheme = Literal["light", "dark"]

# High enough that a page has its usual shape while it is brought to where it is pictured.
HEIGHT = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """`name` is its path below docs/pictures, without an ending; `open` brings the page to what is pictured.

    `scale` below one makes a large picture small.
    """

    name: str
    open: Callable[[Page], None]
    width: int = 1280
    scheme: Scheme = "light"
    scale: float = 1


@contextmanager
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        # Playwright says by itself that nothing is to be shown.
        started = playwright.chromium.launch(executable_path=find(), args=list(FLAGS[1:]))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def page(browser: Browser, *, width: int, scheme: Scheme, scale: float = 1) -> Iterator[Page]:
    """A page of its own, in which nothing moves."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        device_scale_factor=scale,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def taken(browser: Browser, shot: Shot) -> bytes:
    """The picture as a small PNG, from the page's top to its bottom."""
    with page(browser, width=shot.width, scheme=shot.scheme, scale=shot.scale) as opened:
        shot.open(opened)
        # What stands at the bottom of the window then stands at the bottom of the picture, as one scrolls to it.
        height: int = opened.evaluate("document.documentElement.scrollHeight")
        opened.set_viewport_size({"width": shot.width, "height": height})
        png = opened.screenshot(full_page=True)
        # A page of ours lets nothing be fetched from it, not even a picture of itself.
        opened.goto("about:blank")
        return small(png, opened)
