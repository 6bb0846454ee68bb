"""What was said on a person's page and what was answered; and the page: these, with the messages that stand there."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from bot.domain.people import Partner
from bot.storage.schema import answer, exchange, inbox, message, outbox
from bot.storage.upsert import insert_new

ADD = insert_new(exchange).returning(exchange.c.id)
BY_KEY = select(exchange.c.id).where(exchange.c.key == bindparam("of"))
_MINE = and_(exchange.c.person_id == bindparam("person"), exchange.c.partnership_id == bindparam("partnership"))
REPLACE = update(exchange).where(_MINE, exchange.c.id == bindparam("row")).values(shown=bindparam("now_shown"))
# A note speaks of every table that shares its route, so it stands on the page of each.
_TO_ME = and_(
    message.c.person_id == bindparam("person"),
    message.c.route == "web",
    or_(outbox.c.partnership_id == bindparam("partnership"), outbox.c.kind == "note"),
)
REPLACE_MESSAGE = (
    update(message)
    .where(
        message.c.id == bindparam("row"),
        message.c.id.in_(
            select(message.c.id).join(outbox, outbox.c.id == message.c.outbox_id).where(_TO_ME).correlate(None)
        ),
    )
    .values(instead=bindparam("now_shown"))
)
_EXCHANGES: Select[tuple[object, ...]] = select(
    literal("e").label("kind"), exchange.c.id, exchange.c.said, exchange.c.shown, exchange.c.at
).where(_MINE)
_MESSAGES: Select[tuple[object, ...]] = (
    select(
        literal("m").label("kind"),
        message.c.id,
        literal("").label("said"),
        func.coalesce(message.c.instead, message.c.card).label("shown"),
        message.c.at,
    )
    .join(outbox, outbox.c.id == message.c.outbox_id)
    .where(_TO_ME)
)
_PAGE = union_all(_EXCHANGES, _MESSAGES).subquery()


def _last(of: Select[tuple[object, ...]], table: Table) -> Select[tuple[object, ...]]:
    """The last of one kind: somebody's three months are not read to show them the end of it."""
    of = of.where(table.c.at <= bindparam("until")).order_by(table.c.at.desc(), table.c.id.desc())
    return select(of.limit(bindparam("most")).subquery())


_LAST = union_all(_last(_EXCHANGES, exchange), _last(_MESSAGES, message)).subquery()
PAGE = select(_LAST).order_by(_LAST.c.at.desc(), _LAST.c.kind.desc(), _LAST.c.id.desc()).limit(bindparam("most"))
ONE = select(_PAGE).where(_PAGE.c.kind == bindparam("which"), _PAGE.c.id == bindparam("row"))
FORGET = delete(exchange).where(
    _MINE,
    or_(
        and_(exchange.c.at >= bindparam("first"), exchange.c.at < bindparam("last")),
        exchange.c.said.like(bindparam("like"), escape="\\"),
        exchange.c.shown.like(bindparam("like_json"), escape="\\"),
    ),
)
# Kept for a delivery that comes twice, or that is to be answered by a message of its own.
FORGET_REPLIES = tuple(
    update(table).where(table.c.reply.like(bindparam("like_json"), escape="\\")).values(reply=bindparam("instead"))
    for table in (inbox, answer)
)


_AT_TABLE = message.c.outbox_id.in_(select(outbox.c.id).where(outbox.c.partnership_id == bindparam("partnership")))


def _without(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.replace(column, bindparam("words"), bindparam("gone"))


TAKE_OUT = (
    update(exchange)
    .where(exchange.c.partnership_id == bindparam("partnership"), exchange.c.shown.like(bindparam("like"), escape="\\"))
    .values(shown=_without(exchange.c.shown)),
    *(
        update(message)
        .where(_AT_TABLE, column.like(bindparam("like"), escape="\\"))
        .values({column.name: _without(column)})
        for column in (message.c.card, message.c.instead)
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on a page: an exchange ("e") or a message ("m"). `shown` is a card or a form as JSON."""

    kind: Literal["e", "m"]
    id: int
    said: str
    shown: str
    at: datetime

    @property
    def name(self) -> str:
        return f"{self.kind}{self.id}"


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(kind=row.kind, id=row.id, said=row.said, shown=row.shown, at=row.at)


def _of(who: Partner) -> dict[str, int]:
    return {"person": who.person.id, "partnership": who.partnership.id}


def add(tx: Connection, who: Partner, *, key: str, said: str, shown: str, now: datetime) -> int:
    """The exchange's id; that of the first one where the same request comes again."""
    values = {"person_id": who.person.id, "partnership_id": who.partnership.id, "key": key}
    added: int | None = tx.execute(ADD, {**values, "said": said, "shown": shown, "at": now}).scalar_one_or_none()
    if added is not None:
        return added
    before: int = tx.execute(BY_KEY, {"of": key}).scalar_one()
    return before


def replace(tx: Connection, who: Partner, entry: Entry, shown: str) -> None:
    """What was used is answered: from now on the answer stands in its place."""
    statement = REPLACE if entry.kind == "e" else REPLACE_MESSAGE
    tx.execute(statement, {**_of(who), "row": entry.id, "now_shown": shown})


def page(tx: Connection, who: Partner, *, until: datetime, most: int) -> Sequence[Entry]:
    """The last entries up to a moment, oldest first."""
    rows = tx.execute(PAGE, {**_of(who), "until": until, "most": most}).all()
    return [_entry(row) for row in reversed(rows)]


def one(tx: Connection, who: Partner, name: str) -> Entry | None:
    """The entry of that name ("e12", "m7") on the person's own page; None if it is none of theirs."""
    kind, number = name[:1], name[1:]
    if kind not in ("e", "m") or not (number.isascii() and number.isdigit() and len(number) < len("1" * 19)):
        return None
    row = tx.execute(ONE, {**_of(who), "which": kind, "row": int(number)}).one_or_none()
    return _entry(row) if row else None


def forget(tx: Connection, who: Partner, words: str, *, first: datetime, last: datetime) -> None:
    """Leave no copy of the words on the page of who wrote them: all of one day goes, and whatever repeats them."""
    days = {"first": first, "last": last}
    tx.execute(FORGET, {**_of(who), **days, "like": holding(words), "like_json": holding(_as_json(words))})


def forget_replies(tx: Connection, words: str, *, instead: str) -> None:
    """Answers with the words that are kept for a repeat, or until they have gone out, say `instead`."""
    for statement in FORGET_REPLIES:
        tx.execute(statement, {"like_json": holding(_as_json(words)), "instead": instead})


def take_out(tx: Connection, partnership_id: int, words: Sequence[str], *, gone: str) -> None:
    """Words that were taken back, as they stand between quotation marks on anybody's page: `gone` stands there now."""
    for one in words:
        for opens, closes in (('"', '"'), ("“", "”")):
            quoted = f"{opens}{_as_json(one)}{closes}"
            keys = {"partnership": partnership_id, "words": quoted, "gone": f"{opens}{_as_json(gone)}{closes}"}
            for statement in TAKE_OUT:
                tx.execute(statement, {**keys, "like": holding(quoted)})


def _as_json(words: str) -> str:
    """The words as they stand inside a card that is kept."""
    return json.dumps(words, ensure_ascii=False)[1:-1]


def holding(words: str) -> str:
    """A pattern for all that has the words in it."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
