"""Deliveries already acted on: the key is the first statement of the work's own transaction and goes back with it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.storage.schema import inbox
from bot.storage.upsert import insert_new

TAKE = insert_new(inbox).returning(inbox.c.key)
REPLY = select(inbox.c.reply).where(inbox.c.key == bindparam("of"))
GIVE_BACK = delete(inbox).where(inbox.c.key == bindparam("of"))
KEEP_REPLY = update(inbox).where(inbox.c.key == bindparam("of")).values(reply=bindparam("said"))


def take(tx: Connection, key: str, *, now: datetime) -> bool:
    """True the first time a key comes."""
    return tx.execute(TAKE, {"key": key, "at": now}).scalar_one_or_none() is not None


def reply_to(tx: Connection, key: str) -> str:
    """What was answered the first time: whoever took the key kept its reply before anybody else could see the key."""
    reply: str = tx.execute(REPLY, {"of": key}).scalar_one()
    return reply


def keep_reply(tx: Connection, key: str, reply: str) -> None:
    tx.execute(KEEP_REPLY, {"of": key, "said": reply})


def give_back(tx: Connection, key: str) -> None:
    """The delivery was answered and not done, so it may come again and be done."""
    tx.execute(GIVE_BACK, {"of": key})
