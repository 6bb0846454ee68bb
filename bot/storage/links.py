"""One-time ways to sign in. Only a token's hash is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.storage.schema import link

ADD = insert(link)
FIND = select(link.c.person_id, link.c.partnership_id, link.c.expires_at, link.c.used_at, link.c.act).where(
    link.c.token_hash == bindparam("hash")
)
USE = (
    update(link)
    .where(link.c.token_hash == bindparam("hash"), link.c.used_at.is_(None), link.c.expires_at > bindparam("now"))
    .values(used_at=bindparam("now"))
    .returning(link.c.person_id, link.c.partnership_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whom a link is for (nobody: it begins a table), whether it can still be used, and the action it does, if any."""

    person_id: int | None
    partnership_id: int | None
    expires_at: datetime
    used_at: datetime | None
    act: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    token_hash: str
    expires_at: datetime
    person_id: int | None = None
    partnership_id: int | None = None
    act: str | None = None


def add(tx: Connection, new: NewLink, *, now: datetime) -> None:
    values = {name: getattr(new, name) for name in NewLink.__dataclass_fields__}
    tx.execute(ADD, {**values, "made_at": now})


def find(tx: Connection, token_hash: str) -> Link | None:
    row = tx.execute(FIND, {"hash": token_hash}).one_or_none()
    if row is None:
        return None
    return Link(
        person_id=row.person_id,
        partnership_id=row.partnership_id,
        expires_at=row.expires_at,
        used_at=row.used_at,
        act=row.act,
    )


def use(tx: Connection, token_hash: str, *, now: datetime) -> tuple[int | None, int | None] | None:
    """The person and the table the link is for, once; None if it was used, is over, or never was."""
    row = tx.execute(USE, {"hash": token_hash, "now": now}).one_or_none()
    return (row.person_id, row.partnership_id) if row else None
