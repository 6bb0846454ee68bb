"""Tables that are closed: what is still theirs to fetch for a while, and then nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, select, update

from bot.domain.people import Identity, Partner
from bot.storage import my_data
from bot.storage.outbox import OWED, WITHDRAWN
from bot.storage.people import AT_TABLE, PARTNERS, partner_of
from bot.storage.schema import answer, identity, message, metadata, organisation, outbox, partnership, person, seat

CLOSE = (
    update(partnership)
    .where(partnership.c.id == bindparam("partnership"), partnership.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), next_digest_at=None)
)
OPEN_AGAIN = (
    update(partnership)
    .where(partnership.c.id == bindparam("partnership"), partnership.c.closed_at.is_not(None))
    .values(closed_at=None, next_digest_at=bindparam("digest_at"))
)
# What was asked for is still answered; nothing else goes out from a table that is closed.
HOLD_BACK = (
    update(outbox)
    .where(outbox.c.partnership_id == bindparam("partnership"), outbox.c.state == OWED, outbox.c.kind != "answer")
    .values(state=WITHDRAWN, reason="closed")
)
_CLOSED = PARTNERS.add_columns(partnership.c.closed_at).where(partnership.c.closed_at.is_not(None))
CLOSED_SEATS = (
    _CLOSED.join(identity, identity.c.person_id == person.c.id)
    .where(
        identity.c.platform == bindparam("platform"),
        identity.c.tenant == bindparam("tenant"),
        identity.c.user_id == bindparam("user"),
    )
    .order_by(partnership.c.closed_at.desc())
)
CALLED = _CLOSED.where(
    (func.lower(person.c.email) == func.lower(bindparam("who")))
    | (func.lower(person.c.name) == func.lower(bindparam("who")))
).order_by(partnership.c.closed_at.desc())
OVER = (
    select(partnership.c.id)
    .where(partnership.c.closed_at < bindparam("before"))
    .order_by(partnership.c.closed_at)
    .limit(1)
)
SOME = AT_TABLE.limit(bindparam("most"))
BODIES = select(seat.c.organisation_id).where(
    seat.c.partnership_id == bindparam("partnership"), seat.c.organisation_id.is_not(None)
)
_ROWS = select(outbox.c.id).where(outbox.c.partnership_id == bindparam("partnership"))
# Children before their parents, as the schema has them.
DELETE = (
    *(delete(table).where(table.c.outbox_id.in_(_ROWS)) for table in (answer, message)),
    *(
        delete(table).where(table.c.partnership_id == bindparam("partnership"))
        for table in reversed(metadata.sorted_tables)
        if "partnership_id" in table.c
    ),
    delete(partnership).where(partnership.c.id == bindparam("partnership")),
)
FORGET_BODIES = delete(organisation).where(
    organisation.c.id.in_(bindparam("bodies", expanding=True)),
    ~exists().where(seat.c.organisation_id == organisation.c.id),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSeat:
    """Somebody's place at a table that is closed, since when."""

    partner: Partner
    closed_at: datetime


def close(tx: Connection, partnership_id: int, *, now: datetime) -> bool:
    """Close it and let nothing more go out; False where it was closed already."""
    closed = tx.execute(CLOSE, {"partnership": partnership_id, "now": now}).rowcount == 1
    tx.execute(HOLD_BACK, {"partnership": partnership_id})
    return closed


def open_again(tx: Connection, partnership_id: int, *, digest_at: datetime) -> bool:
    keys = {"partnership": partnership_id, "digest_at": digest_at}
    return tx.execute(OPEN_AGAIN, keys).rowcount == 1


def seats_of(tx: Connection, who: Identity) -> Sequence[ClosedSeat]:
    """Where somebody sat when it was closed, the last closed first; not where they had left before."""
    keys = {"platform": who.platform, "tenant": who.tenant, "user": who.user}
    return _seats(tx, CLOSED_SEATS, keys)


def called(tx: Connection, who: str) -> Sequence[ClosedSeat]:
    """The same of everybody with that e-mail address or that name: for the operator only."""
    return _seats(tx, CALLED, {"who": who.strip()})


def _seats(tx: Connection, statement: Select[Any], keys: Mapping[str, str]) -> Sequence[ClosedSeat]:
    return [
        ClosedSeat(partner=partner_of(row), closed_at=row.closed_at)
        for row in tx.execute(statement, keys)
        if row.left_on is None
    ]


def over(tx: Connection, *, before: datetime) -> int | None:
    """A table that has been closed for so long that nothing of it is kept."""
    found: int | None = tx.execute(OVER, {"before": before}).scalar()
    return found


def forget_some(tx: Connection, partnership_id: int, *, most: int) -> int:
    """Take out some of its people, with all that is held on them; how many. With none left, the table itself."""
    people = [partner_of(row) for row in tx.execute(SOME, {"partnership": partnership_id, "most": most})]
    for one in people:
        my_data.forget(tx, one)
    if not people:
        bodies = list(tx.execute(BODIES, {"partnership": partnership_id}).scalars())
        for statement in DELETE:
            tx.execute(statement, {"partnership": partnership_id})
        tx.execute(FORGET_BODIES, {"bodies": bodies})
    return len(people)
