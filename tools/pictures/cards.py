"""Contact sheets of every card and form, in the style that the pages have."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import Page

from bot.messages.parts import Card, Form
from bot.messages.render.html import Wire, html
from tests.messages.examples import everything
from tools.pictures.shot import Shot

STYLE = Path(__file__).resolve().parents[2] / "bot" / "handlers" / "web" / "static" / "convenor.css"

# The same words stand in each place where a card has somebody's own.
WORDS = "send the discharge data to the ward"

# Sheets with their titles. A card stands on the sheet that names its module, a form on that of the forms.
TITLES: Mapping[str, str] = {
    "commitments": "What people say they will do, and what they learn",
    "leading": "Lines of work, who leads, who convenes, and thanks",
    "together": "Wishes, what comes again, what is done together and for each other",
    "weekly": "What comes by itself",
    "beginning": "Beginning a table, and inviting people to it",
    "table": "The table",
    "understanding": "Understanding first: the challenge, what makes it worth it, saying back",
    "results": "What it is for, how it goes, and what is tried",
    "meetings": "When the table meets",
    "oneself": "Oneself: away, stop, my data, help; and what stands on pages",
    "refusals": "What can't be done, and what to do instead",
    "forms": "Questions",
    "others": "And others",
}
MODULES: Mapping[str, Sequence[str]] = {
    "commitments": (
        "commitments",
        "commitment_steps",
        "asks",
        "reflections",
        "reflections_back",
        "debriefs",
        "pairs",
        "safeguards",
    ),
    "leading": ("strands", "strand_forms", "leads", "lead_asked", "convening", "convening_asked", "thanks"),
    "together": ("if_only", "repeating", "together", "helping"),
    "weekly": ("welcome", "newcomers", "notes", "reminders", "briefs", "checkins", "digest", "nothing", "alarms"),
    "beginning": ("beginning", "arrivals", "joining", "seats", "channels", "letting_in", "invitations", "links"),
    "table": (
        "glance",
        "route_map",
        "pictured",
        "tables",
        "quiet",
        "calls",
        "hindrances",
        "left_be",
        "signs",
        "our_part",
        "contests",
        "settings",
        "effects",
        "views",
    ),
    "meetings": (
        "meetings",
        "attendance",
        "actions",
    ),
    "results": (
        "ambition",
        "outcomes",
        "measures",
        "towards",
        "tries",
        "looking_back",
        "sharing",
        "chairs",
        "goodbyes",
        "successions",
        "sponsors",
        "looks",
        "catchup",
        "closings",
    ),
    "oneself": (
        "wishes",
        "my_data",
        "own_state",
        "help",
        "pages",
        "statuses",
        "talk",
        "opening",
        "waiting",
        "near",
        "languages",
    ),
    "understanding": ("worths", "challenge", "say_backs"),
    "refusals": ("refusals",),
}

WIDE, PHONE, PHONES, GAP = 1560, 320, 5, 24

# Small enough for all of them to stand in the repository, large enough to be read.
SCALE = 0.7

# Only how a sheet is laid out; how a card looks is the pages' own business.
LAYOUT = """
main.cards { max-width: none; padding: 1.5rem; }
main.cards > h1 { margin: 0 0 1.5rem; }
main.cards .entry { max-width: none; margin: 0 0 1.25rem; break-inside: avoid; }
main.wide { columns: 3; column-gap: 1.5rem; }
main.wide > h1 { column-span: all; }
main.narrow { padding: 0.75rem; }
"""
PHONE_LAYOUT = f"""
body {{ flex-direction: row; gap: {GAP}px; padding: {GAP}px; background: #8a8f8c; }}
iframe {{ border: 0; }}
"""

AS_HIGH_AS_THE_HIGHEST = """() => {
  const phones = [...document.querySelectorAll("iframe")];
  const height = Math.max(...phones.map(one => one.contentDocument.querySelector("main").offsetHeight));
  for (const one of phones) one.height = height;
}"""

Drawn = Mapping[str, Markup]


def sheets(words: str = WORDS) -> dict[str, dict[str, Card | Form]]:
    """Every example, by the sheet it stands on."""
    found: dict[str, dict[str, Card | Form]] = {}
    for name, shown in everything(words).items():
        found.setdefault(_sheet_of(name, shown), {})[name] = shown
    return found


def _sheet_of(name: str, shown: Card | Form) -> str:
    if isinstance(shown, Form):
        return "forms"
    module = name.partition(".")[0]
    return next((sheet for sheet, modules in MODULES.items() if module in modules), "others")


def drawn(shown: Mapping[str, Card | Form]) -> Drawn:
    """Each card as an entry of a conversation, below its name."""
    entry = Markup('<article class="entry bots"><h2>{}</h2><div>{}</div></article>')
    return {name: entry.format(name, html(one, wire=Wire(to="/", prefix=f"{name}-"))) for name, one in shown.items()}


def document(title: str, cards: Drawn, *, layout: str) -> str:
    """A page with cards on it and nothing to fetch. `layout`: wide, or narrow for a phone."""
    style = Markup(STYLE.read_text(encoding="utf-8") + LAYOUT)
    page = Markup(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        '</head><body><main class="cards {layout}"><h1>{title}</h1>{cards}</main></body></html>'
    )
    return page.format(title=title, style=style, layout=layout, cards=Markup("").join(cards.values()))


def shots() -> Iterator[Shot]:
    """Each sheet in light, in dark, and as it is on phones."""
    for name, shown in sheets().items():
        cards = drawn(shown)
        for scheme in ("light", "dark"):
            wide = document(TITLES[name], cards, layout="wide")
            yield Shot(name=f"cards/{name}-{scheme}", open=partial(_show, wide), width=WIDE, scheme=scheme, scale=SCALE)
        width = PHONES * (PHONE + GAP) + GAP
        yield Shot(name=f"cards/{name}-phone", open=partial(_on_phones, TITLES[name], cards), width=width, scale=SCALE)


def _show(written: str, page: Page) -> None:
    page.set_content(written)


def _on_phones(title: str, cards: Drawn, page: Page) -> None:
    """Phones side by side: each is a window of its own, so that what holds for narrow windows holds in it."""
    columns = _columns(cards, _heights(title, cards, page))
    phones = [document(title, {name: cards[name] for name in names}, layout="narrow") for names in columns]
    frames = Markup("").join(
        Markup('<iframe width="{}" srcdoc="{}"></iframe>').format(PHONE, str(one)) for one in phones
    )
    style = Markup(STYLE.read_text(encoding="utf-8") + PHONE_LAYOUT)
    page.set_content(Markup("<!doctype html><style>{}</style>{}").format(style, frames))
    page.evaluate(AS_HIGH_AS_THE_HIGHEST)


def _heights(title: str, cards: Drawn, page: Page) -> list[int]:
    """How high each card is on a phone."""
    before = page.viewport_size
    page.set_viewport_size({"width": PHONE, "height": PHONE})
    page.set_content(document(title, cards, layout="narrow"))
    found: list[int] = page.evaluate("[...document.querySelectorAll('.entry')].map(one => one.offsetHeight)")
    if before:
        page.set_viewport_size(before)
    return found


def _columns(cards: Drawn, heights: Sequence[int]) -> list[list[str]]:
    """The cards in their order, dealt to phones of about the same height."""
    each, filled = sum(heights) / PHONES, 0
    columns: list[list[str]] = [[]]
    for name, height in zip(cards, heights, strict=True):
        if filled + height / 2 > each * len(columns) and len(columns) < PHONES:
            columns.append([])
        columns[-1].append(name)
        filled += height
    return columns
