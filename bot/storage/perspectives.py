"""Perspectives: how it looks from each seat, for all at the table; a change of mind keeps what was said before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, delete, distinct, func, insert, select, update

from bot.domain.people import LOOKING_ON, Partner, Viewer
from bot.domain.perspectives import Perspective, Spoken
from bot.storage.lately import lately
from bot.storage.reflections import LOCK as LOCK_AUTHOR
from bot.storage.schema import organisation, partner, person, perspective, seat

_OWN = (perspective.c.partnership_id == bindparam("partnership")) & (perspective.c.partner_id == bindparam("partner"))
REPLACE = update(perspective).where(_OWN, perspective.c.replaced_at.is_(None)).values(replaced_at=bindparam("now"))
ADD = (
    insert(perspective)
    .values(version=select(func.coalesce(func.max(perspective.c.version), 0) + 1).where(_OWN).scalar_subquery())
    .returning(perspective.c.version)
)
DELETE = delete(perspective).where(_OWN)
ALL: Select[Any] = (
    select(
        perspective.c.partner_id,
        perspective.c.text,
        perspective.c.version,
        perspective.c.made_at,
        partner.c.seat_id,
        person.c.name.label("author"),
        organisation.c.name.label("organisation"),
    )
    .join(
        partner, (partner.c.partnership_id == perspective.c.partnership_id) & (partner.c.id == perspective.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(perspective.c.partnership_id == bindparam("partnership"))
    .order_by(perspective.c.made_at, perspective.c.id)
)
STANDING = ALL.where(perspective.c.replaced_at.is_(None))
OF_SEAT = ALL.where(partner.c.seat_id == bindparam("seat"))
OF_AUTHOR = STANDING.where(perspective.c.partner_id == bindparam("partner"))

_author = partner.alias("author")
_HAVE_SPOKEN = (
    select(_author.c.seat_id)
    .join(
        perspective,
        (perspective.c.partnership_id == _author.c.partnership_id) & (perspective.c.partner_id == _author.c.id),
    )
    .where(_author.c.partnership_id == bindparam("partnership"))
)
# An observer is not asked how it looks from there, so a seat with nobody else in it is not waited for.
SPOKEN = select(
    func.count(distinct(partner.c.seat_id)).label("seats"),
    func.count(distinct(case((partner.c.seat_id.in_(_HAVE_SPOKEN), partner.c.seat_id)))).label("spoken"),
).where(
    partner.c.partnership_id == bindparam("partnership"),
    partner.c.left_on.is_(None),
    partner.c.role.not_in(LOOKING_ON),
)
SEATS_BETWEEN = (
    select(func.count(distinct(partner.c.seat_id)))
    .join(
        perspective,
        (partner.c.partnership_id == perspective.c.partnership_id) & (partner.c.id == perspective.c.partner_id),
    )
    .where(
        perspective.c.partnership_id == bindparam("partnership"),
        perspective.c.made_at > bindparam("since"),
        perspective.c.made_at <= bindparam("until"),
    )
)


def _keys(author: Partner) -> dict[str, Any]:
    return {"partnership": author.partnership.id, "partner": author.id}


def _read(row: Row[Any]) -> Perspective:
    return Perspective(**{name: getattr(row, name) for name in Perspective.__dataclass_fields__})


def add(tx: Connection, author: Partner, text: str, *, now: datetime) -> int:
    """Let it stand for what the author said before, which is kept; its version."""
    tx.execute(LOCK_AUTHOR, _keys(author))
    tx.execute(REPLACE, {**_keys(author), "now": now})
    own = {"partnership_id": author.partnership.id, "partner_id": author.id}
    version: int = tx.execute(ADD, {**_keys(author), **own, "text": text, "made_at": now}).scalar_one()
    return version


def of(tx: Connection, author: Partner) -> Perspective | None:
    """What the author says now."""
    row = tx.execute(OF_AUTHOR, _keys(author)).one_or_none()
    return _read(row) if row else None


def standing(tx: Connection, viewer: Viewer) -> Sequence[Perspective]:
    """What everybody at the viewer's table says now, oldest first."""
    return [_read(row) for row in tx.execute(STANDING, {"partnership": viewer.partnership_id})]


def of_seat(tx: Connection, viewer: Viewer, seat_id: int) -> Sequence[Perspective]:
    """All that was ever said from one seat of the viewer's table and not taken back, oldest first."""
    return [_read(row) for row in tx.execute(OF_SEAT, {"partnership": viewer.partnership_id, "seat": seat_id})]


def withdraw(tx: Connection, author: Partner) -> None:
    """Delete all that the author said, with every earlier version."""
    tx.execute(DELETE, _keys(author))


def spoken(tx: Connection, viewer: Viewer, *, now: datetime) -> Spoken:
    """How many seats have spoken, of those that somebody sits in: counts are everybody's to see."""
    return lately(tx, viewer.partnership_id, "spoken", lambda: _count_spoken(tx, viewer), now=now)


def _count_spoken(tx: Connection, viewer: Viewer) -> Spoken:
    row = tx.execute(SPOKEN, {"partnership": viewer.partnership_id}).one()
    return Spoken(seats=row.seats, spoken=row.spoken)


def seats_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> int:
    """From how many seats something was said in that time."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    number: int = tx.execute(SEATS_BETWEEN, keys).scalar_one()
    return number
