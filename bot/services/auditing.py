"""The auditor: whatever is owed and late raises an alarm, once while it lasts; and it says when it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.manners import Kind, Never, Why
from bot.messages.cards import alarms as cards
from bot.messages.cards.alarms import Trouble
from bot.services.composed import Composed
from bot.services.turns import Turn
from bot.storage import auditing, doors, outbox
from bot.storage.auditing import Overdue
from bot.storage.outbox import OutboxRow, Owed

# Retries within a platform's own pauses are put off, and so have a later day: what is late by this much is held up.
TOO_LATE = timedelta(minutes=10)
# A platform that can be asked has said by then; what nobody could say within a day, nobody will.
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)

# The way to whoever runs the program: it is no partner's, and stands open where CONVENOR_OPERATOR is set.
OPERATOR = "operator"

OVER = "/over"
# What the last alarm was told by, or may have been. One that could not be sent is said to be over all the same.
TOLD = (outbox.SENT, outbox.UNKNOWN, outbox.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sort of trouble that there is just now."""

    trouble: Trouble
    overdue: Overdue


def look(tx: Connection, *, now: datetime) -> Sequence[Finding]:
    """All that is overdue; nothing while all is well."""
    before = now - TOO_LATE
    found = {
        Trouble.MESSAGES: auditing.late(tx, before=before),
        Trouble.CLAIMS: auditing.stuck(tx, before=before),
        Trouble.ROUNDS: auditing.missed(tx, before=before),
        Trouble.WAYS: auditing.closed(tx, before=before),
        Trouble.DOUBTS: auditing.doubtful(tx, since=now - A_DAY, before=now - AN_HOUR),
    }
    return [Finding(trouble=trouble, overdue=overdue) for trouble, overdue in found.items() if overdue]


def audit(tx: Connection, *, now: datetime, after: int = 0) -> Turn:
    """Owe the operator a word about each trouble that has begun or ended since the last one."""
    if OPERATOR not in doors.standing_open(tx):
        return Turn()
    there = {one.trouble for one in look(tx, now=now)}
    rows = [_owe(tx, trouble, lasts=trouble in there, now=now) for trouble in Trouble]
    return Turn(owed=tuple(row for row in rows if row is not None))


def _owe(tx: Connection, trouble: Trouble, *, lasts: bool, now: datetime) -> int | None:
    period = _period(trouble, auditing.last_told(tx, trouble), lasts=lasts)
    if period is None:
        return None
    alarm = Owed(
        partnership_id=None,
        kind=Kind.ALARM,
        period=period,
        subject=trouble,
        route=OPERATOR,
        due_at=now,
        unasked=Kind.ALARM.unasked,
    )
    return outbox.owe(tx, alarm)


def _period(trouble: Trouble, last: OutboxRow | None, *, lasts: bool) -> str | None:
    """What is to be told now, if anything. Counted on from the last one, so that all who look at once say the same."""
    if last is None:
        return f"{trouble}/1" if lasts else None
    ended = last.period.endswith(OVER) or last.state == outbox.WITHDRAWN
    if lasts and ended:
        number = int(last.period.removesuffix(OVER).rpartition("/")[2])
        return f"{trouble}/{number + 1}"
    return f"{last.period}{OVER}" if not (lasts or ended) and last.state in TOLD else None


def compose(tx: Connection, row: OutboxRow, *, now: datetime) -> Composed | Never:
    """The alarm as things stand now: one that was over before it went out is not sent."""
    trouble = Trouble(row.subject or "")
    if row.period.endswith(OVER):
        return Composed(card=cards.over(trouble, now=now))
    found = next((one for one in look(tx, now=now) if one.trouble == trouble), None)
    if found is None:
        return Never(Why.OVER)
    return Composed(card=cards.alarm(trouble, found.overdue.number, since=found.overdue.since))
