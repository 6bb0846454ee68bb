"""By which Teams knows the bot when it writes: asked for with its secret, kept until shortly before it ends.

It is the one call that OAuth has for this. The SDK would make it through MSAL, which reads Entra's own description
first, waiting for that in the event loop.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

import aiohttp

from bot.delivery.sender import DeliveryError
from bot.handlers.teams.addresses import cloud_of, is_here

# So long before its end a token is used no more.
EARLY = 300.0
# A Teams on this machine that gives no tokens takes this one.
LOOPBACK = "loopback"
# A refusal is everybody's for so long.
FOR_ALL_WHO_WAIT = 5.0

BAD_CREDENTIALS, NO_TOKEN = "bad_credentials", "no_token"
# Whoever runs the bot has to do something first.
BAD_WAIT = timedelta(hours=1)


@dataclass(slots=True, kw_only=True)
class Tokens:
    """The bot's token, one for all that it writes."""

    session: aiohttp.ClientSession
    client_id: str
    client_secret: str
    tenant_id: str = ""
    metadata_url: str = ""
    _token: str = ""
    _ends: float = 0.0
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    # Why there is none, and until when that is taken for the answer.
    _refused: DeliveryError = field(default_factory=lambda: DeliveryError(NO_TOKEN))
    _refused_until: float = 0.0

    async def current(self) -> str:
        """Raises DeliveryError where none is given."""
        async with self._asking:
            if not self._token or monotonic() >= self._ends:
                await self._ask_once()
            return self._token

    def drop(self, token: str) -> None:
        """It was refused."""
        if self._token == token:
            self._token = ""

    async def _ask_once(self) -> None:
        """Whoever waited while it was refused to another is not kept waiting for the same."""
        if monotonic() < self._refused_until:
            why = self._refused
            raise DeliveryError(why.code, everybodys=True, retry_after=why.retry_after)
        try:
            await self._ask()
        except DeliveryError as error:
            self._refused, self._refused_until = error, monotonic() + FOR_ALL_WHO_WAIT
            raise

    async def _ask(self) -> None:
        try:
            endpoint = await self._endpoint()
            status, told = (200, {"access_token": LOOPBACK}) if not endpoint else await self._given(endpoint)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise DeliveryError(NO_TOKEN, everybodys=True) from error
        token, lives = told.get("access_token"), told.get("expires_in")
        if not (isinstance(token, str) and token):
            if status in (400, 401):
                raise DeliveryError(BAD_CREDENTIALS, everybodys=True, retry_after=BAD_WAIT)
            raise DeliveryError(NO_TOKEN, everybodys=True)
        seconds = float(lives) if isinstance(lives, int | str) and str(lives).isdecimal() else 3600.0
        # One that lives shorter than that is used for half of its life.
        self._token, self._ends = token, monotonic() + max(seconds - EARLY, seconds / 2)

    async def _endpoint(self) -> str:
        """Where tokens are given; empty where none are needed."""
        if not is_here(self.metadata_url):
            cloud = cloud_of(self.metadata_url)
            return f"{cloud.login}/{self.tenant_id or cloud.tenant}/oauth2/v2.0/token"
        async with self.session.get(self.metadata_url) as response:
            found = await response.json(content_type=None)
        endpoint = found.get("token_endpoint") if isinstance(found, Mapping) else None
        return endpoint if isinstance(endpoint, str) and is_here(endpoint) else ""

    async def _given(self, endpoint: str) -> tuple[int, Mapping[str, Any]]:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "scope": cloud_of(self.metadata_url).scope,
        }
        async with self.session.post(endpoint, data=asked, allow_redirects=False) as response:
            told = await response.json(content_type=None)
            return response.status, told if isinstance(told, Mapping) else {}
