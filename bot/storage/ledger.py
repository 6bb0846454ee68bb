"""The ledger of taking part, which is only ever added to, and the rhythm it feeds, stored beside partner and seat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, case, select, update

from bot.domain.participation import TAKEN_BACK, Kind
from bot.domain.people import Partner, Viewer
from bot.domain.rhythm import Rhythm
from bot.storage import rhythms
from bot.storage.schema import UTCDateTime, participation, partner, seat
from bot.storage.upsert import insert_new

# Before any day that somebody took part on.
LONG_AGO = date(2000, 1, 1)

_correction = participation.alias("correction")
STANDS = (
    participation.c.counts
    & ~select(_correction.c.id)
    .where(
        _correction.c.partnership_id == participation.c.partnership_id,
        _correction.c.corrects_id == participation.c.id,
    )
    .exists()
)

_FROM = bindparam("looked_from", type_=UTCDateTime())

ADD = insert_new(participation).returning(participation.c.id)
ADD_MANY = insert_new(participation).returning(participation.c.partner_id, participation.c.on_day, participation.c.kind)
LOCK_PARTNER = (
    select(*rhythms.columns(partner))
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .with_for_update()
)
OF_SEAT = select(*rhythms.columns(seat)).where(
    seat.c.partnership_id == bindparam("partnership"), seat.c.id == bindparam("seat")
)
LOCK_SEAT = OF_SEAT.with_for_update()
ALSO_THAT_DAY = select(participation.c.id).where(
    participation.c.partnership_id == bindparam("partnership"),
    participation.c.on_day == bindparam("day"),
    participation.c.id != bindparam("entry"),
    STANDS,
)
ALSO_OF_PARTNER = ALSO_THAT_DAY.where(participation.c.partner_id == bindparam("partner")).limit(1)
ALSO_OF_SEAT = ALSO_THAT_DAY.where(participation.c.seat_id == bindparam("seat")).limit(1)
SET_PARTNER = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(
        {
            **rhythms.settings(partner),
            partner.c.next_check_in_at: bindparam("due"),
            # From the earliest day that something was noted of, the history of their state is told again.
            partner.c.state_due_at: case((partner.c.state_due_at < _FROM, partner.c.state_due_at), else_=_FROM),
        }
    )
)
SET_NEXT = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("partner"))
    .values(next_check_in_at=bindparam("due"))
)
SET_SEAT = (
    update(seat)
    .where(seat.c.partnership_id == bindparam("partnership"), seat.c.id == bindparam("seat"))
    .values(rhythms.settings(seat))
)
_DAYS = select(participation.c.on_day).where(participation.c.partnership_id == bindparam("partnership"), STANDS)
DAYS_OF_PARTNER = _DAYS.where(participation.c.partner_id == bindparam("partner")).distinct()
DAYS_OF_SEAT = _DAYS.where(participation.c.seat_id == bindparam("seat")).distinct()
DAYS_UNTIL = (
    select(participation.c.partner_id, participation.c.seat_id, participation.c.on_day)
    .where(
        participation.c.partnership_id == bindparam("partnership"),
        participation.c.on_day <= bindparam("until"),
        STANDS,
    )
    .distinct()
)
OF_DAY = select(participation.c.id, participation.c.kind, participation.c.seat_id).where(
    participation.c.partnership_id == bindparam("partnership"),
    participation.c.partner_id == bindparam("partner"),
    participation.c.on_day == bindparam("day"),
    STANDS,
)
OF_DAY_AND_KIND = OF_DAY.where(participation.c.kind == bindparam("what"))
THEMSELVES = (
    OF_DAY.with_only_columns(participation.c.id)
    .where(participation.c.kind.in_([kind.value for kind in Kind if kind.by_themself]))
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A new line of the ledger."""

    partnership_id: int
    partner_id: int
    seat_id: int
    kind: str
    on_day: date
    at: datetime
    counts: bool
    corrects_id: int | None = None


def _row(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def entry_of(who: Partner, kind: Kind, *, on_day: date, at: datetime) -> Entry:
    return Entry(
        partnership_id=who.partnership.id,
        partner_id=who.id,
        seat_id=who.seat_id,
        kind=kind,
        on_day=on_day,
        at=at,
        counts=kind.counts,
    )


def add(tx: Connection, entry: Entry) -> int | None:
    """The new entry's id; None if the partner has one of that kind on that day."""
    found: int | None = tx.execute(ADD, _row(entry)).scalar_one_or_none()
    return found


def add_many(tx: Connection, entries: Sequence[Entry]) -> set[tuple[int, date, str]]:
    """Partner, day and kind of those that were new."""
    if not entries:
        return set()
    return {(row.partner_id, row.on_day, row.kind) for row in tx.execute(ADD_MANY, [_row(one) for one in entries])}


def _keys(who: Partner, **more: object) -> dict[str, object]:
    return {"partnership": who.partnership.id, "partner": who.id, "seat": who.seat_id, **more}


def rhythm_of_partner(tx: Connection, who: Partner) -> Rhythm | None:
    """The stored rhythm, with its row held until the transaction ends."""
    return rhythms.rhythm_of(tx.execute(LOCK_PARTNER, _keys(who)).one())


def rhythm_of_seat(tx: Connection, who: Partner, *, reading: bool = False) -> Rhythm | None:
    """The organisation's, likewise; `reading`: its row is not held."""
    return rhythms.rhythm_of(tx.execute(OF_SEAT if reading else LOCK_SEAT, _keys(who)).one())


def partner_was_there(tx: Connection, who: Partner, *, on: date, entry_id: int) -> bool:
    """Whether another entry says that the partner took part on that day."""
    return tx.execute(ALSO_OF_PARTNER, _keys(who, day=on, entry=entry_id)).first() is not None


def seat_was_there(tx: Connection, who: Partner, *, on: date, entry_id: int) -> bool:
    """Whether another entry says that anybody in the seat took part on that day."""
    return tx.execute(ALSO_OF_SEAT, _keys(who, day=on, entry=entry_id)).first() is not None


def keep_partner(
    tx: Connection, who: Partner, rhythm: Rhythm | None, *, next_check_in_at: datetime | None, since: date = LONG_AGO
) -> None:
    """Keep a rhythm; the history of its partner's state is told again from the day `since` on, all of it without."""
    looked_from = datetime.combine(max(since, LONG_AGO), time(), ZoneInfo(who.partnership.zone))
    values = rhythms.new_values(rhythm)
    tx.execute(SET_PARTNER, _keys(who, **values, due=next_check_in_at, looked_from=looked_from))


def keep_seat(tx: Connection, partnership_id: int, seat_id: int, rhythm: Rhythm | None) -> None:
    tx.execute(SET_SEAT, {"partnership": partnership_id, "seat": seat_id, **rhythms.new_values(rhythm)})


def keep_next(tx: Connection, who: Partner, next_check_in_at: datetime | None) -> None:
    """When to look at a partner again; None until something happens."""
    tx.execute(SET_NEXT, _keys(who, due=next_check_in_at))


def keep_next_of_each(tx: Connection, those: Sequence[tuple[Partner, datetime | None]]) -> None:
    """The same for several partners, at least one."""
    tx.execute(SET_NEXT, [_keys(who, due=next_check_in_at) for who, next_check_in_at in those])


def days_of_partner(tx: Connection, who: Partner) -> Iterable[date]:
    """The days that count, corrections taken off."""
    return tx.execute(DAYS_OF_PARTNER, _keys(who)).scalars()


def days_of_seat(tx: Connection, partnership_id: int, seat_id: int) -> Iterable[date]:
    return tx.execute(DAYS_OF_SEAT, {"partnership": partnership_id, "seat": seat_id}).scalars()


def days_until(tx: Connection, viewer: Viewer, until: date) -> Iterable[tuple[int, int, date]]:
    """Partner, seat and day of everybody's active days up to a day: for standings, which decide what is shown."""
    rows = tx.execute(DAYS_UNTIL, {"partnership": viewer.partnership_id, "until": until})
    return ((row.partner_id, row.seat_id, row.on_day) for row in rows)


def was_seen(tx: Connection, who: Partner, *, on: date) -> bool:
    """Whether a partner was here themselves on a day, and not only noted by somebody."""
    return tx.execute(THEMSELVES, _keys(who, day=on)).first() is not None


def stands(tx: Connection, who: Partner, kind: Kind, *, on: date) -> bool:
    """Whether a partner has an entry of that kind on a day that nobody took back."""
    return tx.execute(OF_DAY_AND_KIND, _keys(who, day=on, what=kind)).first() is not None


def take_back(tx: Connection, who: Partner, *, on_day: date, kind: Kind | None = None, at: datetime) -> int:
    """Take back the entries of a day, of one kind or all; how many there were.

    The entries stay, and so do the corrections beside them.
    """
    statement = OF_DAY_AND_KIND if kind else OF_DAY
    standing = tx.execute(statement, _keys(who, day=on_day, **({"what": kind} if kind else {}))).all()
    for row in standing:
        correction = Entry(
            partnership_id=who.partnership.id,
            partner_id=who.id,
            seat_id=row.seat_id,
            kind=f"{TAKEN_BACK}{row.kind}",
            on_day=on_day,
            at=at,
            counts=False,
            corrects_id=row.id,
        )
        add(tx, correction)
    return len(standing)
