"""Reads the project's Markdown: headings, the parts under them, links, code blocks."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EVERY_PAGE = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """A page without its code blocks: a # in them is no heading."""
    return _FENCE.sub("", text(page))


def code(page: Path) -> list[tuple[str, str]]:
    """Each block of code, with the language it is marked as."""
    return _FENCE.findall(text(page))


def links(page: Path) -> list[str]:
    return _LINK.findall(prose(page))


@cache
def parts(page: Path) -> dict[str, str]:
    """Heading, without the marks of code, to what stands under it up to the next heading."""
    pieces = _HEADING.split(prose(page))
    headings = [heading.replace("`", "").strip() for heading in pieces[1::2]]
    return dict(zip(headings, pieces[2::2], strict=True))
