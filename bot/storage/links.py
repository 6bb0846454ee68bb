"""One-time ways to sign in. Only a token's hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from bot.domain.participation import Kind
from bot.storage.schema import consent, identity, link, participation, partner, session

ADD = insert(link)
FIND = select(
    link.c.person_id, link.c.partnership_id, link.c.expires_at, link.c.used_at, link.c.made_by, link.c.act
).where(link.c.token_hash == bindparam("hash"))
USE = (
    update(link)
    .where(link.c.token_hash == bindparam("hash"), link.c.used_at.is_(None), link.c.expires_at > bindparam("now"))
    .values(used_at=bindparam("now"))
    .returning(link.c.person_id, link.c.partnership_id)
)

REVOKE = delete(link).where(link.c.token_hash.in_(bindparam("hashes", expanding=True)), link.c.used_at.is_(None))

_OF_PERSON = partner.c.person_id == bindparam("person")
# Any sign that somebody has been in themselves, at any table: what they did, what they answered, a way of their own.
BEEN_IN = select(
    or_(
        select(link.c.id).where(link.c.person_id == bindparam("person"), link.c.used_at.is_not(None)).exists(),
        select(session.c.id).where(session.c.person_id == bindparam("person")).exists(),
        select(identity.c.id).where(identity.c.person_id == bindparam("person"), identity.c.platform != "web").exists(),
        select(consent.c.id)
        .join(partner, (partner.c.partnership_id == consent.c.partnership_id) & (partner.c.id == consent.c.partner_id))
        .where(_OF_PERSON, consent.c.how == "asked")
        .exists(),
        select(participation.c.id)
        .join(
            partner,
            (partner.c.partnership_id == participation.c.partnership_id) & (partner.c.id == participation.c.partner_id),
        )
        .where(_OF_PERSON, participation.c.kind.in_([kind for kind in Kind if kind.by_themself]))
        .exists(),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whom a link is for (nobody: it begins a table), whether it can still be used, and the action it does, if any.

    `made_by`: the coordinator who hands it over.
    """

    person_id: int | None
    partnership_id: int | None
    expires_at: datetime
    used_at: datetime | None
    made_by: int | None
    act: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    token_hash: str
    expires_at: datetime
    person_id: int | None = None
    partnership_id: int | None = None
    made_by: int | None = None
    act: str | None = None


def add(tx: Connection, new: NewLink, *, now: datetime) -> None:
    values = {name: getattr(new, name) for name in NewLink.__dataclass_fields__}
    tx.execute(ADD, {**values, "made_at": now})


def find(tx: Connection, token_hash: str) -> Link | None:
    row = tx.execute(FIND, {"hash": token_hash}).one_or_none()
    if row is None:
        return None
    return Link(**{name: getattr(row, name) for name in Link.__dataclass_fields__})


def use(tx: Connection, token_hash: str, *, now: datetime) -> tuple[int | None, int | None] | None:
    """The person and the table the link is for, once; None if it was used, is over, or never was."""
    row = tx.execute(USE, {"hash": token_hash, "now": now}).one_or_none()
    return (row.person_id, row.partnership_id) if row else None


def revoke(tx: Connection, hashes: Sequence[str]) -> None:
    """Take out those that nobody has used."""
    tx.execute(REVOKE, {"hashes": list(hashes)})


def has_been_in(tx: Connection, person_id: int) -> bool:
    """Whether somebody has been in themselves, at any table, as far as anything of it is kept."""
    found: bool = tx.execute(BEEN_IN, {"person": person_id}).scalar_one()
    return bool(found)
