"""What gets in people's way, for counting: answered alone when the table asks, noted of a call, told at a check-in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from bot.domain.calls import OF_CHECK_INS, Answered, Hindrance, Outcome
from bot.domain.people import Partner, Viewer
from bot.storage.obstacles import OBSTACLE
from bot.storage.schema import call, change, hindrance, partner, seat
from bot.storage.upsert import insert_new

# What a change is called by which it is remembered that the table was asked.
ASKED = "asked_what_is_in_the_way"

_OWN = (hindrance.c.partnership_id == bindparam("partnership")) & (hindrance.c.partner_id == bindparam("partner"))
SAY = insert_new(hindrance)
SAY_ANEW = update(hindrance).where(_OWN).values(way=bindparam("said"), at=bindparam("now"))
TAKE_BACK = delete(hindrance).where(_OWN)


def _of(table: Any, way: Any, at: Any, who: Any) -> Select[Any]:  # noqa: ANN401 - any table's columns
    """Of everybody who is still here: for whom they sit, what gets in the way, and since when that is known."""
    return (
        select(partner.c.id, seat.c.organisation_id, way.label("way"), at.label("at"))
        .join(partner, (partner.c.partnership_id == table.c.partnership_id) & (partner.c.id == who))
        .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
        .where(
            table.c.partnership_id == bindparam("partnership"), at >= bindparam("since"), partner.c.left_on.is_(None)
        )
        .order_by(at)
    )


ALONE = _of(hindrance, hindrance.c.way, hindrance.c.at, hindrance.c.partner_id)
IN_CALLS = _of(call, call.c.way, call.c.answered_at, call.c.partner_id).where(
    call.c.way.is_not(None), call.c.outcome != Outcome.DENIED.value
)
AT_CHECK_INS = _of(change, change.c.after, change.c.at, change.c.subject_id).where(
    change.c.subject == "partner", change.c.what == OBSTACLE, change.c.after.in_(tuple(OF_CHECK_INS))
)
LAST_ASKED = select(func.max(change.c.at)).where(
    change.c.partnership_id == bindparam("partnership"), change.c.subject == "partnership", change.c.what == ASKED
)


def _keys(who: Partner) -> dict[str, Any]:
    return {"partnership": who.partnership.id, "partner": who.id}


def say(tx: Connection, who: Partner, way: Hindrance, *, now: datetime) -> None:
    """Keep what gets in somebody's way, in place of what they said before."""
    new = {"partnership_id": who.partnership.id, "partner_id": who.id, "way": way, "at": now}
    tx.execute(SAY, new)
    tx.execute(SAY_ANEW, {**_keys(who), "said": way, "now": now})


def take_back(tx: Connection, who: Partner) -> bool:
    return tx.execute(TAKE_BACK, _keys(who)).rowcount > 0


def answers(tx: Connection, viewer: Viewer, *, since: datetime) -> Sequence[Answered]:
    """All that is known, for domain/calls.py to count: nobody reads whose answer is which."""
    keys = {"partnership": viewer.partnership_id, "since": since}
    found = [
        Answered(
            partner_id=row.id,
            organisation=row.organisation_id,
            way=OF_CHECK_INS.get(row.way) or Hindrance(row.way),
            at=row.at,
            alone=statement is ALONE,
        )
        for statement in (ALONE, IN_CALLS, AT_CHECK_INS)
        for row in tx.execute(statement, keys)
    ]
    return sorted(found, key=lambda one: one.at)


def last_asked(tx: Connection, viewer: Viewer) -> datetime | None:
    """When the table was last asked."""
    found: datetime | None = tx.execute(LAST_ASKED, {"partnership": viewer.partnership_id}).scalar_one_or_none()
    return found
