"""Contact sheets of what arrived at Slack: every card, every form, and the page that somebody has with the bot."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import Page

from tools.pictures.cards import SCALE, TITLES, WIDE, WORDS, sheets
from tools.pictures.shot import Shot
from tools.pictures.slack import blocks
from tools.pictures.slack.sent import HOME, Drawing, sent

STYLE = Path(__file__).with_name("slack.css")

# A phone's width, and five of them side by side.
PHONES = 5 * 320 + 6 * 24

# On a phone it is long texts and rows of buttons that may look otherwise.
ON_PHONES = ("commitments", "weekly", "forms")


def named() -> Mapping[str, Sequence[str]]:
    """The examples on each sheet."""
    found = {sheet: [*shown] for sheet, shown in sheets().items()}
    return {**found, "oneself": [*found["oneself"], HOME]}


@cache
def arrived() -> Mapping[str, Drawing]:
    return sent(WORDS)


def document(sheet: str, layout: str) -> str:
    """A page with a sheet on it and nothing to fetch. `layout`: wide or phones."""
    return page_of(TITLES[sheet], {name: arrived()[name] for name in named()[sheet]}, layout)


def page_of(title: str, drawings: Mapping[str, Drawing], layout: str) -> str:
    """`layout`: wide, phones or one phone."""
    shown = Markup("").join(
        Markup('<div class="shown"><h2>{}</h2>{}</div>').format(name, blocks.drawn(one))
        for name, one in drawings.items()
    )
    page = Markup(
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        '<main class="{layout}"><h1>{title}</h1>{shown}</main></html>'
    )
    return page.format(title=title, style=Markup(STYLE.read_text(encoding="utf-8")), layout=layout, shown=shown)


def shots() -> Iterator[Shot]:
    """Each sheet as on a desk, some also as on phones."""
    for sheet in named():
        yield Shot(name=f"slack/{sheet}", open=partial(_show, sheet, "wide"), width=WIDE, scale=SCALE)
        if sheet in ON_PHONES:
            yield Shot(name=f"slack/{sheet}-phone", open=partial(_show, sheet, "phones"), width=PHONES, scale=SCALE)


def _show(sheet: str, layout: str, page: Page) -> None:
    page.set_content(document(sheet, layout))
