"""Which conversation of a platform belongs to which table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, update

from bot.domain.people import Place
from bot.storage.installations import REMOVED
from bot.storage.schema import conversation, partnership, posted, teams_place
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
# What its platform tells of it by itself, in any order: what is older than the newest of it changes nothing.
_TOLD_OF = (
    conversation.c.platform == bindparam("on"),
    conversation.c.address == bindparam("before"),
    or_(conversation.c.changed_at.is_(None), conversation.c.changed_at < bindparam("at")),
)
TOLD_SHUT = (
    update(conversation)
    .where(*_TOLD_OF, conversation.c.route.in_(bindparam("ways", expanding=True)))
    .values(
        changed_at=bindparam("at"),
        shut_at=func.coalesce(conversation.c.shut_at, bindparam("now")),
        shut_why=case((conversation.c.shut_at.is_(None), bindparam("why")), else_=conversation.c.shut_why),
    )
)
_elsewhere = conversation.alias("elsewhere")
# A table that talks in another channel by now stays there.
_IS_NEEDED = ~(
    select(_elsewhere.c.id)
    .where(
        _elsewhere.c.partnership_id == conversation.c.partnership_id,
        _elsewhere.c.platform != "web",
        _elsewhere.c.shut_at.is_(None),
    )
    .correlate(conversation)
    .exists()
)
_OPENS = and_(conversation.c.shut_why.in_(bindparam("whys", expanding=True)), _IS_NEEDED)
TOLD_OPEN = (
    update(conversation)
    .where(*_TOLD_OF)
    .values(
        changed_at=bindparam("at"),
        shut_at=case((_OPENS, None), else_=conversation.c.shut_at),
        shut_why=case((_OPENS, None), else_=conversation.c.shut_why),
    )
)
TOLD_OPEN_OF = TOLD_OPEN.where(conversation.c.route.in_(bindparam("ways", expanding=True)))
SHUT_SINCE = (
    select(conversation.c.shut_why)
    .where(
        conversation.c.partnership_id == bindparam("partnership"),
        conversation.c.shut_at > bindparam("since"),
        # Of that more is told (storage/removals.py).
        conversation.c.shut_why != REMOVED,
    )
    .order_by(conversation.c.shut_at.desc(), conversation.c.id)
    .limit(1)
)
SHUT_NOW = (
    select(partnership.c.slug, conversation.c.shut_why)
    .join(partnership, partnership.c.id == conversation.c.partnership_id)
    .where(conversation.c.shut_at.is_not(None), partnership.c.closed_at.is_(None))
    .order_by(partnership.c.slug, conversation.c.id)
)
_taken = conversation.alias("taken")
MOVE = (
    update(conversation)
    .where(
        *_THERE,
        # Somebody may have told a table of the new id before its platform did.
        ~select(_taken.c.id)
        .where(
            _taken.c.platform == conversation.c.platform,
            _taken.c.tenant == conversation.c.tenant,
            _taken.c.address == bindparam("after"),
        )
        .correlate(conversation)
        .exists(),
    )
    .values(address=bindparam("after"))
    .returning(conversation.c.id)
)
_stands = posted.alias("stands")
# Whichever installation posted them: what stands there has to be found again.
CARDS_MOVE = (
    update(posted)
    .where(
        posted.c.platform == bindparam("on"),
        posted.c.address == bindparam("before"),
        ~select(_stands.c.id)
        .where(
            _stands.c.platform == posted.c.platform,
            _stands.c.tenant == posted.c.tenant,
            _stands.c.address == bindparam("after"),
            _stands.c.message_id == posted.c.message_id,
        )
        .correlate(posted)
        .exists(),
    )
    .values(address=bindparam("after"))
)
# A chat's own conversation goes before the page that every table has.
OF_TABLE = (
    select(conversation)
    .where(conversation.c.partnership_id == bindparam("partnership"), conversation.c.shut_at.is_(None))
    .order_by(conversation.c.platform == "web", conversation.c.id)
)
AT = select(conversation).where(*_THERE)
# In Teams a channel has threads, and a chat has none.
_THREADED = or_(
    conversation.c.platform == "slack",
    and_(
        conversation.c.platform == "teams",
        select(teams_place.c.id)
        .where(teams_place.c.address == conversation.c.address, teams_place.c.kind == "channel")
        .correlate(conversation)
        .exists(),
    ),
)
HAS_THREADS = select(conversation.c.id).where(conversation.c.id == bindparam("conversation"), _THREADED)
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


def told_shut(tx: Connection, place: Place, *, why: str, at: datetime, now: datetime) -> None:
    """Its platform told by itself that nothing can be posted there, for whom it heard it; since `at`."""
    tx.execute(TOLD_SHUT, {**_told_of(place), "ways": _ways(place), "why": why, "at": at, "now": now})


def told_open(tx: Connection, place: Place, *, whys: Sequence[str], at: datetime, for_all: bool) -> None:
    """Its platform told by itself that one of these reasons is over: `for_all`, whoever posts there."""
    keys = {**_told_of(place), "whys": list(whys), "at": at}
    tx.execute(TOLD_OPEN, keys) if for_all else tx.execute(TOLD_OPEN_OF, {**keys, "ways": _ways(place)})


def _told_of(place: Place) -> dict[str, str]:
    return {"on": place.platform, "before": place.conversation}


def _ways(place: Place) -> list[str]:
    """What may be written of a conversation that is reached like the place."""
    return [place.way] if place.is_one_of_many else ["", place.way]


def shut_since(tx: Connection, partnership_id: int, *, since: datetime) -> str:
    """Why, if since then a place was lost in which a table's messages stood; empty if none was."""
    found: str | None = tx.execute(SHUT_SINCE, {"partnership": partnership_id, "since": since}).scalar_one_or_none()
    return found or ""


def shut_now(tx: Connection) -> Sequence[tuple[str, str]]:
    """The open tables' places in which nothing can be posted: the table's slug, and the platform's word for why."""
    return [(row.slug, row.shut_why) for row in tx.execute(SHUT_NOW)]


def move(tx: Connection, place: Place, address: str) -> bool:
    """The platform calls a place something else from now on; False if it is no table's, or a table has that already."""
    moved = tx.execute(MOVE, {**_there(tx, place), "after": address}).first() is not None
    tx.execute(CARDS_MOVE, {"on": place.platform, "before": place.conversation, "after": address})
    return moved


def of_table(tx: Connection, partnership_id: int) -> Sequence[Conversation]:
    """Where a table's messages can stand, its chat before its page; not where nothing can be posted any more."""
    rows = tx.execute(OF_TABLE, {"partnership": partnership_id})
    return [Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__}) for row in rows]


def by_id(tx: Connection, conversation_id: int) -> Conversation:
    row = tx.execute(BY_ID, {"conversation": conversation_id}).one()
    return Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__})


def has_threads(tx: Connection, place: Conversation) -> bool:
    """Whether something can stand under a message there without being a message to all."""
    return tx.execute(HAS_THREADS, {"conversation": place.id}).first() is not None


def at(tx: Connection, place: Place) -> Conversation | None:
    """The conversation of whatever table that a place is; None if it is no table's."""
    row = tx.execute(AT, _there(tx, place)).one_or_none()
    return Conversation(**{name: getattr(row, name) for name in Conversation.__dataclass_fields__}) if row else None


def on_platform(tx: Connection, platform: str) -> Sequence[Heard]:
    """Every conversation on a platform that belongs to an open table."""
    rows = tx.execute(ON_PLATFORM, {"platform": platform})
    return [Heard(**{name: getattr(row, name) for name in Heard.__dataclass_fields__}) for row in rows]
