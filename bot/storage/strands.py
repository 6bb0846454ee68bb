"""Strands: begun, renamed, ended; who leads each, and the one next thing of each, as far as the viewer may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from bot.domain.people import Partner, Viewer
from bot.domain.strands import Lead, NextThing, Strand
from bot.storage import sight
from bot.storage.schema import commitment, lead, organisation, partner, person, seat, strand

_HERE = strand.c.partnership_id == bindparam("partnership")
ADD = (
    insert(strand)
    .values(
        partnership_id=bindparam("partnership"),
        number=select(func.coalesce(func.max(strand.c.number), 0) + 1).where(_HERE).scalar_subquery(),
        name=bindparam("called"),
        began_at=bindparam("now"),
    )
    .returning(strand.c.number)
)
_THIS = (strand.c.partnership_id == bindparam("partnership"), strand.c.id == bindparam("strand"))
RENAME = update(strand).where(*_THIS).values(name=bindparam("called"), version=strand.c.version + 1)
END = (
    update(strand)
    .where(*_THIS)
    .values(ended_at=bindparam("now"), came_of=bindparam("came"), version=strand.c.version + 1)
)
_leading = (
    (lead.c.partnership_id == strand.c.partnership_id) & (lead.c.strand_id == strand.c.id) & lead.c.until_at.is_(None)
)
ALL: Select[Any] = (
    select(
        strand.c.id,
        strand.c.number,
        strand.c.name,
        strand.c.version,
        strand.c.began_at,
        strand.c.ended_at,
        strand.c.came_of,
        lead.c.id.label("lead_id"),
        lead.c.partner_id,
        lead.c.since_at,
        person.c.name.label("leader"),
        organisation.c.name.label("organisation"),
    )
    .outerjoin(lead, _leading)
    .outerjoin(partner, (partner.c.partnership_id == lead.c.partnership_id) & (partner.c.id == lead.c.partner_id))
    .outerjoin(person, person.c.id == partner.c.person_id)
    .outerjoin(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(_HERE)
    .order_by(strand.c.number)
)
LIVE = ALL.where(strand.c.ended_at.is_(None))
_in_turn = (
    select(
        commitment.c.strand_id,
        commitment.c.text,
        commitment.c.due_on,
        commitment.c.partnership_id,
        commitment.c.partner_id,
        func.row_number()
        .over(
            partition_by=commitment.c.strand_id,
            order_by=(commitment.c.due_on.is_(None), commitment.c.due_on, commitment.c.number),
        )
        .label("turn"),
    )
    .where(sight.COMMITMENT, commitment.c.state == "open", commitment.c.strand_id.is_not(None))
    .subquery()
)
NEXT = (
    select(
        _in_turn.c.strand_id,
        _in_turn.c.text,
        _in_turn.c.due_on,
        person.c.name,
        organisation.c.name.label("organisation"),
    )
    .join(partner, (partner.c.partnership_id == _in_turn.c.partnership_id) & (partner.c.id == _in_turn.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(_in_turn.c.turn == 1)
)
TIE = (
    update(commitment)
    .where(commitment.c.partnership_id == bindparam("at_partnership"), commitment.c.number == bindparam("at_number"))
    .values(strand_id=bindparam("to_strand"))
)
TIED_TO = (
    select(strand.c.number)
    .join(
        commitment,
        (commitment.c.partnership_id == strand.c.partnership_id) & (commitment.c.strand_id == strand.c.id),
    )
    .where(_HERE, commitment.c.number == bindparam("number"))
)
# What all at the table may see, so that no number tells of what an organisation keeps to itself.
OPEN_BY_SEAT = (
    select(partner.c.seat_id, func.count().label("held"))
    .join(
        commitment,
        (commitment.c.partnership_id == partner.c.partnership_id) & (commitment.c.partner_id == partner.c.id),
    )
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.state == "open",
        commitment.c.seen_by == "table",
    )
    .group_by(partner.c.seat_id)
)
BODY_IN = (
    select(organisation.c.name)
    .join(seat, seat.c.organisation_id == organisation.c.id)
    .where(seat.c.partnership_id == bindparam("partnership"), seat.c.id == bindparam("seat"))
)
BEGAN_ENDED = ALL.where(
    strand.c.began_at.between(bindparam("since"), bindparam("until"))
    | strand.c.ended_at.between(bindparam("since"), bindparam("until"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStrand:
    """A line of work as the route map draws it: who leads it, if anybody does, and the one next thing."""

    number: int
    name: str
    lead: str | None
    lead_organisation: str | None
    next: NextThing | None


def _read(row: Row[Any]) -> Strand:
    leading = None
    if row.lead_id is not None:
        leading = Lead(
            id=row.lead_id,
            partner_id=row.partner_id,
            name=row.leader,
            organisation=row.organisation,
            since_at=row.since_at,
        )
    return Strand(
        id=row.id,
        number=row.number,
        name=row.name,
        version=row.version,
        began_at=row.began_at,
        ended_at=row.ended_at,
        came_of=row.came_of,
        lead=leading,
    )


def live(tx: Connection, viewer: Viewer) -> Sequence[Strand]:
    """The lines of work that go on; everybody at the table may see them."""
    return [_read(row) for row in tx.execute(LIVE, {"partnership": viewer.partnership_id})]


def every(tx: Connection, viewer: Viewer) -> Sequence[Strand]:
    """The same with those that have ended."""
    return [_read(row) for row in tx.execute(ALL, {"partnership": viewer.partnership_id})]


def moved_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Strand]:
    """Those that began or ended in that time."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return [_read(row) for row in tx.execute(BEGAN_ENDED, keys)]


def add(tx: Connection, by: Partner, name: str, *, now: datetime) -> int:
    """Begin one; its number at the table. Whoever counts holds the table until the transaction ends."""
    keys = {"partnership": by.partnership.id, "called": name, "now": now}
    number: int = tx.execute(ADD, keys).scalar_one()
    return number


def rename(tx: Connection, by: Partner, strand_id: int, name: str) -> None:
    tx.execute(RENAME, {"partnership": by.partnership.id, "strand": strand_id, "called": name})


def end(tx: Connection, by: Partner, strand_id: int, came_of: str | None, *, now: datetime) -> None:
    keys = {"partnership": by.partnership.id, "strand": strand_id, "came": came_of, "now": now}
    tx.execute(END, keys)


def next_things(tx: Connection, viewer: Viewer) -> Mapping[int, NextThing]:
    """Of each strand the open commitment that comes next, of those that the viewer may see."""
    rows = tx.execute(NEXT, {**sight.eyes(viewer)})
    return {
        row.strand_id: NextThing(
            strand_id=row.strand_id,
            text=row.text,
            due_on=row.due_on,
            name=row.name,
            organisation=row.organisation,
        )
        for row in rows
    }


def open_ones(tx: Connection, viewer: Viewer) -> Sequence[OpenStrand]:
    """All that the route map needs of the lines of work."""
    following = next_things(tx, viewer)
    return [
        OpenStrand(
            number=one.number,
            name=one.name,
            lead=one.lead.name if one.lead else None,
            lead_organisation=one.lead.organisation if one.lead else None,
            next=following.get(one.id),
        )
        for one in live(tx, viewer)
    ]


def tie(tx: Connection, by: Partner, number: int, strand_id: int) -> None:
    """Let a commitment belong to a strand."""
    tx.execute(TIE, {"at_partnership": by.partnership.id, "at_number": number, "to_strand": strand_id})


def tied_to(tx: Connection, viewer: Viewer, number: int) -> int | None:
    """The number of the strand that a commitment belongs to."""
    keys = {"partnership": viewer.partnership_id, "number": number}
    found: int | None = tx.execute(TIED_TO, keys).scalar_one_or_none()
    return found


def open_by_seat(tx: Connection, viewer: Viewer) -> Mapping[int, int]:
    """How many open commitments, of those that the table may see, each seat holds."""
    return {row.seat_id: row.held for row in tx.execute(OPEN_BY_SEAT, {"partnership": viewer.partnership_id})}


def organisation_in(tx: Connection, viewer: Viewer, seat_id: int) -> str | None:
    """Which organisation sits in a seat; None for somebody in their own right."""
    keys = {"partnership": viewer.partnership_id, "seat": seat_id}
    found: str | None = tx.execute(BODY_IN, keys).scalar_one_or_none()
    return found
