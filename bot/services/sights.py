"""What a person can look at on pages of its own, beside the conversation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.access import Right, may
from bot.domain.errors import NoTableError
from bot.domain.people import Partner, Role
from bot.messages import plain
from bot.messages.cards import pages as cards
from bot.messages.language import speaking
from bot.messages.parts import Card, Form
from bot.services import commitments, digests, dropped_off, glance, languages, my_data, our_part, own_ways, pages
from bot.services import help as helping
from bot.services.commands.command import Service
from bot.services.pages import Page
from bot.services.request import Said
from bot.storage import due, posts

# Two months: further back nobody reads, and what was said is on the pages of those who said it.
MOST_DIGESTS = 8

Shown = Sequence[Card | Form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page's cards, and whose page it is."""

    page: Page
    cards: Shown


def _answer(service: Service) -> Callable[..., Shown]:
    """What a command answers when it is said bare; looking is no taking part, so nothing is recorded."""

    def look(tx: Connection, asker: Partner, *, now: datetime) -> Shown:
        shown = service(tx, asker, Said(), now=now).show
        return [shown] if shown else []

    return look


def _me(tx: Connection, asker: Partner, *, now: datetime) -> Shown:
    """What concerns the asker alone: their wishes first, then everything held on them."""
    held = my_data.show(tx, asker, Said(), now=now).show
    return [cards.wishes(asker), *([held] if held else [])]


def _digests(tx: Connection, asker: Partner, *, now: datetime) -> Shown:
    """When the next one comes and what it would say now; then those that went out, newest first.

    A sponsor reads none of the latter: what the table learned stands in them for those who sit at it.
    """
    coming = digests.show(tx, asker, Said(), now=now).show
    next_at = due.next_digest(tx, asker.partnership.id)
    most = 0 if asker.role is Role.SPONSOR else MOST_DIGESTS
    past = [
        shown
        for at, kept in posts.on_table(tx, asker.partnership.id, most=most)
        for shown in (cards.dated(asker.partnership.local_date(at)), plain.read(kept))
    ]
    head = cards.next_digest(asker.partnership.local(next_at) if next_at else None)
    return [head, *([coming] if coming else []), cards.past_digests(any_yet=bool(past)), *past]


# What is noted to whoever it is about when it is looked at: these pages write.
NOTED = frozenset({"our-part", "quiet"})
SIGHTS: Mapping[str, tuple[Callable[..., Shown], Right]] = {
    "table": (glance.look, Right.SPEAK),
    "commitments": (_answer(commitments.list_open), Right.SPEAK),
    "our-part": (_answer(our_part.show), Right.SPEAK),
    "quiet": (_answer(dropped_off.answer), Right.CONVENE),
    "digests": (_digests, Right.SPEAK),
    "me": (_me, Right.SPEAK),
    "help": (_answer(helping.show), Right.SPEAK),
}


def look(
    tx: Connection, token: str, slug: str, name: str, *, language: str | None = None, now: datetime
) -> Seen | None:
    """What stands on a page of that name, in its reader's language; None: nobody is signed in.

    `language`: the one that the browser asks for.

    Raises NoTableError for a table that is not theirs, and for a page that is none of theirs there.
    """
    page = pages.who_looks(tx, token, slug, now=now)
    if page is None:
        return None
    sight = SIGHTS.get(name)
    if sight is None or not may(page.partner.role, sight[1]):
        raise NoTableError(table=slug)
    with speaking(languages.on_a_page(page.partner, language)):
        shown = sight[0](tx, page.partner, now=now)
        return Seen(page=page, cards=[own_ways.of(page.partner, card) for card in shown])
