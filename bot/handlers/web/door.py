"""What every page of the browser's door has at hand, and how pages are drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot import __version__
from bot.handlers.pictures import Pictures
from bot.handlers.web.live import Live
from bot.messages.language import html_name, spoken_now
from bot.messages.words import _, translated
from bot.services import sessions
from bot.storage.store import Store

COOKIE = "convenor"
# Browsers take a cookie of this name only over HTTPS, for this host alone, for all its paths.
HOST_COOKIE = "__Host-convenor"

MOST_FIELDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The browser's door: what its pages work with. `wake` tells delivery that something may be owed.

    `address` is what its links begin with. `extras` are names that templates may use beside a page's own.
    """

    store: Store
    now: Callable[[], datetime]
    new_token: Callable[[], str]
    wake: Callable[[], None]
    live: Live = field(default_factory=Live)
    pictures: Pictures = field(default_factory=Pictures)
    address: str = "http://127.0.0.1:8000"
    extras: Mapping[str, object] = field(default_factory=dict)

    @property
    def secure(self) -> bool:
        """Whether people reach it over HTTPS."""
        return self.address.startswith("https://")

    @property
    def cookie(self) -> str:
        return HOST_COOKIE if self.secure else COOKIE

    def token(self, request: Request) -> str:
        """The session's token as the browser shows it; empty if it has none."""
        return request.cookies.get(self.cookie, "")

    async def note(self, token: str, *, due: bool) -> None:
        """Note that a session was used, where it is time to: a page that is looked at writes nothing else."""
        if due:
            await self.store.run(sessions.note, token, now=self.now())

    def sign_in(self, response: Response, token: str) -> None:
        age = int(sessions.LONGEST.total_seconds())
        response.set_cookie(self.cookie, token, max_age=age, secure=self.secure, httponly=True, samesite="lax")

    def sign_out(self, response: Response) -> None:
        response.delete_cookie(self.cookie, secure=self.secure, httponly=True, samesite="lax")

    def alone(
        self,
        said: tuple[str, str],
        status: int,
        *,
        words: str = "",
        back: tuple[str, str] | None = None,
        code: str = "",
        typed: Sequence[tuple[str, str]] = (),
    ) -> HTMLResponse:
        """A word that stands alone: what went wrong, or well, with what was typed, the way on, and what to quote.

        `typed`: what can be typed elsewhere now, and what for.
        """
        sentences = {"title": translated(said[0]), "said": translated(said[1])}
        typed = [(what, translated(why)) for what, why in typed]
        values = {**sentences, "words": words, "back": back, "code": code, "typed": typed}
        return self.page("alone.html", values, status=status)

    def page(
        self, name: str, values: Mapping[str, object] | None = None, *, status: int = HTTPStatus.OK
    ) -> HTMLResponse:
        """A template as a page."""
        lang = html_name(spoken_now())
        drawn = pages.get_template(name).render(version=__version__, lang=lang, **self.extras, **(values or {}))
        return HTMLResponse(drawn, status_code=status)


pages = Environment(
    loader=PackageLoader("bot.handlers.web"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
pages.globals["_"] = _


class Posted:
    """A form as it came in: each field once, those of our own forms by name."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def one(self, name: str) -> str:
        """The field's value; empty if it is not there."""
        return next((value for key, value in self._pairs if key == name), "")

    @cached_property
    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What was filled in: fields are called `f.words`; several values of one name come as a tuple."""
        found: dict[str, list[str]] = {}
        for key, value in self._pairs:
            if key.startswith("f."):
                found.setdefault(key.removeprefix("f."), []).append(value)
        return {name: many[0] if len(many) == 1 else tuple(many) for name, many in found.items()}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All of it, to be sent once more."""
        return self._pairs


async def posted(request: Request) -> Posted | None:
    """The form that was sent; None for what is none. Bytes that are no UTF-8 are replaced, not refused."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return Posted(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace"))
    except ValueError:
        return None
