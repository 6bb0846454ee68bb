"""Messages that stand with us: on a person's page, on a table's page, at a terminal. Cards are kept as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.storage.schema import conversation, message, outbox
from bot.storage.upsert import insert_new

PUT = insert_new(message).returning(message.c.id)
PUT_BEFORE = select(message.c.id).where(message.c.outbox_id == bindparam("row"))
PUT_UP_FOR = (
    select(outbox.c.partnership_id, outbox.c.kind, message.c.at)
    .join(message, message.c.outbox_id == outbox.c.id)
    .where(outbox.c.id == bindparam("row"))
)
ON_TABLE = (
    select(message.c.at, message.c.card)
    .join(conversation, conversation.c.id == message.c.conversation_id)
    .where(conversation.c.partnership_id == bindparam("partnership"), conversation.c.platform == "web")
    .order_by(message.c.at.desc(), message.c.id.desc())
    .limit(bindparam("most"))
)
UNSEEN = (
    select(message.c.id, message.c.card)
    .where(message.c.person_id == bindparam("person"), message.c.route == bindparam("by"), message.c.seen_at.is_(None))
    .order_by(message.c.id)
)
UNSEEN_BY = UNSEEN.where(message.c.at <= bindparam("until"))
SEE = update(message).where(message.c.id.in_(bindparam("ids", expanding=True))).values(seen_at=bindparam("now"))
PAGES = select(conversation.c.id).where(
    conversation.c.partnership_id == bindparam("partnership"), conversation.c.platform == "web"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message to put up: on a person's page or at their terminal, or on a table's page."""

    outbox_id: int
    route: str
    card: str
    person_id: int | None = None
    conversation_id: int | None = None


def put(tx: Connection, post: Post, *, now: datetime) -> int:
    """The message's id. Putting the same row up again changes nothing, so that a lost answer can be asked for again."""
    values = {name: getattr(post, name) for name in Post.__dataclass_fields__}
    added: int | None = tx.execute(PUT, {**values, "at": now}).scalar_one_or_none()
    if added is not None:
        return added
    before: int = tx.execute(PUT_BEFORE, {"row": post.outbox_id}).scalar_one()
    return before


@dataclass(frozen=True, slots=True, kw_only=True)
class PutUp:
    """Of which table a message is, what kind it is, and when it was put up."""

    partnership_id: int
    kind: str
    at: datetime


def put_up_for(tx: Connection, row_id: int) -> PutUp:
    """What stands somewhere for an outbox row."""
    row = tx.execute(PUT_UP_FOR, {"row": row_id}).one()
    return PutUp(partnership_id=row.partnership_id, kind=row.kind, at=row.at)


def on_table(tx: Connection, partnership_id: int, *, most: int) -> Sequence[tuple[datetime, str]]:
    """What stands on a table's own page, newest first: when it was put up, and the card."""
    rows = tx.execute(ON_TABLE, {"partnership": partnership_id, "most": most})
    return [(row.at, row.card) for row in rows]


def take_unseen(tx: Connection, person_id: int, *, route: str, now: datetime) -> Sequence[str]:
    """What waits for somebody on a route that shows things once, oldest first; it is seen from now on."""
    waiting = tx.execute(UNSEEN, {"person": person_id, "by": route}).all()
    if waiting:
        tx.execute(SEE, {"ids": [row.id for row in waiting], "now": now})
    return [row.card for row in waiting]


def unseen(tx: Connection, person_id: int, *, route: str, until: datetime) -> Sequence[tuple[int, str]]:
    """What waited for somebody on a route at that moment, oldest first: ids and cards. It waits still."""
    rows = tx.execute(UNSEEN_BY, {"person": person_id, "by": route, "until": until})
    return [(row.id, row.card) for row in rows]


def see(tx: Connection, ids: Sequence[int], *, now: datetime) -> None:
    """Those were looked at."""
    tx.execute(SEE, {"ids": list(ids), "now": now})


def page_of(tx: Connection, partnership_id: int) -> int | None:
    """The conversation that a table's page is; None for a table without one."""
    found: int | None = tx.execute(PAGES, {"partnership": partnership_id}).scalar_one_or_none()
    return found
