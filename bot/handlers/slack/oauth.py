"""Installing the app in a workspace, from the browser of somebody who may: to Slack's consent page, and back."""

from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.delivery.sender import DeliveryError
from bot.handlers.slack.installs import Installs
from bot.handlers.web.door import Door
from bot.messages.words import _, marked, translated
from bot.services import sessions
from bot.services.housekeeping import CONSENTS
from bot.storage import installations

log = structlog.get_logger()

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
COOKIE = "convenor_install"

INSTALLED = marked("Convenor is in {name}.")
NEXT = marked("Nobody has been written to. In the channel that your partnership meets in, type:")
STEPS = (
    ("/invite @Convenor", marked("to let it in there")),
    ("/table", marked("to see your partnership's table, if it has one already")),
    ("/table new", marked("to begin one, with three questions")),
)
REFUSED = (
    marked("Nothing was installed."),
    marked("Slack's page was left without a yes. Begin again whenever you like."),
)
STALE = (
    marked("This page is good once, and for ten minutes."),
    marked("Begin again, and come back with the same browser. If Convenor is in your workspace by now, all is done."),
)
TROUBLE = (
    marked("Slack didn't say yes."),
    marked("Nothing was installed. Begin again; if it stays so, show the word below."),
)


class Installing:
    """The two addresses. What goes out comes back once, to the same browser, within ten minutes."""

    def __init__(self, installs: Installs, door: Door, scopes: str) -> None:
        self._installs = installs
        self._door = door
        self._scopes = scopes

    def pages(self) -> list[BaseRoute]:
        return [Route(INSTALL, self.begin, methods=["GET"]), Route(BACK, self.come_back, methods=["GET"])]

    async def begin(self, _request: Request) -> Response:
        """To Slack's consent page, with a word that only this browser can bring back."""
        state, browser = self._door.new_token(), self._door.new_token()
        hashes = sessions.hash_of(state), sessions.hash_of(browser)
        await self._door.store.run(installations.add_state, hashes[0], browser_hash=hashes[1], now=self._door.now())
        asked = {
            "client_id": self._installs.app.client_id,
            "scope": self._scopes,
            "redirect_uri": self._back,
            "state": state,
        }
        away = RedirectResponse(f"{self._consent_page}?{urlencode(asked)}", HTTPStatus.FOUND)
        away.set_cookie(
            COOKIE,
            browser,
            max_age=int(CONSENTS.total_seconds()),
            path="/slack",
            secure=self._door.secure,
            httponly=True,
            # Slack's page sends the browser back: a strict cookie would stay behind.
            samesite="lax",
        )
        return away

    async def come_back(self, request: Request) -> Response:
        """From the consent page: the code becomes an installation, if it was this browser that went."""
        given = request.query_params
        again = (INSTALL, _("Begin again"))
        if not await self._is_theirs(request):
            return self._door.alone(STALE, HTTPStatus.BAD_REQUEST, back=again)
        if not given.get("code"):
            return self._door.alone(REFUSED, HTTPStatus.OK, back=again)
        try:
            name = await self._installs.install(given["code"], self._back)
        except DeliveryError as error:
            log.warning("slack.install", code=error.code)
            return self._door.alone(TROUBLE, HTTPStatus.BAD_GATEWAY, back=again, code=error.code)
        return self._door.alone((translated(INSTALLED).format(name=name), NEXT), HTTPStatus.OK, typed=STEPS)

    async def _is_theirs(self, request: Request) -> bool:
        state, browser = request.query_params.get("state", ""), request.cookies.get(COOKIE, "")
        return await self._door.store.run(
            installations.take_state,
            sessions.hash_of(state),
            browser_hash=sessions.hash_of(browser),
            since=self._door.now() - CONSENTS,
        )

    @property
    def _back(self) -> str:
        return f"{self._door.address}{BACK}"

    @property
    def _consent_page(self) -> str:
        """Where Slack's pages are: beside its API."""
        api = urlsplit(self._installs.api_url)
        return f"{api.scheme}://{api.netloc}/oauth/v2/authorize"
