"""Who leads what and who convenes, since when and until when; and what is offered of that and waits for a word.

A strand's lead has a row here for each time of theirs. Who convenes is their role; of their times only those that
began or ended since it moves by offers have a row, and the first convener's begins when they joined.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, or_, select, update

from bot.domain.people import Partner, Role, Viewer
from bot.domain.strands import How, Lead, Offer, Said
from bot.storage.schema import lead, lead_offer, organisation, partner, person, seat, strand

_AT = lead.c.partnership_id == bindparam("partnership")
ADD = insert(lead).returning(lead.c.id)
CLOSE = (
    update(lead)
    .where(
        _AT,
        lead.c.strand_id.is_not_distinct_from(bindparam("strand")),
        or_(bindparam("partner").is_(None), lead.c.partner_id == bindparam("partner")),
        lead.c.until_at.is_(None),
    )
    .values(until_at=bindparam("now"))
    .returning(lead.c.id)
)
UNDO = delete(lead).where(
    _AT,
    lead.c.strand_id == bindparam("strand"),
    lead.c.partner_id == bindparam("partner"),
    lead.c.until_at.is_(None),
)
CLOSE_ALL_OF = (
    update(lead)
    .where(_AT, lead.c.partner_id == bindparam("partner"), lead.c.until_at.is_(None))
    .values(until_at=bindparam("now"))
)
TIMES: Select[Any] = (
    select(
        lead.c.id,
        lead.c.strand_id,
        lead.c.partner_id,
        lead.c.since_at,
        lead.c.until_at,
        person.c.name,
        organisation.c.name.label("organisation"),
    )
    .join(partner, (partner.c.partnership_id == lead.c.partnership_id) & (partner.c.id == lead.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(_AT)
    .order_by(lead.c.since_at, lead.c.id)
)
HISTORY = TIMES.where(lead.c.strand_id.is_not_distinct_from(bindparam("strand")))
MOVED = TIMES.where(
    lead.c.since_at.between(bindparam("since"), bindparam("until"))
    | lead.c.until_at.between(bindparam("since"), bindparam("until"))
)
SET_ROLE = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(role=bindparam("as_role"))
)

OFFER = insert(lead_offer).returning(lead_offer.c.id)
_taker, _maker = partner.alias("taker"), partner.alias("maker")
_taking, _making = person.alias("taking"), person.alias("making")
_seat = seat.alias("takers_seat")
OFFERS: Select[Any] = (
    select(
        lead_offer.c.id,
        lead_offer.c.strand_id,
        lead_offer.c.taker_id,
        lead_offer.c.asked_id,
        lead_offer.c.made_by,
        lead_offer.c.made_at,
        lead_offer.c.how,
        lead_offer.c.answer,
        strand.c.name.label("strand"),
        strand.c.number,
        _taking.c.name.label("taker"),
        organisation.c.name.label("taker_organisation"),
        _making.c.name.label("maker"),
    )
    .join(_taker, (_taker.c.partnership_id == lead_offer.c.partnership_id) & (_taker.c.id == lead_offer.c.taker_id))
    .join(_taking, _taking.c.id == _taker.c.person_id)
    .join(_seat, (_seat.c.partnership_id == _taker.c.partnership_id) & (_seat.c.id == _taker.c.seat_id))
    .outerjoin(organisation, organisation.c.id == _seat.c.organisation_id)
    .join(_maker, (_maker.c.partnership_id == lead_offer.c.partnership_id) & (_maker.c.id == lead_offer.c.made_by))
    .join(_making, _making.c.id == _maker.c.person_id)
    .outerjoin(
        strand,
        (strand.c.partnership_id == lead_offer.c.partnership_id) & (strand.c.id == lead_offer.c.strand_id),
    )
    .where(lead_offer.c.partnership_id == bindparam("partnership"))
    .order_by(lead_offer.c.id)
)
WAITING = OFFERS.where(lead_offer.c.answered_at.is_(None))
ANSWER = (
    update(lead_offer)
    .where(
        lead_offer.c.partnership_id == bindparam("partnership"),
        lead_offer.c.id == bindparam("offer"),
        lead_offer.c.answered_at.is_(None),
    )
    .values(answer=bindparam("said"), answered_at=bindparam("now"))
)
WITH_SOMEBODY = (
    update(lead_offer)
    .where(lead_offer.c.partnership_id == bindparam("partnership"), lead_offer.c.id == bindparam("offer"))
    .values(answer=Said.WITH)
)
ASK_INSTEAD = (
    update(lead_offer)
    .where(lead_offer.c.partnership_id == bindparam("partnership"), lead_offer.c.id == bindparam("offer"))
    .values(asked_id=bindparam("to"), made_by=bindparam("by"), answer=Said.NOTHING)
)
WITHDRAW_ALL_OF = (
    update(lead_offer)
    .where(
        lead_offer.c.partnership_id == bindparam("partnership"),
        lead_offer.c.answered_at.is_(None),
        or_(*(lead_offer.c[column] == bindparam("partner") for column in ("taker_id", "asked_id", "made_by"))),
    )
    .values(answer=Said.OVER, answered_at=bindparam("now"))
)


def _time(row: Row[Any]) -> Lead:
    return Lead(**{name: getattr(row, name) for name in Lead.__dataclass_fields__})


def begin(tx: Connection, who: Partner, strand_id: int | None, *, now: datetime) -> int:
    """From now on they lead it; None: they convene. Whoever led a strand before does so no longer."""
    if strand_id is not None:
        end(tx, who, strand_id, now=now)
    values = {"partnership_id": who.partnership.id, "strand_id": strand_id, "partner_id": who.id, "since_at": now}
    found: int = tx.execute(ADD, values).scalar_one()
    return found


def end(tx: Connection, by: Partner, strand_id: int, *, now: datetime) -> None:
    """Nobody leads it any more."""
    keys = {"partnership": by.partnership.id, "strand": strand_id, "partner": None, "now": now}
    tx.execute(CLOSE, keys)


def convene(tx: Connection, who: Partner, *, now: datetime) -> None:
    """From now on they convene the table."""
    tx.execute(SET_ROLE, {"partnership": who.partnership.id, "partner": who.id, "as_role": Role.COORDINATOR})
    begin(tx, who, None, now=now)


def convened_since(who: Partner) -> datetime:
    """Since when somebody has convened of whom it was not noted: since they took their seat."""
    return datetime.combine(who.joined_on, time(), UTC)


def stop_convening(tx: Connection, who: Partner, *, now: datetime) -> None:
    """They convene it no longer; their time is in the history."""
    tx.execute(SET_ROLE, {"partnership": who.partnership.id, "partner": who.id, "as_role": Role.PARTNER})
    keys = {"partnership": who.partnership.id, "strand": None, "partner": who.id, "now": now}
    if tx.execute(CLOSE, keys).first() is None:
        values = {"partnership_id": who.partnership.id, "strand_id": None, "partner_id": who.id}
        tx.execute(ADD, {**values, "since_at": convened_since(who), "until_at": now})


def end_all_of(tx: Connection, who: Partner, *, now: datetime) -> None:
    """Whoever leaves leads nothing any more, and nothing that is offered waits for them."""
    keys = {"partnership": who.partnership.id, "partner": who.id, "now": now}
    tx.execute(CLOSE_ALL_OF, keys)
    tx.execute(WITHDRAW_ALL_OF, keys)


def history(tx: Connection, viewer: Viewer, strand_id: int | None) -> Sequence[Lead]:
    """Who led a strand, or convened (None), from when until when, oldest first."""
    keys = {"partnership": viewer.partnership_id, "strand": strand_id}
    return [_time(row) for row in tx.execute(HISTORY, keys)]


def moved_between(
    tx: Connection, viewer: Viewer, *, since: datetime, until: datetime
) -> Sequence[tuple[int | None, Lead]]:
    """The times that began or ended then, with the strand of each; None: the convening."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return [(row.strand_id, _time(row)) for row in tx.execute(MOVED, keys)]


def offer(
    tx: Connection,
    maker: Partner,
    taker: Partner,
    *,
    strand_id: int | None,
    asked_id: int | None,
    how: How = How.TOGETHER,
    now: datetime,
) -> int:
    """Keep that it is offered; it waits for the word of `asked_id`, or of whoever convenes."""
    values = {
        "partnership_id": maker.partnership.id,
        "strand_id": strand_id,
        "taker_id": taker.id,
        "asked_id": asked_id,
        "made_by": maker.id,
        "how": how,
        "made_at": now,
    }
    found: int = tx.execute(OFFER, values).scalar_one()
    return found


def _offer(row: Row[Any]) -> Offer:
    values = {name: getattr(row, name) for name in Offer.__dataclass_fields__}
    values |= {"strand": row.strand or "", "number": row.number or 0}
    return Offer(**{**values, "how": How(row.how or How.TOGETHER), "answer": Said(row.answer)})


def waiting(tx: Connection, viewer: Viewer) -> Sequence[Offer]:
    """All that waits for somebody's word at the viewer's table, oldest first: for services, which say who is told."""
    return [_offer(row) for row in tx.execute(WAITING, {"partnership": viewer.partnership_id})]


def answer(tx: Connection, by: Partner, offer_id: int, said: Said, *, now: datetime) -> None:
    """What became of an offer; of one that was answered before nothing is changed."""
    tx.execute(ANSWER, {"partnership": by.partnership.id, "offer": offer_id, "said": said, "now": now})


def with_somebody(tx: Connection, by: Partner, offer_id: int) -> None:
    """They would, with somebody beside them: it waits on."""
    tx.execute(WITH_SOMEBODY, {"partnership": by.partnership.id, "offer": offer_id})


def ask_instead(tx: Connection, maker: Partner, offer_id: int, *, asked_id: int) -> None:
    """Let an offer wait for another person's word, as `maker` offers it from now on."""
    keys = {"partnership": maker.partnership.id, "offer": offer_id, "to": asked_id, "by": maker.id}
    tx.execute(ASK_INSTEAD, keys)


def undo(tx: Connection, who: Partner, strand_id: int) -> None:
    """As if they had never led it: for a slip of the finger."""
    tx.execute(UNDO, {"partnership": who.partnership.id, "strand": strand_id, "partner": who.id})
