"""The browser's door, for now one plain page, a link's page, and a word for whoever watches over the machine."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot import __version__
from bot.messages.render.text import text as drawn
from bot.services import links
from bot.storage import due
from bot.storage.errors import StoreError
from bot.storage.store import Store

pages = Environment(loader=PackageLoader("bot.handlers.web"), autoescape=select_autoescape())

# A page holds personal words: nothing foreign runs on it, nobody frames it, no cache keeps it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

# Whoever watches over the machine asks often, and takes no answer for a bad one.
ANSWER_WITHIN = 1.0

Answer = Callable[[Request], Awaitable[Response]]


async def _guarded(request: Request, answer: Answer) -> Response:
    response = await answer(request)
    response.headers.update(HEADERS)
    return response


def _page(name: str, status: int = 200, **values: object) -> HTMLResponse:
    return HTMLResponse(pages.get_template(name).render(**values), status_code=status)


def make_web(store: Store, *, now: Callable[[], datetime]) -> Starlette:
    """The ASGI application; `now` is the bot's clock."""

    async def front(_request: Request) -> Response:
        return _page("front.html")

    async def healthz(_request: Request) -> Response:
        """Alive and able to reach its database; 503 with the reason's code if not."""
        try:
            await store.run_within(ANSWER_WITHIN, due.last_tick)
        except StoreError as error:
            return JSONResponse({"status": "unwell", "reason": error.code}, status_code=503)
        return JSONResponse({"status": "ok", "version": __version__})

    async def look(request: Request) -> Response:
        """A link's page with one button, so that whatever only looks at links does not use it up."""
        is_open = await store.read(links.is_open, request.path_params["token"], now=now())
        return _page("link.html") if is_open else _page("over.html", status=410)

    async def enter(request: Request) -> Response:
        entered = await store.run(links.enter, request.path_params["token"], now=now())
        if entered is None:
            return _page("over.html", status=410)
        partner, cards = entered
        return _page("messages.html", partner=partner, messages=[drawn(card) for card in cards])

    routes = [
        Route("/", front),
        Route("/healthz", healthz),
        Route("/in/{token}", look, methods=["GET"]),
        Route("/in/{token}", enter, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=_guarded)])
