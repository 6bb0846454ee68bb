"""Cards as they stand on a chat platform: so that each can be found, redrawn, and known for its table's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal_column, or_, select

from bot.domain.people import Place, Platform
from bot.storage.schema import partnership, posted
from bot.storage.upsert import insert_new

NOTE = insert_new(posted)
TABLE_OF = (
    select(partnership.c.id, partnership.c.slug)
    .join(posted, posted.c.partnership_id == partnership.c.id)
    .where(
        posted.c.platform == bindparam("platform"),
        # Whoever presses in a conversation that several installations share may be heard by another of them.
        or_(posted.c.tenant == bindparam("tenant"), literal_column("1") == bindparam("anywhere")),
        posted.c.address == bindparam("address"),
        posted.c.message_id == bindparam("as_message"),
        partnership.c.closed_at.is_(None),
    )
)
ABOUT = (
    select(posted)
    .where(
        posted.c.partnership_id == bindparam("partnership"),
        posted.c.subject == bindparam("what"),
        posted.c.person_id.is_not(None),
    )
    .order_by(posted.c.id)
)
BEFORE_ALL = select(posted.c.id, posted.c.address).where(
    posted.c.partnership_id == bindparam("partnership"),
    posted.c.subject == bindparam("what"),
    posted.c.person_id.is_(None),
)
BY_ID = select(posted).where(posted.c.id == bindparam("row"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A card that was posted. `subject` says what it is about ("commitment:42"); no person: everybody there sees it."""

    partnership_id: int
    platform: Platform
    tenant: str
    address: str
    message_id: str
    person_id: int | None = None
    subject: str | None = None
    route: str = ""

    @property
    def way(self) -> str:
        """The route by which it was posted, and can be drawn again."""
        return self.route or self.platform


def note(tx: Connection, card: Posted, *, now: datetime) -> None:
    """Remember where a card stands; drawn again in its place it is the same one."""
    tx.execute(NOTE, {**{name: getattr(card, name) for name in Posted.__dataclass_fields__}, "at": now})


def table_of(tx: Connection, place: Place) -> tuple[int, str] | None:
    """The id and the slug of the table that the card at a place is about."""
    keys = {"platform": place.platform, "tenant": place.tenant, "address": place.conversation}
    more = {"as_message": place.message or "", "anywhere": int(place.is_one_of_many)}
    found = tx.execute(TABLE_OF, {**keys, **more}).one_or_none()
    return (found.id, found.slug) if found else None


def about(tx: Connection, partnership_id: int, subject: str) -> Sequence[tuple[int, Posted]]:
    """The private cards of a table about one thing, each with its id."""
    rows = tx.execute(ABOUT, {"partnership": partnership_id, "what": subject})
    return [(row.id, Posted(**{name: getattr(row, name) for name in Posted.__dataclass_fields__})) for row in rows]


def before_all(tx: Connection, partnership_id: int, subject: str) -> Sequence[tuple[int, str]]:
    """The cards about one thing that everybody in a conversation sees: the id of each, and which conversation."""
    return [(row.id, row.address) for row in tx.execute(BEFORE_ALL, {"partnership": partnership_id, "what": subject})]


def by_id(tx: Connection, row_id: int) -> Posted | None:
    row = tx.execute(BY_ID, {"row": row_id}).one_or_none()
    return Posted(**{name: getattr(row, name) for name in Posted.__dataclass_fields__}) if row else None
