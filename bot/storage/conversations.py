"""Which conversation of a platform belongs to which table."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.people import Place
from bot.storage.schema import conversation, partnership
from bot.storage.upsert import insert_new

_PLACE = (
    conversation.c.platform == bindparam("platform"),
    conversation.c.tenant == bindparam("tenant"),
    conversation.c.address == bindparam("address"),
)
TABLE_AT = (
    select(partnership.c.id, partnership.c.slug)
    .join(conversation, conversation.c.partnership_id == partnership.c.id)
    .where(*_PLACE, partnership.c.closed_at.is_(None))
)
LINK = insert_new(conversation)
# A chat's own conversation goes before the page that every table has.
MOVE = (
    update(conversation)
    .where(
        conversation.c.platform == bindparam("on"),
        conversation.c.tenant == bindparam("of"),
        conversation.c.address == bindparam("before"),
    )
    .values(address=bindparam("after"))
    .returning(conversation.c.id)
)
OF_TABLE = (
    select(conversation)
    .where(conversation.c.partnership_id == bindparam("partnership"))
    .order_by(conversation.c.platform == "web", conversation.c.id)
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A conversation in which talk may be counted, with the zone that its days are in."""

    partnership_id: int
    tenant: str
    address: str
    zone: str


def _keys(place: Place) -> dict[str, str]:
    return {"platform": place.platform, "tenant": place.tenant, "address": place.conversation}


def table_at(tx: Connection, place: Place) -> tuple[int, str] | None:
    """The id and the slug of the open table that a place belongs to."""
    found = tx.execute(TABLE_AT, _keys(place)).one_or_none()
    return (found.id, found.slug) if found else None


def link(tx: Connection, partnership_id: int, place: Place) -> None:
    """Let a place be a table's; one that is a table's already stays that."""
    tx.execute(LINK, {"partnership_id": partnership_id, **_keys(place)})


def move(tx: Connection, place: Place, address: str) -> bool:
    """The platform calls a place something else from now on; False if it is no table's."""
    keys = {"on": place.platform, "of": place.tenant, "before": place.conversation, "after": address}
    return tx.execute(MOVE, keys).first() is not None


def of_table(tx: Connection, partnership_id: int) -> Sequence[Conversation]:
    """Where a table's messages can stand, its chat before its page."""
    rows = tx.execute(OF_TABLE, {"partnership": partnership_id})
    return [Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__}) for row in rows]


def by_id(tx: Connection, conversation_id: int) -> Conversation:
    row = tx.execute(BY_ID, {"conversation": conversation_id}).one()
    return Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__})


def on_platform(tx: Connection, platform: str) -> Sequence[Heard]:
    """Every conversation on a platform that belongs to an open table."""
    rows = tx.execute(ON_PLATFORM, {"platform": platform})
    return [Heard(**{name: getattr(row, name) for name in Heard.__dataclass_fields__}) for row in rows]
