"""The workspaces that have installed the app: how the bot is known there, and its tokens, sealed."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, insert, literal_column, or_, select, update

from bot.storage.schema import consent_state, conversation, identity, installation, route
from bot.storage.upsert import insert_new

# Why nothing can be posted in the channels of a workspace that has removed the app.
REMOVED = "app_removed"
# Slack's clock and ours differ by less.
SKEW = timedelta(minutes=1)

_THIS = (installation.c.platform == bindparam("on"), installation.c.key == bindparam("of"))
_STANDS = installation.c.removed_at.is_(None)
ADD = insert_new(installation).returning(installation.c.id)
PUT = update(installation).where(*_THIS)
ALL = select(installation).where(installation.c.platform == bindparam("on"), _STANDS).order_by(installation.c.id)
REMOVE = (
    update(installation)
    # What is told late is of the installation before.
    .where(*_THIS, _STANDS, installation.c.installed_at <= bindparam("newest"))
    .values(
        token=None,
        refresh=None,
        expires_at=None,
        renewing_until=None,
        removed_at=bindparam("now"),
        removed_why=bindparam("why"),
    )
    .returning(installation.c.route)
)
# Nothing can be posted in its channels then, for a reason that ends when it is installed again.
SHUT = (
    update(conversation)
    .where(conversation.c.route == bindparam("by"), conversation.c.shut_at.is_(None))
    .values(shut_at=bindparam("now"), shut_why=REMOVED)
)
OPEN_AGAIN = (
    update(conversation)
    .where(conversation.c.route == bindparam("by"), conversation.c.shut_why == REMOVED)
    .values(shut_at=None, shut_why=None)
)
TAKE_RENEWAL = (
    update(installation)
    .where(
        *_THIS,
        _STANDS,
        installation.c.token == bindparam("with_token"),
        or_(installation.c.renewing_until.is_(None), installation.c.renewing_until < bindparam("now")),
    )
    .values(renewing_until=bindparam("until"))
    .returning(installation.c.id)
)
LET_RENEW = update(installation).where(*_THIS).values(renewing_until=None)
RENEW = (
    update(installation)
    .where(*_THIS, _STANDS)
    .values(
        token=bindparam("new_token"),
        refresh=bindparam("new_refresh"),
        expires_at=bindparam("until"),
        renewing_until=None,
    )
)
RESEAL = (
    update(installation)
    .where(*_THIS, _STANDS, installation.c.token == bindparam("with_token"))
    .values(token=bindparam("new_token"), refresh=bindparam("new_refresh"))
)
WITHOUT = select(installation.c.without).where(*_THIS, _STANDS).with_for_update()
SET_WITHOUT = update(installation).where(*_THIS).values(without=bindparam("teams"))
FORGET = delete(installation).where(installation.c.removed_at < bindparam("before"))
_other = installation.alias("other")
# What was begun with the app of one workspace alone is from now on carried by its own route; and what an app
# carried that is gone, by that of the whole organisation.
FOLLOW = (
    update(conversation)
    .where(
        conversation.c.platform == bindparam("on"),
        conversation.c.tenant == bindparam("tenants"),
        or_(
            conversation.c.route.in_(("", bindparam("on"))),
            and_(
                literal_column("1") == bindparam("for_all"),
                conversation.c.route.in_(select(_other.c.route).where(_other.c.removed_at.is_not(None))),
            ),
        ),
    )
    .values(route=bindparam("by"))
)
# An organisation's own app goes on in the workspaces that had theirs.
_FOR_ALL = (
    select(_other.c.route)
    .where(
        _other.c.platform == conversation.c.platform,
        _other.c.key == conversation.c.tenant,
        _other.c.removed_at.is_(None),
    )
    .correlate(conversation)
)
HAND_ON = (
    update(conversation)
    .where(conversation.c.route == bindparam("by"), _FOR_ALL.exists())
    .values(route=_FOR_ALL.scalar_subquery())
)
_ITS_PEOPLE = (
    select(identity.c.person_id, bindparam("by"))
    .where(identity.c.platform == bindparam("on"), identity.c.tenant == bindparam("tenants"))
    .distinct()
)
REACHED = insert_new(route).from_select(["person_id", "platform"], _ITS_PEOPLE)
WORK_AGAIN = (
    update(route)
    .where(route.c.platform == bindparam("by"), route.c.works.is_(False))
    .values(works=None, tried_at=None, reason=None)
)
OWN_ROUTE = (
    select(route.c.id)
    .join(installation, installation.c.route == route.c.platform)
    .where(route.c.person_id == bindparam("person"), installation.c.tenant == bindparam("tenants"), _STANDS)
    .limit(1)
)
ADD_STATE = insert(consent_state)
TAKE_STATE = (
    delete(consent_state)
    .where(
        consent_state.c.state_hash == bindparam("state"),
        consent_state.c.browser_hash == bindparam("browser"),
        consent_state.c.made_at >= bindparam("since"),
    )
    .returning(consent_state.c.state_hash)
)
FORGET_STATES = delete(consent_state).where(consent_state.c.made_at < bindparam("before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The app in one workspace, or in all of an organisation's. `token` and `refresh` are sealed.

    `without`: the organisation's workspaces that have taken it away again.
    """

    platform: str
    key: str
    tenant: str
    route: str
    name: str
    bot_user: str
    bot_id: str
    scopes: str
    token: str
    refresh: str | None = None
    expires_at: datetime | None = None
    without: frozenset[str] = frozenset()


def keep(tx: Connection, one: Installed, *, now: datetime) -> None:
    """Installed, or installed again: its conversations and people are reached by it from now on."""
    values = {name: getattr(one, name) for name in Installed.__dataclass_fields__ if name != "without"}
    fresh = {"without": "[]", "installed_at": now, "removed_at": None, "removed_why": None, "renewing_until": None}
    if tx.execute(ADD, {**values, **fresh}).first() is None:
        tx.execute(PUT.values(**values, **fresh), {"on": one.platform, "of": one.key})
    keys = {"on": one.platform, "tenants": one.tenant, "by": one.route}
    tx.execute(FOLLOW, {**keys, "for_all": int(one.key == one.tenant)})
    tx.execute(REACHED, keys)
    tx.execute(WORK_AGAIN, {"by": one.route})
    tx.execute(OPEN_AGAIN, {"by": one.route})


def standing(tx: Connection, platform: str) -> Sequence[Installed]:
    """All in which the app is installed now."""
    names = [name for name in Installed.__dataclass_fields__ if name != "without"]
    return [
        Installed(**{name: getattr(row, name) for name in names}, without=frozenset(json.loads(row.without)))
        for row in tx.execute(ALL, {"on": platform})
    ]


def remove(tx: Connection, platform: str, key: str, *, why: str, at: datetime, now: datetime) -> bool:
    """The app is no longer there since `at`: its tokens go at once. False if that was known, or it came back since."""
    keys = {"on": platform, "of": key, "why": why, "newest": at + SKEW, "now": now}
    found = tx.execute(REMOVE, keys).one_or_none()
    if found is not None:
        tx.execute(HAND_ON, {"by": found.route})
        tx.execute(SHUT, {"by": found.route, "now": now})
    return found is not None


def take_renewal(tx: Connection, one: Installed, *, now: datetime, until: datetime) -> bool:
    """Take it on to ask for new tokens; False if another process does, or did."""
    keys = {"on": one.platform, "of": one.key, "with_token": one.token}
    return tx.execute(TAKE_RENEWAL, {**keys, "now": now, "until": until}).first() is not None


def let_renew(tx: Connection, one: Installed) -> None:
    """Whoever took it on could not: the next may try."""
    tx.execute(LET_RENEW, {"on": one.platform, "of": one.key})


def renew(tx: Connection, one: Installed, *, token: str, refresh: str, expires_at: datetime) -> None:
    """Its new tokens, sealed."""
    keys = {"on": one.platform, "of": one.key, "new_token": token, "new_refresh": refresh}
    tx.execute(RENEW, {**keys, "until": expires_at})


def reseal(tx: Connection, one: Installed, *, token: str, refresh: str | None) -> None:
    """The same tokens under another key, unless they have been renewed since."""
    keys = {"on": one.platform, "of": one.key, "with_token": one.token}
    tx.execute(RESEAL, {**keys, "new_token": token, "new_refresh": refresh})


def take_away(tx: Connection, platform: str, key: str, teams: Iterable[str]) -> None:
    """Workspaces of an organisation have taken the app away; it stays in its others."""
    _set_without(tx, platform, key, lambda without: without.union(teams))


def give_back(tx: Connection, platform: str, key: str, teams: Iterable[str]) -> None:
    """They have it, or have it again."""
    _set_without(tx, platform, key, lambda without: without.difference(teams))


def _set_without(tx: Connection, platform: str, key: str, change: Callable[[set[str]], set[str]]) -> None:
    keys = {"on": platform, "of": key}
    found = tx.execute(WITHOUT, keys).scalar_one_or_none()
    if found is not None:
        tx.execute(SET_WITHOUT, {**keys, "teams": json.dumps(sorted(change(set(json.loads(found)))))})


def has_own_route(tx: Connection, person_id: int, tenant: str) -> bool:
    """Whether somebody is reached by their own workspace's app, so that no other's need write to them."""
    return tx.execute(OWN_ROUTE, {"person": person_id, "tenants": tenant}).first() is not None


def add_state(tx: Connection, state_hash: str, *, browser_hash: str, now: datetime) -> None:
    """Somebody has gone to their workspace's consent page."""
    tx.execute(ADD_STATE, {"state_hash": state_hash, "browser_hash": browser_hash, "made_at": now})


def take_state(tx: Connection, state_hash: str, *, browser_hash: str, since: datetime) -> bool:
    """They are back, once, with the same browser and in time."""
    keys = {"state": state_hash, "browser": browser_hash, "since": since}
    return tx.execute(TAKE_STATE, keys).first() is not None


def forget(tx: Connection, *, removed: datetime, begun: datetime) -> None:
    """What was removed, or begun and not ended, before these moments."""
    tx.execute(FORGET, {"before": removed})
    tx.execute(FORGET_STATES, {"before": begun})
