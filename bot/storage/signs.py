"""Signs of life that somebody noted for somebody else, as far as they stand: who noted which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, cast, delete, or_, select

from bot.domain.calls import Hindrance, Outcome
from bot.domain.participation import Kind
from bot.domain.people import Partner
from bot.storage import outbox
from bot.storage.ledger import STANDS
from bot.storage.schema import call, change, participation, partner, person
from bot.storage.schema import outbox as messages

# What a change is called by which it is remembered who noted a sign of life.
SPOKE = Kind.SPOKE.value
# What is noted of a meeting. An import notes the same of many at once, by nobody in particular.
OF_A_MEETING = (Kind.CAME.value, Kind.APOLOGIES.value, Kind.DEPUTY.value)

_whoever = (partner.c.partnership_id == change.c.partnership_id) & (partner.c.id == change.c.partner_id)
NOTED_FOR: Select[Any] = (
    select(participation.c.on_day, participation.c.kind, person.c.name, call.c.outcome, call.c.way)
    .outerjoin(
        change,
        (change.c.partnership_id == participation.c.partnership_id)
        & (change.c.subject == "partner")
        & (change.c.subject_id == participation.c.partner_id)
        & (change.c.what == participation.c.kind)
        & (change.c.partner_id != change.c.subject_id)
        & (change.c.after == cast(participation.c.on_day, Text)),
    )
    .outerjoin(
        call,
        (call.c.partnership_id == participation.c.partnership_id)
        & (call.c.partner_id == participation.c.partner_id)
        & (call.c.heard_on == participation.c.on_day)
        & (participation.c.kind == SPOKE),
    )
    .outerjoin(partner, _whoever)
    .outerjoin(person, person.c.id == partner.c.person_id)
    .where(
        participation.c.partnership_id == bindparam("partnership"),
        participation.c.partner_id == bindparam("partner"),
        or_(participation.c.kind == SPOKE, participation.c.kind.in_(OF_A_MEETING) & change.c.id.is_not(None)),
        STANDS,
    )
    .order_by(participation.c.on_day.desc(), participation.c.kind)
)
# A note that went out since has shown it.
NEW_FOR = NOTED_FOR.where(
    ~select(messages.c.id)
    .where(
        messages.c.person_id == bindparam("person"),
        messages.c.kind == "note",
        messages.c.state.in_((outbox.SENT, outbox.UNKNOWN)),
        messages.c.sent_at >= participation.c.at,
    )
    .exists()
)
# A slip of whoever noted it.
UNWRITE = delete(change).where(
    change.c.partnership_id == bindparam("partnership"),
    change.c.subject == "partner",
    change.c.subject_id == bindparam("partner"),
    change.c.what == SPOKE,
    change.c.partner_id == bindparam("by"),
    change.c.after == bindparam("written"),
)
UNNOTE = delete(participation).where(
    participation.c.partnership_id == bindparam("partnership"),
    participation.c.partner_id == bindparam("partner"),
    participation.c.on_day == bindparam("day"),
    participation.c.kind == SPOKE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A day on which somebody was heard from, and how.

    `by`: the name of whoever noted it, empty where that is not known. `outcome`, `way`: of the call by which they did.
    """

    on_day: date
    by: str
    kind: Kind = Kind.SPOKE
    outcome: Outcome | None = None
    way: Hindrance | None = None


def _read(row: Row[Any]) -> Sign:
    return Sign(
        on_day=row.on_day,
        by=row.name or "",
        kind=Kind(row.kind),
        outcome=Outcome(row.outcome) if row.outcome else None,
        way=Hindrance(row.way) if row.way else None,
    )


def noted_for(tx: Connection, who: Partner) -> Sequence[Sign]:
    """What others noted for a partner, the newest day first; for the partner themself."""
    rows = tx.execute(NOTED_FOR, {"partnership": who.partnership.id, "partner": who.id})
    return [_read(row) for row in rows]


def new_for(tx: Connection, who: Partner) -> Sequence[Sign]:
    """The same without what a note has shown them."""
    keys = {"partnership": who.partnership.id, "partner": who.id, "person": who.person.id}
    return [_read(row) for row in tx.execute(NEW_FOR, keys)]


def unnote(tx: Connection, who: Partner, on_day: date, *, by: Partner) -> bool:
    """Take out what `by` noted of somebody by a slip, as if it never had been; False where they noted no such thing."""
    keys = {"partnership": who.partnership.id, "partner": who.id}
    if not tx.execute(UNWRITE, {**keys, "by": by.id, "written": on_day.isoformat()}).rowcount:
        return False
    tx.execute(UNNOTE, {**keys, "day": on_day})
    return True
