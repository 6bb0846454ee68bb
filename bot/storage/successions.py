"""Seats that are handed on: offered to one person at a time, and theirs with their yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.people import Partner, Role, Viewer
from bot.storage.schema import LONG_AGO, organisation, partner, person, seat, seat_offer

_OF_TABLE = seat_offer.c.partnership_id == bindparam("partnership")
_ASKED = seat_offer.c.state == "asked"
ADD = insert(seat_offer).returning(seat_offer.c.id)
WAITING = (
    select(
        seat_offer.c.id,
        seat_offer.c.partner_id,
        seat_offer.c.receiver_id,
        seat_offer.c.stays,
        person.c.name.label("giver"),
        organisation.c.name.label("organisation"),
    )
    .join(
        partner, (partner.c.partnership_id == seat_offer.c.partnership_id) & (partner.c.id == seat_offer.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(_OF_TABLE, _ASKED, partner.c.left_on.is_(None))
    .order_by(seat_offer.c.id)
)
FOR_RECEIVER = WAITING.where(seat_offer.c.receiver_id == bindparam("partner"))
OF_GIVER = WAITING.where(seat_offer.c.partner_id == bindparam("partner"))
WHOSE = select(seat_offer.c.receiver_id).where(_OF_TABLE, _ASKED).distinct()
ANSWER = (
    update(seat_offer)
    .where(_OF_TABLE, seat_offer.c.id == bindparam("row"), _ASKED)
    .values(state=bindparam("answer"), answered_at=bindparam("now"))
)
# Whoever goes offers nothing any more, and takes nothing.
WITHDRAW = (
    update(seat_offer)
    .where(
        _OF_TABLE,
        (seat_offer.c.partner_id == bindparam("partner")) | (seat_offer.c.receiver_id == bindparam("partner")),
        _ASKED,
    )
    .values(state="withdrawn", answered_at=bindparam("now"))
)
HAND_OVER = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(handed_over_on=bindparam("on"), role=bindparam("as_role"), next_check_in_at=None, state_due_at=LONG_AGO)
)
TAKE = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(handed_over_on=None, role=bindparam("as_role"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOffer:
    """A seat that waits for somebody's yes: of whom, and for which organisation; None for one in their own right."""

    id: int
    partner_id: int
    receiver_id: int
    stays: bool
    giver: str
    organisation: str | None


def _keys(who: Partner) -> dict[str, int]:
    return {"partnership": who.partnership.id, "partner": who.id}


def offer(tx: Connection, giver: Partner, receiver: Partner, *, stays: bool, now: datetime) -> int:
    """The seat waits for that person's word; its number."""
    here = {"partnership_id": giver.partnership.id, "partner_id": giver.id, "receiver_id": receiver.id}
    found: int = tx.execute(ADD, {**here, "stays": stays, "state": "asked", "made_at": now}).scalar_one()
    return found


def to(tx: Connection, receiver: Partner) -> Sequence[SeatOffer]:
    """The seats that wait for somebody's word."""
    return [SeatOffer(**row._mapping) for row in tx.execute(FOR_RECEIVER, _keys(receiver))]  # noqa: SLF001 - Row's documented view


def of(tx: Connection, giver: Partner) -> Sequence[SeatOffer]:
    """To whom somebody has offered their seat, who has not answered."""
    return [SeatOffer(**row._mapping) for row in tx.execute(OF_GIVER, _keys(giver))]  # noqa: SLF001 - Row's documented view


def whose(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """The partners at a table for whose word a seat waits."""
    return frozenset(tx.execute(WHOSE, {"partnership": viewer.partnership_id}).scalars())


def answer(tx: Connection, receiver: Partner, offer_id: int, *, said: str, now: datetime) -> bool:
    """Taken, declined or withdrawn; False where it was answered meanwhile."""
    keys = {"partnership": receiver.partnership.id, "row": offer_id, "answer": said, "now": now}
    return tx.execute(ANSWER, keys).rowcount == 1


def withdraw(tx: Connection, who: Partner, *, now: datetime) -> None:
    tx.execute(WITHDRAW, {**_keys(who), "now": now})


def hand_over(tx: Connection, giver: Partner, *, on: date) -> None:
    """Another has the giver's seat; who convenes still does, for that moves by itself."""
    role = giver.role if giver.convenes else Role.OBSERVER
    tx.execute(HAND_OVER, {**_keys(giver), "on": on, "as_role": role})


def take(tx: Connection, receiver: Partner) -> None:
    """The receiver sits there as everybody does, also where they had read along or handed a seat on before."""
    role = receiver.role if receiver.convenes else Role.PARTNER
    tx.execute(TAKE, {**_keys(receiver), "as_role": role})
