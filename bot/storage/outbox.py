"""Messages owed, as rows. Each is owed once: per person, kind and period, or per place, kind and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, select, update

from bot.domain.people import Partner
from bot.storage.schema import message, outbox
from bot.storage.upsert import insert_new

OWED, CLAIMED, SENT = "owed", "claimed", "sent"
UNKNOWN, FAILED, WITHDRAWN = "unknown", "failed", "withdrawn"

# Why what may have gone out between a backup and its restore is not sent again.
RESTORED = "restored"

# Sent as a part of the person's next note, never on their own.
RIDERS = ("check_in",)
OURS = ("web", "terminal")

ADD = insert_new(outbox).returning(outbox.c.id)
_ALONE = (outbox.c.state == OWED) & outbox.c.kind.not_in(RIDERS) & (outbox.c.due_at <= bindparam("now"))
NEXT = (
    select(outbox.c.id)
    .where(_ALONE)
    # Answers were asked for, so they go first.
    .order_by(case((outbox.c.kind == "answer", 0), else_=1), outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == OWED)
    .values(
        state=CLAIMED,
        claim_token=bindparam("token"),
        lease_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
    )
)
CLAIMED_BY = (
    select(outbox).where(outbox.c.claim_token == bindparam("token"), outbox.c.state == CLAIMED).order_by(outbox.c.id)
)
_MINE = (outbox.c.id == bindparam("row"), outbox.c.claim_token == bindparam("token"), outbox.c.state == CLAIMED)
_OVER = {"claim_token": None, "lease_until": None}
MARK_SENT = (
    update(outbox)
    .where(*_MINE)
    .values(
        **_OVER,
        state=bindparam("to"),
        sent_at=bindparam("now"),
        message_id=bindparam("as_message"),
        reason=bindparam("why"),
    )
    .returning(outbox.c.id)
)
MARK_RIDERS = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == OWED)
    .values(state=bindparam("to"), sent_at=bindparam("now"), message_id=bindparam("as_message"))
)
TABLES_OF = select(outbox.c.partnership_id).where(outbox.c.id.in_(bindparam("ids", expanding=True))).distinct()
PUT_OFF = (
    update(outbox)
    .where(*_MINE)
    .values(
        **_OVER,
        state=OWED,
        due_at=bindparam("then"),
        reason=bindparam("why"),
        attempts=outbox.c.attempts - bindparam("uncounted"),
    )
)
GIVE_UP = update(outbox).where(*_MINE).values(state=bindparam("to"), reason=bindparam("why"), **_OVER)
LEASES_ENDED = (
    select(outbox.c.id, outbox.c.route, message.c.id.label("message_id"), message.c.at)
    .outerjoin(message, message.c.outbox_id == outbox.c.id)
    .where(outbox.c.state == CLAIMED, outbox.c.lease_until <= bindparam("now"))
    .order_by(outbox.c.id)
)
SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == CLAIMED, outbox.c.lease_until <= bindparam("now"))
    .values(state=bindparam("to"), sent_at=bindparam("sent"), message_id=bindparam("as_message"), **_OVER)
    .returning(outbox.c.id)
)
_OF_PERSON = (outbox.c.person_id == bindparam("person"), outbox.c.partnership_id == bindparam("partnership"))
_TAKE_OFF = update(outbox).where(*_OF_PERSON, outbox.c.state == OWED).values(state=WITHDRAWN, reason=bindparam("why"))
WITHDRAW_CHECK_INS = _TAKE_OFF.where(outbox.c.kind == "check_in")
WITHDRAW_UNASKED = _TAKE_OFF.where(outbox.c.unasked)
WITHDRAW_ALL = _TAKE_OFF
ARRIVED = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == UNKNOWN)
    .values(state=SENT, sent_at=bindparam("now"), message_id=bindparam("as_message"), reason=None)
)
WITHDRAW_REDRAWS = (
    update(outbox)
    .where(outbox.c.kind == "redraw", outbox.c.subject == bindparam("what"), outbox.c.state == OWED)
    .values(state=WITHDRAWN, reason="over")
)
NOTES = select(outbox).where(
    outbox.c.person_id == bindparam("person"),
    outbox.c.route == bindparam("by"),
    outbox.c.kind == "note",
    outbox.c.period == bindparam("week"),
)
RIDING = (
    select(outbox)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.kind == bindparam("what"),
        outbox.c.route == bindparam("by"),
        outbox.c.state == OWED,
        outbox.c.due_at <= bindparam("now"),
    )
    .order_by(outbox.c.id)
)
REPERIOD = update(outbox).where(outbox.c.id == bindparam("row")).values(period=bindparam("week"))
REVIVE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == WITHDRAWN)
    .values(state=OWED, due_at=bindparam("then"), reason=None)
)
HURRY = update(outbox).where(outbox.c.id == bindparam("row"), outbox.c.state == OWED).values(due_at=bindparam("then"))
SENT_SINCE = select(outbox.c.id).where(
    outbox.c.person_id == bindparam("person"),
    outbox.c.kind == bindparam("what"),
    outbox.c.state.in_((SENT, UNKNOWN)),
    outbox.c.sent_at >= bindparam("since"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A message to be owed. To a person or to a place; `subject` names what it is about ("commitment:42")."""

    partnership_id: int
    kind: str
    period: str
    route: str
    due_at: datetime
    person_id: int | None = None
    place_id: int | None = None
    subject: str | None = None
    unasked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A row as delivery and the rounds read it."""

    id: int
    partnership_id: int
    person_id: int | None
    place_id: int | None
    kind: str
    period: str
    subject: str | None
    unasked: bool
    route: str
    due_at: datetime
    state: str
    attempts: int
    reason: str | None

    @property
    def can_come_back(self) -> bool:
        """Withdrawn for want of something to say; one that may have gone out before a restore stays away."""
        return self.state == WITHDRAWN and self.reason != RESTORED


def _row(found: Row[Any]) -> OutboxRow:
    return OutboxRow(**{name: getattr(found, name) for name in OutboxRow.__dataclass_fields__})


def owe(tx: Connection, owed: Owed) -> int | None:
    """The new row's id; None if it is owed, or was sent or withdrawn, already."""
    values = {name: getattr(owed, name) for name in Owed.__dataclass_fields__}
    found: int | None = tx.execute(ADD, {**values, "state": OWED}).scalar_one_or_none()
    return found


def claim(tx: Connection, token: str, *, now: datetime, until: datetime, most: int) -> Sequence[OutboxRow]:
    """Take up to `most` rows that are due. Only the holder of `token` can record what became of them."""
    ids = list(tx.execute(NEXT, {"now": now, "most": most}).scalars())
    if not ids:
        return []
    tx.execute(CLAIM, {"ids": ids, "token": token, "until": until})
    return [_row(found) for found in tx.execute(CLAIMED_BY, {"token": token})]


def mark_sent(
    tx: Connection,
    row_id: int,
    token: str,
    *,
    message_id: str | None,
    riders: Sequence[int] = (),
    unknown: str | None = None,
    now: datetime,
) -> bool:
    """Record that a row, and what rode along, went out; False if the claim was no longer ours.

    `unknown`: why nobody can say whether they did. They count as sent then, so that nobody is asked twice.
    """
    values = {"now": now, "as_message": message_id, "to": UNKNOWN if unknown else SENT}
    if tx.execute(MARK_SENT, {"row": row_id, "token": token, "why": unknown, **values}).first() is None:
        return False
    if riders:
        tx.execute(MARK_RIDERS, {"ids": list(riders), **values})
    return True


def tables_of(tx: Connection, ids: Sequence[int]) -> Sequence[int]:
    """Which tables some rows belong to."""
    return list(tx.execute(TABLES_OF, {"ids": list(ids)}).scalars()) if ids else []


def put_off(tx: Connection, row_id: int, token: str, *, until: datetime, why: str, counts: bool = True) -> None:
    """Give a claimed row back, due later. `counts`: whether this was a try of the message itself."""
    tx.execute(PUT_OFF, {"row": row_id, "token": token, "then": until, "why": why, "uncounted": 0 if counts else 1})


def give_up(tx: Connection, row_id: int, token: str, *, state: str, why: str) -> None:
    """End a claimed row: withdrawn, or failed."""
    tx.execute(GIVE_UP, {"row": row_id, "token": token, "to": state, "why": why})


def settle_leases(tx: Connection, *, now: datetime) -> list[int]:
    """Rows whose holder is gone. Where the message stands with us it says whether it went out; else nobody knows."""
    settled = []
    for found in tx.execute(LEASES_ENDED, {"now": now}).all():
        state = UNKNOWN if found.route not in OURS else SENT if found.message_id is not None else OWED
        as_message = str(found.message_id) if found.message_id is not None else None
        values = {"row": found.id, "now": now, "to": state, "sent": found.at, "as_message": as_message}
        if tx.execute(SETTLE, values).first() is not None:
            settled.append(found.id)
    return settled


def _keys(who: Partner, why: str) -> dict[str, object]:
    return {"person": who.person.id, "partnership": who.partnership.id, "why": why}


def withdraw_check_ins(tx: Connection, who: Partner, *, reason: str) -> None:
    """A sign of life ends the asking."""
    tx.execute(WITHDRAW_CHECK_INS, _keys(who, reason))


def withdraw_unasked(tx: Connection, who: Partner, *, reason: str) -> None:
    """They said stop, or no: at once, also for what is owed already."""
    tx.execute(WITHDRAW_UNASKED, _keys(who, reason))


def withdraw_all(tx: Connection, who: Partner, *, reason: str) -> None:
    tx.execute(WITHDRAW_ALL, _keys(who, reason))


def arrived(tx: Connection, row_id: int, *, message_id: str, now: datetime) -> None:
    """A message of which nobody knew whether it went out was seen where it should be."""
    tx.execute(ARRIVED, {"row": row_id, "as_message": message_id, "now": now})


def withdraw_redraws(tx: Connection, subject: str) -> None:
    """A card is to be drawn again, so the drawing owed before has had its day."""
    tx.execute(WITHDRAW_REDRAWS, {"what": subject})


def note_of(tx: Connection, person_id: int, *, route: str, week: str) -> OutboxRow | None:
    """The person's note of an ISO week by one route, whatever its state."""
    found = tx.execute(NOTES, {"person": person_id, "by": route, "week": week}).one_or_none()
    return _row(found) if found else None


def riding(tx: Connection, person_id: int, kind: str, *, route: str, now: datetime) -> Sequence[OutboxRow]:
    """What of one kind is due and may ride along with a person's note."""
    rows = tx.execute(RIDING, {"person": person_id, "what": kind, "by": route, "now": now})
    return [_row(found) for found in rows]


def move_to_week(tx: Connection, row_id: int, week: str) -> None:
    """A note that comes late is the note of the week it comes in."""
    tx.execute(REPERIOD, {"row": row_id, "week": week})


def revive(tx: Connection, row_id: int, *, due_at: datetime) -> None:
    """A note that had nothing to say has something now."""
    tx.execute(REVIVE, {"row": row_id, "then": due_at})


def hurry(tx: Connection, row_id: int, *, due_at: datetime) -> None:
    tx.execute(HURRY, {"row": row_id, "then": due_at})


def sent_on_or_after(tx: Connection, person_id: int, kind: str, *, since: datetime) -> bool:
    """Whether a message of that kind went to the person since then, from whichever table."""
    return tx.execute(SENT_SINCE, {"person": person_id, "what": kind, "since": since}).first() is not None
