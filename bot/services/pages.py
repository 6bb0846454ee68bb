"""A person's own page: what they say on it, and what stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.acts import Act
from bot.domain.errors import ConvenorError, NoTableError
from bot.domain.people import Identity, Partner, Place
from bot.domain.writing import tidy
from bot.messages import plain
from bot.messages.parts import Actions, Button, Card, Form, Items, Pick
from bot.services import arrivals, desk, sessions
from bot.services.request import Answers, Door, Reply, Request, Words
from bot.storage import exchanges, people

# What one looks back on without asking for more.
MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on a page: what the person said, if they did, and what was shown for it, as it is kept."""

    name: str
    said: str
    kept: str
    at: datetime

    @property
    def shown(self) -> Card | Form:
        return plain.read(self.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it stands: whose, at which table of theirs; `earlier`: from when on there is more before it."""

    partner: Partner
    tables: Sequence[Partner]
    entries: Sequence[Entry] = ()
    earlier: datetime | None = None
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What became of something said on a page: the reply, and the entry it stands in, at which table.

    `entry` is empty for somebody who has no page there any more. `stays`: the form that was used is still there, to
    be shown with what is wrong with it.
    """

    reply: Reply
    entry: str
    slug: str
    stays: bool = False


def identity_of(person_id: int) -> Identity:
    """How the browser knows a person."""
    return Identity(platform="web", tenant="", user=str(person_id))


def newest(tx: Connection, token: str, slug: str, *, now: datetime) -> str | None:
    """The name of the last entry on a page, empty for a page without any; None: nobody is signed in there any more."""
    known = sessions.signed_in(tx, token, now=now)
    seats = people.seats_of(tx, known.person_id) if known else ()
    here = next((one for one in seats if one.partnership.slug == slug), None)
    if here is None:
        return None
    found = exchanges.page(tx, here, until=now, most=1)
    return found[0].name if found else ""


def home_of(tx: Connection, token: str, *, now: datetime) -> Sequence[Partner] | None:
    """The tables of whoever the cookie belongs to; None: nobody is signed in."""
    known = sessions.signed_in(tx, token, now=now)
    return people.seats_of(tx, known.person_id) if known else None


def look(tx: Connection, token: str, slug: str, *, until: datetime | None = None, now: datetime) -> Page | None:
    """The page of whoever the cookie belongs to, at one of their tables; None: nobody is signed in.

    Raises NoTableError where they sit at no table of that name.
    """
    page = who_looks(tx, token, slug, now=now)
    if page is None:
        return None
    found = exchanges.page(tx, page.partner, until=until or now, most=MOST + 1)
    entries = [_read(one) for one in found[-MOST:]]
    earlier = found[0].at if len(found) > MOST else None
    return Page(partner=page.partner, tables=page.tables, entries=entries, earlier=earlier, note=page.note)


def who_looks(tx: Connection, token: str, slug: str, *, now: datetime) -> Page | None:
    """The same without what stands on the page."""
    known = sessions.signed_in(tx, token, now=now)
    if known is None:
        return None
    tables = people.seats_of(tx, known.person_id)
    here = next((one for one in tables if one.partnership.slug == slug), None)
    if here is None:
        raise NoTableError(table=slug)
    return Page(partner=here, tables=tables, note=known.note)


def _read(entry: exchanges.Entry) -> Entry:
    return Entry(name=entry.name, said=entry.said, kept=entry.shown, at=entry.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Something said on a page, before it is known by whom. `used`: the entry whose button or form it was.

    `language`: the one that the browser asks for.
    """

    slug: str
    said: Words | Act | Answers
    key: str
    used: str = ""
    door: Door = "page"
    language: str | None = None


def hear(tx: Connection, token: str, spoken: Spoken, *, now: datetime) -> Heard | None:
    """Answer what was said on a page and keep both there; None: nobody is signed in.

    Raises ConvenorError for what must be said instead; then nothing was done.
    """
    known = sessions.signed_in(tx, token, now=now)
    return hear_from(tx, known.person_id, spoken, None, now=now) if known else None


def refused(tx: Connection, token: str, spoken: Spoken, error: ConvenorError, *, now: datetime) -> Heard | None:
    """The second call, after `hear` raised: what is said instead stands on the page too."""
    known = sessions.signed_in(tx, token, now=now)
    return hear_from(tx, known.person_id, spoken, error, now=now) if known else None


def hear_from(tx: Connection, person_id: int, spoken: Spoken, error: ConvenorError | None, *, now: datetime) -> Heard:
    """The same for somebody who is known: the answer, or what is said for an error instead."""
    request = Request(
        key=f"web:{person_id}:{spoken.key}" if spoken.key else "",
        said_at=now,
        who=identity_of(person_id),
        place=Place(platform="web", tenant="", conversation=spoken.slug, private=True, can_open=True),
        said=spoken.said,
        door=spoken.door,
        language=spoken.language,
    )
    reply = desk.refused(tx, request, error, now=now) if error else desk.answer(tx, request, now=now)
    return _keep(tx, request, reply, spoken.used, now=now)


def label_on(tx: Connection, who: Partner, act: Act, *, now: datetime) -> str:
    """What the button of an action is called on somebody's page; empty where none stands there."""
    for entry in reversed(exchanges.page(tx, who, until=now, most=MOST)):
        for way in ways(plain.read(entry.shown)):
            if _is(way.act, act):
                return way.label
    return ""


def _keep(tx: Connection, request: Request, reply: Reply, used: str, *, now: datetime) -> Heard:
    slug = arrivals.slug_meant(request)
    who = next((one for one in people.known_as(tx, request.who) if one.partnership.slug == slug), None)
    if who is None or who.left_on or reply.show is None:
        return Heard(reply=reply, entry="", slug=slug)
    entry = exchanges.one(tx, who, used)
    if entry is not None and isinstance(request.said, Answers) and reply.wrong:
        return Heard(reply=reply, entry=entry.name, slug=slug, stays=True)
    if entry is not None and _takes_its_place(request, reply, entry):
        exchanges.replace(tx, who, entry, plain.written(reply.show))
        return Heard(reply=reply, entry=entry.name, slug=slug)
    said, shown = "" if reply.unsaid else _said(request, entry), plain.written(reply.show)
    added = exchanges.add(tx, who, key=request.key, said=said, shown=shown, now=now)
    return Heard(reply=reply, entry=f"e{added}", slug=slug)


def _takes_its_place(request: Request, reply: Reply, used: exchanges.Entry) -> bool:
    """Whether the answer stands where the card or form stood that was used; one submitted twice is answered there."""
    if reply.instead:
        return True
    if not isinstance(request.said, Answers):
        return False
    return isinstance(plain.read(used.shown), Form) or (
        reply.show is not None and used.shown == plain.written(reply.show)
    )


def _said(request: Request, used: exchanges.Entry | None) -> str:
    """What stands on the page as theirs: their words, or the label of what they pressed."""
    said = request.said
    if isinstance(said, Words):
        return tidy(said.text)
    if isinstance(said, Answers) or used is None:
        return ""
    labels = (f"{one.label} {said.picked or ''}" for one in ways(plain.read(used.shown)) if _is(one.act, said))
    return next(labels, "").strip()


def _is(offered: Act, pressed: Act) -> bool:
    return (offered.name, offered.on, offered.seen) == (pressed.name, pressed.on, pressed.seen)


def ways(shown: Card | Form) -> Sequence[Button | Pick]:
    """Every button and pick of a card or form, those of its lists too."""
    parts = shown.parts if isinstance(shown, Card) else shown.before
    found: list[Button | Pick] = []
    for part in parts:
        if isinstance(part, Actions):
            found += part.of
        if isinstance(part, Items):
            found += [button for item in part.items for button in item.buttons]
    return found
