"""Who is signed in at a browser. Only the cookie's hash is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.storage.schema import session

ADD = insert(session)
_BY_HASH = session.c.token_hash == bindparam("hash")
FIND = select(session.c.person_id, session.c.seen_at, session.c.expires_at).where(_BY_HASH)
SEE = update(session).where(_BY_HASH, session.c.seen_at < bindparam("now")).values(seen_at=bindparam("now"))
RENEW = update(session).values(seen_at=bindparam("now"), expires_at=bindparam("until"))
END = delete(session).where(_BY_HASH)
END_ALL = delete(session).where(session.c.person_id == bindparam("person"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Whose it is, when it was last used, and when it ends whatever happens."""

    person_id: int
    seen_at: datetime
    expires_at: datetime


def add(tx: Connection, person_id: int, token_hash: str, *, expires_at: datetime, now: datetime) -> None:
    values = {"person_id": person_id, "token_hash": token_hash, "expires_at": expires_at}
    tx.execute(ADD, {**values, "made_at": now, "seen_at": now})


def find(tx: Connection, token_hash: str) -> Session | None:
    row = tx.execute(FIND, {"hash": token_hash}).one_or_none()
    return Session(person_id=row.person_id, seen_at=row.seen_at, expires_at=row.expires_at) if row else None


def see(tx: Connection, token_hash: str, *, now: datetime) -> None:
    """Note that it was used."""
    tx.execute(SEE, {"hash": token_hash, "now": now})


def renew_all(tx: Connection, *, until: datetime, now: datetime) -> None:
    """Everybody signed in stays so, as if they had come in just now."""
    tx.execute(RENEW, {"now": now, "until": until})


def end(tx: Connection, token_hash: str) -> None:
    tx.execute(END, {"hash": token_hash})


def end_all(tx: Connection, person_id: int) -> None:
    """Sign a person out everywhere."""
    tx.execute(END_ALL, {"person": person_id})
