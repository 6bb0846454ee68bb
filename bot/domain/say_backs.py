"""Saying back: somebody's view in another's words, and whether they got it. It stays between the two."""

from binascii import crc32
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What whoever gave the view says of how it was said back."""

    WAITING = "waiting"
    YES = "yes"
    NEARLY = "nearly"
    NOT_QUITE = "not_quite"


@dataclass(frozen=True, slots=True, kw_only=True)
class SayBack:
    """`listener` said back what `author` says; `mended`: how the author would put it, beside the listener's words."""

    number: int
    partner_id: int
    listener: str
    of_id: int
    author: str
    view: str
    text: str
    state: State
    at: datetime
    mended: str | None = None
    seen_at: datetime | None = None

    @property
    def fingerprint(self) -> int:
        """What a button remembers of the words, so that an old card answers no others."""
        return crc32(f"{self.number} {self.text}".encode())
