"""What a page sends, as the desk hears it."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from starlette.requests import Request

from bot.domain.acts import Act, read_wire
from bot.handlers.web.door import Posted
from bot.messages.language import accepted
from bot.services.pages import Spoken
from bot.services.request import Answers, Words

# A page is drawn with one of these, and everything on it carries it.
LONGEST_ONCE = 64

Said = Words | Act | Answers
Reader = Callable[[Posted], Said]


def words(given: Posted) -> Words:
    """What was typed into the page."""
    return Words(text=given.one("words"))


def pressed(given: Posted) -> Act | Answers:
    """A button, a day or a person that was picked, or a form that was sent.

    Raises NotUnderstoodError for an action that is none.
    """
    act = read_wire(given.one("act"), picked=given.one("picked") or None)
    return Answers(act=act, values=given.values) if given.one("form") else act


def spoken(slug: str, given: Posted, read: Reader, *, language: str | None = None) -> Spoken:
    """What was said at a table's page, by a browser that asks for a language. Raises NotUnderstoodError."""
    return Spoken(slug=slug, said=read(given), key=_key(slug, given), used=given.one("used"), language=language)


def language(request: Request) -> str | None:
    """The first language of ours that the browser asks for."""
    return accepted(request.headers.get("accept-language", ""))


def _key(slug: str, given: Posted) -> str:
    """The same only if the same page sends the same thing: a double click, a reload, a retry.

    A page that was gone back to carries its old word, and may well say something new with it.
    """
    told = sorted(pair for pair in given.pairs if pair[0] != "csrf")
    digest = sha256(repr((slug, told)).encode("utf-8", "replace")).hexdigest()
    return f"{given.one('once')}:{digest[:32]}"


def is_ours(given: Posted) -> bool:
    """Whether a form was drawn by us."""
    return 0 < len(given.one("once")) <= LONGEST_ONCE


def moment(written: str) -> datetime | None:
    """A moment as our own links carry it; None for anything else, and for one at the ends of the calendar."""
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def given_words(given: Posted | None) -> str:
    """All that somebody typed, to be given back."""
    if given is None:
        return ""
    typed = [
        given.one("words"),
        *(value if isinstance(value, str) else ", ".join(value) for value in given.values.values()),
    ]
    return "\n".join(filter(None, typed))
