"""The connector as a bot calls it, with no library between, for the tests of the fake Teams itself."""

from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote

import aiohttp

from tests.fakes.teams import FakeTeams, Place, Tenant
from tests.fakes.teams.identity import SCOPE, TOKENS
from tests.fakes.teams.world import CARD, Person


@dataclass(slots=True)
class Said:
    """How a call was answered."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def error(self) -> str:
        found = self.body.get("error", {})
        return str(found.get("subCode") or found.get("code", ""))

    @property
    def id(self) -> str:
        return str(self.body["id"])


class Connecting:
    """One client with its token."""

    def __init__(self, teams: FakeTeams) -> None:
        self.teams = teams
        self.token = ""
        self.session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.session.close()

    async def sign_in(self, **laid_over: str) -> Said:
        """Get a token with the client's id and secret."""
        bot = self.teams.bot
        form = {"grant_type": "client_credentials", "client_id": bot.client_id, "client_secret": bot.client_secret}
        address = self.teams.core.origin + TOKENS
        async with self.session.post(address, data=form | {"scope": SCOPE} | laid_over) as answer:
            body = await answer.json()
        self.token = body.get("access_token", "")
        return Said(answer.status, body)

    async def call(
        self, method: str, path: str, body: Any = None, *, tenant: Tenant | None = None, at: str = "", **query: str
    ) -> Said:
        """Any call; `at`: another service URL than the tenant's."""
        url = f"{at or self.teams.core.service_url((tenant or self.teams.home).id)}v3/conversations{path}"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self.session.request(method, url, json=body, params=query, headers=headers) as answer:
            kind = answer.content_type
            said = await answer.json() if kind == "application/json" else {"page": await answer.text()}
        return Said(answer.status, said, dict(answer.headers))

    async def post(self, place: Place, activity: Any, *, thread: str = "", **more: Any) -> Said:
        return await self.call("POST", f"/{_in_a_path(place, thread)}/activities", activity, **_of(place, more))

    async def put(self, place: Place, message_id: str, activity: Any, **more: Any) -> Said:
        return await self.call("PUT", f"/{_in_a_path(place)}/activities/{message_id}", activity, **_of(place, more))

    async def delete(self, place: Place, message_id: str, **more: Any) -> Said:
        return await self.call("DELETE", f"/{_in_a_path(place)}/activities/{message_id}", **_of(place, more))

    async def target(self, place: Place, person: Person | None, text: str = "hello", **more: Any) -> Said:
        recipient = {"recipient": {"id": person.account, "isTargeted": True}} if person else {}
        return await self.post(place, saying(text) | recipient, isTargetedActivity="true", **more)

    async def begin(self, person: Person, *, tenant: Tenant | None = None, **more: Any) -> Said:
        """A personal chat."""
        where = tenant or self.teams.home
        usual = {"isGroup": False, "tenantId": where.id, "channelData": {"tenant": {"id": where.id}}}
        usual |= {"bot": {"id": self.teams.bot.account}, "members": [{"id": person.account}]}
        return await self.call("POST", "", usual | more, tenant=where)

    async def ask(self, place: Place, what: str, **query: str) -> Said:
        return await self.call("GET", f"/{_in_a_path(place)}/{what}", **_of(place, query))


def _in_a_path(place: Place, thread: str = "") -> str:
    return quote(f"{place.id};messageid={thread}" if thread else place.id, safe="")


def _of(place: Place, more: dict[str, Any]) -> dict[str, Any]:
    return {"tenant": place.tenant} | more


def saying(text: str) -> dict[str, Any]:
    return {"type": "message", "text": text}


def a_card(*body: Any, **more: Any) -> dict[str, Any]:
    """A card with a few words, and more."""
    words = {"type": "TextBlock", "text": "Kept", "wrap": True}
    return {"type": "AdaptiveCard", "version": "1.5", "body": [words, *body]} | more


def showing(card: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message with a card."""
    return {"type": "message", "summary": "Kept", "attachments": [{"contentType": CARD, "content": card}]} | more
