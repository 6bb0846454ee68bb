"""What was said back to a request whose delivery has no reply body: kept until it is sent, with where it goes."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.storage.schema import answer
from bot.storage.upsert import insert_new

KEEP = insert_new(answer)
OF = select(answer.c.reply, answer.c.place).where(answer.c.outbox_id == bindparam("row"))


def keep(tx: Connection, outbox_id: int, *, reply: str, place: str, now: datetime) -> None:
    tx.execute(KEEP, {"outbox_id": outbox_id, "reply": reply, "place": place, "at": now})


def of(tx: Connection, outbox_id: int) -> tuple[str, str] | None:
    """The reply and the place of an outbox row; None if it was kept too long ago."""
    found = tx.execute(OF, {"row": outbox_id}).one_or_none()
    return (found.reply, found.place) if found else None
