"""The parts of the fake put together, and its life from opening to closing."""

from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.fakes.slack.api import consent
from tests.fakes.slack.api.links import Links
from tests.fakes.slack.api.server import Api, Server
from tests.fakes.slack.clock import TellsTime
from tests.fakes.slack.core import Core
from tests.fakes.slack.modals import Modals
from tests.fakes.slack.payloads import Payloads
from tests.fakes.slack.records import Call, Delivery, Kind, Problem, Response
from tests.fakes.slack.responding import Responding
from tests.fakes.slack.triggers import Triggers
from tests.fakes.slack.wire.delivering import Delivering
from tests.fakes.slack.wire.http import Http
from tests.fakes.slack.wire.sockets import Sockets
from tests.fakes.slack.world import App, Message, View


class Parts:
    """What the rest of the fake works with. `patience`: real seconds to wait for an answer; Slack's are three."""

    def __init__(self, *, clock: TellsTime | None = None, patience: float = 3.0) -> None:
        self.core = Core(clock)
        self.triggers = Triggers(self.core)
        self.modals = Modals(self.core)
        self.links = Links(self.core)
        self.consent_page = consent.Consent(self.core, self.links)
        self.payloads = Payloads(self.core)
        self.responding = Responding(self.core, self.triggers)
        self.api = Api(self.core, self.triggers, self.modals, self.links)
        self.http = Http(self.core)
        self.sockets = Sockets(self.core, self.links)
        self.delivering = Delivering(self.core, self.http, self.sockets, patience)
        self._server = Server(
            web.route("*", "/api/{method}", self.api.call),
            web.post("/upload/{file_id}", self.api.upload),
            web.get(consent.ADDRESS, self.consent_page.show),
            web.post(consent.ADDRESS, self.consent_page.answer),
            web.post("/commands/{rest:.*}", self.responding.receive),
            web.post("/actions/{rest:.*}", self.responding.receive),
            web.get("/link/", self.sockets.serve),
        )

    async def __aenter__(self) -> Self:
        self.core.origin = await self._server.open()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self.api.faults.released.set()
        await self.sockets.close()
        await self.http.close()
        await self._server.close()

    # Where the bot reaches it. `api_url` ends with a slash, as slack_sdk's `base_url` wants it.

    @property
    def origin(self) -> str:
        return self.core.origin

    @property
    def api_url(self) -> str:
        return f"{self.core.origin}/api/"

    @property
    def app(self) -> App:
        return self.core.app

    @property
    def clock(self) -> TellsTime:
        return self.core.clock

    @property
    def signing_secret(self) -> str:
        return self.core.app.signing_secret

    @property
    def client_id(self) -> str:
        return self.core.app.client_id

    @property
    def client_secret(self) -> str:
        return self.core.app.client_secret

    @property
    def app_token(self) -> str:
        return self.core.app.app_token

    # What was seen of the bot, oldest first. Messages and views are live: they show what stands there now.

    @property
    def calls(self) -> list[Call]:
        return self.core.calls

    @property
    def posted(self) -> list[Message]:
        """What everybody in a conversation can see, however it was posted."""
        return self.core.posted

    @property
    def ephemerals(self) -> list[Message]:
        """What one person only can see."""
        return self.core.ephemerals

    @property
    def updated(self) -> list[Message]:
        return self.core.updated

    @property
    def deleted(self) -> list[Message]:
        return self.core.deleted

    @property
    def views(self) -> list[View]:
        """Opened, pushed, updated and published ones, one for each time."""
        return self.core.views

    @property
    def responses(self) -> list[Response]:
        """Uses of a response_url."""
        return self.core.responses

    @property
    def deliveries(self) -> list[Delivery]:
        return self.core.deliveries

    @property
    def problems(self) -> list[Problem]:
        """Everything that Slack would have refused or dropped; a test ends with `assert slack.problems == []`."""
        return self.core.problems

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """Uploads by id: name, title, content, shared."""
        return self.core.files

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of all deliveries, in order."""
        return [delivery.kind for delivery in self.deliveries]

    async def until(self, seen: Callable[[], object], *, seconds: float = 5) -> None:
        """Wait until something is seen, e.g. `lambda: slack.posted`; asked after each call and answer."""
        await self.core.until(seen, seconds)
