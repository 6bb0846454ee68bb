"""What waits for somebody's word: said once when it is made, and in their weekly note for as long as it waits.

Each kind of thing has its row here, whatever it is about: an ask, a lead, a seat.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.manners import Never, Why
from bot.domain.people import Partner, Viewer
from bot.messages.parts import Card, Item
from bot.services import (
    asks,
    challenges,
    debriefs,
    how_it_went,
    lead_offers,
    pairs,
    say_backs,
    sponsors,
    successions,
    try_answers,
)
from bot.services.commitments import helping, together
from bot.services.composed import Composed
from bot.storage import calls as rung
from bot.storage import say_backs as said_back
from bot.storage.outbox import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One kind of thing that may wait for a word; `kind` is what its subjects begin with ("commitment:3").

    `card(tx, receiver, subject_id, *, now) -> Card | None`: as it is said when it is made, None once it waits no more;
    a kind without one is only ever said in a note.
    `items(tx, seat, *, now) -> Sequence[Item]`: all that waits for somebody, as lines of their note.
    `in_note`: the same as a note has it, where that is not all: what is news is told once.
    `whose(tx, viewer) -> frozenset[int]`: the partners at a table for whom something waits.
    """

    kind: str
    card: Callable[..., Card | None] | None
    items: Callable[..., Sequence[Item]]
    whose: Callable[[Connection, Viewer], frozenset[int]]
    in_note: Callable[..., Sequence[Item]] | None = None


WAITING = (
    Waiting(kind="commitment", card=asks.offered, items=asks.waiting, whose=asks.whose_word),
    Waiting(
        kind="say_back",
        card=say_backs.offered,
        items=say_backs.waiting,
        whose=said_back.whose_word,
        in_note=say_backs.in_note,
    ),
    Waiting(kind="try", card=try_answers.offered, items=try_answers.waiting, whose=try_answers.whose_word),
    Waiting(kind="challenge", card=None, items=challenges.waiting, whose=challenges.nobodys),
    Waiting(kind="lead", card=lead_offers.offered, items=lead_offers.waiting, whose=lead_offers.whose_word),
    Waiting(kind="party", card=together.offered, items=together.waiting, whose=together.whose_word),
    Waiting(kind="helped", card=helping.offered, items=helping.waiting, whose=helping.whose_word),
    Waiting(kind="handing", card=successions.offered, items=successions.waiting, whose=successions.whose_word),
    # For whom these are reason for a note depends on the week: digests.py asks for it.
    Waiting(kind="pair", card=None, items=pairs.waiting, whose=challenges.nobodys),
    Waiting(kind="debrief", card=None, items=debriefs.waiting, whose=challenges.nobodys),
    # No message by itself: a coordinator reads it in their note, and in their answer.
    Waiting(kind="call", card=None, items=how_it_went.waiting, whose=rung.whose_word),
    Waiting(kind="sponsor", card=sponsors.offered, items=sponsors.waiting, whose=sponsors.whose_word),
)
CARDS = {one.kind: one.card for one in WAITING if one.card}


def compose(tx: Connection, row: OutboxRow, receiver: Partner, *, now: datetime) -> Composed | Never:
    """It as it stands now; nothing if it was answered meanwhile."""
    kind, _, subject_id = row.period.partition(":")
    card = CARDS[kind](tx, receiver, subject_id, now=now)
    return Composed(card=card) if card else Never(Why.OVER)


def items(tx: Connection, seat: Partner, *, now: datetime) -> tuple[Item, ...]:
    """All that waits for somebody's word at one table."""
    return tuple(item for one in WAITING for item in one.items(tx, seat, now=now))


def in_note(tx: Connection, seat: Partner, *, now: datetime) -> tuple[Item, ...]:
    """The same for their weekly note."""
    return tuple(item for one in WAITING for item in (one.in_note or one.items)(tx, seat, now=now))


def whose(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """The partners for whose word something waits."""
    return frozenset().union(*(one.whose(tx, viewer) for one in WAITING))
