"""The demo's page: who is in it, everybody's page one click away, and a clock that can be moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot import __version__
from bot.handlers.web.door import Door, pages, posted
from bot.handlers.web.guard import PAGE_HEADERS
from bot.messages.language import html_name, spoken_now
from bot.services import sessions

HOME = "/demo"
STEPS = (("hour", "An hour later"), ("day", "A day later"), ("week", "A week later"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Somebody at the demo's table, as a visitor is told of them."""

    person_id: int
    name: str
    organisation: str | None
    line: str

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that came of moving the clock: on which day, what, and on whose pages it can be seen."""

    when: str
    what: str
    who: tuple[Seated, ...] = ()


class Demo(Protocol):
    """The demo while it runs: what its page shows, and what can be done there.

    `said_time` is the time in it, `walking_to` the time its clock is on the way to, if it is, and `happened` what came
    of the last walk, if there was one. Moving it while it walks does nothing. `opened_on`: the day on which the story
    opens; what is said of people holds on it.
    """

    @property
    def slug(self) -> str: ...
    @property
    def said_time(self) -> str: ...
    @property
    def walking_to(self) -> str | None: ...
    @property
    def opened_on(self) -> str: ...
    @property
    def is_at_its_beginning(self) -> bool: ...
    @property
    def happened(self) -> Sequence[Happening] | None: ...
    async def seated(self) -> Sequence[Seated]: ...
    async def move(self, by: str) -> None: ...
    def begin_again(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ShownClock:
    """The clock as it stands above every page of the demo, and of no other (templates/partials/clock.html)."""

    demo: Demo

    to = f"{HOME}/move"
    people = HOME
    steps = STEPS

    @property
    def now(self) -> str:
        return self.demo.said_time

    @property
    def walking_to(self) -> str | None:
        return self.demo.walking_to


class DemoPages:
    """The pages that are only there in the demo. Whoever can reach them may be anybody in it."""

    def __init__(self, door: Door, demo: Demo) -> None:
        self.door = door
        self.demo = demo

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route(HOME, self.show),
            Route(f"{HOME}/move", self.move, methods=["POST"]),
            Route(f"{HOME}/again", self.begin_again, methods=["POST"]),
            Route(f"{HOME}/as/{{person:int}}", self.enter, methods=["POST"]),
        ]

    async def show(self, _request: Request) -> Response:
        """Who is in it, and what came of moving the clock."""
        return self.door.page("demo.html", {"demo": self.demo, "seated": await self.demo.seated()})

    async def move(self, request: Request) -> Response:
        """One of the clock's buttons; back to the page it stood on."""
        given = await posted(request)
        by = given.one("by") if given else ""
        if by in dict(STEPS):
            await self.demo.move(by)
        return RedirectResponse(_came_from(request), HTTPStatus.SEE_OTHER)

    async def begin_again(self, _request: Request) -> Response:
        self.demo.begin_again()
        return RedirectResponse(HOME, HTTPStatus.SEE_OTHER)

    async def enter(self, request: Request) -> Response:
        """Be somebody at the table; whoever one was before is signed out."""
        person, session, now = request.path_params["person"], self.door.new_token(), self.door.now()
        if person not in {one.person_id for one in await self.demo.seated()}:
            return RedirectResponse(HOME, HTTPStatus.SEE_OTHER)
        await self.door.store.run(sessions.end, self.door.token(request), now=now)
        await self.door.store.run(sessions.begin, person, session, now=now)
        answer = RedirectResponse(f"/t/{self.demo.slug}#latest", HTTPStatus.SEE_OTHER)
        self.door.sign_in(answer, session)
        return answer


def _came_from(request: Request) -> str:
    """The page that was looked at, as an address of ours, at its newest; the demo's where a browser does not say."""
    path = urlsplit(request.headers.get("referer", "")).path
    # A form with something wrong in it, and a link to hand over, stand at the address that was posted to.
    path = path.removesuffix("/say").removesuffix("/act")
    return f"{path}#latest" if path.startswith(("/t/", HOME)) else HOME


async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
    """Any address, while the history is lived through."""
    drawn = pages.get_template("demo_waiting.html").render(version=__version__, lang=html_name(spoken_now()))
    response = HTMLResponse(drawn, HTTPStatus.SERVICE_UNAVAILABLE, headers={**PAGE_HEADERS, "Retry-After": "2"})
    await response(scope, receive, send)
