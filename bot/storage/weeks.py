"""What some days at a table held, and what lies ahead: for digests, notes, reminders and the table at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, func, or_, select

from bot.domain import digest
from bot.domain.commitments import Repeat
from bot.domain.people import Partner, Role, Viewer
from bot.domain.rhythm import Rhythm
from bot.storage import rhythms, sight, together
from bot.storage.ledger import STANDS
from bot.storage.schema import commitment, organisation, participation, partner, party, person, seat

ITEMS: Select[Any] = (
    select(
        commitment.c.partnership_id,
        commitment.c.partner_id,
        commitment.c.number,
        commitment.c.text,
        commitment.c.due_on,
        commitment.c.plan,
        commitment.c.plan_on,
        commitment.c.state,
        commitment.c.made_at,
        commitment.c.closed_at,
        commitment.c.reason,
        commitment.c.in_return,
        commitment.c.repeats,
        person.c.name,
        organisation.c.name.label("organisation"),
        together.OTHERS,
        together.PARTIES,
        together.HELPS,
        together.ANSWER,
    )
    .join(
        partner,
        (partner.c.partnership_id == commitment.c.partnership_id) & (partner.c.id == commitment.c.partner_id),
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
)
_HERE = commitment.c.partnership_id == bindparam("partnership")
_DUE = (
    sight.COMMITMENT,
    commitment.c.state == "open",
    commitment.c.due_on.between(bindparam("first"), bindparam("last")),
)
DUE = ITEMS.where(*_DUE).order_by(commitment.c.due_on, commitment.c.number).limit(bindparam("most"))
COUNT_DUE = select(func.count()).select_from(commitment).where(*_DUE)
_KEPT = (
    sight.COMMITMENT,
    commitment.c.state == "kept",
    commitment.c.closed_at >= bindparam("since"),
    commitment.c.closed_at <= bindparam("until"),
)
KEPT = ITEMS.where(*_KEPT).order_by(commitment.c.closed_at).limit(bindparam("most"))
COUNT_KEPT = select(func.count()).select_from(commitment).where(*_KEPT)
_JOINED = select(party.c.commitment_id).where(
    party.c.partnership_id == bindparam("partnership"),
    party.c.partner_id == bindparam("partner"),
    party.c.state == together.IN,
)
# What others began and somebody is in on is theirs too, as long as they may see it.
_MINE = or_(commitment.c.partner_id == bindparam("partner"), and_(commitment.c.id.in_(_JOINED), sight.COMMITMENT))
MINE_OPEN = ITEMS.where(_HERE, _MINE, commitment.c.state == "open").order_by(
    commitment.c.due_on.is_(None), commitment.c.due_on, commitment.c.number
)
ASKED_OF_ME = ITEMS.where(
    _HERE, commitment.c.partner_id == bindparam("partner"), commitment.c.state == "asked"
).order_by(commitment.c.number)
NUMBERED = ITEMS.where(_HERE, commitment.c.number == bindparam("number"))
ASKER = (
    select(person.c.name)
    .join(partner, partner.c.person_id == person.c.id)
    .join(
        commitment,
        (commitment.c.partnership_id == partner.c.partnership_id) & (commitment.c.asked_by == partner.c.id),
    )
    .where(_HERE, commitment.c.partner_id == bindparam("partner"), commitment.c.number == bindparam("number"))
)
_TOOK_PART = (
    participation.c.partnership_id == bindparam("partnership"),
    participation.c.on_day.between(bindparam("first"), bindparam("last")),
    STANDS,
)
# A sponsor is asked about a seat, and is nobody at the table.
_SPONSORS = select(partner.c.id).where(
    partner.c.partnership_id == bindparam("partnership"), partner.c.role == Role.SPONSOR
)
ACTIVE_PEOPLE = select(func.count(participation.c.partner_id.distinct())).where(
    *_TOOK_PART, participation.c.partner_id.not_in(_SPONSORS)
)
BEGAN = (
    select(participation.c.on_day)
    .where(participation.c.partnership_id == bindparam("partnership"))
    .order_by(participation.c.on_day)
    .limit(1)
)


def _took_part_in(span: int) -> ColumnElement[int]:
    """How many seats did in one of the spans: each is looked up once, however much it did."""
    there = (
        select(participation.c.id)
        .where(
            participation.c.partnership_id == seat.c.partnership_id,
            participation.c.seat_id == seat.c.id,
            participation.c.on_day.between(bindparam(f"first_{span}"), bindparam(f"last_{span}")),
            STANDS,
        )
        .correlate(seat)
        .exists()
    )
    return func.coalesce(func.sum(case((there, 1), else_=0)), 0).label(f"span_{span}")


SPANS = range(digest.MOST_MONTHS)
ACTIVE_IN_SPANS = select(*(_took_part_in(span) for span in SPANS)).where(
    seat.c.partnership_id == bindparam("partnership"), seat.c.organisation_id.is_not(None)
)


# A line names the organisation that somebody sits for, or the person in their own right.
_BY_THEMSELVES = seat.c.organisation_id.is_(None)
LAST_SEEN = (
    select(
        partner.c.id,
        partner.c.joined_on,
        *(
            case((_BY_THEMSELVES, theirs), else_=of_seat).label(theirs.name)
            for theirs, of_seat in zip(rhythms.columns(partner), rhythms.columns(seat), strict=True)
        ),
    )
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.id.in_(bindparam("partners", expanding=True)),
    )
)
WITH_SOMETHING_DUE = (
    select(commitment.c.partner_id)
    .where(_HERE, commitment.c.state == "open", commitment.c.due_on.between(bindparam("first"), bindparam("last")))
    .distinct()
)
COUNT_ASKED = select(func.count()).select_from(commitment).where(_HERE, commitment.c.state == "asked")
ASKED = select(commitment.c.partner_id).where(_HERE, commitment.c.state == "asked").distinct()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A commitment with whose it is."""

    partnership_id: int
    partner_id: int
    number: int
    text: str
    due_on: date | None
    plan: str | None
    plan_on: date | None
    state: str
    made_at: datetime
    closed_at: datetime | None
    name: str
    organisation: str | None
    reason: str | None = None
    in_return: str | None = None
    repeats: Repeat | None = None
    others: tuple[str, ...] = ()
    parties: frozenset[int] = frozenset()
    helps: str | None = None
    helped: str | None = None

    @property
    def on_it(self) -> frozenset[int]:
        return self.parties | {self.partner_id}

    @property
    def whose(self) -> tuple[str, ...]:
        """Everybody who is on it, as the table knows them."""
        own = self.organisation or self.name
        return (own, *(one for one in self.others if one != own))


def item_of(row: Row[Any]) -> Item:
    values = {name: getattr(row, name) for name in Item.__dataclass_fields__}
    others, parties = together.names(row.others), together.numbers(row.parties)
    return Item(**{**values, "others": others, "parties": parties})


def _keys(viewer: Viewer, **more: object) -> dict[str, object]:
    return {**sight.eyes(viewer), **more}


def due_between(tx: Connection, viewer: Viewer, *, first: date, last: date, most: int) -> Sequence[Item]:
    """The first open commitments due on those days that the viewer may see."""
    return [item_of(row) for row in tx.execute(DUE, _keys(viewer, first=first, last=last, most=most))]


def count_due(tx: Connection, viewer: Viewer, *, first: date, last: date) -> int:
    """How many there are of them."""
    return tx.execute(COUNT_DUE, _keys(viewer, first=first, last=last)).scalar_one()


def kept_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime, most: int) -> Sequence[Item]:
    """The first that were kept in that time and the viewer may see."""
    return [item_of(row) for row in tx.execute(KEPT, _keys(viewer, since=since, until=until, most=most))]


def count_kept(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> int:
    """How many there are of them."""
    return tx.execute(COUNT_KEPT, _keys(viewer, since=since, until=until)).scalar_one()


def open_of(tx: Connection, who: Partner) -> Sequence[Item]:
    """What a partner has open, the nearest day first."""
    return [item_of(row) for row in tx.execute(MINE_OPEN, _keys(who.viewer, partner=who.id))]


def asked_of(tx: Connection, who: Partner) -> Sequence[Item]:
    """What waits for a partner's word."""
    return [item_of(row) for row in tx.execute(ASKED_OF_ME, {"partnership": who.partnership.id, "partner": who.id})]


def count_asked(tx: Connection, viewer: Viewer) -> int:
    """How many asks nobody has answered: a count is everybody's to see."""
    found: int = tx.execute(COUNT_ASKED, _keys(viewer)).scalar_one()
    return found


def asker_of(tx: Connection, who: Partner, number: int) -> str:
    """The name of whoever asked something of a partner; empty if they are not here any more."""
    keys = {"partnership": who.partnership.id, "partner": who.id, "number": number}
    return tx.execute(ASKER, keys).scalar_one_or_none() or ""


def numbered(tx: Connection, who: Partner, number: int) -> Item | None:
    """A commitment of the partner's own, by its number."""
    row = tx.execute(NUMBERED, {"partnership": who.partnership.id, "number": number}).one_or_none()
    return item_of(row) if row and row.partner_id == who.id else None


def people_between(tx: Connection, viewer: Viewer, *, first: date, last: date) -> int:
    """How many people took part on those days: counts are everybody's to see."""
    return tx.execute(ACTIVE_PEOPLE, _keys(viewer, first=first, last=last)).scalar_one()


def began_on(tx: Connection, viewer: Viewer) -> date | None:
    """The first day on which anybody took part."""
    return tx.execute(BEGAN, _keys(viewer)).scalar_one_or_none()


def organisations_over_time(tx: Connection, viewer: Viewer, *, until: date, number: int) -> Sequence[int]:
    """How many organisations took part in each 28 days, the last of so many until that day."""
    day, length = timedelta(days=1), timedelta(weeks=digest.WEEKS_BEFORE)
    lasts = {f"last_{span}": until - span * length for span in SPANS}
    firsts = {f"first_{span}": until - (span + 1) * length + day for span in SPANS}
    found = tx.execute(ACTIVE_IN_SPANS, _keys(viewer, **firsts, **lasts)).one()
    return tuple(found)[:number][::-1]


def partners_with_something_due(tx: Connection, viewer: Viewer, *, first: date, last: date) -> frozenset[int]:
    """Partners who have something due on those days."""
    return frozenset(tx.execute(WITH_SOMETHING_DUE, _keys(viewer, first=first, last=last)).scalars())


def partners_asked(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Partners who were asked for something and have not answered."""
    return frozenset(tx.execute(ASKED, _keys(viewer)).scalars())


def last_seen(tx: Connection, viewer: Viewer, items: Sequence[Item]) -> Mapping[int, tuple[date, Rhythm | None]]:
    """For the partner of each line, when whoever it names was last here (or joined), and how much they have been."""
    keys = _keys(viewer, partners=sorted({who for one in items for who in one.on_it}))
    return {row.id: (row.last_on or row.joined_on, rhythms.rhythm_of(row)) for row in tx.execute(LAST_SEEN, keys)}
