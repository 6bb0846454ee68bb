"""What standings are made of: a fixed number of statements for any number of partners."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, case, cast, func, select

from bot.domain.people import Answer, Partner, Viewer
from bot.storage.routes import VANISHING
from bot.storage.schema import commitment, consent, message, organisation, outbox, partner, seat

_latest = (
    select(consent.c.partner_id, func.max(consent.c.id).label("id"))
    .where(consent.c.partnership_id == bindparam("partnership"), consent.c.answer != "told")
    .group_by(consent.c.partner_id)
    .subquery()
)
ANSWERS = select(consent.c.partner_id, consent.c.answer).join(_latest, _latest.c.id == consent.c.id)
# No index finds a message by the words its id is kept as, so only those are looked for whose seeing was noted.
_SEEN_AT = select(message.c.seen_at).where(cast(message.c.id, Text) == outbox.c.message_id).correlate(outbox)
# What is gone after a day was seen once it was shown as often as that again, and had its day each time.
RENEWALS = 2
A_DAY = timedelta(days=1)
_again = outbox.alias("again")
_SHOWN_AGAIN = (
    select(_again.c.id)
    .where(
        _again.c.person_id == outbox.c.person_id,
        _again.c.partnership_id == outbox.c.partnership_id,
        _again.c.kind == "renewal",
        _again.c.period == outbox.c.period.concat(f"/{RENEWALS}"),
        _again.c.state == "sent",
        _again.c.sent_at <= bindparam("a_day_before"),
    )
    .correlate(outbox)
    .exists()
)
_ASKED: Select[Any] = (
    select(
        outbox.c.person_id,
        outbox.c.period,
        outbox.c.route,
        outbox.c.sent_at,
        case(
            (outbox.c.route == "terminal", _SEEN_AT.scalar_subquery()),
            (outbox.c.route.not_in(sorted(VANISHING)), outbox.c.sent_at),
            (_SHOWN_AGAIN, outbox.c.sent_at),
        ).label("seen_at"),
    )
    .where(
        outbox.c.kind == "check_in",
        # One of which nobody can say whether it went out stands on the person's page all the same.
        outbox.c.state.in_(("sent", "unknown")),
        outbox.c.sent_at <= bindparam("until"),
    )
    .order_by(outbox.c.sent_at)
)
ASKED = _ASKED.where(outbox.c.partnership_id == bindparam("partnership"))
ASKED_SOME = ASKED.where(outbox.c.person_id.in_(bindparam("people", expanding=True)))
ASKED_EACH = (
    _ASKED.add_columns(partner.c.id.label("partner_id"))
    .join(
        partner,
        (partner.c.partnership_id == outbox.c.partnership_id) & (partner.c.person_id == outbox.c.person_id),
    )
    .where(partner.c.id.in_(bindparam("partners", expanding=True)))
)
WAITED_FOR = (
    select(commitment.c.partner_id)
    .where(commitment.c.partnership_id == bindparam("partnership"), commitment.c.state == "asked")
    .distinct()
)
SEATS = (
    select(seat.c.id, seat.c.state, seat.c.stretched_until, organisation.c.name)
    .join(organisation, organisation.c.id == seat.c.organisation_id)
    .where(seat.c.partnership_id == bindparam("partnership"))
    .order_by(organisation.c.name)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question to a quiet partner that went out. `seen_at`: from when it could be seen; None: not yet."""

    period: str
    sent_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSeat:
    seat_id: int
    name: str
    filled: bool
    stretched_until: date | None


Askings = Mapping[int, Sequence[Asking]]


def answers(tx: Connection, viewer: Viewer) -> Mapping[int, Answer]:
    """What each partner last said about messages."""
    rows = tx.execute(ANSWERS, {"partnership": viewer.partnership_id})
    return {row.partner_id: Answer(row.answer) for row in rows}


def askings(tx: Connection, viewer: Viewer, *, until: datetime) -> Askings:
    """For each person the questions sent by then, oldest first.

    A page keeps what is put on it; what waits at a terminal is seen only when somebody comes back to it, and what
    vanishes once it could be seen on three days.
    """
    return _by_person(tx.execute(ASKED, {"partnership": viewer.partnership_id, **_by(until)}))


def askings_of(tx: Connection, viewer: Viewer, people: Sequence[int], *, until: datetime) -> Askings:
    """The same for some people."""
    keys = {"partnership": viewer.partnership_id, "people": people, **_by(until)}
    return _by_person(tx.execute(ASKED_SOME, keys))


def asked_of_each(tx: Connection, those: Iterable[Partner], *, until: datetime) -> Askings:
    """For each partner, of whichever table, the questions sent by then about their seat there, oldest first."""
    found: defaultdict[int, list[Asking]] = defaultdict(list)
    for row in tx.execute(ASKED_EACH, {"partners": [one.id for one in those], **_by(until)}):
        found[row.partner_id].append(_asking(row))
    return found


def _by(until: datetime) -> dict[str, datetime]:
    return {"until": until, "a_day_before": until - A_DAY}


def _by_person(rows: Iterable[Row[Any]]) -> Askings:
    found: defaultdict[int, list[Asking]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(_asking(row))
    return found


def _asking(row: Row[Any]) -> Asking:
    return Asking(period=row.period, sent_at=row.sent_at, seen_at=row.seen_at)


def waited_for(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Partners whose word somebody waits for."""
    return frozenset(tx.execute(WAITED_FOR, {"partnership": viewer.partnership_id}).scalars())


def organisation_seats(tx: Connection, viewer: Viewer) -> Sequence[OrganisationSeat]:
    rows = tx.execute(SEATS, {"partnership": viewer.partnership_id})
    return [
        OrganisationSeat(
            seat_id=row.id, name=row.name, filled=row.state == "filled", stretched_until=row.stretched_until
        )
        for row in rows
    ]
