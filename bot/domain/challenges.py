"""The challenge in words: one wording stands, others may be proposed beside it, and each says if they recognise it."""

from binascii import crc32
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What became of a wording. Those that stood once are kept, whatever came after them."""

    PROPOSED = "proposed"
    STANDS = "stands"
    EARLIER = "earlier"


class Answer(StrEnum):
    """What somebody says of a wording: of the one that stands if they recognise it, of one proposed if it is better."""

    RECOGNISE = "recognise"
    NEARLY = "nearly"
    NOT_OURS = "not_ours"
    BETTER = "better"
    AS_IT_WAS = "as_it_was"


RECOGNITIONS = (Answer.RECOGNISE, Answer.NEARLY, Answer.NOT_OURS)
COMPARISONS = (Answer.BETTER, Answer.AS_IT_WAS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way of putting the challenge, with its number at the table and who proposed it, when and why.

    `author`, `seat_id` and `partner_id` are None once whoever proposed it was taken out. `stood_at` and `taken_up_by`:
    since when it is, or was, the table's own wording, and by whose hand.
    """

    id: int
    number: int
    text: str
    state: State
    made_at: datetime
    reason: str | None = None
    partner_id: int | None = None
    seat_id: int | None = None
    author: str | None = None
    organisation: str | None = None
    taken_up_by: str | None = None
    stood_at: datetime | None = None

    @property
    def fingerprint(self) -> int:
        """What a button remembers of the words, so that an old card says nothing of newer ones."""
        return crc32(f"{self.number} {self.text}".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What seats say of one wording, each by its newest word. `seats`: how many there are that could say."""

    seats: int
    by_answer: Mapping[Answer, int] = field(default_factory=dict)

    def number(self, answer: Answer) -> int:
        return self.by_answer.get(answer, 0)

    @property
    def spoken(self) -> int:
        """How many seats have said whether they recognise it."""
        return sum(self.number(answer) for answer in RECOGNITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one partner said: of the wording that stands, of those proposed (by number), of the last one before."""

    now: Answer | None = None
    before: Answer | None = None
    compared: Mapping[int, Answer] = field(default_factory=dict)


def stands_at_once(standing: Wording | None, *, partner_id: int, others_spoke: bool) -> bool:
    """Whether new words need nobody's yes: the first do not, nor one's own that nobody else has said anything of."""
    return standing is None or (standing.partner_id == partner_id and not others_spoke)


def may_use(proposed: Wording, tally: Tally, *, seat_id: int) -> bool:
    """Whether a coordinator of that seat may take it up: of their own seat's words another seat has to say better."""
    return proposed.seat_id != seat_id or tally.number(Answer.BETTER) > 0


def exchange_mark(standing: Wording, proposed: Wording) -> int:
    """What the button remembers that puts one in the place of the other: both, so that neither has changed since."""
    return crc32(f"{standing.fingerprint} {proposed.fingerprint}".encode())
