"""Every page of the browser's door, as the demo's people and a machine without a table have them."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from tools.pictures.shot import Scheme, Shot

WIDE, PHONE = 1100, 320
SCALE = 0.7

# The end of a conversation says enough, and a picture of half a year would be as high as a house.
LAST_ENTRIES = 4
ONLY_THE_LAST = f"""() => {{
  const entries = [...document.querySelectorAll("#talk > *")];
  for (const one of entries.slice(0, -{LAST_ENTRIES})) one.remove();
}}"""

FIRST_SECTIONS = 5
ONLY_THE_FIRST = f"""() => {{
  for (const one of [...document.querySelectorAll("main > section")].slice({FIRST_SECTIONS})) one.remove();
}}"""

LIGHTS: Mapping[str, tuple[Scheme, int, float]] = {
    "light": ("light", WIDE, SCALE),
    "dark": ("dark", WIDE, SCALE),
    "phone": ("light", PHONE, 1),
}


@contextmanager
def running(*command: str) -> Iterator[str]:
    """A program of ours with data of its own; what it printed until it said how to stop it."""
    with tempfile.TemporaryDirectory(prefix="convenor-pictures-") as folder:
        variables = {name: value for name, value in os.environ.items() if not name.startswith("CONVENOR_")}
        started = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *command],
            env={**variables, "CONVENOR_DATA": folder, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = ""
        while started.stdout and (line := started.stdout.readline()):
            said += line
            if line.startswith("Stop it"):
                break
        try:
            yield said
        finally:
            started.terminate()
            started.wait(timeout=15)


def shots() -> Iterator[Shot]:
    """The demo's pages, then those of a machine that has no table yet."""
    with running("demo", "--port", "0") as said:
        yield from _lights(_demo_pages(re.findall(r"http\S+(?=/demo)", said)[0]))
    with running("run", "--port", "8123") as said:
        yield from _lights(_bare_pages(re.findall(r"http\S+(?=/begin)\S+", said)[0]))


def _lights(pages: Mapping[str, Callable[[Page], None]]) -> Iterator[Shot]:
    for name, opened in pages.items():
        for light, (scheme, width, scale) in LIGHTS.items():
            yield Shot(name=f"pages/{name}-{light}", open=opened, width=width, scheme=scheme, scale=scale)


def _demo_pages(address: str) -> Mapping[str, Callable[[Page], None]]:
    sights = ("table", "commitments", "our-part", "digests", "me")
    return {
        "demo": partial(_go, f"{address}/demo"),
        "conversation": partial(_talk, address, "Sam", ("/commit send November's discharge data by Friday week",)),
        "coordinator": partial(_talk, address, "Priya", ("who has dropped off?",)),
        "quiet": partial(_sight, address, "Priya", "quiet"),
        **{name: partial(_sight, address, "Sam", name) for name in sights},
    }


def _bare_pages(begin: str) -> Mapping[str, Callable[[Page], None]]:
    address = begin.partition("/begin/")[0]
    return {
        "front": partial(_go, address),
        "begin": partial(_go, begin),
        "over": partial(_go, f"{address}/in/nonsense"),
        "nowhere": partial(_go, f"{address}/nowhere"),
    }


def _go(address: str, page: Page) -> None:
    page.goto(address)


def _be(address: str, who: str, page: Page) -> str:
    """Sign in as one of the demo's people; the address of their page."""
    page.goto(f"{address}/demo")
    page.get_by_role("button", name=f"Open {who}'s page").click()
    page.get_by_label("Say it in your own words").wait_for()
    return page.url.partition("#")[0]


def _talk(address: str, who: str, words: tuple[str, ...], page: Page) -> None:
    home = _be(address, who, page)
    for sentence in words:
        # Said once, for the picture before this one.
        if sentence in page.locator("#talk .mine").last.inner_text():
            continue
        page.get_by_label("Say it in your own words").fill(sentence)
        page.get_by_role("button", name="Send").click()
        page.wait_for_url(re.compile(r"#e\d+$"))
        page.goto(home)
    page.evaluate(ONLY_THE_LAST)


def _sight(address: str, who: str, name: str, page: Page) -> None:
    page.goto(f"{_be(address, who, page)}/see/{name}")
    page.evaluate(ONLY_THE_FIRST)
