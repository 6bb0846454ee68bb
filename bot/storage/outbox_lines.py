"""Outbox rows as they are reported: to whom by name, what was said, what rode along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.storage.lanes import RIDER
from bot.storage.schema import message, outbox, partnership, person

BY_IDS = (
    select(outbox, person.c.email, person.c.name, partnership.c.slug, message.c.card)
    .outerjoin(partnership, partnership.c.id == outbox.c.partnership_id)
    .outerjoin(person, person.c.id == outbox.c.person_id)
    .outerjoin(message, message.c.outbox_id == outbox.c.id)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.id)
)
RODE_WITH = select(outbox.c.message_id, outbox.c.kind).where(
    outbox.c.message_id.in_(bindparam("messages", expanding=True)), outbox.c.kind == RIDER
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as `tick` reports it: to whom by name, and what was said."""

    id: int
    kind: str
    route: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    reason: str | None
    to: str
    card: str | None
    riders: tuple[str, ...]


def lines(tx: Connection, ids: Sequence[int]) -> Sequence[Line]:
    """The rows with those ids, with what rode along with each."""
    found = tx.execute(BY_IDS, {"ids": list(ids)}).all()
    rode: dict[str, list[str]] = {}
    for row in tx.execute(RODE_WITH, {"messages": [one.message_id for one in found if one.message_id]}):
        rode.setdefault(row.message_id, []).append(row.kind)
    return [
        Line(
            **{
                name: getattr(row, name)
                for name in ("id", "kind", "route", "state", "due_at", "sent_at", "reason", "card")
            },
            to=(row.email or row.name) if row.person_id else row.slug or row.route,
            riders=tuple(rode.get(row.message_id, ())) if row.kind == "note" else (),
        )
        for row in found
    ]
