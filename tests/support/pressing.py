"""Whatever stands on a page is tried there, each time within a savepoint and taken back: all meet the same table."""

import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.access import may
from bot.domain.acts import Act
from bot.domain.errors import ConvenorError, NoTableError
from bot.domain.people import Partner
from bot.messages.parts import Button, Card, Form, Pick
from bot.messages.render.text import text
from bot.services import pages, sessions, sights
from bot.services.pages import Spoken
from bot.services.request import Answers, Reply, Words
from bot.storage.schema import metadata

# What a page keeps of how something was said, not of what was.
OF_THE_PAGE = {"exchange", "message", "inbox", "session"}
EVERYTHING = {one.name: str(select(one)) for one in metadata.sorted_tables if one.name not in OF_THE_PAGE}

Values = Mapping[str, str | tuple[str, ...]]
Rows = Mapping[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A button, or a form to send, as it stands on somebody's page."""

    who: str
    slug: str
    entry: str
    on: Button | Pick | Form
    card: str

    @property
    def act(self) -> Act:
        return self.on.act

    @property
    def label(self) -> str:
        return self.on.submit if isinstance(self.on, Form) else self.on.label

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same button of the same card, whatever words and people it is about."""
        return self.act.name, self.label, self.card


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of something said: whose page the answer stands on, and where; the answer, and all kept after it.

    `stays`: the form that was sent is still there, with what is wrong with it.
    """

    who: str
    slug: str
    entry: str
    reply: Reply
    rows: Rows
    stays: bool

    @property
    def said(self) -> str:
        """The whole answer on one line."""
        return " ".join(text(self.reply.show, width=100_000).split()) if self.reply.show else ""


def skeleton(shown: Card | Form) -> str:
    """What a card says apart from people's words, names, days and numbers: the same for all cards of its kind."""
    runs = itertools.chain.from_iterable(_runs(part) for part in shown.parts) if isinstance(shown, Card) else ()
    words = " ".join(run for run in runs if isinstance(run, str)) if isinstance(shown, Card) else shown.title
    return re.sub(r"\W+", " ", re.sub(r"\d+|“[^”]*”", "", words)).strip()


def _runs(part: Any) -> Iterator[Any]:
    found = getattr(part, "text", ())
    yield from (found,) if isinstance(found, str) else found
    for item in getattr(part, "items", ()):
        yield from _runs(item)


class Trier:
    """Over one open transaction: says, presses and sends things as somebody on their own page, at one moment."""

    def __init__(self, tx: Connection, persons: Mapping[str, Partner], *, slug: str, now: datetime) -> None:
        self.tx, self.persons, self.slug, self.now = tx, persons, slug, now
        for who, partner in persons.items():
            sessions.begin(tx, partner.person.id, self._token(who), now=now)
        self._keys = itertools.count()
        self._read: dict[str, list[tuple[Any, ...]]] = {}

    def _token(self, who: str) -> str:
        return f"{who}'s cookie"

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        point = self.tx.begin_nested()
        yield
        point.rollback()

    def say(self, who: str, words: str, *, slug: str = "") -> Outcome:
        return self._hear(who, Words(text=words), slug or self.slug)

    def press(self, way: Way, *, picked: str | None = None) -> Outcome:
        act = Act(name=way.act.name, on=way.act.on, seen=way.act.seen, picked=picked)
        return self._hear(way.who, act, way.slug, used=way.entry)

    def send(self, way: Way, values: Values) -> Outcome:
        return self._hear(way.who, Answers(act=way.act, values=values), way.slug, used=way.entry)

    def standing(self, who: str) -> list[Way]:
        """All that can be pressed or sent on somebody's page as it stands; a closed table has none."""
        try:
            page = pages.look(self.tx, self._token(who), self.slug, now=self.now)
        except NoTableError:
            return []
        assert page is not None
        found = [(entry.name, entry.shown) for entry in page.entries]
        for name, (_look, right) in sights.SIGHTS.items():
            if may(page.partner.role, right):
                seen = sights.look(self.tx, self._token(who), self.slug, name, now=self.now)
                assert seen is not None
                found += [("", card) for card in seen.cards]
        return [way for entry, shown in found for way in ways_on(who, self.slug, entry, shown)]

    def _hear(self, who: str, said: Words | Act | Answers, slug: str, *, used: str = "") -> Outcome:
        spoken = Spoken(slug=slug, said=said, key=f"key {next(self._keys)}", used=used)
        point = self.tx.begin_nested()
        try:
            heard = pages.hear(self.tx, self._token(who), spoken, now=self.now)
        except ConvenorError as error:
            point.rollback()
            heard = pages.refused(self.tx, self._token(who), spoken, error, now=self.now)
        else:
            point.commit()
        assert heard is not None
        return Outcome(
            who=who, slug=heard.slug, entry=heard.entry, reply=heard.reply, rows=self.rows(), stays=heard.stays
        )

    def rows(self) -> Rows:
        """All that is kept, as SQLite has it; a table that stands as it stood is the same list again.

        It is read after each of thousands of things that are tried, and all of them hold what they read.
        """
        driver: Any = self.tx.connection.driver_connection
        for name, statement in EVERYTHING.items():
            found = driver.execute(statement).fetchall()
            if found != self._read.get(name):
                self._read[name] = found
        return dict(self._read)


def ways_on(who: str, slug: str, entry: str, shown: Card | Form) -> list[Way]:
    """The buttons of a card or form, and the form itself."""
    them: list[Button | Pick | Form] = [*pages.ways(shown), *([shown] if isinstance(shown, Form) else ())]
    return [Way(who=who, slug=slug, entry=entry, on=one, card=skeleton(shown)) for one in them]
