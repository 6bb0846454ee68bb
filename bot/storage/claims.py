"""Rows that were claimed: begun, recorded. What rides along with a row bears the same claim, and its fate.

A claim of which sending was not begun goes back when its lease ends; one of which it was may have gone out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, update

from bot.storage.outbox import CLAIMED, IS_DOUBTED, JOINED, OWED, RODE_ALONG, SENT, UNKNOWN, OutboxRow, row_of
from bot.storage.routes import OPENED_VIEW
from bot.storage.schema import message, outbox
from bot.storage.schema.base import UTCDateTime

# Where messages stand with us, so that we know what became of them; drawing a card again does no harm.
OURS = ("web", "terminal", OPENED_VIEW)
REPEATABLE = ("redraw",)

NOT_THERE = "not_there"

# A lease that ends later than this was given by a clock that has been set back since.
LONGEST_LEASE = timedelta(minutes=2)

_TOKEN = outbox.c.claim_token == bindparam("token")
_BY_TOKEN = (_TOKEN, outbox.c.state == CLAIMED)
# Whoever sent it knows what became of it, also once others have noted that nobody does.
_SAID = (_TOKEN, outbox.c.state.in_((CLAIMED, UNKNOWN)))
_MINE = (outbox.c.id == bindparam("row"), *_SAID)
_OVER = {"claim_token": None, "lease_until": None}
BEGIN = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), *_BY_TOKEN)
    .values(sent_at=bindparam("now"))
    .returning(*outbox.c)
)
TAKE_RIDERS = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == OWED)
    .values(
        state=CLAIMED,
        claim_token=bindparam("token"),
        lease_until=bindparam("until"),
        sent_at=bindparam("now"),
        reason=RODE_ALONG,
    )
)
MARK_SENT = (
    update(outbox)
    .where(*_SAID)
    .values(
        **_OVER,
        state=SENT,
        # What a message says is what was known when it was composed, which is when its sending began.
        sent_at=func.coalesce(outbox.c.sent_at, bindparam("now", type_=UTCDateTime)),
        message_id=bindparam("as_message"),
        reason=None,
    )
    .returning(*outbox.c)
)
# The claim stays, for what rode along has to be found again.
MARK_UNKNOWN = (
    update(outbox)
    .where(*_BY_TOKEN)
    .values(
        state=UNKNOWN,
        lease_until=None,
        due_at=case((outbox.c.reason == RODE_ALONG, outbox.c.due_at), else_=bindparam("then")),
        reason=case((outbox.c.reason == RODE_ALONG, RODE_ALONG), else_=bindparam("why")),
    )
    .returning(outbox.c.id)
)
PUT_OFF = (
    update(outbox)
    .where(*_MINE)
    .values(
        **_OVER,
        state=OWED,
        sent_at=None,
        due_at=bindparam("then"),
        reason=bindparam("why"),
        attempts=outbox.c.attempts - bindparam("uncounted"),
    )
)
GIVE_UP = update(outbox).where(*_MINE).values(state=bindparam("to"), reason=bindparam("why"), sent_at=None, **_OVER)
END_LEASE = update(outbox).where(*_BY_TOKEN).values(lease_until=bindparam("now"))
BRING_TO = update(outbox).where(*_MINE).values(place_id=bindparam("place"), route=bindparam("by"))
LET_GO = update(outbox).where(*_SAID).values(state=OWED, reason=None, sent_at=None, **_OVER)
ENDED = (
    select(outbox.c.claim_token, outbox.c.route, outbox.c.kind, outbox.c.sent_at, message.c.id, message.c.at)
    # What goes by letter stands on the page as well, and that says nothing about the letter.
    .outerjoin(message, and_(message.c.outbox_id == outbox.c.id, message.c.route == outbox.c.route))
    .where(
        outbox.c.state == CLAIMED,
        or_(outbox.c.lease_until <= bindparam("now"), outbox.c.lease_until > bindparam("horizon")),
        or_(outbox.c.reason.is_(None), outbox.c.reason != RODE_ALONG),
    )
    .order_by(outbox.c.id)
)
_CAN_BE_ASKED = (*IS_DOUBTED, outbox.c.reason != JOINED)
TO_ASK = (
    select(outbox)
    .where(
        *_CAN_BE_ASKED,
        outbox.c.route == bindparam("by"),
        outbox.c.due_at <= bindparam("now"),
    )
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
ANY_ENDED = ENDED.order_by(None).limit(1)
DOUBTFUL = (
    select(outbox.c.route)
    .where(
        *_CAN_BE_ASKED,
        outbox.c.due_at <= bindparam("now"),
    )
    .distinct()
)
_IN_DOUBT = (outbox.c.id == bindparam("row"), outbox.c.state == UNKNOWN)
IN_DOUBT = select(outbox).where(*_IN_DOUBT)
ASK_AGAIN = update(outbox).where(*_IN_DOUBT).values(due_at=bindparam("then"), reason=bindparam("why"))
_found = outbox.alias("found")
_TOGETHER = (
    outbox.c.state == UNKNOWN,
    or_(
        outbox.c.id == bindparam("row"),
        outbox.c.claim_token == select(_found.c.claim_token).where(_found.c.id == bindparam("row")).scalar_subquery(),
    ),
)
ARRIVED = (
    update(outbox)
    .where(*_TOGETHER)
    .values(**_OVER, state=SENT, message_id=bindparam("as_message"), reason=None)
    .returning(*outbox.c)
)
# What rode along is due as it was; the row itself when it would have been asked about again.
OWE_AGAIN = update(outbox).where(*_TOGETHER).values(**_OVER, state=OWED, sent_at=None, reason=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of claims whose lease has ended: all rows that changed, and those of them that had gone out."""

    changed: Sequence[int]
    sent: Sequence[OutboxRow]


def begin(
    tx: Connection, row_id: int, token: str, *, riders: Sequence[int] = (), now: datetime
) -> tuple[OutboxRow, datetime] | None:
    """Sending begins: from here on the message may have gone out, and what rides along with it.

    The row as it goes, and until when the claim holds; None if it is no longer ours, so that nothing may be sent.
    """
    found = tx.execute(BEGIN, {"row": row_id, "token": token, "now": now}).one_or_none()
    if found is None:
        return None
    if riders:
        tx.execute(TAKE_RIDERS, {"ids": list(riders), "token": token, "until": found.lease_until, "now": now})
    return row_of(found), found.lease_until


def mark_sent(tx: Connection, token: str, *, message_id: str | None, now: datetime) -> Sequence[OutboxRow]:
    """Record that a row, and what rode along, went out: all of them; none if the claim was no longer ours."""
    return [row_of(found) for found in tx.execute(MARK_SENT, {"token": token, "now": now, "as_message": message_id})]


def mark_unknown(tx: Connection, token: str, *, why: str, ask_at: datetime) -> Sequence[int]:
    """Nobody can say whether they went out. They count as sent then, so that nobody is asked twice."""
    return list(tx.execute(MARK_UNKNOWN, {"token": token, "why": why, "then": ask_at}).scalars())


def put_off(tx: Connection, row_id: int, token: str, *, until: datetime, why: str, counts: bool = True) -> None:
    """Give a claimed row back, due later. `counts`: whether this was a try of the message itself."""
    tx.execute(PUT_OFF, {"row": row_id, "token": token, "then": until, "why": why, "uncounted": 0 if counts else 1})
    tx.execute(LET_GO, {"token": token})


def bring_to(tx: Connection, row_id: int, token: str, *, place_id: int, route: str) -> None:
    """Let a claimed row stand somewhere else."""
    tx.execute(BRING_TO, {"row": row_id, "token": token, "place": place_id, "by": route})


def give_up(tx: Connection, row_id: int, token: str, *, state: str, why: str) -> None:
    """End a claimed row: withdrawn, or failed. What rode along waits for the next."""
    tx.execute(GIVE_UP, {"row": row_id, "token": token, "to": state, "why": why})
    tx.execute(LET_GO, {"token": token})


def end(tx: Connection, token: str, *, now: datetime) -> None:
    """Nobody works on it any more: whoever settles next finds out what became of it."""
    tx.execute(END_LEASE, {"token": token, "now": now})


def loose(tx: Connection, *, now: datetime) -> tuple[bool, frozenset[str]]:
    """Whether there is anything to settle, and the routes whose platforms are to be asked about messages in doubt."""
    ended = tx.execute(ANY_ENDED, {"now": now, "horizon": now + LONGEST_LEASE}).first() is not None
    return ended, frozenset(tx.execute(DOUBTFUL, {"now": now}).scalars())


def settle(tx: Connection, *, now: datetime) -> Settled:
    """Rows whose holder is gone. What was not begun was not sent; what stands with us says so itself.

    Of the rest nobody knows: a platform that can be asked is asked, and no other sends it again.
    """
    changed: list[int] = []
    sent: list[OutboxRow] = []
    for found in tx.execute(ENDED, {"now": now, "horizon": now + LONGEST_LEASE}).all():
        token = {"token": found.claim_token}
        if found.id is not None:
            sent += mark_sent(tx, found.claim_token, message_id=str(found.id), now=found.at)
        elif found.sent_at is None or found.route in OURS or found.kind in REPEATABLE:
            changed += tx.execute(LET_GO.returning(outbox.c.id), token).scalars()
        else:
            changed += mark_unknown(tx, found.claim_token, why="lease", ask_at=now)
    return Settled(changed=[*changed, *(row.id for row in sent)], sent=sent)


def to_ask(tx: Connection, route: str, *, now: datetime, again_at: datetime) -> OutboxRow | None:
    """The next message whose platform is to be asked what became of it; nobody else asks before `again_at`."""
    found = tx.execute(TO_ASK, {"by": route, "now": now}).one_or_none()
    if found is None:
        return None
    ask_again(tx, found.id, at=again_at, why=found.reason)
    return row_of(found)


def ask_again(tx: Connection, row_id: int, *, at: datetime, why: str) -> None:
    """What became of it is not known yet, and why."""
    tx.execute(ASK_AGAIN, {"row": row_id, "then": at, "why": why})


def in_doubt(tx: Connection, row_id: int) -> OutboxRow | None:
    """A message of which nobody knows whether it went out; None for any other."""
    found = tx.execute(IN_DOUBT, {"row": row_id}).one_or_none()
    return row_of(found) if found else None


def arrived(tx: Connection, row_id: int, *, message_id: str) -> Sequence[OutboxRow]:
    """A message of which nobody knew whether it went out was seen where it should be: it, and what rode along."""
    rows = tx.execute(ARRIVED, {"row": row_id, "as_message": message_id})
    return [row_of(found) for found in rows]


def owe_again(tx: Connection, row_id: int) -> None:
    """It did not arrive, as its platform said twice."""
    tx.execute(OWE_AGAIN, {"row": row_id})
