"""Tokens as they are kept: sealed with AES-GCM, each for its own place, so that one that is moved opens nothing.

A seal names the key that made it. While the secret key is being changed the older one still opens.
"""

import base64
import os
from collections.abc import Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# What else the secret key is used for gets other keys out of it (RFC 5869).
PURPOSE = b"convenor/tokens"
KEY_BYTES = 32
# NIST SP 800-38D: 96 bits, never twice under one key; by chance 2^32 seals are safe, and we make a few a day.
NONCE_BYTES = 12
VERSION = "1"


class SealError(Exception):
    """A seal that none of our keys opens in this place."""


class Seal:
    """Seals under the newest of the secret keys, and opens under any. `place`: the row and column it is for."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._keys = {_name(key): AESGCM(key) for key in map(_derived, secret_keys)}
        self._newest = next(iter(self._keys))

    def close(self, words: str, place: str) -> str:
        """The words, sealed: text, for a column of the database."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._newest].encrypt(nonce, words.encode(), place.encode())
        return f"{VERSION}.{self._newest}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """The words again. Raises SealError for what was sealed by another key, for another place, or changed."""
        version, _, rest = sealed.partition(".")
        name, _, written = rest.partition(".")
        if version != VERSION or name not in self._keys:
            raise SealError
        try:
            held = base64.urlsafe_b64decode(written)
            return self._keys[name].decrypt(held[:NONCE_BYTES], held[NONCE_BYTES:], place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealError from error

    def is_newest(self, sealed: str) -> bool:
        """Whether it was made by the key that seals now."""
        return sealed.split(".")[1:2] == [self._newest]


def _derived(secret_key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(secret_key.encode())


def _name(key: bytes) -> str:
    """What a key is called in its seals; nobody learns the key from it."""
    return sha256(PURPOSE + key).hexdigest()[:8]
