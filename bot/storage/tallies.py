"""Everybody at a table as numbers: how many are alike in all that settles a state, and who was asked about a silence.

Nothing is decided here: each row holds the facts that domain/quiet.py asks for, and how many they hold for.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, func, literal_column, or_, select

from bot.domain.people import LOOKING_ON, Answer, Partner, Viewer
from bot.domain.rhythm import Rhythm, away_together
from bot.storage import rhythms
from bot.storage.ledger import STANDS
from bot.storage.people import PARTNERS, partner_of
from bot.storage.routes import REACHABLE
from bot.storage.schema import away, commitment, consent, outbox, participation, partner, person, seat

_TODAY = bindparam("today", type_=partner.c.joined_on.type)
_BEGUN = and_(
    partner.c.partnership_id == bindparam("partnership"),
    or_(partner.c.joined_on <= _TODAY, partner.c.last_on.is_not(None)),
)


def _yes(holds: ColumnElement[bool]) -> ColumnElement[int]:
    """A condition as 1 or 0: NULL is no."""
    return case((holds, 1), else_=0)


_LEFT = partner.c.left_on <= _TODAY
_HANDED_OVER = partner.c.handed_over_on <= _TODAY
_OBSERVER = partner.c.role.in_(LOOKING_ON)
AWAY = (
    select(away.c.id)
    .where(away.c.person_id == partner.c.person_id, away.c.from_on <= _TODAY, away.c.until_on >= _TODAY)
    .correlate(partner)
    .exists()
)
_STOPPED = and_(
    person.c.stopped_at.is_not(None), or_(person.c.stopped_until.is_(None), person.c.stopped_until > _TODAY)
)
_ANSWER = (
    select(consent.c.answer)
    .where(
        consent.c.partnership_id == partner.c.partnership_id,
        consent.c.partner_id == partner.c.id,
        consent.c.answer != "told",
    )
    .order_by(consent.c.id.desc())
    .limit(1)
    .correlate(partner)
    .scalar_subquery()
)
_FACTS = (
    select(
        _yes(_LEFT).label("left"),
        _yes(_HANDED_OVER).label("handed_over"),
        _yes(_OBSERVER).label("observer"),
        _yes(AWAY).label("away"),
        _yes(_STOPPED).label("stopped"),
        _ANSWER.label("answer"),
        _yes(REACHABLE).label("reachable"),
        _yes(partner.c.active_days > 0).label("seen"),
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    # How somebody stands who sits in their own right is counted on nobody's list.
    .where(_BEGUN, seat.c.organisation_id.is_not(None))
    .subquery()
)
ALIKE: Select[Any] = select(_FACTS, func.count().label("number")).group_by(*_FACTS.c)
_SITS = case((or_(_LEFT, _HANDED_OVER, _OBSERVER), 0), else_=1)
ORGANISATIONS: Select[Any] = (
    select(
        seat.c.id,
        _yes(seat.c.state == "filled").label("filled"),
        *rhythms.columns(seat),
        seat.c.stretched_until,
        func.min(partner.c.joined_on).label("since"),
        func.sum(_SITS).label("sitting"),
        func.sum(case((AWAY, _SITS), else_=0)).label("away"),
    )
    .join(partner, (partner.c.partnership_id == seat.c.partnership_id) & (partner.c.seat_id == seat.c.id))
    .where(seat.c.partnership_id == bindparam("partnership"), seat.c.organisation_id.is_not(None), _BEGUN)
    .group_by(seat.c.id, seat.c.state, *rhythms.columns(seat), seat.c.stretched_until)
)
# Days away are no silence of an organisation's once everybody was away; what was before it was last here is no matter.
AWAYS_OF_SEATS = (
    select(partner.c.seat_id, partner.c.id, away.c.from_on, away.c.until_on)
    .join(partner, partner.c.person_id == away.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .where(
        _BEGUN,
        _SITS == 1,
        seat.c.organisation_id.is_not(None),
        away.c.until_on >= away.c.from_on,
        away.c.until_on > func.coalesce(seat.c.last_on, partner.c.joined_on),
    )
)
# Whoever has been here since is not silent any more; whether those left are quiet is for the domain to say.
ASKED = (
    select(partner.c.id)
    .join(outbox, (outbox.c.partnership_id == partner.c.partnership_id) & (outbox.c.person_id == partner.c.person_id))
    .where(
        _BEGUN,
        outbox.c.partnership_id == bindparam("partnership"),
        outbox.c.kind == literal_column("'check_in'"),
        outbox.c.state.in_(("sent", "unknown")),
        outbox.c.sent_at >= func.coalesce(partner.c.last_on, partner.c.joined_on),
    )
    .distinct()
)
_beside = partner.alias("beside")
ONE_BY_ONE: Select[Any] = PARTNERS.add_columns(
    _ANSWER.label("answer"),
    _yes(REACHABLE).label("reachable"),
    _yes(
        select(commitment.c.id)
        .where(
            commitment.c.partnership_id == partner.c.partnership_id,
            commitment.c.partner_id == partner.c.id,
            commitment.c.state == "asked",
        )
        .correlate(partner)
        .exists()
    ).label("waited_for"),
    select(func.count())
    .where(
        _beside.c.partnership_id == partner.c.partnership_id,
        _beside.c.seat_id == partner.c.seat_id,
        _beside.c.left_on.is_(None),
    )
    .correlate(partner)
    .scalar_subquery()
    .label("in_seat"),
    select(func.min(participation.c.on_day))
    .where(
        participation.c.partnership_id == partner.c.partnership_id, participation.c.partner_id == partner.c.id, STANDS
    )
    .correlate(partner)
    .scalar_subquery()
    .label("first_on"),
).where(partner.c.partnership_id == bindparam("partnership"), partner.c.id.in_(bindparam("partners", expanding=True)))

OF_SEAT = (
    select(partner.c.id)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.seat_id == bindparam("seat"))
    .order_by(partner.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """One partner with what a table's everybody is asked for all at once."""

    partner: Partner
    answer: Answer | None
    reachable: bool
    waited_for: bool
    in_seat: int
    first_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """So many partners of whom the same is known on a day."""

    number: int
    left: bool
    handed_over: bool
    observer: bool
    away: bool
    stopped: bool
    answer: Answer | None
    reachable: bool
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCounts:
    """An organisation's seat with its own rhythm, how many sit in it, how many of those are away, and all when."""

    filled: bool
    since: date
    rhythm: Rhythm | None
    stretched_until: date | None
    sitting: int
    away: int
    aways: Sequence[tuple[date, date]]


def alike(tx: Connection, viewer: Viewer, *, today: date) -> Sequence[Alike]:
    rows = tx.execute(ALIKE, {"partnership": viewer.partnership_id, "today": today})
    return [_alike(row) for row in rows]


def _alike(row: Row[Any]) -> Alike:
    said = {name: bool(getattr(row, name)) for name in Alike.__dataclass_fields__ if name not in ("number", "answer")}
    return Alike(number=row.number, answer=Answer(row.answer) if row.answer else None, **said)


def organisations(tx: Connection, viewer: Viewer, *, today: date) -> Sequence[OrganisationCounts]:
    """Those that somebody has begun for."""
    keys = {"partnership": viewer.partnership_id, "today": today}
    aways: defaultdict[int, defaultdict[int, list[tuple[date, date]]]] = defaultdict(lambda: defaultdict(list))
    for row in tx.execute(AWAYS_OF_SEATS, keys):
        aways[row.seat_id][row.id].append((row.from_on, row.until_on))
    return [
        OrganisationCounts(
            filled=bool(row.filled),
            since=row.since,
            rhythm=rhythms.rhythm_of(row),
            stretched_until=row.stretched_until,
            sitting=row.sitting,
            away=row.away,
            aways=away_together([*aways[row.id].values()]) if len(aways[row.id]) == row.sitting else (),
        )
        for row in tx.execute(ORGANISATIONS, keys)
    ]


def asked(tx: Connection, viewer: Viewer, *, today: date) -> Sequence[int]:
    """Partners who were asked about a silence and have not been here since."""
    return list(tx.execute(ASKED, {"partnership": viewer.partnership_id, "today": today}).scalars())


def of_seat(tx: Connection, viewer: Viewer, seat_id: int) -> Sequence[int]:
    """Everybody who sits in a seat of the viewer's table, or did."""
    return list(tx.execute(OF_SEAT, {"partnership": viewer.partnership_id, "seat": seat_id}).scalars())


def one_by_one(tx: Connection, viewer: Viewer, partners: Sequence[int]) -> Sequence[LookedAt]:
    """Some partners of the viewer's table; what is told of them is for services/dropped_off.py to choose."""
    return [
        LookedAt(
            partner=partner_of(row),
            answer=Answer(row.answer) if row.answer else None,
            reachable=bool(row.reachable),
            waited_for=bool(row.waited_for),
            in_seat=row.in_seat,
            first_on=row.first_on,
        )
        for row in tx.execute(ONE_BY_ONE, {"partnership": viewer.partnership_id, "partners": partners})
    ]
