"""Draws the two icons of the Teams app from the mark that the pages have: `python -m tools.teams_icons`."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from tools.pictures.shot import browser

ROOT = Path(__file__).resolve().parents[1]
MARK = ROOT / "bot" / "handlers" / "web" / "static" / "mark.svg"
FOLDER = ROOT / "config" / "teams"

# Teams cuts the corners of the coloured one by itself, and asks for its mark to be well inside; the other is white
# on nothing.
LEAD = "#0b5d56"
COLOUR_SIZE, OUTLINE_SIZE = 192, 32
INSIDE = 0.62


def page(size: int, *, inside: float, ground: str) -> str:
    """The mark in white, in the middle of a square."""
    white = re.sub(r"#[0-9a-f]{6}", "#ffffff", MARK.read_text(encoding="utf-8"))
    mark = white.replace("<svg ", f'<svg width="{size * inside}" height="{size * inside}" ', 1)
    style = f"margin:0;width:{size}px;height:{size}px;display:grid;place-items:center;background:{ground}"
    return f'<!doctype html><body style="{style}">{mark}</body>'


def drawn(chromium: Browser, size: int, *, inside: float, ground: str) -> bytes:
    context = chromium.new_context(viewport={"width": size, "height": size})
    try:
        opened = context.new_page()
        opened.set_content(page(size, inside=inside, ground=ground))
        return opened.screenshot(omit_background=True)
    finally:
        context.close()


def main() -> None:
    with browser() as chromium:
        colour = drawn(chromium, COLOUR_SIZE, inside=INSIDE, ground=LEAD)
        outline = drawn(chromium, OUTLINE_SIZE, inside=1, ground="transparent")
    (FOLDER / "color.png").write_bytes(colour)
    (FOLDER / "outline.png").write_bytes(outline)


if __name__ == "__main__":
    main()
