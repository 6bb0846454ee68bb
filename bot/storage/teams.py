"""How Microsoft Teams is written to: which conversation, which account, by which address; each as it told last.

Nothing else tells it: Teams gives a bot no list of where it is, and nobody can be written to by name or e-mail.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, func, or_, select, update

from bot.storage.schema import conversation, identity, partnership, teams_person, teams_place
from bot.storage.upsert import insert_new

Kind = Literal["personal", "groupChat", "channel"]
Standing = Literal["external", "unknown"]

ADD_PLACE = insert_new(teams_place)
KEEP_PLACE = (
    update(teams_place)
    .where(teams_place.c.address == bindparam("at"))
    .values(
        tenant=bindparam("of"),
        kind=bindparam("as_kind"),
        # That others are in a channel is told of it once, and not with each message in it.
        shared=or_(teams_place.c.shared, bindparam("with_others", type_=teams_place.c.shared.type)),
        team=case((bindparam("of_team") == "", teams_place.c.team), else_=bindparam("of_team")),
        service_url=bindparam("by"),
        seen_at=bindparam("now"),
    )
)
# Where one conversation of an organisation is reached by another address, so are those that were at the same.
_MOVES = {
    one: update(one)
    .where(one.c.tenant == bindparam("of"), one.c.service_url == bindparam("before"))
    .values(service_url=bindparam("by"))
    for one in (teams_place, teams_person)
}
HEARD = (
    update(teams_place)
    .where(teams_place.c.address == bindparam("at"), teams_place.c.removed_at <= bindparam("now"))
    .values(removed_at=None)
)
PLACE = select(teams_place).where(teams_place.c.address == bindparam("at"))
_NEWS = (
    or_(teams_place.c.address == bindparam("at"), teams_place.c.team == bindparam("at")),
    or_(teams_place.c.told_at.is_(None), teams_place.c.told_at < bindparam("now")),
)
REMOVE = (
    update(teams_place)
    .where(*_NEWS)
    .values(removed_at=func.coalesce(teams_place.c.removed_at, bindparam("now")), told_at=bindparam("now"))
)
PUT_BACK = update(teams_place).where(*_NEWS).values(removed_at=None, told_at=bindparam("now"))
SHARE = update(teams_place).where(teams_place.c.address == bindparam("at")).values(shared=True)
IN_TEAM = (
    select(teams_place)
    .where(or_(teams_place.c.address == bindparam("at"), teams_place.c.team == bindparam("at")))
    .order_by(teams_place.c.id)
)
INSTALLED_IN = (
    select(teams_place.c.id).where(teams_place.c.tenant == bindparam("of"), teams_place.c.removed_at.is_(None)).limit(1)
)
# A table's conversation of which Teams has not told yet how to write to it.
NOT_TOLD_OF = (
    select(partnership.c.slug)
    .join(conversation, conversation.c.partnership_id == partnership.c.id)
    .outerjoin(teams_place, teams_place.c.address == conversation.c.address)
    .where(conversation.c.platform == "teams", partnership.c.closed_at.is_(None), teams_place.c.id.is_(None))
    .order_by(partnership.c.slug)
)
ADD_PERSON = insert_new(teams_person)
KEEP_PERSON = (
    update(teams_person)
    .where(teams_person.c.tenant == bindparam("of"), teams_person.c.user_id == bindparam("as_user"))
    .values(
        account=bindparam("by_account"),
        service_url=bindparam("by"),
        personal=func.coalesce(bindparam("alone"), teams_person.c.personal),
        kind=case((bindparam("as_kind") == "unknown", teams_person.c.kind), else_=bindparam("as_kind")),
        seen_at=bindparam("now"),
    )
)
PERSON = select(teams_person).where(
    teams_person.c.tenant == bindparam("of"), teams_person.c.user_id == bindparam("as_user")
)
BY_ACCOUNT = (
    select(teams_person)
    .where(teams_person.c.account == bindparam("by_account"))
    .order_by(teams_person.c.seen_at.desc(), teams_person.c.id)
    .limit(1)
)
OF_PERSON = (
    select(teams_person)
    .join(identity, and_(identity.c.tenant == teams_person.c.tenant, identity.c.user_id == teams_person.c.user_id))
    .where(identity.c.platform == "teams", identity.c.person_id == bindparam("person"))
    .order_by(teams_person.c.seen_at.desc(), teams_person.c.id)
)
_KNOWN = (
    select(identity.c.id)
    .where(
        identity.c.platform == "teams",
        identity.c.tenant == teams_person.c.tenant,
        identity.c.user_id == teams_person.c.user_id,
    )
    .correlate(teams_person)
    .exists()
)
FORGET_PLACES = delete(teams_place).where(teams_place.c.removed_at < bindparam("before"))
FORGET_PEOPLE = delete(teams_person).where(teams_person.c.seen_at < bindparam("before"), ~_KNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A conversation in which the app is or was, in the organisation whose it is.

    `shared`: others than that organisation's people may be in it. `team`: the one that a channel is of.
    """

    address: str
    tenant: str
    kind: Kind
    service_url: str
    shared: bool = False
    team: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRef:
    """Somebody as an Identity has them, and by what Teams lets this bot write to them.

    `personal`: the bot's conversation with them, None until there is one. `kind`: external where they were heard in a
    conversation of another organisation's.
    """

    tenant: str
    user: str
    account: str
    service_url: str
    personal: str | None = None
    kind: Standing = "unknown"


def keep_place(tx: Connection, place: PlaceRef, *, now: datetime, spoken: bool = True) -> None:
    """What is told of a conversation is what holds; what somebody has `spoken` there shows that the app is there."""
    keys = {"at": place.address, "of": place.tenant, "as_kind": place.kind, "with_others": place.shared}
    told = {**keys, "of_team": place.team, "by": place.service_url, "now": now}
    if spoken:
        tx.execute(HEARD, {"at": place.address, "now": now})
    _follow(tx, place)
    if not tx.execute(KEEP_PLACE, told).rowcount:
        names = ("address", "tenant", "kind", "shared", "team", "service_url")
        tx.execute(ADD_PLACE, {**{name: getattr(place, name) for name in names}, "seen_at": now})


def _follow(tx: Connection, moved: PlaceRef) -> None:
    """Microsoft moves an organisation's conversations together, and tells it by the next word in one of them."""
    before = place(tx, moved.address)
    if before and before.service_url != moved.service_url:
        keys = {"of": moved.tenant, "before": before.service_url, "by": moved.service_url}
        for move in _MOVES.values():
            tx.execute(move, keys)


def place(tx: Connection, address: str) -> PlaceRef | None:
    """What is known of a conversation."""
    row = tx.execute(PLACE, {"at": address}).one_or_none()
    return _place(row) if row else None


def remove(tx: Connection, where: str, *, now: datetime) -> bool:
    """The app is not in a conversation any more, or in a team with all of its channels; `now`: when that happened.

    False where that is no news.
    """
    return bool(tx.execute(REMOVE, {"at": where, "now": now}).rowcount)


def put_back(tx: Connection, where: str, *, now: datetime) -> bool:
    """It is there, or there again; False where that is no news, for what is older changes nothing."""
    return bool(tx.execute(PUT_BACK, {"at": where, "now": now}).rowcount)


def share(tx: Connection, address: str) -> None:
    """Other organisations may be in a channel from now on."""
    tx.execute(SHARE, {"at": address})


def within(tx: Connection, where: str) -> Sequence[PlaceRef]:
    """The conversation, or the channels of a team as far as they are known."""
    return [_place(row) for row in tx.execute(IN_TEAM, {"at": where})]


def not_told_of(tx: Connection) -> Sequence[str]:
    """The tables whose conversation can't be written to, for Teams has not told how."""
    return tx.execute(NOT_TOLD_OF).scalars().all()


def is_installed_in(tx: Connection, tenant: str) -> bool:
    """Whether the app is anywhere in an organisation, so that its people can be written to."""
    return tx.execute(INSTALLED_IN, {"of": tenant}).first() is not None


def keep_person(tx: Connection, who: PersonRef, *, now: datetime) -> None:
    """Somebody was heard, or told of: what was not told this time stays."""
    keys = {"of": who.tenant, "as_user": who.user, "by_account": who.account, "by": who.service_url}
    told = {**keys, "alone": who.personal, "as_kind": who.kind, "now": now}
    if not tx.execute(KEEP_PERSON, told).rowcount:
        names = ("tenant", "account", "service_url", "personal", "kind")
        added = {name: getattr(who, name) for name in names}
        tx.execute(ADD_PERSON, {**added, "user_id": who.user, "seen_at": now})


def met(tx: Connection, who: PersonRef, conversation: str, *, now: datetime) -> None:
    """The bot's conversation with somebody was begun."""
    keep_person(tx, replace(who, personal=conversation), now=now)


def person(tx: Connection, tenant: str, user: str) -> PersonRef | None:
    """How somebody is written to; None where Teams has told nothing of them."""
    row = tx.execute(PERSON, {"of": tenant, "as_user": user}).one_or_none()
    return _person(row) if row else None


def by_account(tx: Connection, account: str) -> PersonRef | None:
    """Whose account that is, for this bot."""
    row = tx.execute(BY_ACCOUNT, {"by_account": account}).one_or_none()
    return _person(row) if row else None


def of_person(tx: Connection, person_id: int) -> Sequence[PersonRef]:
    """Each way in which somebody is known in Teams, the one that was heard last first."""
    return [_person(row) for row in tx.execute(OF_PERSON, {"person": person_id})]


def forget(tx: Connection, *, before: datetime) -> None:
    """Conversations that the app was removed from before then, and whoever sits nowhere and was heard last before."""
    tx.execute(FORGET_PLACES, {"before": before})
    tx.execute(FORGET_PEOPLE, {"before": before})


def _place(row: Row[tuple[object, ...]]) -> PlaceRef:
    return PlaceRef(**{name: getattr(row, name) for name in PlaceRef.__dataclass_fields__})


def _person(row: Row[tuple[object, ...]]) -> PersonRef:
    names = ("tenant", "account", "service_url", "personal", "kind")
    return PersonRef(user=row.user_id, **{name: getattr(row, name) for name in names})
