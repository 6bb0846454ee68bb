"""What the clock finds: each an index range, a page at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from bot.domain.people import Partner
from bot.storage.people import PARTNERS, partner_of
from bot.storage.schema import (
    answer,
    clock,
    draft,
    exchange,
    inbox,
    link,
    message,
    partner,
    partnership,
    posted,
    session,
)
from bot.storage.upsert import insert_new

CHECK_INS = (
    PARTNERS.where(partner.c.next_check_in_at <= bindparam("now"), partnership.c.closed_at.is_(None))
    .order_by(partner.c.next_check_in_at)
    .limit(bindparam("most"))
    .with_for_update(of=partner, key_share=True, skip_locked=True)
)
DIGESTS = (
    select(partnership.c.id)
    .where(
        partnership.c.closed_at.is_(None),
        or_(
            partnership.c.next_digest_at <= bindparam("now"),
            partnership.c.next_digest_at > bindparam("too_far"),
            partnership.c.next_digest_at.is_(None),
        ),
    )
    .order_by(partnership.c.id)
    .limit(bindparam("most"))
)
NEXT_DIGEST = update(partnership).where(partnership.c.id == bindparam("table")).values(next_digest_at=bindparam("due"))
NEXT_DIGEST_OF = select(partnership.c.next_digest_at).where(partnership.c.id == bindparam("table"))
FIRST_TICK = insert_new(clock)
TICK = (
    update(clock)
    .where(clock.c.id == 1, clock.c.ticked_at <= bindparam("now"))
    .values(ticked_at=bindparam("now"))
    .returning(clock.c.id)
)
LAST_TICK = select(clock.c.ticked_at).where(clock.c.id == 1)
OLD_KEYS = delete(inbox).where(inbox.c.at < bindparam("before"))
OLD_ANSWERS = delete(answer).where(answer.c.at < bindparam("before"))
OLD_CARDS = delete(posted).where(posted.c.at < bindparam("before"))
OLD_DRAFTS = delete(draft).where(draft.c.at < bindparam("before"))
OLD_MESSAGES = delete(message).where(message.c.at < bindparam("before"))
OLD_EXCHANGES = delete(exchange).where(exchange.c.at < bindparam("before"))
OLD_SESSIONS = delete(session).where(session.c.expires_at < bindparam("before"))
OLD_LINKS = delete(link).where(link.c.expires_at < bindparam("before"))
LONG_GONE = PARTNERS.where(
    partner.c.left_on < bindparam("before"), partner.c.partnership_id == bindparam("table")
).limit(bindparam("most"))


def check_ins(tx: Connection, *, now: datetime, most: int) -> Sequence[Partner]:
    """Partners whose silence has become longer than their rhythm explains, or who are to be looked at again.

    Their rows are held until the transaction ends; whose row somebody else holds is being asked there, or is taking
    part just now, and is found in the next round if it is still due.
    """
    return [partner_of(row) for row in tx.execute(CHECK_INS, {"now": now, "most": most})]


def digests(tx: Connection, *, now: datetime, too_far: datetime, most: int) -> Sequence[int]:
    """Tables whose digest time has come. One that lies too far ahead was set by a clock that has been turned back."""
    return list(tx.execute(DIGESTS, {"now": now, "too_far": too_far, "most": most}).scalars())


def set_next_digest(tx: Connection, partnership_id: int, *, due: datetime) -> None:
    tx.execute(NEXT_DIGEST, {"table": partnership_id, "due": due})


def next_digest(tx: Connection, partnership_id: int) -> datetime | None:
    """When a table's next digest is due; None where its clock has not been set yet."""
    found: datetime | None = tx.execute(NEXT_DIGEST_OF, {"table": partnership_id}).scalar_one()
    return found


def tick(tx: Connection, *, now: datetime) -> bool:
    """Note that the clock was turned to `now`; False if it has been further already."""
    tx.execute(FIRST_TICK, {"id": 1, "ticked_at": now})
    return tx.execute(TICK, {"now": now}).first() is not None


def last_tick(tx: Connection) -> datetime | None:
    found: datetime | None = tx.execute(LAST_TICK).scalar_one_or_none()
    return found


def delete_old(
    tx: Connection, *, keys: datetime, drafts: datetime, messages: datetime, links: datetime, sessions: datetime
) -> None:
    """Let go of what is older than these moments; an exchange lives as long as a message."""
    tx.execute(OLD_KEYS, {"before": keys})
    tx.execute(OLD_ANSWERS, {"before": keys})
    tx.execute(OLD_DRAFTS, {"before": drafts})
    tx.execute(OLD_MESSAGES, {"before": messages})
    tx.execute(OLD_EXCHANGES, {"before": messages})
    tx.execute(OLD_CARDS, {"before": messages})
    tx.execute(OLD_LINKS, {"before": links})
    tx.execute(OLD_SESSIONS, {"before": sessions})


def long_gone(tx: Connection, partnership_id: int, *, before: datetime, most: int) -> Sequence[Partner]:
    """Partners who left a table longer ago than it keeps things."""
    keys = {"table": partnership_id, "before": before.date(), "most": most}
    return [partner_of(row) for row in tx.execute(LONG_GONE, keys)]
