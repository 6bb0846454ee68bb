"""Two people who turn out to be one: what was asked about it, and the joining of all that is kept of both."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select, update

from bot.domain.people import Partner, Role
from bot.domain.seats import SeatedBy, gives_way
from bot.storage import sponsors, tables, welcomes, wishes
from bot.storage.joining_partners import NUMBERS, OF_PARTNER
from bot.storage.joining_people import AT_BOTH, LAST, OF_PERSON, SEATS, TAKE_OVER, WHO
from bot.storage.people import partner_by_id
from bot.storage.schema import joining
from bot.storage.upsert import insert_new

ADD = insert_new(joining).returning(joining.c.id)
NUMBER_OF = select(func.count()).where(joining.c.person_id == bindparam("person"))
ASKED = select(joining.c.person_id, joining.c.made_at).where(
    joining.c.id == bindparam("row"), joining.c.known_id == bindparam("known"), joining.c.refused_at.is_(None)
)
REFUSE = (
    update(joining)
    .where(joining.c.id == bindparam("row"), joining.c.known_id == bindparam("known"))
    .values(refused_at=bindparam("now"))
)


def ask(tx: Connection, *, person_id: int, known_id: int, now: datetime) -> int | None:
    """Keep that it is asked; None where it was before."""
    keys = {"person_id": person_id, "known_id": known_id, "made_at": now}
    found: int | None = tx.execute(ADD, keys).scalar_one_or_none()
    return found


def number_of(tx: Connection, person_id: int) -> int:
    """How often somebody has said that they are somebody else."""
    found: int = tx.execute(NUMBER_OF, {"person": person_id}).scalar_one()
    return found


def asked(tx: Connection, row_id: int, *, known_id: int, at: int) -> int | None:
    """Who says that they are whoever is asked; None for a question to somebody else, or that was answered no.

    `at`: the second in which it was asked, for a row's number is given again once it is gone.
    """
    row = tx.execute(ASKED, {"row": row_id, "known": known_id}).one_or_none()
    return row.person_id if row and int(row.made_at.timestamp()) == at else None


def refuse(tx: Connection, row_id: int, *, known_id: int, now: datetime) -> None:
    tx.execute(REFUSE, {"row": row_id, "known": known_id, "now": now})


def join(tx: Connection, *, kept: int, gone: int, now: datetime) -> Sequence[Partner]:
    """All that is kept of one person is the other's from now on, and the one is no more; that one's seats now."""
    keys = {"kept": kept, "gone": gone}
    other = tx.execute(WHO, keys).one()
    for statement in OF_PERSON:
        tx.execute(statement, keys)
    for row in tx.execute(AT_BOTH, keys).all():
        _join_at(tx, row.partnership_id, gone=row.gone, kept=row.kept, now=now)
    told = {"zone_of": other.zone, "country_of": other.country}
    stops = {"stopped": other.stopped_at, "until": other.stopped_until, "unread": other.status_off_at}
    speaks = {"spoke": other.language, "chose": other.language_chosen_at}
    tx.execute(TAKE_OVER, {**keys, **told, **stops, **speaks})
    for statement in LAST:
        tx.execute(statement, keys)
    return [
        found
        for row in tx.execute(SEATS, {"kept": kept}).all()
        if (found := partner_by_id(tx, partnership_id=row.partnership_id, partner_id=row.id))
    ]


def _join_at(tx: Connection, partnership_id: int, *, gone: int, kept: int, now: datetime) -> None:
    """Somebody who had two places at one table has one: whom they sit for is by the weightier word."""
    one = partner_by_id(tx, partnership_id=partnership_id, partner_id=kept)
    other = partner_by_id(tx, partnership_id=partnership_id, partner_id=gone)
    if one is None or other is None:  # pragma: no cover - read in this transaction
        raise LookupError(kept)
    if bool(one.left_on) is not bool(other.left_on):
        # What they answered was about the time before they left.
        wishes.forget_answers(tx, one if one.left_on else other)
    if one.left_on and not other.left_on:
        welcomes.set_aside(tx, one)
    sits = _whose_seat(one, other)
    sponsors_too = Role.SPONSOR in (one.role, other.role)
    here = {"partnership": partnership_id, "kept": kept, "gone": gone}
    left = _later(one.left_on, other.left_on)
    keys = {
        **here,
        **{f"{name}s": tx.execute(number, here).scalar_one() for name, number in NUMBERS.items()},
        # What a sponsor did counts for no seat but their own.
        "chair": other.seat_id if other.organisation is None and not sponsors_too else 0,
        "seat": sits.seat_id,
        "by": sits.seated_by,
        "as_role": Role.COORDINATOR if other.convenes else sits.role if sponsors_too else one.role,
        "since": min(one.joined_on, other.joined_on),
        "left": left,
        # Whoever still has one of the two seats has not handed theirs on.
        "handed_over": _later(one.handed_over_on, other.handed_over_on),
        "asked_when_quiet": other.check_ins,
        "now": now,
    }
    for statement in OF_PARTNER:
        tx.execute(statement, keys)
    if sponsors_too and sits.role is not Role.SPONSOR:
        sponsors.end_all_of(tx, one, now=now)
    for seat in (one.seat_id, other.seat_id):
        tx.execute(tables.STEP_BACK, {"partnership": partnership_id, "seat": seat})
    if left is None:
        tx.execute(tables.FILL_SEAT, {"partnership": partnership_id, "seat": sits.seat_id})


def _whose_seat(one: Partner, other: Partner) -> Partner:
    """Whose seat it is from now on: a weightier word's, a sponsor's where the other sits for nobody yet."""
    if (one.role is Role.SPONSOR) is not (other.role is Role.SPONSOR):
        asked, sits = (one, other) if one.role is Role.SPONSOR else (other, one)
        strays = sits.role is Role.PARTNER and sits.seated_by in gives_way(SeatedBy.TENANT)
        return asked if strays or (sits.left_on and not asked.left_on) else sits
    takes = one.seated_by is not other.seated_by and one.seated_by in gives_way(other.seated_by)
    return other if takes else one


def _later(one: date | None, other: date | None) -> date | None:
    """The later of two days; None where there are not both."""
    return max(one, other) if one and other else None
