"""Tries, for all at the table; and the seats that share in what may go wrong, once they have said so."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, literal, select, update

from bot.domain.people import LOOKING_ON, Partner, Viewer
from bot.domain.tries import Decided, Sharer, Shares, State, Try
from bot.storage.commitments import lock
from bot.storage.schema import LONG_AGO, change, organisation, partner, person, seat, sharing, trying
from bot.storage.upsert import insert_new

# Written out, so that a plan that is made before its values are known uses the index on open ones.
_OPEN = trying.c.state == literal(State.OPEN.value, literal_execute=True)

ADD = (
    insert(trying)
    .values(
        number=select(func.coalesce(func.max(trying.c.number), 0) + 1)
        .where(trying.c.partnership_id == bindparam("partnership"))
        .scalar_subquery()
    )
    .returning(trying.c.id, trying.c.number)
)
SAVE = (
    update(trying)
    .where(
        trying.c.partnership_id == bindparam("at_partnership"),
        trying.c.id == bindparam("at_id"),
        trying.c.version == bindparam("at_version"),
    )
    # Another day is another reason to remind.
    .values(version=trying.c.version + 1, next_look_at=LONG_AGO)
    .returning(trying.c.version)
)
CHANGING = ("text", "step", "go_wrong", "would_learn", "look_on", "state", "decided", "learned", "looked_at")
_EVERYWHERE: Select[Any] = (
    select(trying, person.c.name.label("owner"), organisation.c.name.label("organisation"))
    .join(partner, (partner.c.partnership_id == trying.c.partnership_id) & (partner.c.id == trying.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
)
ALL = _EVERYWHERE.where(trying.c.partnership_id == bindparam("partnership")).order_by(trying.c.number)
OPEN = ALL.where(trying.c.state == State.OPEN).order_by(None).order_by(trying.c.look_on, trying.c.number)
NUMBERED = ALL.where(trying.c.number == bindparam("number"))
LOOKED_BETWEEN = ALL.where(
    trying.c.learned.is_not(None), trying.c.looked_at.between(bindparam("since"), bindparam("until"))
)
_DUE_IDS = [
    select(
        select(trying.c.id).where(_OPEN, when).order_by(trying.c.next_look_at).limit(bindparam("most")).subquery().c.id
    )
    for when in (trying.c.next_look_at <= bindparam("now"), trying.c.next_look_at > bindparam("too_far"))
]
DUE = _EVERYWHERE.where(trying.c.id.in_(_DUE_IDS[0].union_all(_DUE_IDS[1])))
SET_NEXT = (
    update(trying)
    .where(
        trying.c.partnership_id == bindparam("partnership"),
        trying.c.id == bindparam("of"),
        # Of one that was looked at meanwhile nothing is known: it stays due.
        trying.c.version == bindparam("as_read"),
    )
    .values(next_look_at=bindparam("next"))
)
_KEYS = (sharing.c.partnership_id == bindparam("partnership"), sharing.c.try_id == bindparam("of"))
WITHDRAW = (
    delete(sharing).where(*_KEYS),
    delete(change).where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "try",
        change.c.subject_id == bindparam("of"),
    ),
    delete(trying).where(trying.c.partnership_id == bindparam("partnership"), trying.c.id == bindparam("of")),
)
# A person's own seat is called after whoever sits in it.
_SITTER = (
    select(person.c.name)
    .join(partner, partner.c.person_id == person.c.id)
    .where(partner.c.partnership_id == seat.c.partnership_id, partner.c.seat_id == seat.c.id)
    .order_by(partner.c.left_on.is_not(None), partner.c.id)
    .limit(1)
    .correlate(seat)
    .scalar_subquery()
)
_CALLED = func.coalesce(organisation.c.name, _SITTER, seat.c.role)
SHARERS = (
    select(sharing.c.try_id, sharing.c.seat_id, sharing.c.state, _CALLED.label("name"))
    .join(seat, (seat.c.partnership_id == sharing.c.partnership_id) & (seat.c.id == sharing.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(
        sharing.c.partnership_id == bindparam("partnership"),
        sharing.c.try_id.in_(bindparam("tries", expanding=True)),
    )
    .order_by(sharing.c.id)
)
_MAY_ANSWER = (
    partner.c.partnership_id == seat.c.partnership_id,
    partner.c.seat_id == seat.c.id,
    partner.c.left_on.is_(None),
    partner.c.role.not_in(LOOKING_ON),
)
SEATS = (
    select(seat.c.id, _CALLED.label("name"))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(seat.c.partnership_id == bindparam("partnership"), select(partner.c.id).where(*_MAY_ANSWER).exists())
    .order_by(seat.c.organisation_id.is_(None), organisation.c.name, seat.c.id)
)
ASK = insert_new(sharing).returning(sharing.c.seat_id)
UNASK = delete(sharing).where(
    *_KEYS, sharing.c.seat_id == bindparam("seat"), sharing.c.state.in_((Shares.ASKED, Shares.NO))
)
ANSWER = (
    update(sharing)
    .where(*_KEYS, sharing.c.seat_id == bindparam("seat"))
    .values(state=bindparam("to"), partner_id=bindparam("by"), answered_at=bindparam("now"))
)
WAITING = ALL.join(
    sharing, (sharing.c.partnership_id == trying.c.partnership_id) & (sharing.c.try_id == trying.c.id)
).where(trying.c.state == State.OPEN, sharing.c.seat_id == bindparam("seat"), sharing.c.state == Shares.ASKED)
WHOSE = (
    select(partner.c.id)
    .join(sharing, (sharing.c.partnership_id == partner.c.partnership_id) & (sharing.c.seat_id == partner.c.seat_id))
    .join(trying, (trying.c.partnership_id == sharing.c.partnership_id) & (trying.c.id == sharing.c.try_id))
    .where(
        sharing.c.partnership_id == bindparam("partnership"),
        sharing.c.state == Shares.ASKED,
        trying.c.state == State.OPEN,
        partner.c.left_on.is_(None),
        partner.c.role.not_in(LOOKING_ON),
    )
    .distinct()
)


def add(tx: Connection, owner: Partner, text: str, *, look_on: date, now: datetime) -> Try:
    """Keep what is tried, with the table's next number."""
    lock(tx, owner.partnership.id)
    here = {"partnership": owner.partnership.id, "partnership_id": owner.partnership.id, "partner_id": owner.id}
    values = {"text": text, "look_on": look_on, "state": State.OPEN, "made_at": now}
    row = tx.execute(ADD, {**here, **values}).one()
    return Try(
        id=row.id,
        partnership_id=owner.partnership.id,
        number=row.number,
        partner_id=owner.id,
        owner=owner.person.name,
        organisation=owner.organisation.name if owner.organisation else None,
        text=text,
        look_on=look_on,
        state=State.OPEN,
        made_at=now,
    )


def save(tx: Connection, changed: Try) -> Try:
    """Write what may change of it, and count its version up. Raises LookupError as that of an outcome does."""
    at = {"at_partnership": changed.partnership_id, "at_id": changed.id, "at_version": changed.version}
    version = tx.execute(SAVE, {**at, **{name: getattr(changed, name) for name in CHANGING}}).scalar_one_or_none()
    if version is None:
        raise LookupError(changed.id)
    return replace(changed, version=version)


def _read(row: Row[Any]) -> Try:
    values = {name: getattr(row, name) for name in Try.__dataclass_fields__ if name != "sharers"}
    decided = Decided(row.decided) if row.decided else None
    return Try(**{**values, "state": State(row.state), "decided": decided})


def _all(tx: Connection, statement: Select[Any], viewer: Viewer, **values: object) -> Sequence[Try]:
    """Each with who shares in it."""
    found = [_read(row) for row in tx.execute(statement, {"partnership": viewer.partnership_id, **values})]
    sharers = _sharers(tx, viewer, [one.id for one in found])
    return [replace(one, sharers=sharers.get(one.id, ())) for one in found]


def _sharers(tx: Connection, viewer: Viewer, those: Collection[int]) -> Mapping[int, Sequence[Sharer]]:
    found: dict[int, list[Sharer]] = {}
    for row in tx.execute(SHARERS, {"partnership": viewer.partnership_id, "tries": list(those)}) if those else ():
        shares = Sharer(seat_id=row.seat_id, name=row.name, state=Shares(row.state))
        found.setdefault(row.try_id, []).append(shares)
    return found


def every(tx: Connection, viewer: Viewer) -> Sequence[Try]:
    """All that were ever begun at the viewer's table and not taken back, in their order."""
    return _all(tx, ALL, viewer)


def open_ones(tx: Connection, viewer: Viewer) -> Sequence[Try]:
    """Those that go on at the viewer's table, the next to be looked at first."""
    return _all(tx, OPEN, viewer)


def numbered(tx: Connection, viewer: Viewer, number: int) -> Try | None:
    return next(iter(_all(tx, NUMBERED, viewer, number=number)), None)


def looked_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Try]:
    """Those of which it was said in that time what was learned."""
    return _all(tx, LOOKED_BETWEEN, viewer, since=since, until=until)


def withdraw(tx: Connection, one: Try) -> None:
    """Delete it, with who shares in it and its history."""
    for statement in WITHDRAW:
        tx.execute(statement, {"partnership": one.partnership_id, "of": one.id})


def due(tx: Connection, *, now: datetime, too_far: datetime, most: int) -> Sequence[tuple[int, Try]]:
    """Open ones of all tables to be looked at by the round that reminds, by their ids, as of commitments."""
    return [(row.id, _read(row)) for row in tx.execute(DUE, {"now": now, "too_far": too_far, "most": most})]


def keep_next(tx: Connection, those: Sequence[tuple[Try, datetime | None]]) -> None:
    """When that round looks at some of them again; None: not until it is changed."""
    keys = [
        {"partnership": one.partnership_id, "of": one.id, "as_read": one.version, "next": next_at}
        for one, next_at in those
    ]
    tx.execute(SET_NEXT, keys)


def seats(tx: Connection, viewer: Viewer) -> Sequence[tuple[int, str]]:
    """The seats of the viewer's table in which somebody could answer, organisations first, by what they are called."""
    return [(row.id, row.name) for row in tx.execute(SEATS, {"partnership": viewer.partnership_id})]


def ask(tx: Connection, one: Try, seat_id: int, *, now: datetime) -> bool:
    """Ask a seat whether it shares in what may go wrong; False where it was asked before."""
    values = {"partnership_id": one.partnership_id, "try_id": one.id, "seat_id": seat_id}
    return tx.execute(ASK, {**values, "state": Shares.ASKED, "asked_at": now}).first() is not None


def unask(tx: Connection, one: Try, seat_id: int) -> None:
    """Take the question back; a yes that was given stays."""
    tx.execute(UNASK, {"partnership": one.partnership_id, "of": one.id, "seat": seat_id})


def answer(tx: Connection, one: Try, by: Partner, to: Shares, *, now: datetime) -> None:
    """What a partner says for their seat."""
    keys = {"partnership": one.partnership_id, "of": one.id, "seat": by.seat_id}
    tx.execute(ANSWER, {**keys, "to": to, "by": by.id, "now": now})


def waiting_for(tx: Connection, who: Partner) -> Sequence[Try]:
    """What a partner's seat was asked to share in, and nobody in it has answered."""
    return _all(tx, WAITING, who.viewer, seat=who.seat_id)


def whose_word(tx: Connection, viewer: Viewer) -> frozenset[int]:
    """The partners whose seats were asked."""
    return frozenset(tx.execute(WHOSE, {"partnership": viewer.partnership_id}).scalars())
