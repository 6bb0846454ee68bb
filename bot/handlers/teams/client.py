"""The connector of Microsoft Teams: what the bot may ask of it and write there, each call made once.

The SDK's client tries nothing again either, but knows neither limits nor what it means that an answer was lost.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.delivery.sender import DeliveryError, TakenError
from bot.handlers.leaving import in_time, new_session
from bot.handlers.teams.addresses import CONNECTOR, is_connectors, is_here
from bot.handlers.teams.tokens import Tokens
from bot.handlers.teams.troubles import ADDRESS, UNAUTHORISED, lost, refused
from bot.handlers.waits import LIMITED, Waits

DONE = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT})
# Of what is on its way at once so much may be one organisation's: where its connector hangs, the others' goes on.
MOST_OF_ONE = 5
A_SECOND = timedelta(seconds=1)
ONLY_FOR_ONE = {"isTargetedActivity": "true"}


class TeamsClient:
    """Each call raises DeliveryError; one that writes a message, OutcomeUnknownError where nobody can say."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        tenant_id: str = "",
        metadata_url: str = "",
        now: Callable[[], datetime],
    ) -> None:
        self.account = f"28:{client_id}"
        self.here = is_here(metadata_url)
        self.main = URL(metadata_url).authority if self.here else CONNECTOR
        self.session = new_session()
        self.tokens = Tokens(
            session=self.session,
            client_id=client_id,
            client_secret=client_secret,
            tenant_id=tenant_id,
            metadata_url=metadata_url,
        )
        self.waits = Waits(now)
        self._under_way: Counter[str] = Counter()

    async def close(self) -> None:
        await self.session.close()

    async def post(
        self,
        service_url: str,
        conversation: str,
        activity: Mapping[str, Any],
        *,
        must_be_in_time: Callable[[], None],
        thread: str = "",
        only_for: str = "",
    ) -> str:
        """A new message, and its id. `thread`: under that one of a channel; `only_for`: whose account alone sees it."""
        where = f"{conversation};messageid={thread}" if thread else conversation
        path = f"/{quote(where, safe='')}/activities"
        query = ONLY_FOR_ONE if only_for else {}
        body = {**activity, "recipient": {"id": only_for, "isTargeted": True}} if only_for else dict(activity)
        with in_time(must_be_in_time):
            told = await self._call("POST", service_url, path, conversation, body=body, query=query, writes=True)
        return str(told.get("id", ""))

    async def update(self, service_url: str, conversation: str, message: str, activity: Mapping[str, Any]) -> None:
        """A message of the bot's is another from now on."""
        path = f"/{quote(conversation, safe='')}/activities/{quote(message, safe='')}"
        await self._call("PUT", service_url, path, conversation, body=activity)

    async def delete(self, service_url: str, conversation: str, message: str) -> None:
        """A message of the bot's goes."""
        path = f"/{quote(conversation, safe='')}/activities/{quote(message, safe='')}"
        await self._call("DELETE", service_url, path, conversation)

    async def begin(self, service_url: str, *, account: str, tenant: str) -> str:
        """The bot's conversation with somebody of a tenant; the same one each time."""
        body = {
            "bot": {"id": self.account},
            "members": [{"id": account}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        told = await self._call("POST", service_url, "", f"{tenant}/{account}", body=body)
        found = told.get("id")
        if not (isinstance(found, str) and found):
            raise DeliveryError("no_conversation")
        return found

    async def member(self, service_url: str, conversation: str, account: str) -> Mapping[str, Any]:
        """What the roster of a conversation tells of somebody in it."""
        path = f"/{quote(conversation, safe='')}/members/{quote(account, safe='')}"
        return await self._call("GET", service_url, path, conversation)

    async def _call(
        self,
        method: str,
        service_url: str,
        path: str,
        about: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        writes: bool = False,
    ) -> Mapping[str, Any]:
        """One call, once; none while Teams has asked us to wait. `about`: what a limit is of."""
        if not is_connectors(service_url, here=self.here):
            raise DeliveryError(ADDRESS)
        self.waits.must_be_over(about)
        url = URL(f"{service_url.rstrip('/')}/v3/conversations{path}", encoded=True).with_query(query or {})
        with self._one_of_few(service_url if body is not None else ""):
            try:
                return await self._called(method, url, body, writes=writes)
            except DeliveryError as error:
                if error.code != UNAUTHORISED:
                    self._note(about, error)
                    raise
            # Whoever does not know us has done nothing: once more, with a new token.
            try:
                return await self._called(method, url, body, writes=writes)
            except DeliveryError as error:
                self._note(about, error)
                raise

    @contextmanager
    def _one_of_few(self, service_url: str) -> Iterator[None]:
        """Each organisation has an address of its own. Raises TakenError where enough of its is on its way."""
        if service_url and self._under_way[service_url] >= MOST_OF_ONE:
            raise TakenError(A_SECOND)
        self._under_way[service_url] += 1
        try:
            yield
        finally:
            self._under_way[service_url] -= 1
            self._under_way += Counter()

    def _note(self, about: str, error: DeliveryError) -> None:
        """That a conversation is busy for a moment is no reason for others in it to wait."""
        if error.code == LIMITED or error.everybodys:
            self.waits.note(about, error)

    async def _called(
        self, method: str, url: URL, body: Mapping[str, Any] | None, *, writes: bool
    ) -> Mapping[str, Any]:
        token = await self.tokens.current()
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self.session.request(
                method, url, json=dict(body) if body is not None else None, headers=headers, allow_redirects=False
            ) as response:
                status, told = response.status, None
                with suppress(ValueError):
                    told = await response.json(content_type=None)
                named = dict(response.headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            if isinstance(error.__cause__, DeliveryError):
                # The last look held it back, and aiohttp says that it could not be written.
                raise error.__cause__ from error
            raise lost(error, writes=writes, at_all=url.authority == self.main) from error
        if status in DONE and (isinstance(told, Mapping) or not writes):
            return told if isinstance(told, Mapping) else {}
        if status == HTTPStatus.UNAUTHORIZED:
            self.tokens.drop(token)
        # Nor has a roster that tells nothing more to tell to whoever asks again.
        for_good = bool(url.query) or method == "GET"
        raise refused(status, told, named, writes=writes, for_good=for_good)
