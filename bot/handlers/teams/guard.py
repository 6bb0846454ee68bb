"""What is let in: at most so many bytes, an object, and with a token by which Microsoft says that it is from Teams.

The SDK reads a body before it looks at its token, and answers 500 to what is no object; so nothing reaches it but
what went through here. Nothing is written before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt

from bot.handlers.shaped import object_in
from bot.handlers.teams.addresses import is_connectors
from bot.handlers.teams.keys import Keys
from bot.handlers.teams.sdk import JwtValidationOptions, TokenValidator
from bot.handlers.teams.shapes import CHANNEL

LARGEST = 1024 * 1024
LONGEST_TOKEN = 16 * 1024
AUTHORIZATION = "authorization"

UNKNOWN, TOO_LARGE, NOT_READY = 401, 413, 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """An activity that Teams sent, with the token that says so."""

    activity: dict[str, Any]
    token: str


class _Known(jwt.PyJWKClient):
    """The SDK's way to a key, which here leads to those that are known already and never to the network."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys.url)
        self._keys = keys

    def get_signing_key_from_jwt(self, token: str | bytes) -> jwt.PyJWK:
        found = self._keys.get(str(jwt.get_unverified_header(token).get("kid")))
        if found is None:
            raise jwt.InvalidTokenError("no such key")
        return found.key


class Validator(TokenValidator):
    """The SDK's, with keys of ours.

    Its validator for all inbound activities would also take tokens of another kind, and fetch their keys from an
    address that an unverified token names.
    """

    def __init__(self, client_id: str, keys: Keys) -> None:
        options = JwtValidationOptions([], self._default_audiences(client_id), keys.url)
        super().__init__(options)
        self._jwks_client = _Known(keys)


@dataclass(slots=True)
class Guard:
    """`here`: Teams is on this very machine, as in tests; then nothing else is a connector."""

    client_id: str
    keys: Keys
    here: bool = False
    _validator: Validator = field(init=False)

    def __post_init__(self) -> None:
        self._validator = Validator(self.client_id, self.keys)

    async def admit(self, body: bytes, headers: Mapping[str, str]) -> Admitted | int:
        """The activity, or the status that refuses it."""
        if len(body) > LARGEST:
            return TOO_LARGE
        token = _bearer(headers.get(AUTHORIZATION, ""))
        activity = _parsed(body) if token else None
        if activity is None:
            return UNKNOWN
        url = activity.get("serviceUrl")
        if not (isinstance(url, str) and is_connectors(url, here=self.here)):
            return UNKNOWN
        kid = _kid(token)
        key = await self.keys.find(kid) if kid else None
        if key is None:
            return UNKNOWN if self.keys.are_all or not kid else NOT_READY
        if key.endorsed and CHANNEL not in key.endorsed:
            return UNKNOWN
        return Admitted(activity=activity, token=token) if await self._is_valid(token, url) else UNKNOWN

    async def _is_valid(self, token: str, url: str) -> bool:
        self._validator.options.valid_issuers = [self.keys.issuer]
        try:
            claims = await self._validator.validate_token(token, url)
        except Exception:  # noqa: BLE001 - whatever a token holds: what can't be verified is nobody's
            return False
        # A token without an end would be good for ever.
        return "exp" in claims


def _bearer(written: str) -> str:
    scheme, _, token = written.partition(" ")
    return token if scheme.lower() == "bearer" and len(token) <= LONGEST_TOKEN else ""


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        return object_in(body.decode())
    except (ValueError, RecursionError):
        return None


def _kid(token: str) -> str:
    """Which key signed it, as it says itself; empty where it says none, or was not signed as Microsoft signs."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        return ""
    kid = header.get("kid")
    return kid if header.get("alg") == "RS256" and isinstance(kid, str) else ""
