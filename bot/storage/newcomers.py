"""Newcomers at a table: who may be due a second word, and how many were not heard from since their welcome."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Date, bindparam, func, select, update

from bot.domain.changes import INVITED
from bot.domain.newcomers import SECOND_WORD, STILL_NEW, TOO_LATE
from bot.domain.people import Partner, Role, Viewer
from bot.storage.people import PARTNERS, partner_of
from bot.storage.schema import change, outbox, partner, person, seat
from bot.storage.tallies import AWAY

_HERE = (
    partner.c.partnership_id == bindparam("partnership"),
    partner.c.left_on.is_(None),
    partner.c.handed_over_on.is_(None),
    partner.c.role == Role.PARTNER,
    partner.c.active_days <= STILL_NEW,
)
# Whoever is away, or has stopped messages, is let be: no note is put together for nothing.
SILENT = (
    select(partner.c.id)
    .join(person, person.c.id == partner.c.person_id)
    .where(
        *_HERE,
        person.c.stopped_at.is_(None),
        ~AWAY,
        func.coalesce(partner.c.last_on, partner.c.joined_on).between(
            bindparam("first", type_=Date), bindparam("last", type_=Date)
        ),
    )
)
# How somebody stands who sits in their own right is counted on nobody's list.
NOT_HEARD = (
    select(func.count(partner.c.id.distinct()))
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .join(outbox, (outbox.c.partnership_id == partner.c.partnership_id) & (outbox.c.person_id == partner.c.person_id))
    .where(
        *_HERE,
        seat.c.organisation_id.is_not(None),
        partner.c.joined_on >= bindparam("since", type_=Date),
        outbox.c.kind == "welcome",
        outbox.c.state == "sent",
        outbox.c.sent_at <= bindparam("by"),
        func.coalesce(partner.c.last_on, partner.c.joined_on) <= bindparam("last", type_=Date),
    )
)
INVITER = (
    PARTNERS.join(change, (change.c.partnership_id == partner.c.partnership_id) & (change.c.partner_id == partner.c.id))
    .where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "partner",
        change.c.subject_id == bindparam("partner"),
        change.c.what == INVITED,
    )
    .order_by(change.c.id.desc())
    .limit(1)
)
NAMED = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(unnamed_on=bindparam("on", type_=Date))
)
NOT_NAMED = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.unnamed_on.is_not(None)
)


def silent(tx: Connection, viewer: Viewer, today: date) -> frozenset[int]:
    """Newcomers whom the second word may be due to: each is looked at when their note is put together."""
    # On the last day of its time it is too late: then they are asked as anybody quiet is.
    first, last = today - TOO_LATE + timedelta(days=1), today - SECOND_WORD
    keys = {"partnership": viewer.partnership_id, "today": today, "first": first, "last": last}
    return frozenset(tx.execute(SILENT, keys).scalars())


def not_heard(tx: Connection, viewer: Viewer, *, since: date, last: date, by: datetime) -> int:
    """How many who came since a day were welcomed by then, and gave no sign after another."""
    keys = {"partnership": viewer.partnership_id, "since": since, "last": last, "by": by}
    found: int = tx.execute(NOT_HEARD, keys).scalar_one()
    return found


def inviter(tx: Connection, who: Partner) -> Partner | None:
    """Whoever invited somebody, also where they have left since."""
    row = tx.execute(INVITER, {"partnership": who.partnership.id, "partner": who.id}).one_or_none()
    return partner_of(row) if row else None


def name(tx: Connection, who: Partner, *, off_on: date | None) -> None:
    """Whether somebody is named to newcomers as whom they can ask: not from a day on, or again (None)."""
    tx.execute(NAMED, {"partnership": who.partnership.id, "partner": who.id, "on": off_on})


def not_named(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Those who said that they are not to be."""
    return frozenset(tx.execute(NOT_NAMED, {"partnership": viewer.partnership_id}).scalars())
