"""Contact sheets of what Teams is sent: every card and every form, drawn in the page itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from playwright.sync_api import Frame, Page

from bot.messages.parts import Card, Form
from bot.messages.render import adaptive
from tools.pictures.cards import SCALE, TITLES, WIDE, sheets
from tools.pictures.shot import Shot
from tools.pictures.slack.sheets import PHONES
from tools.pictures.teams.library import CARDS, MARKDOWN, source

HERE = Path(__file__).parent
DRAW = (HERE / "draw.js").read_text(encoding="utf-8")
STYLE = Markup((HERE / "teams.css").read_text(encoding="utf-8"))

Drawing = Mapping[str, Any]

# On a phone it is rows of buttons, and what is filled in, that may look otherwise.
ON_PHONES = ("commitments", "forms")


def drawing(name: str, shown: Card | Form) -> Drawing:
    """A card as a message has it; a form as its dialog does, below the dialog's name."""
    if isinstance(shown, Form):
        return {"name": name, "card": adaptive.dialog(shown), "title": adaptive.title_of(shown)}
    return {"name": name, "card": adaptive.message(shown)}


def document(title: str, layout: str) -> str:
    """An empty page for a sheet. `layout`: wide, phones or one phone."""
    page = Markup(
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        '<main class="{layout}"><h1>{title}</h1></main></html>'
    )
    return page.format(title=title, style=STYLE, layout=layout)


def shots() -> Iterator[Shot]:
    """Each sheet as on a desk, some also as on phones."""
    for sheet, shown in sheets().items():
        drawings = [drawing(name, one) for name, one in shown.items()]
        yield Shot(name=f"teams/{sheet}", open=partial(_show, sheet, drawings, "wide"), width=WIDE, scale=SCALE)
        if sheet in ON_PHONES:
            opened = partial(_show, sheet, drawings, "phones")
            yield Shot(name=f"teams/{sheet}-phone", open=opened, width=PHONES, scale=SCALE)


def _show(sheet: str, drawings: list[Drawing], layout: str, page: Page) -> None:
    page.set_content(document(TITLES[sheet], layout))
    draw(drawings, page.main_frame)


def draw(drawings: Sequence[Drawing], on: Frame) -> None:
    """Into a page that is empty still."""
    for script in (CARDS, MARKDOWN):
        on.add_script_tag(content=source(script))
    on.evaluate(f"drawings => {{ {DRAW} }}", json.loads(json.dumps(drawings)))
