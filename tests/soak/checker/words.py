"""What a message must not say."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.soak.checker.book import Book, Life
from tests.soak.checker.lines import Message
from tests.soak.checker.violation import Violation

# DESIGN 5: the longest silence that is allowed to anybody; whoever is silent for longer is silent by every measure.
LONGEST = timedelta(days=45)
PINGS = re.compile(r"<(?:!(?:channel|here|everyone|subteam)|@[UW]|#C|https?:)")


def nothing_pings(book: Book) -> Iterator[Violation]:
    """DESIGN 7, limits and escaping: a person's words cannot ping, link or be read as markup."""
    for one in (line for line in book.lines if isinstance(line, Message)):
        found = next((text for text in (one.text, *_marked_up(one.blocks)) if PINGS.search(text)), None)
        if found:
            yield Violation(rule="nothing_pings", said=f"{one.channel}: {found!r}", lines=(one.n,))


def _marked_up(part: Any) -> Iterator[str]:
    """Every text that Slack reads as markup, wherever it stands in the blocks."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield str(part.get("text", ""))
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _marked_up(one)


def names_nobody_silent(book: Book) -> Iterator[Violation]:
    """DESIGN 4: nothing pushed into a shared conversation names a silent person or organisation."""
    for table, messages in book.public.items():
        seats = [life for life in book.lives if table in life.tables]
        for one in messages:
            for name, lives in _names(seats).items():
                if name in one.text and all(_is_silent(life, one) for life in lives):
                    yield Violation(rule="names_nobody_silent", said=f"{table}: names {name}", lines=(one.n,))


def _names(seats: list[Life]) -> dict[str, list[Life]]:
    """Persons by their names; organisations with all who sit for them."""
    found: dict[str, list[Life]] = {}
    for life in seats:
        found.setdefault(life.person.name, []).append(life)
        if life.person.organisation:
            found.setdefault(life.person.organisation, []).append(life)
    return found


def _is_silent(life: Life, message: Message) -> bool:
    """Whether nothing at all was heard of them for longer than anybody is allowed; away days do not count."""
    last: datetime | None = None
    away = timedelta()
    for deed in life.deeds:
        if deed.n > message.n:
            break
        last = deed.at
        if deed.what == "away" and deed.day:
            away += max(deed.day - life.day(deed.at), timedelta())
    return last is not None and message.at - last > LONGEST + away
