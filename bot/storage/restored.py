"""Statements that take back what may have gone out between a backup and its restore."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select, update

from bot.domain.people import Partner
from bot.storage.outbox import CLAIMED, OWED, RESTORED, UNKNOWN, WITHDRAWN
from bot.storage.people import PARTNERS, partner_of
from bot.storage.schema import UTCDateTime, outbox, partner, partnership
from bot.storage.upsert import insert_new

# Whoever held it may have sent it. It counts as sent, as whatever nobody knows about does.
IN_HAND = (
    update(outbox)
    .where(outbox.c.state == CLAIMED)
    .values(
        state=UNKNOWN,
        reason=RESTORED,
        claim_token=None,
        lease_until=None,
        sent_at=func.coalesce(outbox.c.sent_at, bindparam("now", type_=UTCDateTime)),
    )
)
DUE = (
    update(outbox)
    .where(outbox.c.state == OWED, or_(outbox.c.due_at <= bindparam("now"), outbox.c.id > bindparam("after")))
    .values(state=WITHDRAWN, reason=RESTORED)
)
# A question that was owed may have gone out in a note: it counts as asked on its day, so that the next one has its own.
ASKED = (
    update(outbox)
    .where(outbox.c.kind == "check_in", outbox.c.state == OWED, outbox.c.due_at <= bindparam("now"))
    .values(state=UNKNOWN, reason=RESTORED, sent_at=outbox.c.due_at)
)
TO_ASK = select(partner.c.next_check_in_at).where(partner.c.id == bindparam("partner"))
NEWEST = select(outbox.c.id).order_by(outbox.c.id.desc()).limit(1)
THIS_WEEKS = (
    update(outbox)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.kind == "note",
        outbox.c.period == bindparam("week"),
        outbox.c.state.in_((OWED, WITHDRAWN)),
    )
    .values(state=WITHDRAWN, reason=RESTORED)
)
ADD = insert_new(outbox)
SEATED = (
    PARTNERS.where(partner.c.id > bindparam("after"), partner.c.left_on.is_(None), partnership.c.closed_at.is_(None))
    .order_by(partner.c.id)
    .limit(bindparam("most"))
)


def newest(tx: Connection) -> int:
    """The last outbox row there is; 0 if there is none."""
    return tx.execute(NEWEST).scalar_one_or_none() or 0


def leave_unknown(tx: Connection, *, now: datetime) -> None:
    """Whatever was just being sent, and what was to ride along: nobody can say whether it went out."""
    tx.execute(IN_HAND, {"now": now})
    tx.execute(ASKED, {"now": now})


def to_be_asked_at(tx: Connection, who: Partner) -> datetime | None:
    """When a partner was to be asked, as the backup has it."""
    found: datetime | None = tx.execute(TO_ASK, {"partner": who.id}).scalar_one()
    return found


def withdraw_due(tx: Connection, *, now: datetime, after: int) -> None:
    """Whatever was due by now, and all that was owed after row `after`, whenever it is due."""
    tx.execute(DUE, {"now": now, "after": after})


def seated(tx: Connection, *, after: int, most: int) -> Sequence[Partner]:
    """A page of everybody who sits at an open table."""
    return [partner_of(row) for row in tx.execute(SEATED, {"after": after, "most": most})]


def count_note_as_gone(tx: Connection, who: Partner, *, week: str, route: str, now: datetime) -> None:
    """Somebody's note of a week is not sent any more, whether it was owed or not."""
    tx.execute(THIS_WEEKS, {"person": who.person.id, "week": week})
    tx.execute(ADD, _row(who, "note", week, route, due_at=now, state=WITHDRAWN))


def count_as_asked(tx: Connection, who: Partner, *, period: str, route: str, at: datetime) -> None:
    """A check-in that may have come at that moment; the next one of the same silence counts on from it."""
    tx.execute(ADD, {**_row(who, "check_in", period, route, due_at=at, state=UNKNOWN), "sent_at": at})


def _row(who: Partner, kind: str, period: str, route: str, *, due_at: datetime, state: str) -> dict[str, object]:
    return {
        "partnership_id": who.partnership.id,
        "person_id": who.person.id,
        "kind": kind,
        "period": period,
        "unasked": True,
        "route": route,
        "due_at": due_at,
        "state": state,
        "reason": RESTORED,
    }
