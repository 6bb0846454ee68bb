"""The last question before anything is sent, and the card from present facts. Called when a row is claimed."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import manners
from bot.domain.manners import Go, Kind, Later, Never, Why
from bot.domain.people import Partner
from bot.messages.frame import unasked
from bot.messages.language import speaking
from bot.services import (
    answering,
    askings,
    auditing,
    briefs,
    details,
    digests,
    notes,
    offered,
    redraws,
    reminders,
    renewals,
    welcomes,
)
from bot.services.composed import Composed
from bot.storage import people, tables
from bot.storage.outbox import OutboxRow

Outcome = Composed | Later | Never


def card_for(tx: Connection, row: OutboxRow, *, now: datetime) -> Outcome:
    """What goes out for a row now, in its reader's language; or when to ask again; or why it never will."""
    with speaking(people.language_of_reader(tx, row.partnership_id, row.person_id)):
        return _card_for(tx, row, now=now)


def _card_for(tx: Connection, row: OutboxRow, *, now: datetime) -> Outcome:
    if row.kind == Kind.ANSWER:
        return answering.compose(tx, row)
    if row.kind in _TO_NOBODY:
        return _TO_NOBODY[row.kind](tx, row, now=now)
    if row.kind == Kind.NOTE:
        return _framed(tx, row, notes.compose(tx, row, now=now))
    return _framed(tx, row, _to_a_partner(tx, row, now=now))


def _framed(tx: Connection, row: OutboxRow, outcome: Outcome) -> Outcome:
    """Whatever nobody asked for says why it came, from which table, and how to stop."""
    if isinstance(outcome, Composed):
        slug = tables.partnership_by_id(tx, row.partnership_id).slug
        return Composed(card=unasked(outcome.card, table=slug), riders=outcome.riders)
    return outcome


def _to_a_partner(tx: Connection, row: OutboxRow, *, now: datetime) -> Outcome:
    seats = people.seats_of(tx, row.person_id or 0)
    partner = next((seat for seat in seats if seat.partnership.id == row.partnership_id), None)
    if partner is None:
        return Never(Why.LEFT)
    verdict = manners.may_send(Kind(row.kind), askings.wishes_of(tx, partner), now)
    return _COMPOSERS[Kind(row.kind)](tx, row, partner, now) if isinstance(verdict, Go) else verdict


# What stands somewhere whoever reads it, or goes to whoever runs the program.
_TO_NOBODY: dict[str, Callable[..., Outcome]] = {
    Kind.REDRAW: redraws.compose,
    Kind.ALARM: auditing.compose,
    Kind.DIGEST: digests.compose,
    Kind.DETAILS: details.compose,
}
_COMPOSERS: dict[Kind, Callable[[Connection, OutboxRow, Partner, datetime], Outcome]] = {
    Kind.WELCOME: lambda tx, _row, partner, _now: welcomes.compose(tx, partner),
    Kind.OFFER: lambda tx, row, partner, now: offered.compose(tx, row, partner, now=now),
    Kind.RENEWAL: lambda tx, row, partner, now: renewals.compose(tx, row, partner, now=now),
    Kind.REMINDER: lambda tx, row, partner, now: reminders.compose(tx, row, partner, now=now),
    Kind.BRIEF: lambda tx, row, partner, now: briefs.compose(tx, row, partner, now=now),
}
