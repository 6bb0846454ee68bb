"""The one welcome that a newcomer is owed: where it stands, put up when they come in, set aside when they come back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, String, bindparam, cast, literal, select, update

from bot.domain.people import Partner
from bot.storage.outbox import OWED, SENT
from bot.storage.people import PARTNERS, partner_of
from bot.storage.routes import REACHABLE
from bot.storage.schema import LONG_AGO, outbox, partner, partnership

# A person at a table has one of this period; those of the times before have another.
PERIOD = "welcome"

DUE = (
    PARTNERS.where(
        partner.c.next_welcome_at <= bindparam("now"),
        REACHABLE,
        partner.c.left_on.is_(None),
        partnership.c.closed_at.is_(None),
    )
    .order_by(partner.c.next_welcome_at)
    .limit(bindparam("most"))
)
_THEM = update(partner).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.person_id == bindparam("person")
)
SET_NEXT = _THEM.values(next_welcome_at=bindparam("next"))
AFRESH = _THEM.values(next_welcome_at=LONG_AGO)
_MINE = (
    outbox.c.person_id == bindparam("person"),
    outbox.c.partnership_id == bindparam("partnership"),
    outbox.c.kind == "welcome",
    outbox.c.period == PERIOD,
)
STILL_OWED = select(outbox.c.id).where(*_MINE, outbox.c.state == OWED)
PUT_UP = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == OWED)
    .values(state=SENT, route="web", sent_at=bindparam("now"), message_id=bindparam("as_message"), reason=None)
)
SET_ASIDE = update(outbox).where(*_MINE).values(period=literal(f"{PERIOD}/") + cast(outbox.c.id, String))


def _keys(who: Partner) -> dict[str, object]:
    return {"person": who.person.id, "partnership": who.partnership.id}


def due(tx: Connection, *, now: datetime, most: int) -> Sequence[Partner]:
    """Partners who can be written to, and of whom it is not settled yet that they are welcomed or need not be."""
    return [partner_of(row) for row in tx.execute(DUE, {"now": now, "most": most})]


def keep_next(tx: Connection, who: Partner, next_at: datetime | None) -> None:
    """When to look at a partner again; None: it is settled."""
    tx.execute(SET_NEXT, {**_keys(who), "next": next_at})


def still_owed(tx: Connection, who: Partner) -> int | None:
    """The row of a welcome that has not gone out; None where there is none, or it is on its way."""
    found: int | None = tx.execute(STILL_OWED, _keys(who)).scalar_one_or_none()
    return found


def put_up(tx: Connection, row_id: int, *, message_id: str, now: datetime) -> None:
    """It stands on the person's page, so no other way is taken any more."""
    tx.execute(PUT_UP, {"row": row_id, "now": now, "as_message": message_id})


def set_aside(tx: Connection, who: Partner) -> None:
    """The welcome of the time before is history: another one may be owed."""
    tx.execute(SET_ASIDE, _keys(who))
    tx.execute(AFRESH, _keys(who))
