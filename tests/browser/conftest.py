"""The program and a real browser: stories are told by what somebody sees and does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect, sync_playwright

from tests.browser.chromium import FLAGS, find
from tests.browser.program import PATIENCE, Program
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
_NOBODY_IN = "htmx: htmx:sse:error: Failed to fetch"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module. Without one that draws, all of them fail."""
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    with Program(tmp_path / "data", monkeypatch) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, program: Program) -> Iterator[Visit]:
    """Opens a page for a new visitor; at the end nothing may have gone wrong on any of them that a browser tells of."""
    told: list[str] = []

    def opened(address: str = "/", **more: Any) -> Visitor:
        context = chromium.new_context(base_url=program.address, **more)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda line: told.append(line.text) if _is_a_fault(line) else None)
        page.goto(address)
        return Visitor(page)

    yield opened
    for context in chromium.contexts:
        context.close()
    assert told == []


def _is_a_fault(line: ConsoleMessage) -> bool:
    """Whether the browser complains of a page; an answer that is no "200 OK", or none at all, is no fault of it.

    A page tries for its live line again while the program is away: how often depends on how long a start takes.
    """
    return line.type == "error" and not line.text.startswith(("Failed to load resource", _NOBODY_IN))
