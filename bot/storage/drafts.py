"""Words that could not be acted on as they were: kept, so that nobody has to type them twice."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.domain.people import Partner
from bot.storage.exchanges import holding
from bot.storage.schema import draft

ADD = insert(draft).returning(draft.c.id)
TAKE = (
    delete(draft)
    .where(
        draft.c.id == bindparam("draft"),
        draft.c.person_id == bindparam("person"),
        draft.c.partnership_id == bindparam("partnership"),
    )
    .returning(draft.c.text)
)
# The words as they are, or as part of all that a draft must hold.
FORGET = delete(draft).where(
    draft.c.person_id == bindparam("person"), draft.c.text.like(bindparam("like"), escape="\\")
)
READ = select(draft.c.text).where(
    draft.c.id == bindparam("draft"),
    draft.c.person_id == bindparam("person"),
    draft.c.partnership_id == bindparam("partnership"),
    draft.c.command == bindparam("meant_for"),
)
LATEST = (
    select(draft.c.id, draft.c.text)
    .where(
        draft.c.person_id == bindparam("person"),
        draft.c.partnership_id == bindparam("partnership"),
        draft.c.command == bindparam("meant_for"),
    )
    .order_by(draft.c.id.desc())
    .limit(1)
)
# Words for which no table is known yet.
LATEST_UNPLACED = (
    select(draft.c.id)
    .where(
        draft.c.person_id == bindparam("person"),
        draft.c.partnership_id.is_(None),
        draft.c.command == bindparam("meant_for"),
        draft.c.at >= bindparam("since"),
    )
    .order_by(draft.c.id.desc())
    .limit(1)
)
TAKE_UNPLACED = (
    delete(draft)
    .where(
        draft.c.id == bindparam("draft"),
        draft.c.person_id == bindparam("person"),
        draft.c.partnership_id.is_(None),
        draft.c.command == bindparam("meant_for"),
    )
    .returning(draft.c.text)
)


def forget(tx: Connection, who: Partner, words: str) -> None:
    """Leave no draft with words in it that are nobody's from now on."""
    tx.execute(FORGET, {"person": who.person.id, "like": holding(words)})


def keep(tx: Connection, person_id: int, *, partnership_id: int | None, command: str, text: str, now: datetime) -> int:
    """The draft's id; `command` is the one the words were meant for, or empty."""
    values = {"person_id": person_id, "partnership_id": partnership_id, "command": command, "text": text, "at": now}
    found: int = tx.execute(ADD, values).scalar_one()
    return found


def take(tx: Connection, asker: Partner, draft_id: int) -> str | None:
    """The words, which are then no draft any more; None if the asker has no such draft at this table."""
    text: str | None = tx.execute(TAKE, {**_keys(asker), "draft": draft_id}).scalar_one_or_none()
    return text


def _keys(asker: Partner) -> dict[str, int]:
    return {"person": asker.person.id, "partnership": asker.partnership.id}


def read(tx: Connection, asker: Partner, draft_id: int, command: str) -> str | None:
    """The words, which stay a draft; None if the asker has no such draft for that purpose at this table."""
    keys = {**_keys(asker), "draft": draft_id, "meant_for": command}
    text: str | None = tx.execute(READ, keys).scalar_one_or_none()
    return text


def latest(tx: Connection, asker: Partner, command: str) -> tuple[int, str] | None:
    """The draft last kept for one purpose at this table, with its words."""
    row = tx.execute(LATEST, {**_keys(asker), "meant_for": command}).one_or_none()
    return (row.id, row.text) if row else None


def take_latest(tx: Connection, asker: Partner, command: str) -> str | None:
    """The words last kept for one purpose at this table, which are then no draft any more."""
    found = latest(tx, asker, command)
    return take(tx, asker, found[0]) if found else None


def take_unplaced(tx: Connection, person_id: int, command: str, draft_id: int) -> str | None:
    """Words that were kept before their table was known; they are then no draft any more."""
    keys: dict[str, int | str] = {"person": person_id, "meant_for": command, "draft": draft_id}
    text: str | None = tx.execute(TAKE_UNPLACED, keys).scalar_one_or_none()
    return text


def take_latest_unplaced(tx: Connection, person_id: int, command: str, *, since: datetime) -> str | None:
    """The same for those kept last, if that is not too long ago."""
    keys = {"person": person_id, "meant_for": command, "since": since}
    found: int | None = tx.execute(LATEST_UNPLACED, keys).scalar_one_or_none()
    return take_unplaced(tx, person_id, command, found) if found else None
