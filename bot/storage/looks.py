"""Who looked at what is known of whom: noted in one statement, read by whoever it is about and by coordinators."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Row, Select, String, bindparam, delete, select

from bot.domain.looks import Look, What
from bot.domain.people import Partner, Viewer
from bot.storage.schema import look, partner, person
from bot.storage.schema.base import Id
from bot.storage.upsert import insert_new

_ON = bindparam("on", type_=Date)
_SEEN = select(
    partner.c.partnership_id,
    partner.c.id,
    bindparam("by", type_=Id),
    bindparam("what", type_=String),
    _ON,
).where(partner.c.partnership_id == bindparam("partnership"), partner.c.id != bindparam("by", type_=Id))
_COLUMNS = ["partnership_id", "partner_id", "looked_by", "what", "on_day"]
NOTE = insert_new(look).from_select(_COLUMNS, _SEEN.where(partner.c.id.in_(bindparam("whose", expanding=True))))
NOTE_SEAT = insert_new(look).from_select(
    _COLUMNS, _SEEN.where(partner.c.seat_id == bindparam("seat"), partner.c.left_on.is_(None))
)

_looker, _named = partner.alias("looker"), person.alias("named")
_ALL: Select[Any] = (
    select(_named.c.name.label("by"), person.c.name.label("of"), look.c.what, look.c.on_day)
    .join(partner, (partner.c.partnership_id == look.c.partnership_id) & (partner.c.id == look.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .outerjoin(_looker, (_looker.c.partnership_id == look.c.partnership_id) & (_looker.c.id == look.c.looked_by))
    .outerjoin(_named, _named.c.id == _looker.c.person_id)
    .where(look.c.partnership_id == bindparam("partnership"))
    .order_by(look.c.on_day.desc(), look.c.id.desc())
    .limit(bindparam("most"))
)
ABOUT = _ALL.where(look.c.partner_id == bindparam("partner"))
OF_OTHERS = _ALL.where(look.c.partner_id != bindparam("partner"))
DELETE_OLD = delete(look).where(look.c.on_day < bindparam("before"))


def note(tx: Connection, looker: Partner, whose: Collection[int], what: What, *, on: date) -> None:
    """Those partners of the looker's table were shown to them, by name; once a day, and never themself."""
    tx.execute(NOTE, {"partnership": looker.partnership.id, "by": looker.id, "whose": whose, "what": what, "on": on})


def note_seat(tx: Connection, looker: Partner, seat_id: int, what: What, *, on: date) -> None:
    """The same for whoever sits in a seat."""
    keys = {"partnership": looker.partnership.id, "by": looker.id, "seat": seat_id, "what": what, "on": on}
    tx.execute(NOTE_SEAT, keys)


def _read(row: Row[Any]) -> Look:
    return Look(by=row.by, of=row.of, what=What(row.what), on=row.on_day)


def about(tx: Connection, asker: Partner, *, most: int) -> Sequence[Look]:
    """Who looked at what is known of the asker, newest first: for the asker alone."""
    rows = tx.execute(ABOUT, {"partnership": asker.partnership.id, "partner": asker.id, "most": most})
    return [_read(row) for row in rows]


def of_others(tx: Connection, viewer: Viewer, *, most: int) -> Sequence[Look]:
    """The rest of a table's, newest first: for its coordinators, and nothing for anybody else."""
    if not viewer.convenes:
        return []
    keys = {"partnership": viewer.partnership_id, "partner": viewer.partner_id or 0, "most": most}
    return [_read(row) for row in tx.execute(OF_OTHERS, keys)]


def forget(tx: Connection, *, before: date) -> None:
    tx.execute(DELETE_OLD, {"before": before})
