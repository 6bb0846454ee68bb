"""Looking at commitments: one's own, and everything about one of them; and who else may look."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.commitments import Commitment, SeenBy, State, numbered
from bot.domain.errors import UnknownCommitmentError
from bot.domain.people import Partner
from bot.messages import of_commitments as piece
from bot.messages.cards import commitment_steps as steps
from bot.messages.cards import commitments as cards
from bot.messages.cards import helping as helping_cards
from bot.messages.cards import together as together_cards
from bot.messages.cards.strands import belongs
from bot.messages.cards.thanks import say_it
from bot.messages.parts import Button
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import Verb, told
from bot.storage import changes, helping, outcomes, parties, strands
from bot.storage import commitments as storage

# What was asked and answered stays in the asker's list for as long as they may still wonder.
ANSWERS_SHOWN_FOR = timedelta(days=30)

SHOW_TO = Verb(
    command=Command(act="commitment.more", typed="more"),
    states=frozenset({State.OPEN}),
    tail=re.compile(r"\s+for\s+", re.IGNORECASE),
    overwrites=True,
)


def list_open(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """What waits for the asker's word, what they have open by date, and what became of what they asked."""
    of_others = storage.of_others(tx, asker)
    mine = [*storage.open_of(tx, asker.viewer, asker.id), *(one for one in of_others if one.is_on_it(asker.id))]
    card = cards.listing(
        sorted(mine, key=lambda one: (one.due_on is None, one.due_on or one.made_at.date(), one.number)),
        others=[together_cards.waits(one) for one in of_others if not one.is_on_it(asker.id)],
        waiting=storage.waiting_for(tx, asker),
        asked=storage.asked_by(tx, asker, since=now - ANSWERS_SHOWN_FOR),
        today=asker.local_date(now),
    )
    return Reply(show=card)


def more(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Everything about one commitment; with "for my organisation" or "for the table" its owner says who sees it.

    Raises UnknownCommitmentError for what the asker may not see: to them it is not there.
    """
    if seen_by := _who((*said.on[1:], said.rest)):
        return _show_to(tx, asker, said, seen_by, now=now)
    number, _ = numbered(" ".join((*said.on[:1], said.rest)))
    one = storage.numbered(tx, asker.viewer, number) if number is not None else None
    if one is None:
        raise UnknownCommitmentError(words=said.rest)
    card = cards.more(
        one,
        mine=one.partner_id == asker.id,
        seated_for=asker.organisation is not None,
        history=changes.history(tx, asker.viewer, "commitment", one.id),
        today=asker.local_date(now),
        towards=outcomes.towards(tx, asker.viewer, one.id),
        ties=bool(outcomes.open_ones(tx, asker.viewer)),
        ways=(*_beside(tx, asker, one), *_ways(tx, asker, one)),
    )
    return Reply(show=card)


def _beside(tx: Connection, asker: Partner, one: Commitment) -> Sequence[Button]:
    """What else can be done with it: its owner says to which strand it belongs, others thank for what was kept."""
    if one.partner_id != asker.id:
        return (say_it(one.number),) if one.state is State.KEPT else ()
    tied = strands.tied_to(tx, asker.viewer, one.number)
    those = [strand for strand in strands.live(tx, asker.viewer) if strand.number != tied]
    return (belongs(one.number),) if those and one.state is State.OPEN else ()


def _ways(tx: Connection, asker: Partner, one: Commitment) -> Sequence[Button]:
    """What somebody can do with a commitment besides what is its owner's alone."""
    if one.state is State.KEPT and helping.seat_of(tx, one) == asker.seat_id and not asker.role.looks_on:
        return helping_cards.ways(one) if one.helped is None else ()
    if one.state is not State.OPEN:
        return (piece.undo(one),) if asker.id in one.parties and one.state is State.KEPT else ()
    if one.partner_id == asker.id:
        return (together_cards.bring_in(one),)
    if asker.id in one.parties:
        return together_cards.ways_of_party(one)
    return together_cards.answers(one.number) if parties.state_of(tx, one, asker) else ()


def _who(said: tuple[str, ...]) -> SeenBy | None:
    words = " ".join(said).casefold()
    if "organi" in words:
        return SeenBy.ORGANISATION
    return SeenBy.TABLE if "table" in words else None


def _show_to(tx: Connection, asker: Partner, said: Said, seen_by: SeenBy, *, now: datetime) -> Reply:
    heard = told(tx, asker, replace(said, on=said.on[:1]), SHOW_TO, now=now)
    if isinstance(heard, Reply):
        return heard
    if seen_by is SeenBy.ORGANISATION and asker.organisation is None:
        return Reply(show=steps.own_right())
    one = heard.commitment
    if seen_by is SeenBy.ORGANISATION and _is_others_too(tx, asker, one):
        return Reply(show=together_cards.stays_open_to_all(one))
    return Reply(show=steps.shown_to(one if one.seen_by is seen_by else _shown(tx, asker, one, seen_by, now=now)))


def _is_others_too(tx: Connection, asker: Partner, one: Commitment) -> bool:
    """Whether somebody of another organisation is on it or asked to be, or it is for them."""
    return one.helps is not None or parties.is_others_too(tx, one, asker)


def _shown(tx: Connection, asker: Partner, one: Commitment, seen_by: SeenBy, *, now: datetime) -> Commitment:
    storage.note(tx, asker, one, what="shown", from_to=(one.seen_by, seen_by), now=now)
    return storage.save(tx, replace(one, seen_by=seen_by))
