"""What every request and every answer passes: size, where it comes from, and what a browser may do with a page."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.messages.language import accepted, speaking
from bot.messages.words import marked, translated

# A page holds personal words: nothing foreign runs on it, nobody frames it, no cache keeps it. Pictures of a card and
# the style sheet are ours.
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": a browser would then hide even from us where a form came from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
# Files of ours are asked for with the version in their address, so that they can be kept.
KEPT = "public, max-age=31536000, immutable"
STATIC = "/static/"

# The longest form there is holds some thousand characters; in a browser's encoding each may take twelve bytes.
LARGEST_BODY = 256 * 1024

SAFE = ("GET", "HEAD", "OPTIONS")
TOO_LARGE = marked("That's more than one message can hold. Nothing was kept: go back and send less of it.")
FOREIGN = marked("That came from another site, so nothing was done.")


class Guard:
    """ASGI middleware round the whole browser's door."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = _with_headers(scope, send)
        headers = Headers(scope=scope)
        # Whoever is not known yet is spoken to as their browser asks; what runs in the store goes by it too.
        with speaking(accepted(headers.get("accept-language", ""))):
            if scope["method"] not in SAFE and _is_foreign(headers):
                await PlainTextResponse(translated(FOREIGN), HTTPStatus.FORBIDDEN)(scope, receive, guarded)
            elif _declared(headers) > LARGEST_BODY:
                refusal = PlainTextResponse(translated(TOO_LARGE), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                await refusal(scope, receive, guarded)
            else:
                await self.app(scope, _capped(receive), guarded)


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that another site sent this. What says nothing is no browser, and carries no cookie."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdigit() else 0


def _capped(receive: Receive) -> Receive:
    """A body of unknown length is given up once it is too large: it is as good as cut off."""
    taken = 0

    async def capped() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= LARGEST_BODY else {"type": "http.disconnect"}

    return capped


def _with_headers(scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
    kept = scope["path"].startswith(STATIC)

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(PAGE_HEADERS)
            if kept and message["status"] == HTTPStatus.OK:
                headers["Cache-Control"] = KEPT
        await send(message)

    return guarded
