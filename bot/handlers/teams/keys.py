"""The keys that sign deliveries: fetched ahead and beside the deliveries, so that none of them waits for the network.

The SDK's own client would fetch them while the whole process stands still (measured: 1.5 s for a slow server).
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
import structlog

from bot.handlers.leaving import new_session
from bot.handlers.teams.sdk import PUBLIC

log = structlog.get_logger()

# Microsoft changes them rarely and tells it a day ahead; a key that nobody knows yet is looked for at once.
REFRESH_AFTER = 24 * 3600.0
ASK_AGAIN_AFTER = 60.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
# A delivery waits no longer for the key that it names.
WAIT = 1.5


class NoKeysError(Exception):
    """What was fetched holds no keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key; `endorsed`: for which channels of the Bot Framework it may sign, empty where that is not said."""

    key: jwt.PyJWK
    endorsed: frozenset[str]


@dataclass(slots=True)
class Keys:
    """The keys as they were fetched last. `url`: of a document that names them, or holds them."""

    url: str
    issuer: str = PUBLIC.token_issuer
    _known: dict[str, Key] = field(default_factory=dict)
    _asked_at: float = float("-inf")
    _asking: asyncio.Task[None] | None = None
    _came: bool = False

    @property
    def are_all(self) -> bool:
        """Whether a key that is not among them is none: they came when they were asked for last."""
        return self._came

    def get(self, kid: str) -> Key | None:
        return self._known.get(kid)

    async def find(self, kid: str) -> Key | None:
        """The key of that name; one that is not known is asked for, at most once a minute."""
        if kid not in self._known and self._may_ask():
            self.ask()
        if kid not in self._known and self._asking:
            await asyncio.wait([self._asking], timeout=WAIT)
        return self._known.get(kid)

    def _may_ask(self) -> bool:
        return asyncio.get_running_loop().time() - self._asked_at >= ASK_AGAIN_AFTER

    def ask(self) -> asyncio.Task[None]:
        """Fetch them, once for all who ask meanwhile."""
        if self._asking is None or self._asking.done():
            self._asked_at = asyncio.get_running_loop().time()
            self._came = False
            self._asking = asyncio.create_task(self._fetch())
        return self._asking

    async def keep(self) -> None:
        """Have them, and have them anew each day, for as long as the program runs."""
        wait = FIRST_WAIT
        while True:
            known = self._known
            await self.ask()
            came = self._known is not known
            await asyncio.sleep(REFRESH_AFTER if came else wait)
            wait = FIRST_WAIT if came else min(wait * 2, LONGEST_WAIT)

    async def close(self) -> None:
        """Fetch nothing any more."""
        if self._asking:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _fetch(self) -> None:
        """What was known stays where nothing new comes."""
        try:
            async with new_session() as session:
                document = await _object_at(session, self.url)
                found = document if "keys" in document else await _object_at(session, self._named_by(document))
            self._known = _read(found)
            self._came = True
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, NoKeysError) as error:
            log.warning("teams.keys", fault=type(error).__name__)
            return
        if isinstance(document.get("issuer"), str):
            self.issuer = document["issuer"]

    def _named_by(self, document: Mapping[str, Any]) -> str:
        """Where the keys are: as the document says, else where the SDK would look for them."""
        told = document.get("jwks_uri")
        return told if isinstance(told, str) and told else re.sub(r"/openidconfiguration$", "/keys", self.url)


async def _object_at(session: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with session.get(url, allow_redirects=False, raise_for_status=True) as response:
        found = await response.json(content_type=None)
    if not isinstance(found, dict):
        raise NoKeysError
    return found


def _read(found: Mapping[str, Any]) -> dict[str, Key]:
    """Those that can sign as Microsoft does. Raises NoKeysError where there are none."""
    told = found.get("keys")
    known: dict[str, Key] = {}
    for one in told if isinstance(told, list) else []:
        if isinstance(one, dict) and one.get("kty") == "RSA" and isinstance(one.get("kid"), str):
            try:
                key = jwt.PyJWK(one, algorithm="RS256")
            except (jwt.PyJWTError, ValueError, TypeError):
                continue
            said = one.get("endorsements")
            those = said if isinstance(said, list) else []
            known[one["kid"]] = Key(key=key, endorsed=frozenset(it for it in those if isinstance(it, str)))
    if not known:
        raise NoKeysError
    return known
