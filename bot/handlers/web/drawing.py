"""A page as its templates draw it: the frame, the conversation, the composer."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from http import HTTPStatus

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.domain.access import may
from bot.handlers.web import read
from bot.handlers.web.door import Door, Posted, pages
from bot.messages import plain
from bot.messages.language import speaking, spoken_now
from bot.messages.parts import Card, Form
from bot.messages.render.html import BELOW_THE_TITLE, Wire, html
from bot.messages.render.html.elements import escaped
from bot.messages.words import _, day, marked, translated, upper_first
from bot.services import languages, sessions
from bot.services.pages import Entry, Heard, Page
from bot.services.sights import SIGHTS

Hidden = tuple[tuple[str, str], ...]
Pictured = Mapping[str, Card | Form]

# Some thirty pages' worth. What was drawn is found by what is kept, so nothing old is ever shown.
MOST_DRAWINGS = 1000

NAV = {
    "table": marked("The table"),
    "commitments": marked("My commitments"),
    "quiet": marked("Who's gone quiet"),
    "our-part": marked("Our part"),
    "digests": marked("Digests"),
    "me": marked("Me"),
}


@dataclass(frozen=True, slots=True)
class Stays:
    """A form that is not done with: what is wrong with it, and how it was filled in."""

    heard: Heard
    given: Posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One article of the conversation: what the reader said, or what the bot did."""

    id: str
    mine: bool
    at: datetime
    words: str = ""
    card: Markup | str = ""
    day: str = ""
    latest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entry as it stands on a page: `at` in its reader's zone, `day` where one begins, `to` what forms go to.

    `pictured`: what it shows, where there is a picture in it.
    """

    entry: Entry
    at: datetime
    day: str
    latest: bool
    to: str
    pictured: Card | Form | None = None

    @property
    def shown(self) -> Card | Form:
        return self.pictured or self.entry.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Where one says something."""

    to: str
    hidden: Hidden
    words: str = ""
    wrong: str = ""
    hint: str = ""


def speaking_to(request: Request, page: Page) -> AbstractContextManager[None]:
    """Whatever is drawn inside is in the language of whose page it is."""
    return speaking(languages.on_a_page(page.partner, read.language(request)))


def hidden_for(door: Door, token: str) -> Hidden:
    """What each form of a page carries: a word of this session, and one of this page."""
    return (("csrf", sessions.form_token(token)), ("once", door.new_token()))


def frame(page: Page, here: str) -> dict[str, object]:
    """What the head of each page says: the table, and the way to the other pages."""
    at = f"/t/{page.partner.partnership.slug}"
    links = [(at, _("Conversation"), here == "talk")]
    links += [
        (f"{at}/see/{name}", translated(words), here == name)
        for name, words in NAV.items()
        if may(page.partner.role, SIGHTS[name][1])
    ]
    return {"table": page.partner.partnership.name, "home": f"{at}#latest", "nav_links": links}


async def conversation(
    door: Door, page: Page, token: str, *, stays: Stays | None = None, template: str = "conversation.html"
) -> HTMLResponse:
    """A person's page; after a form with something wrong in it, that form as it was filled in, with what is wrong."""
    hidden, at = hidden_for(door, token), f"/t/{page.partner.partnership.slug}"
    values = {
        **frame(page, "talk"),
        "at": at,
        "entries": _articles(page, await _pictured(door, page), hidden, stays),
        "known": page.entries[-1].name if page.entries else "",
        "earlier": f"{at}?until={page.earlier.isoformat().replace('+', '%2B')}" if page.earlier else "",
        "composer": Composer(to=f"{at}/say", hidden=hidden, hint=_("Enter sends. Try “help”.")),
    }
    return door.page(template, values, status=HTTPStatus.UNPROCESSABLE_ENTITY if stays else HTTPStatus.OK)


async def _pictured(door: Door, page: Page) -> Pictured:
    """The entries with a picture in them; the others are not even read, for most were drawn before."""
    found = [entry for entry in page.entries if plain.has_picture(entry.kept)]
    return {entry.name: await door.pictures.on_a_page(entry.shown) for entry in found}


def _articles(page: Page, pictured: Pictured, hidden: Hidden, stays: Stays | None) -> Markup:
    """The entries as articles, oldest first; the one whose form is not done with as it was filled in."""
    names, spoken = tuple(name for name, _value in hidden), spoken_now()
    drawings: list[str] = []
    for one in _standing(page, pictured):
        if stays and stays.heard.entry == one.entry.name:
            drawings.append(_filled_in(one, hidden, stays))
        else:
            drawings.append(_drawn_once(one, names, spoken))
    return _with_values("".join(drawings), hidden)


def _standing(page: Page, pictured: Pictured) -> Iterator[Standing]:
    """The entries, with the day over the first of each day, and a mark on the last."""
    today: date | None = None
    for entry in page.entries:
        at = entry.at.astimezone(page.partner.zone)
        begins = upper_first(day(at.date())) if at.date() != today else ""
        today = at.date()
        to = f"/t/{page.partner.partnership.slug}/act"
        latest, card = entry is page.entries[-1], pictured.get(entry.name)
        yield Standing(entry=entry, at=at, day=begins, latest=latest, to=to, pictured=card)


def _filled_in(one: Standing, hidden: Hidden, stays: Stays) -> str:
    """An entry whose form has something wrong in it."""
    given = stays.heard.reply.show
    shown = given if isinstance(given, Form) else one.shown
    wire = Wire(to=one.to, hidden=(*hidden, ("used", one.entry.name)), prefix=one.entry.name)
    return _article(one, html(shown, wire=wire, values=stays.given.values, wrong=stays.heard.reply.wrong))


@lru_cache(maxsize=MOST_DRAWINGS)
def _drawn_once(one: Standing, hidden: tuple[str, ...], spoken: str) -> str:
    """An entry as it is drawn however often its page is looked at; what changes each time has its place in it."""
    places = tuple((name, _place(name)) for name in hidden)
    wire = Wire(to=one.to, hidden=(*places, ("used", one.entry.name)), prefix=one.entry.name)
    with speaking(spoken):
        return _article(one, html(one.shown, wire=wire))


def _article(one: Standing, card: Markup) -> str:
    """What was said and what was shown for it, the day over the first of the two."""
    name, words, template = one.entry.name, escaped(one.entry.said), pages.get_template("partials/entry.html")
    said = Drawn(id=f"{name}-said", mine=True, at=one.at, words=words, day=one.day)
    shown = Drawn(id=name, mine=False, at=one.at, card=card, day="" if words else one.day, latest=one.latest)
    return "".join(template.render(entry=each) for each in (said, shown) if each.card or each.words)


def sight(page: Page, shown: Card | Form, hidden: Hidden, *, prefix: str) -> Markup:
    """A card or a form on a page of its own: most of what is looked at is as it was the last time."""
    to, names = f"/t/{page.partner.partnership.slug}/act", tuple(name for name, _value in hidden)
    return _with_values(_shown_once(shown, to, names, prefix, spoken_now()), hidden)


@lru_cache(maxsize=MOST_DRAWINGS)
def _shown_once(shown: Card | Form, to: str, hidden: tuple[str, ...], prefix: str, spoken: str) -> str:
    wire = Wire(to=to, hidden=tuple((name, _place(name)) for name in hidden), prefix=prefix, level=BELOW_THE_TITLE)
    with speaking(spoken):
        return str(html(shown, wire=wire))


def _place(name: str) -> Markup:
    """Where a page's own word goes: nobody's words hold a NUL once they are cleaned."""
    return Markup("\0{}\0").format(name)


def _with_values(drawing: str, hidden: Hidden) -> Markup:
    for name, value in hidden:
        drawing = drawing.replace(_place(name), escaped(value))
    return Markup(drawing)  # noqa: S704 - drawings of ours, and words that were escaped just now
