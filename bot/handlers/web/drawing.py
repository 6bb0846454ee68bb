"""A page as its templates draw it: the frame, the conversation, the composer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from markupsafe import Markup
from starlette.responses import HTMLResponse

from bot.domain.access import may
from bot.handlers.web.door import Door, Posted
from bot.messages.parts import Card, Form
from bot.messages.render.html import USUAL_LEVEL, Wire, html
from bot.messages.words import _, day
from bot.services import sessions
from bot.services.pages import Entry, Heard, Page
from bot.services.sights import SIGHTS

Hidden = tuple[tuple[str, str], ...]

NAV = {
    "table": _("The table"),
    "commitments": _("My commitments"),
    "quiet": _("Who's gone quiet"),
    "our-part": _("Our part"),
    "digests": _("Digests"),
    "me": _("Me"),
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
class Composer:
    """Where one says something."""

    to: str
    hidden: Hidden
    words: str = ""
    wrong: str = ""
    hint: str = ""


def hidden_for(door: Door, token: str) -> Hidden:
    """What each form of a page carries: a word of this session, and one of this page."""
    return (("csrf", sessions.form_token(token)), ("once", door.new_token()))


def frame(page: Page, here: str) -> dict[str, object]:
    """What the head of each page says: the table, and the way to the other pages."""
    at = f"/t/{page.partner.partnership.slug}"
    links = [(at, _("Conversation"), here == "talk")]
    links += [
        (f"{at}/see/{name}", words, here == name)
        for name, words in NAV.items()
        if may(page.partner.role, SIGHTS[name][1])
    ]
    return {"table": page.partner.partnership.name, "home": f"{at}#latest", "nav_links": links}


def drawn(
    page: Page, shown: Card | Form, hidden: Hidden, *, prefix: str, stays: Stays | None = None, level: int = USUAL_LEVEL
) -> Markup:
    """A card or a form whose buttons work on this page."""
    wire = Wire(to=f"/t/{page.partner.partnership.slug}/act", hidden=hidden, prefix=prefix, level=level)
    if stays is None:
        return html(shown, wire=wire)
    return html(shown, wire=wire, values=stays.given.values, wrong=stays.heard.reply.wrong)


def conversation(
    door: Door, page: Page, token: str, *, stays: Stays | None = None, template: str = "conversation.html"
) -> HTMLResponse:
    """A person's page; after a form with something wrong in it, that form as it was filled in, with what is wrong."""
    hidden, at = hidden_for(door, token), f"/t/{page.partner.partnership.slug}"
    articles = _articles(page, hidden, stays)
    values = {
        **frame(page, "talk"),
        "at": at,
        "entries": articles,
        "known": page.entries[-1].name if page.entries else "",
        "earlier": f"{at}?until={page.earlier.isoformat().replace('+', '%2B')}" if page.earlier else "",
        "composer": Composer(to=f"{at}/say", hidden=hidden, hint=_("Enter sends. Try “help”.")),
    }
    return door.page(template, values, status=HTTPStatus.UNPROCESSABLE_ENTITY if stays else HTTPStatus.OK)


def _articles(page: Page, hidden: Hidden, stays: Stays | None) -> Sequence[Drawn]:
    """The entries as articles, with the day over the first of each day, and a mark on the last."""
    articles: list[Drawn] = []
    today: date | None = None
    for entry in page.entries:
        at = entry.at.astimezone(page.partner.zone)
        begins = day(at.date()) if at.date() != today else ""
        today = at.date()
        latest = entry is page.entries[-1]
        if entry.said:
            articles.append(Drawn(id=f"{entry.name}-said", mine=True, at=at, words=entry.said, day=begins))
            begins = ""
        card = _card(page, entry, hidden, stays)
        articles.append(Drawn(id=entry.name, mine=False, at=at, card=card, day=begins, latest=latest))
    return articles


def _card(page: Page, entry: Entry, hidden: Hidden, stays: Stays | None) -> Markup:
    used = stays if stays and stays.heard.entry == entry.name else None
    shown = used.heard.reply.show if used and isinstance(used.heard.reply.show, Form) else entry.shown
    return drawn(page, shown, (*hidden, ("used", entry.name)), prefix=entry.name, stays=used)
