"""What a seat owes the table beside what it promised: views, answers, words about meetings; and who left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from bot.domain import challenges, meetings, say_backs
from bot.domain.people import LOOKING_ON, Partner
from bot.storage.schema import attendance, meeting, partner, person, perspective, recognition, say_back, wording

_SITTING = (
    partner.c.partnership_id == bindparam("partnership"),
    partner.c.seat_id == bindparam("seat"),
    partner.c.left_on.is_(None),
    partner.c.handed_over_on.is_(None),
    partner.c.role.not_in(LOOKING_ON),
)
_THOSE = select(partner.c.id).where(*_SITTING)
_SAID = select(perspective.c.id).where(
    perspective.c.partnership_id == bindparam("partnership"),
    perspective.c.partner_id.in_(_THOSE),
    perspective.c.replaced_at.is_(None),
)
_UNRECOGNISED = select(wording.c.id).where(
    wording.c.partnership_id == bindparam("partnership"),
    wording.c.state == challenges.State.STANDS,
    ~select(recognition.c.id)
    .where(
        recognition.c.partnership_id == wording.c.partnership_id,
        recognition.c.wording_id == wording.c.id,
        recognition.c.partner_id.in_(_THOSE),
    )
    .exists(),
)
_SAID_BACK = (
    select(func.count())
    .select_from(say_back)
    .where(
        say_back.c.partnership_id == bindparam("partnership"),
        say_back.c.of_id.in_(_THOSE),
        say_back.c.state == say_backs.State.WAITING,
    )
)
OWES: Select[Any] = select(
    select(func.count()).where(*_SITTING).scalar_subquery().label("sitting"),
    select(func.min(partner.c.joined_on)).where(*_SITTING).scalar_subquery().label("since"),
    _SAID.exists().label("said"),
    _UNRECOGNISED.exists().label("unrecognised"),
    _SAID_BACK.scalar_subquery().label("said_back"),
)
# One whose tick list nobody has begun is nobody's to answer.
_NOTED = select(attendance.c.id).where(
    attendance.c.partnership_id == meeting.c.partnership_id, attendance.c.meeting_number == meeting.c.number
)
UNTICKED = (
    select(meeting.c.begins_at)
    .where(
        meeting.c.partnership_id == bindparam("partnership"),
        meeting.c.state != meetings.State.CANCELLED,
        meeting.c.begins_at.between(bindparam("after"), bindparam("now")),
        _NOTED.exists(),
        ~_NOTED.where(attendance.c.partner_id.in_(_THOSE)).exists(),
    )
    .order_by(meeting.c.begins_at)
)
GONE = (
    select(person.c.name, func.coalesce(partner.c.left_on, partner.c.handed_over_on).label("gone_on"))
    .join(person, person.c.id == partner.c.person_id)
    .where(
        partner.c.partnership_id == bindparam("partnership"),
        partner.c.seat_id == bindparam("seat"),
        or_(partner.c.left_on >= bindparam("since"), partner.c.handed_over_on >= bindparam("since")),
    )
    .order_by("gone_on", partner.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Somebody who sat there, and went."""

    name: str
    gone_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """How many sit in a seat, whether they said how it looks from there, and what waits for a word of theirs.

    `unrecognised`: the challenge's wording. `said_back`: how many views of theirs. `meetings`: when those began that
    nobody of them has a word on.
    """

    sitting: int
    said: bool
    unrecognised: bool
    said_back: int
    meetings: Sequence[datetime]
    gone: Sequence[Gone]


def of_seat(tx: Connection, who: Partner, *, since: datetime, now: datetime) -> Owed:
    """What the seat owes in which `who` sits, or of which they are the sponsor, since a moment."""
    keys = {"partnership": who.partnership.id, "seat": who.seat_id}
    row = tx.execute(OWES, keys).one()
    begun = tx.execute(UNTICKED, {**keys, "after": since, "now": now}).scalars()
    gone = tx.execute(GONE, {**keys, "since": who.partnership.local_date(since)})
    return Owed(
        sitting=row.sitting,
        said=bool(row.said),
        unrecognised=bool(row.unrecognised),
        said_back=row.said_back,
        meetings=[one for one in begun if row.since and row.since <= who.partnership.local_date(one)],
        gone=[Gone(name=one.name, gone_on=one.gone_on) for one in gone],
    )
