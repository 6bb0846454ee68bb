"""The answer to who has dropped off at five tables, on three phones: Slack, Teams and a browser, side by side."""

import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import Page

from bot.messages.parts import Card
from bot.storage.engine import make_engine
from tests.support import databases, five_tables
from tools.pictures import cards
from tools.pictures.shot import Shot
from tools.pictures.slack import sheets as slack
from tools.pictures.slack.sent import Drawing, arrived
from tools.pictures.teams import sheets as teams

# As wide as a usual phone, three of them, and what lies between them.
PHONE, GAP = 360, 20
WIDTH = 3 * PHONE + 4 * GAP

PHONES = f"""
body {{ display: flex; gap: {GAP}px; align-items: flex-start; margin: 0; padding: {GAP}px; background: #8a8f8c; }}
iframe {{ border: 0; width: {PHONE}px; background: #fff; }}
"""
# The door's name stands above its phone, and no card has another here.
ONE_NAME = "main h1 { margin: 0 0 12px; font: bold 15px/1.4 sans-serif; } main h2 { display: none; }"


def shots() -> Iterator[Shot]:
    """One picture for each table, named as docs/who-has-dropped-off.md names it."""
    answered = answers()
    at_slack = arrived(answered)
    for name, card in answered.items():
        yield Shot(name=f"answers/{name}", open=partial(_show, card, at_slack[name]), width=WIDTH)


def answers() -> Mapping[str, Card]:
    """From the very tables of which the page has the text."""
    with tempfile.TemporaryDirectory(prefix="convenor-pictures-") as folder:
        engine = make_engine(databases.sqlite(Path(folder)))
        try:
            with engine.connect() as tx, tx.begin():
                return five_tables.answers(tx)
        finally:
            engine.dispose()


def _show(card: Card, at_slack: Drawing, page: Page) -> None:
    """Each door in a window of its own, so that what holds for a phone holds in it."""
    doors = (
        slack.page_of("Slack", {"": at_slack}, "phone"),
        teams.document("Teams", "phone"),
        cards.document("Browser", cards.drawn({"": card}), layout="narrow"),
    )
    phones = Markup("").join(Markup('<iframe srcdoc="{}"></iframe>').format(str(one)) for one in doors)
    page.set_content(Markup("<!doctype html><style>{}</style>{}").format(Markup(PHONES), phones))
    teams.draw([teams.drawing("", card)], page.frames[2])
    for phone in page.frames[1:]:
        phone.add_style_tag(content=ONE_NAME)
    page.evaluate(cards.AS_HIGH_AS_THE_HIGHEST)
    page.set_viewport_size({"width": WIDTH, "height": PHONE})
