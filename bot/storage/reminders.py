"""Which commitments the round that reminds has to look at, and when each next: those of no day near cost it nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Date, Select, bindparam, literal, select, update

from bot.domain.commitments import State
from bot.storage.schema import commitment
from bot.storage.weeks import ITEMS, Item, item_of

# Written out, so that a plan that is made before its values are known uses the index on open ones.
_OPEN = commitment.c.state == literal(State.OPEN.value, literal_execute=True)


def _first(when: ColumnElement[bool]) -> Select[tuple[int]]:
    ids = select(commitment.c.id).where(_OPEN, when).order_by(commitment.c.next_look_at).limit(bindparam("most"))
    return select(ids.subquery().c.id)


# They alone, before anything is joined to them, so that no database begins with all the people there are; and a range
# at a time, so that none reads all that lies between the two.
_COME = _first(commitment.c.next_look_at <= bindparam("now"))
_PUT_OFF = _first(commitment.c.next_look_at > bindparam("too_far"))
DUE = ITEMS.add_columns(commitment.c.id).where(commitment.c.id.in_(_COME.union_all(_PUT_OFF)))
SET_NEXT = (
    update(commitment)
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.number == bindparam("of"),
        # Of one that was moved meanwhile nothing is known: it stays due.
        commitment.c.due_on.is_not_distinct_from(bindparam("due_day", type_=Date)),
        commitment.c.plan_on.is_not_distinct_from(bindparam("plan_day", type_=Date)),
    )
    .values(next_look_at=bindparam("next"))
)


def due(tx: Connection, *, now: datetime, too_far: datetime, most: int) -> Sequence[tuple[int, Item]]:
    """Open commitments of all tables, by their ids, to be looked at by now, or so late that a wrong clock said so.

    At most so many of each.
    """
    return [(row.id, item_of(row)) for row in tx.execute(DUE, {"now": now, "too_far": too_far, "most": most})]


def keep_next(tx: Connection, those: Sequence[tuple[Item, datetime | None]]) -> None:
    """When to look at some commitments again; None: not until it is changed."""
    tx.execute(
        SET_NEXT,
        [
            {
                "partnership": one.partnership_id,
                "of": one.number,
                "due_day": one.due_on,
                "plan_day": one.plan_on,
                "next": next_at,
            }
            for one, next_at in those
        ],
    )
