"""The browser's door, put together; and a word for whoever watches over the machine."""

from http import HTTPStatus

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot import logs
from bot.handlers.web.door import Door
from bot.handlers.web.entering import Entrance
from bot.handlers.web.files import Files
from bot.handlers.web.guard import PAGE_HEADERS, TOO_LARGE, Guard
from bot.handlers.web.sights import Sights
from bot.handlers.web.talk import NOWHERE, Talk
from bot.handlers.web.watch import Watch
from bot.messages.cards.refusals import TROUBLE
from bot.messages.words import _, marked, translated
from bot.storage.errors import StoreError

# As much of a token as somebody reads out over the telephone.
CODE = 8

POSTED_TO = (
    marked("Nothing stands at this address by itself."),
    marked("Something was sent from your page to it. Go on from there."),
)
FAULT = (
    marked("That went wrong, and the mistake is ours."),
    marked("Go back: what you typed is still there. What you did just now may not have been kept."),
)

log = structlog.get_logger()


def make_web(door: Door, *more: BaseRoute) -> Starlette:
    """The ASGI application; `more` are other doors that stand at the same address."""

    async def nowhere(_request: Request, _error: Exception) -> Response:
        return door.alone(NOWHERE, HTTPStatus.NOT_FOUND)

    async def posted_to(_request: Request, _error: Exception) -> Response:
        """An address that forms are sent to, opened by itself, as a reload or a bookmark does."""
        return door.alone(POSTED_TO, HTTPStatus.METHOD_NOT_ALLOWED, back=("/", _("Open my page")))

    async def trouble(request: Request, error: Exception) -> Response:
        """A page could not be read: nothing was being kept, so there is nothing to give back."""
        said = translated(TROUBLE.get(getattr(error, "code", "store"), TROUBLE["store"]))
        back = (request.url.path, _("Try again"))
        return door.alone((_("That didn't work."), said), HTTPStatus.SERVICE_UNAVAILABLE, back=back)

    async def cut_off(_request: Request, _error: Exception) -> Response:
        """More came than is read, or the line broke; whoever still listens is told."""
        return PlainTextResponse(translated(TOO_LARGE), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    async def fault(_request: Request, error: Exception) -> Response:
        """A mistake of ours, with a word by which it is found in the log. It is answered outside the guard."""
        code = door.new_token()[:CODE]
        logs.fault("web.fault", error, code=code)
        answer = door.alone(FAULT, HTTPStatus.INTERNAL_SERVER_ERROR, code=code)
        answer.headers.update(PAGE_HEADERS)
        return answer

    handlers = {
        HTTPStatus.NOT_FOUND.value: nowhere,
        HTTPStatus.METHOD_NOT_ALLOWED.value: posted_to,
        StoreError: trouble,
        ClientDisconnect: cut_off,
        Exception: fault,
    }
    watch = Watch(door)
    watched = [Route("/healthz", watch.alive), Route("/readyz", watch.ready), Route("/metrics", watch.metrics)]
    routes = [*watched, *_pages(door), *more]
    return Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=handlers)


def _pages(door: Door) -> list[BaseRoute]:
    entering, talk = Entrance(door), Talk(door)
    sights, files = Sights(door, talk), Files(door, talk)
    return [
        Route("/", entering.front),
        Route("/in/{token}", entering.look, methods=["GET"]),
        Route("/in/{token}", entering.enter, methods=["POST"]),
        Route("/begin/{token}", entering.begin, methods=["GET"]),
        Route("/begin/{token}", entering.begun, methods=["POST"]),
        Route("/out", entering.leave, methods=["POST"]),
        Route("/t/{slug}", talk.look),
        Route("/t/{slug}/talk", talk.part),
        Route("/t/{slug}/live", talk.live),
        Route("/t/{slug}/say", talk.say, methods=["POST"]),
        Route("/t/{slug}/act", talk.act, methods=["POST"]),
        Route("/t/{slug}/see/{name}", sights.look),
        Route("/t/{slug}/meetings/{number:int}.ics", files.meeting),
        Route("/t/{slug}/ours.json", files.ours),
        Mount("/static", StaticFiles(packages=[("bot.handlers.web", "static")]), name="static"),
    ]
