"""The identity side: where the bot reads the keys of what comes in, and gets its token for what goes out."""

import asyncio
import itertools
import time
from typing import Any

from aiohttp import web

from tests.fakes.teams import keys
from tests.fakes.teams.core import Core
from tests.fakes.teams.keys import Keys
from tests.fakes.teams.records import Json

METADATA = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"
TOKENS = "/botframework.com/oauth2/v2.0/token"
SCOPE = "https://api.botframework.com/.default"


class Identity:
    """Shows keys, signs what comes in, and gives tokens for what goes out."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keys = Keys()
        # Trouble at the key endpoint: real seconds until it answers, and what it answers instead.
        self.takes = 0.0
        self.fails_with = 0
        self.shows_token_endpoint = True
        # How often each address was asked.
        self.asked: dict[str, int] = {}
        self.given: dict[str, float] = {}
        self.lives = 3600
        self._numbers = itertools.count(1)

    @property
    def metadata_url(self) -> str:
        return self._core.origin + METADATA

    def token(self, kind: str = "good", *, service_url: str) -> str | None:
        """A token of one of `KINDS`; None: no token at all."""
        made: str | None = KINDS[kind](self, service_url)
        return made

    async def metadata(self, request: web.Request) -> web.Response:
        document: Json = {
            "issuer": keys.ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": self._core.origin + KEYS,
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }
        if self.shows_token_endpoint:
            document["token_endpoint"] = self._core.origin + TOKENS
        return await self._show(request, document)

    async def shown(self, request: web.Request) -> web.Response:
        return await self._show(request, {"keys": [one.shown() for one in self.keys.shown]})

    async def _show(self, request: web.Request, document: Json) -> web.Response:
        self._count(request)
        await asyncio.sleep(self.takes)
        if self.fails_with:
            return web.Response(status=self.fails_with, text="<html>upstream error</html>", content_type="text/html")
        return web.json_response(document)

    async def give(self, request: web.Request) -> web.Response:
        """The client credentials grant."""
        self._count(request)
        form: dict[str, Any] = dict(await request.post())
        wrong = self._wrong(form)
        if wrong:
            self._core.refuse("token", [wrong], {**form, "client_secret": "..."})
            error = "invalid_client" if wrong.startswith("client") else "invalid_request"
            return web.json_response({"error": error, "error_description": wrong}, status=401)
        said = {"iss": "https://sts.windows.net/", "aud": SCOPE.removesuffix("/.default"), "jti": next(self._numbers)}
        token = keys.signed(said, self.keys.strange)
        self.given[token] = time.monotonic() + self.lives
        return web.json_response({"token_type": "Bearer", "expires_in": self.lives, "access_token": token})

    def _wrong(self, form: dict[str, Any]) -> str:
        if form.get("grant_type") != "client_credentials":
            return "grant_type is not client_credentials"
        if form.get("scope") != SCOPE:
            return f"scope is not {SCOPE}"
        known = (self._core.bot.client_id, self._core.bot.client_secret)
        return "" if (form.get("client_id"), form.get("client_secret")) == known else "client_id or secret is wrong"

    def lets(self, header: str) -> bool:
        """Whether the connector takes a call with that Authorization."""
        scheme, _, token = header.partition(" ")
        return scheme == "Bearer" and self.given.get(token, 0) > time.monotonic()

    def revoke(self) -> None:
        """The tokens that were given are worth nothing any more."""
        self.given.clear()

    def _count(self, request: web.Request) -> None:
        self.asked[request.path] = self.asked.get(request.path, 0) + 1

    # The kinds of tokens.

    def _good(self, service_url: str) -> str:
        return keys.signed(self.says(service_url), self.keys.key)

    def says(self, service_url: str | None, *, begun: float = 0, lives: float = 3600, **more: Any) -> Json:
        """The claims of a good token, with others laid over."""
        return keys.claims(self._core.bot.client_id, service_url, begun=begun, lives=lives) | more

    def _with(self, service_url: str | None, **more: Any) -> str:
        return keys.signed(self.says(service_url, **more), self.keys.key)


KINDS: dict[str, Any] = {
    "good": lambda one, url: one._good(url),
    "expired within the leeway": lambda one, url: one._with(url, begun=-3800),
    "none": lambda _one, _url: None,
    "wrong key": lambda one, url: keys.signed(one.says(url), one.keys.strange, kid=one.keys.key.kid),
    "unknown key": lambda one, url: keys.signed(one.says(url), one.keys.strange),
    "wrong audience": lambda one, url: one._with(url, aud="99999999-0000-4000-8000-000000000000"),
    "wrong issuer": lambda one, url: one._with(url, iss="https://api.example.com"),
    "expired": lambda one, url: one._with(url, begun=-3600 - keys.LEEWAY - 60),
    "not yet valid": lambda one, url: one._with(url, begun=keys.LEEWAY + 60),
    "other service URL": lambda one, url: one._with("https://elsewhere.example/"),
    "no service URL": lambda one, url: one._with(None),
    "alg none": lambda one, url: keys.unsigned(one.says(url), one.keys.key),
    "HS256 with the public key": lambda one, url: keys.confused(one.says(url), one.keys.key),
    "garbage": lambda _one, _url: "not.a.token",
}
GOOD = ("good", "expired within the leeway")
# What has to be answered 401, with nothing written.
BAD = tuple(kind for kind in KINDS if kind not in GOOD)
