"""Calls: who meant to ring whom, how it went, what got in the way; for whoever was rung and whoever convenes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from bot.domain.calls import Hindrance, Outcome
from bot.domain.commitments import State
from bot.domain.people import Partner, Viewer
from bot.storage import sight
from bot.storage.schema import call, commitment, partner, person

_HERE = call.c.partnership_id == bindparam("partnership")
_whom, _rung = partner.alias("whom"), person.alias("rung")
# Call notes are for whoever was rung and whoever convenes (DESIGN 5): every statement below asks it in the same words.
_MAY_SEE = or_(
    bindparam("convenes", type_=Boolean) == true(),
    and_(call.c.partner_id == bindparam("viewer"), call.c.outcome.is_not(None)),
)
ALL: Select[Any] = (
    select(
        call.c.id,
        call.c.partner_id,
        call.c.made_by,
        call.c.made_at,
        call.c.ask_on,
        call.c.outcome,
        call.c.heard_on,
        call.c.way,
        call.c.answered_at,
        person.c.name.label("by"),
        _rung.c.name,
    )
    .join(_whom, (_whom.c.partnership_id == call.c.partnership_id) & (_whom.c.id == call.c.partner_id))
    .join(_rung, _rung.c.id == _whom.c.person_id)
    .outerjoin(partner, (partner.c.partnership_id == call.c.partnership_id) & (partner.c.id == call.c.made_by))
    .outerjoin(person, person.c.id == partner.c.person_id)
    .where(_HERE, _MAY_SEE)
    .order_by(call.c.id)
)
ONE = ALL.where(call.c.id == bindparam("row"))
# What was meant and not told yet, as long as it is not too old to be asked about.
MEANT = ALL.where(call.c.outcome.is_(None), call.c.made_at >= bindparam("since"), _whom.c.left_on.is_(None))
OF_THOSE = MEANT.where(call.c.partner_id.in_(bindparam("those", expanding=True)))
MINE = MEANT.where(call.c.made_by == bindparam("viewer"))
ABOUT = ALL.where(call.c.partner_id == bindparam("viewer"), call.c.outcome.is_not(None))
WITH = ALL.where(call.c.partner_id == bindparam("with"), call.c.outcome.is_not(None))
ADD = insert(call).returning(call.c.id)
DROP = delete(call).where(
    _HERE, call.c.id == bindparam("row"), call.c.made_by == bindparam("viewer"), call.c.outcome.is_(None)
)
_MINE = (_HERE, call.c.id == bindparam("row"), call.c.made_by == bindparam("viewer"))
TELL = (
    update(call)
    .where(*_MINE)
    .values(
        outcome=bindparam("said"),
        heard_on=bindparam("heard"),
        answered_at=bindparam("at"),
        way=bindparam("in_the_way"),
    )
)
SAY_WAY = update(call).where(*_MINE, call.c.outcome.is_not(None)).values(way=bindparam("in_the_way"))
_ABOUT_ME = (_HERE, call.c.id == bindparam("row"), call.c.partner_id == bindparam("viewer"))
DENY = update(call).where(*_ABOUT_ME).values(outcome=Outcome.DENIED.value, way=None, heard_on=None)
# A seat is nobody's to give up but theirs who sit in it: somebody who would step back is asked for their own word.
TO_CONFIRM = (
    select(call.c.partner_id)
    .join(partner, (partner.c.partnership_id == call.c.partnership_id) & (partner.c.id == call.c.partner_id))
    .where(_HERE, call.c.outcome == Outcome.STEPPING_BACK.value, partner.c.left_on.is_(None))
    .distinct()
)

_OF_THEM = (sight.COMMITMENT, commitment.c.partner_id == bindparam("of"))
LAST_SAID = (
    select(
        commitment.c.text, commitment.c.state, func.coalesce(commitment.c.closed_at, commitment.c.made_at).label("at")
    )
    .where(*_OF_THEM, commitment.c.state.in_((State.OPEN, State.KEPT)))
    .order_by(func.coalesce(commitment.c.closed_at, commitment.c.made_at).desc(), commitment.c.id.desc())
    .limit(1)
)
_asker = partner.alias("asker")
WAITS = (
    select(commitment.c.text, person.c.name)
    .join(_asker, (_asker.c.partnership_id == commitment.c.partnership_id) & (_asker.c.id == commitment.c.asked_by))
    .join(person, person.c.id == _asker.c.person_id)
    .where(*_OF_THEM, commitment.c.state == State.ASKED)
    .order_by(commitment.c.number)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaid:
    """The last that somebody said they would do, or kept, as far as whoever asks may see it."""

    text: str
    kept: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Somebody who asked for something and has no answer yet."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, meant or told. `name`: of whoever is rung; `by`: of whoever rings, empty once they erased themself."""

    id: int
    partner_id: int
    made_by: int | None
    made_at: datetime
    ask_on: date
    outcome: Outcome | None
    heard_on: date | None
    way: Hindrance | None
    answered_at: datetime | None
    by: str
    name: str


def _read(row: Row[Any]) -> Call:
    return Call(
        id=row.id,
        partner_id=row.partner_id,
        made_by=row.made_by,
        made_at=row.made_at,
        ask_on=row.ask_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
        heard_on=row.heard_on,
        way=Hindrance(row.way) if row.way else None,
        answered_at=row.answered_at,
        by=row.by or "",
        name=row.name,
    )


def _keys(viewer: Viewer) -> dict[str, Any]:
    return {"partnership": viewer.partnership_id, "viewer": viewer.partner_id, "convenes": viewer.convenes}


def mean(tx: Connection, caller: Partner, whom: Partner, *, ask_on: date, now: datetime) -> int:
    """Keep that somebody means to ring somebody; the call's own number."""
    new = {"partnership_id": caller.partnership.id, "partner_id": whom.id, "made_by": caller.id}
    return int(tx.execute(ADD, {**new, "made_at": now, "ask_on": ask_on}).scalar_one())


def drop(tx: Connection, caller: Partner, number: int) -> bool:
    """They won't ring after all: as if it had never been said."""
    return tx.execute(DROP, {**_keys(caller.viewer), "row": number}).rowcount == 1


def one(tx: Connection, viewer: Viewer, number: int) -> Call | None:
    row = tx.execute(ONE, {**_keys(viewer), "row": number}).one_or_none()
    return _read(row) if row else None


def meant_for(tx: Connection, viewer: Viewer, those: Sequence[int], *, since: datetime) -> Mapping[int, Call]:
    """Who said that they'd ring whom of some partners and has not told how it went: the first who said so of each."""
    if not those:
        return {}
    rows = tx.execute(OF_THOSE, {**_keys(viewer), "those": list(those), "since": since}).all()
    return {row.partner_id: _read(row) for row in reversed(rows)}


def meant_by(tx: Connection, caller: Partner, *, since: datetime) -> Sequence[Call]:
    """Whom somebody means to ring."""
    return [_read(row) for row in tx.execute(MINE, {**_keys(caller.viewer), "since": since})]


def about(tx: Connection, who: Partner) -> Sequence[Call]:
    """What was noted of calls to somebody, for them."""
    return [_read(row) for row in tx.execute(ABOUT, _keys(who.viewer))]


def notes_of(tx: Connection, viewer: Viewer, partner_id: int) -> Sequence[Call]:
    """The same for whoever convenes, before they ring again."""
    return [_read(row) for row in tx.execute(WITH, {**_keys(viewer), "with": partner_id})] if viewer.convenes else []


def tell(
    tx: Connection, caller: Partner, number: int, outcome: Outcome | None, *, heard_on: date | None, now: datetime
) -> bool:
    """How it went; None takes that back, and the call is one that is meant again."""
    keys = {**_keys(caller.viewer), "row": number, "said": outcome, "heard": heard_on, "in_the_way": None}
    return tx.execute(TELL, {**keys, "at": now if outcome else None}).rowcount == 1


def say_way(tx: Connection, caller: Partner, number: int, way: Hindrance | None) -> bool:
    """What got in the way, as they said it; None takes it out."""
    return tx.execute(SAY_WAY, {**_keys(caller.viewer), "row": number, "in_the_way": way}).rowcount == 1


def days(tx: Connection, who: Partner) -> Sequence[date]:
    """The days on which something was noted of a call to somebody, and not denied, in their table's zone."""
    return [on for _number, on in _noted(tx, who)]


def deny(tx: Connection, who: Partner, on_day: date) -> None:
    """Whoever was rung says that what was noted that day isn't so: nothing of it is kept."""
    for number, on in _noted(tx, who):
        if on == on_day:
            tx.execute(DENY, {**_keys(who.viewer), "row": number})


def _noted(tx: Connection, who: Partner) -> Sequence[tuple[int, date]]:
    return [
        (one.id, one.heard_on or who.partnership.local_date(one.answered_at))
        for one in about(tx, who)
        if one.answered_at and one.outcome is not Outcome.DENIED
    ]


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """Who is said to be stepping back, and has not said so themself."""
    return frozenset(tx.execute(TO_CONFIRM, {"partnership": viewer.partnership_id}).scalars())


def last_said(tx: Connection, viewer: Viewer, partner_id: int) -> LastSaid | None:
    row = tx.execute(LAST_SAID, {**sight.eyes(viewer), "of": partner_id}).one_or_none()
    return LastSaid(text=row.text, kept=row.state == State.KEPT, at=row.at) if row else None


def who_waits(tx: Connection, viewer: Viewer, partner_id: int) -> Sequence[Waits]:
    """Who waits for somebody's word, and for what."""
    rows = tx.execute(WAITS, {**sight.eyes(viewer), "of": partner_id})
    return [Waits(name=row.name, text=row.text) for row in rows]
