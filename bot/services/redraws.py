"""Cards that stand somewhere and say what is no longer so: owed again as they would be drawn now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.manners import Kind, Never, Why
from bot.domain.people import Partner, Partnership, Place
from bot.messages.cards import commitment_steps
from bot.messages.parts import Card
from bot.services import details, digests, lead_offers, outcomes, tries
from bot.services.composed import Composed
from bot.storage import commitments, conversations, outbox, people, posted, tables
from bot.storage.outbox import OutboxRow, Owed
from bot.storage.posted import Posted

# A digest is changed for all that changes meanwhile, and not under the eyes of whoever reads it.
A_WHILE = timedelta(minutes=10)


# What shows one thing to its reader as it is now: (tx, reader, number, *, now) -> Card | None.
_LOOKS: dict[str, Callable[..., Card | None]] = {"outcome": outcomes.look, "try": tries.look}


def owe(tx: Connection, partner: Partner, subject: str, *, but: Place | None, now: datetime) -> None:
    """Owe each private card about something its new drawing; an older one that is still owed has had its day.

    `but`: the card that was used, which shows the answer.
    """
    for row_id, card in posted.about(tx, partner.partnership.id, subject):
        if but and (card.address, card.message_id) == (but.conversation, but.message):
            continue
        outbox.withdraw_redraws(tx, f"posted:{row_id}")
        redraw = Owed(
            partnership_id=card.partnership_id,
            person_id=card.person_id,
            kind=Kind.REDRAW,
            period=f"posted:{row_id} {now.isoformat()}",
            subject=f"posted:{row_id}",
            route=card.way,
            due_at=now,
            unasked=False,
        )
        outbox.owe(tx, redraw)
    owe_digest(tx, partner.partnership, now=now)


def owe_digest(tx: Connection, here: Partnership, *, now: datetime) -> None:
    """This week's digest, and what stands in its thread, is drawn again: once for all that changes in a while."""
    subjects = (digests.subject_in(here, now=now), details.subject_in(here, now=now))
    for row_id, address in (found for subject in subjects for found in posted.before_all(tx, here.id, subject)):
        place = next((one for one in conversations.of_table(tx, here.id) if one.address == address), None)
        if place is None or outbox.is_redraw_owed(tx, f"posted:{row_id}"):
            continue
        redraw = Owed(
            partnership_id=here.id,
            place_id=place.id,
            kind=Kind.REDRAW,
            period=f"posted:{row_id} {now.isoformat()}",
            subject=f"posted:{row_id}",
            route=place.way,
            due_at=_in_a_while(here, now),
            unasked=False,
        )
        outbox.owe(tx, redraw)


def _in_a_while(here: Partnership, now: datetime) -> datetime:
    """A while from now; at once where the week is over by then, for after it a digest stays as it is."""
    then = now + A_WHILE
    weeks = {calendars.week_of(here.local_date(moment)) for moment in (now, then)}
    return then if len(weeks) == 1 else now


def compose(tx: Connection, row: OutboxRow, *, now: datetime) -> Composed | Never:
    """The card as it would be drawn for its reader today."""
    card = posted.by_id(tx, int((row.subject or "posted:0").rpartition(":")[2]))
    if card is None:
        return Never(Why.OVER)
    if card.person_id is None:
        return _digest(tx, card, now=now)
    seats = people.seats_of(tx, card.person_id)
    reader = next((seat for seat in seats if seat.partnership.id == card.partnership_id), None)
    today = _today(tx, reader, card, now=now) if reader else None
    return Composed(card=today, redraws=_where(card)) if today else Never(Why.OVER)


def _digest(tx: Connection, card: Posted, *, now: datetime) -> Composed | Never:
    """It, or what stands in its thread, as it would be today; what is of a week that is over stays as it was."""
    here = tables.partnership_by_id(tx, card.partnership_id)
    if card.subject == digests.subject_in(here, now=now):
        today = digests.standing_still(tx, here, now=now)
    elif card.subject == details.subject_in(here, now=now):
        today = details.standing(tx, here, now=now)
    else:
        return Never(Why.OVER)
    return Composed(card=today, redraws=_where(card))


def _where(card: Posted) -> Place:
    return Place(platform=card.platform, tenant=card.tenant, conversation=card.address, message=card.message_id)


def _today(tx: Connection, reader: Partner, card: Posted, *, now: datetime) -> Card | None:
    kind, _, number = (card.subject or "").partition(":")
    if kind == "lead":
        return lead_offers.as_it_stands(tx, reader, number, now=now)
    if kind in _LOOKS:
        return _LOOKS[kind](tx, reader, int(number), now=now)
    one = commitments.numbered(tx, reader.viewer, int(number)) if kind == "commitment" else None
    if one is None:
        return None
    return commitment_steps.as_it_is(one, mine=one.is_on_it(reader.id), today=reader.local_date(now))
