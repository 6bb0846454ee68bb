"""How each person can be reached, as recorded when it was tried."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, or_, select, update

from bot.domain.people import Place
from bot.storage.schema import conversation, door, identity, outbox, partner, route
from bot.storage.upsert import insert_new

# What waits behind a button in the table's channel, for whoever can't be written to: the last that is still private.
OPENED_VIEW = "opened_view"

# In Teams, what one person alone can see in a channel, for a day: for whoever comes to it from another organisation.
TARGETED = "teams_targeted"

# By these a message is gone after a day, whether anybody saw it or not.
VANISHING = frozenset({TARGETED})

# Chat first, by the app that came to them last (docs/decisions/0017): people look there. The page keeps what is put on
# it, but nobody is told; the terminal shows it only to somebody who comes back.
PREFERENCE = case({TARGETED: 1, "email": 2, OPENED_VIEW: 3, "web": 4, "terminal": 5}, value=route.c.platform, else_=0)
# What was never tried is taken to work; and nothing goes by a door that this installation has not opened.
USABLE = and_(route.c.works.is_not(False), route.c.platform.in_(select(door.c.platform)))
# Of a partner in a statement about partners: there is such a way.
REACHABLE = select(route.c.id).where(route.c.person_id == partner.c.person_id, USABLE).correlate(partner).exists()

ADD = insert_new(route).returning(route.c.id)
RENEW = (
    update(route)
    .where(route.c.person_id == bindparam("person"), route.c.platform == bindparam("on"), route.c.works.is_(False))
    .values(works=None, tried_at=None, reason=None)
)
OF = (
    select(route.c.person_id, route.c.platform)
    .where(route.c.person_id.in_(bindparam("people", expanding=True)), USABLE)
    .order_by(route.c.person_id, PREFERENCE, route.c.id.desc())
)
TRIED = (
    update(route)
    .where(route.c.person_id == bindparam("person"), route.c.platform == bindparam("on"))
    .values(works=bindparam("worked"), tried_at=bindparam("now"), reason=bindparam("why"))
)
CLOSE = (
    update(route)
    .where(route.c.person_id == bindparam("person"), route.c.platform == bindparam("on"), route.c.works.is_not(False))
    .values(works=False, tried_at=bindparam("now"), reason=bindparam("why"))
    .returning(route.c.id)
)
OPEN_AGAIN = RENEW.where(route.c.reason == bindparam("why"))
_THERE = (
    select(identity.c.person_id)
    .join(partner, partner.c.person_id == identity.c.person_id)
    .join(conversation, conversation.c.partnership_id == partner.c.partnership_id)
    .where(
        conversation.c.platform == bindparam("at_platform"),
        conversation.c.address == bindparam("spot"),
        identity.c.platform == conversation.c.platform,
        or_(bindparam("tenants") == "", identity.c.tenant == bindparam("tenants")),
        or_(bindparam("user") == "", identity.c.user_id == bindparam("user")),
    )
)
TRY_THOSE = (
    update(route)
    .where(route.c.platform == bindparam("on"), route.c.works.is_(False), route.c.person_id.in_(_THERE))
    .values(works=None, tried_at=None, reason=None)
)
_BEST = (
    select(route.c.platform)
    .where(route.c.person_id == outbox.c.person_id, USABLE)
    .order_by(PREFERENCE, route.c.id.desc())
    .limit(1)
    .correlate(outbox)
    .scalar_subquery()
)
_other = outbox.alias("other")
# Two notes of one week by one route cannot be: then the second stays where it is.
_ROOM = or_(
    outbox.c.kind != "note",
    ~select(_other.c.id)
    .where(
        _other.c.person_id == outbox.c.person_id,
        _other.c.kind == "note",
        _other.c.period == outbox.c.period,
        _other.c.route == _BEST,
    )
    .correlate(outbox)
    .exists(),
)
_ELSEWHERE = update(outbox).where(outbox.c.person_id.is_not(None), outbox.c.route != _BEST, _ROOM).values(route=_BEST)
FOLLOW = _ELSEWHERE.where(outbox.c.state == "owed")
FOLLOW_ONE = FOLLOW.where(outbox.c.person_id == bindparam("person"))
TAKE_ALONG = _ELSEWHERE.where(
    outbox.c.id == bindparam("row"),
    outbox.c.claim_token == bindparam("token"),
    outbox.c.state.in_(("claimed", "unknown")),
).returning(outbox.c.id)


def add_route(tx: Connection, person_id: int, platform: str) -> bool:
    """A way to reach somebody. One that had failed is tried again: whoever adds it says that it works.

    False where it stood open before.
    """
    added = tx.execute(ADD, {"person_id": person_id, "platform": platform}).first()
    renewed = tx.execute(RENEW, {"person": person_id, "on": platform}).rowcount
    return added is not None or bool(renewed)


def try_again(tx: Connection, person_id: int, platform: str) -> None:
    """Somebody spoke by a way that had failed: it is theirs again, and carries what is owed to them."""
    if tx.execute(RENEW, {"person": person_id, "on": platform}).rowcount:
        follow(tx, person_id)


def try_those(tx: Connection, place: Place, tenant: str, user: str) -> None:
    """The same for a tenant's people at the table of a place, for one of them, or, without a tenant, for everybody's.

    What is owed goes as it would.
    """
    keys = {"at_platform": place.platform, "spot": place.conversation, "tenants": tenant, "user": user}
    tx.execute(TRY_THOSE, {**keys, "on": place.way})


def routes_of(tx: Connection, people: Iterable[int]) -> Mapping[int, str]:
    """The platform each person is best reached on; nobody who cannot be reached is in it."""
    found: dict[int, str] = {}
    for row in tx.execute(OF, {"people": list(people)}):
        found.setdefault(row.person_id, row.platform)
    return found


def route_of(tx: Connection, person_id: int) -> str | None:
    """Where to write to a person, or None if they cannot be reached."""
    return routes_of(tx, (person_id,)).get(person_id)


def record_try(tx: Connection, person_id: int, platform: str, *, worked: bool, why: str | None, now: datetime) -> None:
    """Which routes work for a person is recorded when tried; one that does not is not used again."""
    tx.execute(TRIED, {"person": person_id, "on": platform, "worked": worked, "now": now, "why": why})


def close(tx: Connection, person_id: int, platform: str, *, why: str, now: datetime) -> bool:
    """They are not there any more, as their platform says; False where that was known, or there is no such route."""
    return tx.execute(CLOSE, {"person": person_id, "on": platform, "now": now, "why": why}).first() is not None


def open_again(tx: Connection, person_id: int, platform: str, *, why: str) -> None:
    """What had closed it is over; a route that is closed for another reason stays closed."""
    tx.execute(OPEN_AGAIN, {"person": person_id, "on": platform, "why": why})


def send_by_the_best(tx: Connection) -> None:
    """Whatever is owed to anybody goes by their best way as it is now."""
    tx.execute(FOLLOW)


def take_along(tx: Connection, row_id: int, token: str) -> bool:
    """Move a claimed row to its person's best way left; False if there is none."""
    return tx.execute(TAKE_ALONG, {"row": row_id, "token": token}).first() is not None


def follow(tx: Connection, person_id: int) -> None:
    """Whatever is owed to one person goes by their best way as it is now."""
    tx.execute(FOLLOW_ONE, {"person": person_id})
