"""What a table's messages do: how many were answered, how many people stopped them, and how sure one can be of either.

Where the limits come from stands in docs/decisions/0038-outlook.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt

from bot.domain.crowds import point_at_nobody
from bot.domain.manners import MAY_BE_OFF, Kind

# Those of a quarter of a year are counted, and only once their week to be answered is over.
COUNTED_FOR = timedelta(weeks=13)
WEEK = timedelta(days=7)

# Of which kinds it is told, in this order.
KINDS = (Kind.WELCOME, Kind.NOTE, Kind.CHECK_IN, Kind.REMINDER, Kind.BRIEF, Kind.OFFER, Kind.DIGEST)

# Nineteen of twenty such ranges hold the truth (Wilson's).
SURE = 1.96

# A range wider than this says that there are too few to be sure.
WIDE = 0.3

# A kind does nothing where at most so many are answered, and drives people away where at least so many stop after one:
# both as surely as the range says, and the second of so many people at least.
NOTHING = 0.15
AWAY = 0.02
FEWEST_STOPPED = 3

# What people can picture; a range is said by the nearest below it and the nearest above it.
FRACTIONS = (0.0, 0.1, 0.2, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 0.8, 0.9, 1.0)


Moments = Mapping[int, Sequence[datetime]]


class Verdict(StrEnum):
    """What there is to say against a kind of message."""

    NOTHING = "nothing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that went out, to whom, and from which seat they hear."""

    partner_id: int
    seat_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one kind of message did. `sent` and `answered` are messages; `stopped`: people."""

    kind: Kind
    sent: int = 0
    answered: int = 0
    stopped: int = 0
    people: int = 0
    organisations: int = 0

    @property
    def is_told(self) -> bool:
        """Whether more is said of it than how many there were."""
        return point_at_nobody(people=self.people, organisations=self.organisations)

    @property
    def answered_between(self) -> tuple[float, float]:
        return between(self.answered, self.sent)

    @property
    def is_sure(self) -> bool:
        """Whether the answered ones are known as nearly as people would take a number to say."""
        low, high = self.answered_between
        return high - low <= WIDE

    @property
    def verdict(self) -> Verdict | None:
        """Why it might be switched off; driving people away weighs more than doing nothing."""
        if not self.is_told or self.kind not in MAY_BE_OFF:
            return None
        if self.stopped >= FEWEST_STOPPED and between(self.stopped, self.sent)[0] > AWAY:
            return Verdict.AWAY
        return Verdict.NOTHING if self.answered_between[1] < NOTHING else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Weeks of people who got none of a kind, to set it beside: in how many of them there was a sign of life."""

    weeks: int
    with_sign: int


def beside(seats: Mapping[int, int], signs: Moments, *, since: datetime, weeks: int) -> Beside | None:
    """The weeks from `since` of so many people, `seats` by partner; None where that would be about somebody."""
    if not point_at_nobody(people=len(seats), organisations=len(set(seats.values()))):
        return None
    seen = sum(len({week for at in signs.get(who, ()) if 0 <= (week := (at - since) // WEEK) < weeks}) for who in seats)
    return Beside(weeks=len(seats) * weeks, with_sign=seen)


def between(number: int, of: int) -> tuple[float, float]:
    """Between which shares the truth lies, where so many of so many were seen (Wilson's range); all of it of none."""
    if not of:
        return 0.0, 1.0
    share, square = number / of, SURE**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = SURE * sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def said_between(low: float, high: float) -> tuple[float, float]:
    """The same in fractions that people can picture: never narrower."""
    return max(one for one in FRACTIONS if one <= low), min(one for one in FRACTIONS if one >= high)


def effect(kind: Kind, sent: Sequence[Sent], *, signs: Moments, stops: Moments) -> Effect:
    """What became of messages of one kind: a sign of life within a week answers one, a stop within a week ends it.

    `signs`, `stops`: by partner, when they were here, and when they said that they want no messages.
    """
    return Effect(
        kind=kind,
        sent=len(sent),
        answered=sum(_within(signs.get(one.partner_id, ()), one.at) for one in sent),
        stopped=len({one.partner_id for one in sent if _within(stops.get(one.partner_id, ()), one.at)}),
        people=len({one.partner_id for one in sent}),
        organisations=len({one.seat_id for one in sent}),
    )


def _within(moments: Sequence[datetime], at: datetime) -> bool:
    return any(at < moment <= at + WEEK for moment in moments)
