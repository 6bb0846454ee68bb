"""Is it still right that they convene? What each answered, kept for half a year and told as numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from bot.domain.people import Partner, Role, Viewer
from bot.storage.outbox import SENT, UNKNOWN
from bot.storage.schema import convening_answer, outbox, partner, partnership, seat

_HERE = convening_answer.c.partnership_id == bindparam("partnership")
FORGET = delete(convening_answer).where(
    _HERE,
    (convening_answer.c.half_year < bindparam("half"))
    | ((convening_answer.c.partner_id == bindparam("partner")) & (convening_answer.c.half_year == bindparam("half"))),
)
ADD = insert(convening_answer)
COUNTS = (
    select(convening_answer.c.answer, func.count().label("number"))
    .where(_HERE, convening_answer.c.half_year == bindparam("half"))
    .group_by(convening_answer.c.answer)
)
SEATS = (
    select(func.count(partner.c.seat_id.distinct()))
    .join(
        convening_answer,
        (convening_answer.c.partnership_id == partner.c.partnership_id)
        & (convening_answer.c.partner_id == partner.c.id),
    )
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .where(_HERE, convening_answer.c.half_year == bindparam("half"), seat.c.organisation_id.is_not(None))
)
BEGAN = select(partnership.c.made_at).where(partnership.c.id == bindparam("partnership"))

_TOLD = (
    select(outbox.c.id)
    .where(
        outbox.c.person_id == partner.c.person_id,
        outbox.c.kind == "note",
        outbox.c.state.in_((SENT, UNKNOWN)),
        outbox.c.sent_at >= bindparam("since"),
    )
    .correlate(partner)
    .exists()
)
NOT_TOLD = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"),
    partner.c.left_on.is_(None),
    partner.c.role == bindparam("in_role"),
    ~_TOLD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How many gave each answer, and how many organisations they sit for."""

    counts: Mapping[str, int]
    organisations: int

    @property
    def number(self) -> int:
        return sum(self.counts.values())


def began_at(tx: Connection, viewer: Viewer) -> datetime:
    """When the table was begun: its half-years are counted from there."""
    found: datetime = tx.execute(BEGAN, {"partnership": viewer.partnership_id}).scalar_one()
    return found


def not_told_since(tx: Connection, viewer: Viewer, since: date, *, convenes: bool) -> frozenset[int]:
    """The partners who convene, or do not, to whom no note went since that day."""
    role = Role.COORDINATOR if convenes else Role.PARTNER
    keys = {"partnership": viewer.partnership_id, "since": datetime.combine(since, time(), UTC), "in_role": role}
    return frozenset(tx.execute(NOT_TOLD, keys).scalars())


def answer(tx: Connection, who: Partner, half_year: int, said: str, *, now: datetime) -> None:
    """Keep it in place of what they answered before; everybody's answers for earlier half-years go."""
    tx.execute(FORGET, {"partnership": who.partnership.id, "partner": who.id, "half": half_year})
    own = {"partnership_id": who.partnership.id, "partner_id": who.id}
    tx.execute(ADD, {**own, "half_year": half_year, "answer": said, "at": now})


def answers(tx: Connection, viewer: Viewer, half_year: int) -> Answers:
    """In numbers; whose each is nobody can read."""
    keys = {"partnership": viewer.partnership_id, "half": half_year}
    counts = {row.answer: row.number for row in tx.execute(COUNTS, keys)}
    return Answers(counts=counts, organisations=tx.execute(SEATS, keys).scalar_one())
