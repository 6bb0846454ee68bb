"""The history of changes, with their reasons: written in the transaction that changes something."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select

from bot.domain.changes import Change
from bot.domain.people import Partner, Viewer
from bot.storage import sight
from bot.storage.schema import change, commitment, partner, person

ADD = insert(change)

# Of a table everybody sees all, of a commitment whoever may see it, of a partner they themself and who convenes;
# the rest only whoever did it.
_MAY_SEE = or_(
    change.c.subject.in_(("seat", "partnership", "challenge", "strand", "meeting", "outcome", "try")),
    and_(
        change.c.subject == "commitment",
        select(commitment.c.id).where(sight.COMMITMENT, commitment.c.id == change.c.subject_id).exists(),
    ),
    and_(
        change.c.subject == "partner",
        or_(change.c.subject_id == bindparam("viewer"), bindparam("convenes").is_(True)),
    ),
    change.c.partner_id == bindparam("viewer"),
)
HISTORY = (
    select(change, person.c.name)
    .outerjoin(partner, (partner.c.partnership_id == change.c.partnership_id) & (partner.c.id == change.c.partner_id))
    .outerjoin(person, person.c.id == partner.c.person_id)
    .where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == bindparam("subject"),
        change.c.subject_id == bindparam("subject_id"),
        _MAY_SEE,
    )
    .order_by(change.c.id)
)

FORGET = delete(change).where(
    change.c.partnership_id == bindparam("partnership"),
    change.c.partner_id == bindparam("partner"),
    change.c.subject == bindparam("of"),
    change.c.subject_id == bindparam("of_id"),
)
ANSWERS = (
    select(change.c.what, change.c.after, change.c.at)
    .where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "plan",
        change.c.subject_id == bindparam("partner"),
    )
    .order_by(change.c.id.desc())
    .limit(2)
)


def note(
    tx: Connection,
    by: Partner,
    *,
    subject: str,
    subject_id: int,
    what: str,
    from_to: tuple[object, object] = (None, None),
    reason: str | None = None,
    now: datetime,
) -> None:
    """Keep that `by` changed something, and why. `from_to`: what it was and what it is now, kept as text."""
    before, after = (None if one is None else str(one) for one in from_to)
    tx.execute(
        ADD,
        {
            "partnership_id": by.partnership.id,
            "subject": subject,
            "subject_id": subject_id,
            "partner_id": by.id,
            "what": what,
            "before": before,
            "after": after,
            "reason": reason,
            "at": now,
        },
    )


def note_seat(
    tx: Connection,
    by: Partner,
    seat_id: int,
    *,
    from_to: tuple[str | None, str],
    what: str = "",
    reason: str | None = None,
    now: datetime,
) -> None:
    """Keep how a seat stood and stands. `what`: where that is not what it is now."""
    what = what or from_to[1]
    note(tx, by, subject="seat", subject_id=seat_id, what=what, from_to=from_to, reason=reason, now=now)


def history(tx: Connection, viewer: Viewer, subject: str, subject_id: int) -> Sequence[Change]:
    """What happened to one thing, oldest first, as far as the viewer may see it."""
    keys = {**sight.eyes(viewer), "convenes": viewer.convenes, "subject": subject, "subject_id": subject_id}
    return [
        Change(what=row.what, at=row.at, by=row.name, before=row.before, after=row.after, reason=row.reason)
        for row in tx.execute(HISTORY, keys)
    ]


def plan_answers(tx: Connection, who: Partner) -> Sequence[Change]:
    """What a partner last answered when asked for a plan, newest first: "planned" or "skipped", after: the number."""
    rows = tx.execute(ANSWERS, {"partnership": who.partnership.id, "partner": who.id})
    return [Change(what=row.what, at=row.at, after=row.after) for row in rows]


def forget(tx: Connection, by: Partner, *, subject: str, subject_id: int) -> None:
    """Take out what `by` did to something that is there no more: its number may come to stand for something else."""
    keys = {"partnership": by.partnership.id, "partner": by.id, "of": subject, "of_id": subject_id}
    tx.execute(FORGET, keys)
