"""Which two are offered twenty minutes on the phone: they see it differently. No score, and none is shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from bot.domain.challenges import Answer
from bot.domain.debriefs import EARLIEST
from bot.domain.grammar import fold

NOT_AGAIN_FOR = timedelta(days=365)

# Nobody in two cycles running: the one after the next begins no sooner than this.
RESTS_FOR = 2 * EARLIEST

# An offer stands for so long, and word that both said yes.
STANDS_FOR = timedelta(days=14)

# More are not compared with each other; the newest views are.
MOST_VOICES = 60

# Shorter words say little of what somebody is about.
_TELLING = 4

# Two by their partner numbers.
Two = frozenset[int]


class Word(StrEnum):
    """What somebody says to an offer."""

    YES = "yes"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who can be offered it: their seat, their view, what they say of the challenge's wording."""

    partner_id: int
    seat_id: int
    view: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two who were offered it, as one of them may know it: what they said, and whether both said yes."""

    id: int
    other_id: int
    offered_on: date
    said: Word | None = None
    both_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Two who were offered it, and when."""

    two: Two
    on: date


def choose(
    voices: Sequence[Voice], declined: Collection[Two], earlier: Sequence[Earlier], *, today: date
) -> tuple[Voice, Voice] | None:
    """The two of different seats who see it most differently, of those whose turn it can be.

    First who answered differently whether they recognise the challenge; then between whom an ask was declined; then
    whose views have the fewest words in common.
    """
    resting = {who for one in earlier if today - one.on < RESTS_FOR for who in one.two}
    lately = {one.two for one in earlier if today - one.on < NOT_AGAIN_FOR}
    free = [one for one in voices if one.partner_id not in resting][:MOST_VOICES]
    found = [
        (one, other)
        for one, other in combinations(free, 2)
        if one.seat_id != other.seat_id and frozenset((one.partner_id, other.partner_id)) not in lately
    ]
    return min(found, key=lambda two: _order(two[0], two[1], declined), default=None)


def _order(one: Voice, other: Voice, declined: Collection[Two]) -> tuple[bool, bool, float]:
    two = frozenset((one.partner_id, other.partner_id))
    differ = one.answer is not None and other.answer is not None and one.answer is not other.answer
    return not differ, two not in declined, alike(one.view, other.view)


def alike(one: str, other: str) -> float:
    """The share of their telling words that two texts have in common: a rough measure, and enough to begin a talk."""
    mine, theirs = _telling(one), _telling(other)
    return len(mine & theirs) / max(1, len(mine | theirs))


def _telling(words: str) -> frozenset[str]:
    return frozenset(word for word in fold(words).split() if len(word) >= _TELLING)
