"""Notes beside figures that somebody says are not right: kept, read as the figure may be read, ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.contests import OF_PERSON, OF_SEAT, SEEN_BY_CONVENERS, SEEN_ONCE_ASKED, Contested, Figure
from bot.domain.people import Partner, Viewer
from bot.domain.quiet import State
from bot.storage import outbox as messages
from bot.storage.schema import contest, organisation, outbox, partner, person, seat, state_change

_HERE = contest.c.partnership_id == bindparam("partnership")
_STANDS: Select[Any] = (
    select(contest, person.c.name.label("by"), organisation.c.name.label("organisation"))
    .join(partner, and_(partner.c.partnership_id == contest.c.partnership_id, partner.c.id == contest.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, and_(seat.c.partnership_id == contest.c.partnership_id, seat.c.id == contest.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(_HERE, contest.c.ended_at.is_(None))
    .order_by(contest.c.id)
)
OF_A_SEAT = _STANDS.where(contest.c.seat_id == bindparam("seat"), contest.c.figure.in_(OF_SEAT))
_MINE = contest.c.partner_id == bindparam("viewer")
OF_A_PERSON = _STANDS.where(_MINE, contest.c.figure.in_(OF_PERSON))
_latest = (
    select(func.max(state_change.c.on_day))
    .where(state_change.c.partnership_id == contest.c.partnership_id, state_change.c.partner_id == contest.c.partner_id)
    .correlate(contest)
    .scalar_subquery()
)
# A partner is asked, and has time to answer, before anybody else is told.
_QUIET = (
    select(state_change.c.id)
    .where(
        state_change.c.partnership_id == contest.c.partnership_id,
        state_change.c.partner_id == contest.c.partner_id,
        state_change.c.on_day == _latest,
        state_change.c.state == State.QUIET,
    )
    .correlate(contest)
    .exists()
)
_SEAT_OF_VIEWER = (
    select(partner.c.seat_id)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("viewer"))
    .scalar_subquery()
)
_MAY_SEE: ColumnElement[bool] = or_(
    _MINE,
    and_(contest.c.figure.in_(OF_SEAT), contest.c.seat_id == _SEAT_OF_VIEWER),
    and_(
        bindparam("convenes").is_(True),
        seat.c.organisation_id.is_not(None),
        or_(contest.c.figure.in_(SEEN_BY_CONVENERS), and_(contest.c.figure.in_(SEEN_ONCE_ASKED), _QUIET)),
    ),
)
SEEN = _STANDS.where(_MAY_SEE)
ONE = SEEN.where(contest.c.id == bindparam("which"))
ADD = insert(contest)
END = update(contest).where(_HERE, contest.c.id == bindparam("which")).values(ended_at=bindparam("now"))
DROP = delete(contest).where(_HERE, contest.c.id == bindparam("which"), _MINE)
# A note that went out since has told of it.
_TOLD = (
    select(outbox.c.id)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.kind == "note",
        outbox.c.state.in_((messages.SENT, messages.UNKNOWN)),
        outbox.c.sent_at >= contest.c.said_at,
    )
    .exists()
)
NEW = select(func.count()).select_from(contest).where(_HERE, contest.c.ended_at.is_(None), ~_MINE, ~_TOLD)


def _keys(viewer: Viewer, **more: object) -> dict[str, object]:
    return {
        "partnership": viewer.partnership_id,
        "viewer": viewer.partner_id,
        "convenes": viewer.convenes,
        **more,
    }


def _read(row: Row[Any]) -> Contested:
    return Contested(
        id=row.id,
        figure=Figure(row.figure),
        text=row.text,
        partner_id=row.partner_id,
        by=row.by,
        organisation=row.organisation,
        said_at=row.said_at,
    )


def add(tx: Connection, author: Partner, figure: Figure, text: str, *, now: datetime) -> None:
    tx.execute(
        ADD,
        {
            "partnership_id": author.partnership.id,
            "partner_id": author.id,
            "seat_id": author.seat_id,
            "figure": figure,
            "text": text,
            "said_at": now,
        },
    )


def of_seat(tx: Connection, who: Partner) -> Sequence[Contested]:
    """What stands beside the figures of the seat in which `who` sits, or of which they are the sponsor."""
    return [_read(row) for row in tx.execute(OF_A_SEAT, {"partnership": who.partnership.id, "seat": who.seat_id})]


def of_person(tx: Connection, who: Partner) -> Sequence[Contested]:
    """What somebody says of the figures about themself, for them."""
    return [_read(row) for row in tx.execute(OF_A_PERSON, _keys(who.viewer))]


def seen(tx: Connection, viewer: Viewer) -> Sequence[Contested]:
    """All that stands, as far as the viewer may see the figure that it is about."""
    return [_read(row) for row in tx.execute(SEEN, _keys(viewer))]


def one(tx: Connection, viewer: Viewer, number: int) -> Contested | None:
    row = tx.execute(ONE, _keys(viewer, which=number)).one_or_none()
    return _read(row) if row else None


def end(tx: Connection, viewer: Viewer, number: int, *, now: datetime) -> None:
    """It is settled; the note goes from beside the figure."""
    tx.execute(END, {"partnership": viewer.partnership_id, "which": number, "now": now})


def withdraw(tx: Connection, author: Partner, number: int) -> None:
    """Taken back by its author, and deleted."""
    tx.execute(DROP, _keys(author.viewer, which=number))


def new_for(tx: Connection, who: Partner) -> int:
    """How many figures others have contested since the last note that went out to somebody."""
    found: int = tx.execute(NEW, _keys(who.viewer, person=who.person.id)).scalar_one()
    return found
