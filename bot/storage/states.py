"""The history of everybody's state: what is kept of each change, and whose is to be looked at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, Connection, bindparam, case, delete, func, insert, select, update

from bot.domain.people import Partner
from bot.domain.quiet import State, Usual
from bot.domain.states import Change
from bot.storage.ledger import STANDS
from bot.storage.people import PARTNERS, partner_of
from bot.storage.routes import REACHABLE
from bot.storage.schema import LONG_AGO, UTCDateTime, participation, partner, partnership, state_change

_FROM = bindparam("looked_from", type_=UTCDateTime())
_LOOKED_AT = PARTNERS.add_columns(partner.c.state_due_at)
DUE = (
    _LOOKED_AT.where(partner.c.state_due_at <= bindparam("now"), partnership.c.closed_at.is_(None))
    .order_by(partner.c.state_due_at)
    .limit(bindparam("most"))
    .with_for_update(of=partner, key_share=True, skip_locked=True)
)
DUE_OF = _LOOKED_AT.where(
    partner.c.partnership_id == bindparam("partnership"),
    partner.c.id == bindparam("partner"),
    partner.c.state_due_at.is_not(None),
)
LOOK_AT = update(partner).where(partner.c.id == bindparam("which")).values(state_due_at=bindparam("due"))
LOOK_FROM = (
    update(partner)
    .where(partner.c.partnership_id == bindparam("partnership"), partner.c.id == bindparam("which"))
    .values(state_due_at=case((partner.c.state_due_at < _FROM, partner.c.state_due_at), else_=_FROM))
)
LOOK_AT_PERSON = update(partner).where(partner.c.person_id == bindparam("of")).values(state_due_at=LONG_AGO)
_those: BindParameter[Sequence[int]] = bindparam("partners", expanding=True)
KEPT = select(state_change).where(state_change.c.partner_id.in_(_those)).order_by(state_change.c.on_day)
# Whose rhythm is stored as it was on any later day needs no more of the ledger than when it began.
FIRST = (
    select(participation.c.partner_id, func.min(participation.c.on_day).label("first_on"))
    .where(participation.c.partner_id.in_(_those), STANDS)
    .group_by(participation.c.partner_id)
)
DAYS = select(participation.c.partner_id, participation.c.on_day).where(participation.c.partner_id.in_(_those), STANDS)
DROP = delete(state_change).where(
    state_change.c.partnership_id == bindparam("partnership"),
    state_change.c.partner_id == bindparam("partner"),
    state_change.c.on_day >= bindparam("since"),
)
ADD = insert(state_change)
_latest = (
    select(state_change.c.state)
    .where(state_change.c.partnership_id == partner.c.partnership_id, state_change.c.partner_id == partner.c.id)
    .order_by(state_change.c.on_day.desc())
    .limit(1)
    .correlate(partner)
    .scalar_subquery()
)
# Ways to somebody open and close in many places, so what was kept of it is compared with how it is.
COMPARE = (
    update(partner)
    .where(
        partner.c.left_on.is_(None),
        ((_latest == State.UNREACHABLE) & REACHABLE)
        | (_latest.in_((State.HERE, State.NEW, State.DUE, State.ASKED, State.QUIET)) & ~REACHABLE),
    )
    .values(state_due_at=LONG_AGO)
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A partner whose history is to be told again from a moment on."""

    partner: Partner
    since: datetime


def due(tx: Connection, *, now: datetime, most: int) -> Sequence[LookedAt]:
    """Partners whose state may have changed by now; their rows are held until the transaction ends."""
    rows = tx.execute(DUE, {"now": now, "most": most})
    return [LookedAt(partner=partner_of(row), since=row.state_due_at) for row in rows]


def due_of(tx: Connection, who: Partner) -> LookedAt | None:
    """The same for one of them, whenever it would be looked at."""
    row = tx.execute(DUE_OF, {"partnership": who.partnership.id, "partner": who.id}).one_or_none()
    return LookedAt(partner=partner_of(row), since=row.state_due_at) if row else None


def look_at(tx: Connection, those: Sequence[tuple[Partner, datetime | None]]) -> None:
    """When each state is to be looked at again, None: when something happens; at least one."""
    tx.execute(LOOK_AT, [{"which": who.id, "due": due_at} for who, due_at in those])


def look_from(tx: Connection, who: Partner, since: datetime) -> None:
    """Have a history told again from a moment on, or from an earlier one that waits already."""
    tx.execute(LOOK_FROM, {"partnership": who.partnership.id, "which": who.id, "looked_from": since})


def look_at_person(tx: Connection, person_id: int) -> None:
    """What somebody said of themself may change their state at each of their tables."""
    tx.execute(LOOK_AT_PERSON, {"of": person_id})


def compare(tx: Connection) -> None:
    """Have those looked at whom a way to write to them was found, or lost, since their state was kept."""
    tx.execute(COMPARE)


def kept_of(tx: Connection, partners: Iterable[int]) -> Mapping[int, Sequence[Change]]:
    """For each partner the changes of their state, oldest first: to be told to themself, and as access.py allows."""
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for row in tx.execute(KEPT, {"partners": list(partners)}):
        found[row.partner_id].append(
            Change(
                on_day=row.on_day,
                state=State(row.state),
                last_on=row.last_on,
                asked_on=row.asked_on,
                silent_days=row.silent_days,
                usual=Usual(row.usual),
                until_on=row.until_on,
            )
        )
    return found


def first_days(tx: Connection, partners: Iterable[int]) -> Mapping[int, date]:
    return {row.partner_id: row.first_on for row in tx.execute(FIRST, {"partners": list(partners)})}


def days_of(tx: Connection, partners: Iterable[int]) -> Mapping[int, Sequence[date]]:
    """All the days that count of some partners, oldest first."""
    found: defaultdict[int, set[date]] = defaultdict(set)
    for row in tx.execute(DAYS, {"partners": list(partners)}):
        found[row.partner_id].add(row.on_day)
    return {who: sorted(days) for who, days in found.items()}


def replace(tx: Connection, who: Partner, *, since: date, told: Sequence[Change]) -> None:
    """What is kept from a day on is told anew."""
    keys = {"partnership": who.partnership.id, "partner": who.id, "since": since}
    tx.execute(DROP, keys)
    if told:
        of = {"partnership_id": who.partnership.id, "partner_id": who.id}
        tx.execute(ADD, [{**of, **asdict(one)} for one in told])
