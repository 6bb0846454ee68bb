"""How it looks from each seat: one view a seat stands beside the others, and none is ever merged with another."""

from binascii import crc32
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """What somebody said of how it looks from where they sit. `version` counts their changes of mind, from 1.

    `organisation` is None for a person's own seat.
    """

    partner_id: int
    seat_id: int
    author: str
    organisation: str | None
    text: str
    version: int
    made_at: datetime

    @property
    def fingerprint(self) -> int:
        """What a button remembers of the words, so that an old card can't take back newer ones."""
        return crc32(self.text.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """The newest view from one seat. `more`: that there is an older one, by the same author or a colleague."""

    newest: Perspective
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How many of the seats that could say how it looks from there have done so."""

    seats: int
    spoken: int

    @property
    def half(self) -> bool:
        """Whether half of them have; until then nothing at the table matters more than the other half."""
        return self.seats > 0 and self.spoken * 2 >= self.seats


def one_a_seat(standing: Iterable[Perspective]) -> Sequence[SeatView]:
    """The newest of each seat, organisations by name, people in their own right after them."""
    by_seat = sorted(standing, key=lambda one: (one.organisation is None, one.organisation or "", one.seat_id))
    return [_newest(list(those)) for _seat, those in groupby(by_seat, key=lambda one: one.seat_id)]


def _newest(those: Sequence[Perspective]) -> SeatView:
    newest = max(those, key=lambda one: one.made_at)
    return SeatView(newest=newest, more=len(those) > 1 or newest.version > 1)
