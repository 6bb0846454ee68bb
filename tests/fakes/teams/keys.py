"""The Bot Framework's keys: what it signs with, what it shows of them, and every token that is none of its own."""

import base64
import functools
import hashlib
import hmac
import json
import time
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from tests.fakes.teams.records import Json

ISSUER = "https://api.botframework.com"
# How long after its end a token is let through.
LEEWAY = 300
BITS = 2048


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(number: int) -> str:
    return encoded(number.to_bytes((number.bit_length() + 7) // 8, "big"))


@functools.cache
def _private(_name: str) -> RSAPrivateKey:
    """Made once for all fakes of a process, as it takes a while."""
    return generate_private_key(public_exponent=65537, key_size=BITS)


class Key:
    """An RSA key with its id."""

    def __init__(self, name: str) -> None:
        self.kid = name
        self._key = _private(name)

    def sign(self, text: bytes) -> bytes:
        return self._key.sign(text, padding.PKCS1v15(), hashes.SHA256())

    @property
    def public(self) -> bytes:
        """The public half in letters."""
        kind = serialization.PublicFormat.SubjectPublicKeyInfo
        return self._key.public_key().public_bytes(serialization.Encoding.PEM, kind)

    def shown(self) -> Json:
        """As a key set has it."""
        numbers = self._key.public_key().public_numbers()
        ours = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid, "endorsements": ["msteams"]}
        return ours | {"n": _number(numbers.n), "e": _number(numbers.e)}


class Keys:
    """The keys that are shown, the newest last; tokens are signed with the newest."""

    def __init__(self) -> None:
        self._made = 0
        self.shown: list[Key] = []
        self.strange = Key("key-of-nobody")
        self.rotate()

    def rotate(self, *, forget: bool = False) -> None:
        """A new key; `forget`: the ones before are shown no more."""
        self._made += 1
        self.shown = [*([] if forget else self.shown), Key(f"key-{self._made}")]

    @property
    def key(self) -> Key:
        return self.shown[-1]


def claims(client_id: str, service_url: str | None, *, begun: float = 0, lives: float = 3600) -> Json:
    """What an inbound token says. `begun`: seconds from the real now; None as service URL: it has none."""
    now = int(time.time() + begun)
    said: Json = {"iss": ISSUER, "aud": client_id, "nbf": now, "iat": now, "exp": int(now + lives)}
    return said if service_url is None else said | {"serviceurl": service_url}


def signed(said: Json, key: Key, *, kid: str = "") -> str:
    """RS256, as the Bot Framework signs."""
    text = _joined({"alg": "RS256", "kid": kid or key.kid, "x5t": key.kid, "typ": "JWT"}, said)
    return f"{text}.{encoded(key.sign(text.encode()))}"


def unsigned(said: Json, key: Key) -> str:
    """The token that says it needs no signature."""
    return f"{_joined({'alg': 'none', 'kid': key.kid, 'typ': 'JWT'}, said)}."


def confused(said: Json, key: Key) -> str:
    """HS256, with the public key for a secret."""
    text = _joined({"alg": "HS256", "kid": key.kid, "typ": "JWT"}, said)
    return f"{text}.{encoded(hmac.new(key.public, text.encode(), hashlib.sha256).digest())}"


def _joined(*parts: dict[str, Any]) -> str:
    return ".".join(encoded(json.dumps(one, separators=(",", ":")).encode()) for one in parts)
