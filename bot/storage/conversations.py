"""Which conversation of a platform belongs to which table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.people import Place
from bot.storage.schema import conversation, partnership
from bot.storage.upsert import insert_new

_THERE = (
    conversation.c.platform == bindparam("on"),
    conversation.c.tenant == bindparam("of"),
    conversation.c.address == bindparam("before"),
)
TABLE_AT = (
    select(partnership.c.id, partnership.c.slug)
    .join(conversation, conversation.c.partnership_id == partnership.c.id)
    .where(*_THERE, partnership.c.closed_at.is_(None))
)
# The same, whichever installation heard it: a conversation that several share has one id in all of them.
BEGUN_IN = (
    select(conversation.c.tenant)
    .where(conversation.c.platform == bindparam("on"), conversation.c.address == bindparam("before"))
    .order_by(conversation.c.tenant != bindparam("of"), conversation.c.id)
    .limit(1)
)
LINK = insert_new(conversation)
SHUT = (
    update(conversation)
    .where(conversation.c.id == bindparam("conversation"), conversation.c.shut_at.is_(None))
    .values(shut_at=bindparam("now"), shut_why=bindparam("why"))
)
IS_SHUT = select(conversation.c.id).where(*_THERE, conversation.c.shut_at.is_not(None))
OPEN_AGAIN = update(conversation).where(*_THERE).values(shut_at=None, shut_why=None)
SHUT_SINCE = (
    select(conversation.c.id)
    .where(conversation.c.partnership_id == bindparam("partnership"), conversation.c.shut_at > bindparam("since"))
    .limit(1)
)
SHUT_NOW = (
    select(partnership.c.slug, conversation.c.shut_why)
    .join(partnership, partnership.c.id == conversation.c.partnership_id)
    .where(conversation.c.shut_at.is_not(None), partnership.c.closed_at.is_(None))
    .order_by(partnership.c.slug, conversation.c.id)
)
MOVE = update(conversation).where(*_THERE).values(address=bindparam("after")).returning(conversation.c.id)
# A chat's own conversation goes before the page that every table has.
OF_TABLE = (
    select(conversation)
    .where(conversation.c.partnership_id == bindparam("partnership"), conversation.c.shut_at.is_(None))
    .order_by(conversation.c.platform == "web", conversation.c.id)
)
AT = select(conversation).where(*_THERE)
BY_ID = select(conversation).where(conversation.c.id == bindparam("conversation"))
ON_PLATFORM = (
    select(conversation, partnership.c.zone)
    .join(partnership, partnership.c.id == conversation.c.partnership_id)
    .where(conversation.c.platform == bindparam("platform"), partnership.c.closed_at.is_(None))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A place that belongs to a table, by the platform's own name for it."""

    id: int
    partnership_id: int
    platform: str
    tenant: str
    address: str
    route: str

    @property
    def way(self) -> str:
        """The route by which messages are carried there."""
        return self.route or self.platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A conversation in which talk may be counted, with the zone that its days are in."""

    partnership_id: int
    tenant: str
    address: str
    zone: str


def _there(tx: Connection, place: Place) -> dict[str, str]:
    keys = {"on": place.platform, "of": place.tenant, "before": place.conversation}
    if not place.is_one_of_many:
        return keys
    begun_in: str | None = tx.execute(BEGUN_IN, keys).scalar_one_or_none()
    return keys if begun_in is None else {**keys, "of": begun_in}


def table_at(tx: Connection, place: Place) -> tuple[int, str] | None:
    """The id and the slug of the open table that a place belongs to."""
    found = tx.execute(TABLE_AT, _there(tx, place)).one_or_none()
    return (found.id, found.slug) if found else None


def link(tx: Connection, partnership_id: int, place: Place) -> None:
    """Let a place be a table's; one that is a table's already stays that."""
    new = {"platform": place.platform, "tenant": place.tenant, "address": place.conversation, "route": place.route}
    tx.execute(LINK, {"partnership_id": partnership_id, **new})


def shut(tx: Connection, conversation_id: int, *, why: str, now: datetime) -> None:
    """Nothing can be posted there any more; `why`: the platform's word for it."""
    tx.execute(SHUT, {"conversation": conversation_id, "why": why, "now": now})


def is_shut(tx: Connection, place: Place) -> bool:
    """Whether nothing can be posted there any more, as far as is known."""
    return tx.execute(IS_SHUT, _there(tx, place)).first() is not None


def open_again(tx: Connection, place: Place) -> None:
    """Somebody says that messages can be posted there."""
    tx.execute(OPEN_AGAIN, _there(tx, place))


def any_shut(tx: Connection, partnership_id: int, *, since: datetime) -> bool:
    """Whether since then a place was lost in which a table's messages stood."""
    return tx.execute(SHUT_SINCE, {"partnership": partnership_id, "since": since}).first() is not None


def shut_now(tx: Connection) -> Sequence[tuple[str, str]]:
    """The open tables' places in which nothing can be posted: the table's slug, and the platform's word for why."""
    return [(row.slug, row.shut_why) for row in tx.execute(SHUT_NOW)]


def move(tx: Connection, place: Place, address: str) -> bool:
    """The platform calls a place something else from now on; False if it is no table's."""
    return tx.execute(MOVE, {**_there(tx, place), "after": address}).first() is not None


def of_table(tx: Connection, partnership_id: int) -> Sequence[Conversation]:
    """Where a table's messages can stand, its chat before its page; not where nothing can be posted any more."""
    rows = tx.execute(OF_TABLE, {"partnership": partnership_id})
    return [Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__}) for row in rows]


def by_id(tx: Connection, conversation_id: int) -> Conversation:
    row = tx.execute(BY_ID, {"conversation": conversation_id}).one()
    return Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__})


def at(tx: Connection, place: Place) -> Conversation | None:
    """The conversation of whatever table that a place is; None if it is no table's."""
    row = tx.execute(AT, _there(tx, place)).one_or_none()
    return Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__}) if row else None


def on_platform(tx: Connection, platform: str) -> Sequence[Heard]:
    """Every conversation on a platform that belongs to an open table."""
    rows = tx.execute(ON_PLATFORM, {"platform": platform})
    return [Heard(**{name: getattr(row, name) for name in Heard.__dataclass_fields__}) for row in rows]
