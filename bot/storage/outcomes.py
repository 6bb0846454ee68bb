"""Outcomes and what was measured of them, for all at the table; and which commitments are towards them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.commitments import State as CommitmentState
from bot.domain.outcomes import Better, Measure, Outcome, Reading, State
from bot.domain.people import Partner, Viewer
from bot.storage import sight
from bot.storage.commitments import lock
from bot.storage.schema import change, commitment, measure, outcome, partner, person

_HERE = outcome.c.partnership_id == bindparam("partnership")
_ONE = (outcome.c.partnership_id == bindparam("at_partnership"), outcome.c.id == bindparam("at_id"))
ADD = (
    insert(outcome)
    .values(
        number=select(func.coalesce(func.max(outcome.c.number), 0) + 1)
        .where(outcome.c.partnership_id == bindparam("partnership"))
        .scalar_subquery()
    )
    .returning(outcome.c.id, outcome.c.number)
)
SAVE = (
    update(outcome)
    .where(*_ONE, outcome.c.version == bindparam("at_version"))
    .values(version=outcome.c.version + 1)
    .returning(outcome.c.version)
)
CHANGING = ("text", "better", "state", "reason", "closed_at")
_WHOSE = (partner.c.partnership_id == outcome.c.partnership_id) & (partner.c.id == outcome.c.partner_id)
ALL: Select[Any] = (
    select(outcome, person.c.name.label("owner"))
    .outerjoin(partner, _WHOSE)
    .outerjoin(person, person.c.id == partner.c.person_id)
    .where(_HERE)
    .order_by(outcome.c.number)
)
OPEN = ALL.where(outcome.c.state == State.LIVE)
NUMBERED = ALL.where(outcome.c.number == bindparam("number"))
CHANGED_BETWEEN = ALL.where(
    or_(
        outcome.c.made_at.between(bindparam("since"), bindparam("until")),
        outcome.c.closed_at.between(bindparam("since"), bindparam("until")),
    )
)
_OF_IT = (measure.c.partnership_id == bindparam("partnership"), measure.c.outcome_id == bindparam("outcome"))
ADD_MEASURE = (
    insert(measure)
    .values(number=select(func.coalesce(func.max(measure.c.number), 0) + 1).where(*_OF_IT).scalar_subquery())
    .returning(measure.c.id, measure.c.number)
)
_MEASURES: Select[Any] = (
    select(measure, person.c.name.label("by"))
    .outerjoin(partner, (partner.c.partnership_id == measure.c.partnership_id) & (partner.c.id == measure.c.partner_id))
    .outerjoin(person, person.c.id == partner.c.person_id)
    .where(measure.c.partnership_id == bindparam("partnership"))
    .order_by(measure.c.on_day, measure.c.number)
)
MEASURES = _MEASURES.where(measure.c.outcome_id.in_(bindparam("outcomes", expanding=True)))
LOGGED_BETWEEN = (
    select(measure.c.outcome_id, func.max(measure.c.made_at).label("at"))
    .where(
        measure.c.partnership_id == bindparam("partnership"),
        measure.c.made_at.between(bindparam("since"), bindparam("until")),
    )
    .group_by(measure.c.outcome_id)
)
_THAT = (measure.c.partnership_id == bindparam("partnership"), measure.c.id == bindparam("measure"))
CORRECT = update(measure).where(*_THAT)
WITHDRAW_MEASURE = delete(measure).where(*_THAT)
_GONE = (outcome.c.partnership_id == bindparam("partnership"), outcome.c.id == bindparam("outcome"))
WITHDRAW = (
    delete(measure).where(*_OF_IT),
    update(commitment)
    .where(commitment.c.partnership_id == bindparam("partnership"), commitment.c.outcome_id == bindparam("outcome"))
    .values(outcome_id=None),
    delete(change).where(
        change.c.partnership_id == bindparam("partnership"),
        change.c.subject == "outcome",
        change.c.subject_id == bindparam("outcome"),
    ),
    delete(outcome).where(*_GONE),
)
TIE = (
    update(commitment)
    .where(commitment.c.partnership_id == bindparam("partnership"), commitment.c.id == bindparam("of"))
    .values(outcome_id=bindparam("outcome"))
)
TOWARDS = ALL.join(
    commitment,
    and_(commitment.c.partnership_id == outcome.c.partnership_id, commitment.c.outcome_id == outcome.c.id),
).where(commitment.c.id == bindparam("of"))
OPEN_TOWARDS = (
    select(commitment.c.outcome_id, func.count().label("number"))
    .where(sight.COMMITMENT, commitment.c.outcome_id.is_not(None), commitment.c.state == CommitmentState.OPEN)
    .group_by(commitment.c.outcome_id)
)


def add(tx: Connection, setter: Partner, text: str, *, now: datetime) -> Outcome:
    """Set an outcome for the table, with its next number."""
    lock(tx, setter.partnership.id)
    here = {"partnership": setter.partnership.id, "partnership_id": setter.partnership.id, "partner_id": setter.id}
    row = tx.execute(ADD, {**here, "text": text, "state": State.LIVE, "made_at": now}).one()
    return Outcome(
        id=row.id,
        partnership_id=setter.partnership.id,
        number=row.number,
        text=text,
        state=State.LIVE,
        made_at=now,
        partner_id=setter.id,
        owner=setter.person.name,
    )


def save(tx: Connection, changed: Outcome) -> Outcome:
    """Write what may change of it, and count its version up.

    Raises LookupError if it has another version by now: whoever changes one locks the table first and reads it then.
    """
    at = {"at_partnership": changed.partnership_id, "at_id": changed.id, "at_version": changed.version}
    version = tx.execute(SAVE, {**at, **{name: getattr(changed, name) for name in CHANGING}}).scalar_one_or_none()
    if version is None:
        raise LookupError(changed.id)
    return replace(changed, version=version)


def _read(row: Row[Any]) -> Outcome:
    values = {name: getattr(row, name) for name in Outcome.__dataclass_fields__}
    better = Better(row.better) if row.better else None
    return Outcome(**{**values, "state": State(row.state), "better": better})


def _all(tx: Connection, statement: Select[Any], viewer: Viewer, **values: object) -> Sequence[Outcome]:
    return [_read(row) for row in tx.execute(statement, {"partnership": viewer.partnership_id, **values})]


def every(tx: Connection, viewer: Viewer) -> Sequence[Outcome]:
    """All that were ever set at the viewer's table and not taken back, in their order."""
    return _all(tx, ALL, viewer)


def open_ones(tx: Connection, viewer: Viewer) -> Sequence[Outcome]:
    """Those that the viewer's table works towards now, in their order."""
    return _all(tx, OPEN, viewer)


def numbered(tx: Connection, viewer: Viewer, number: int) -> Outcome | None:
    return next(iter(_all(tx, NUMBERED, viewer, number=number)), None)


def set_or_closed(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Outcome]:
    """Those that were set, or closed, in that time."""
    return _all(tx, CHANGED_BETWEEN, viewer, since=since, until=until)


def withdraw(tx: Connection, one: Outcome) -> None:
    """Delete it with its measures and its history; what was towards it is towards nothing."""
    for statement in WITHDRAW:
        tx.execute(statement, {"partnership": one.partnership_id, "outcome": one.id})


def log(tx: Connection, by: Partner, one: Outcome, reading: Reading, *, now: datetime) -> Measure:
    """Keep a measure, with the outcome's next number."""
    lock(tx, one.partnership_id)
    here = {"partnership": one.partnership_id, "partnership_id": one.partnership_id, "outcome": one.id}
    values = {"outcome_id": one.id, "partner_id": by.id, "made_at": now, **_columns(reading)}
    row = tx.execute(ADD_MEASURE, {**here, **values}).one()
    return Measure(
        id=row.id, outcome_id=one.id, number=row.number, reading=reading, partner_id=by.id, by=by.person.name
    )


def _columns(reading: Reading) -> dict[str, object]:
    return {"value": reading.value, "unit": reading.unit, "words": reading.words, "on_day": reading.on}


def measures(tx: Connection, viewer: Viewer, those: Iterable[Outcome]) -> Mapping[int, list[Measure]]:
    """What was measured of each, by the outcome's id, oldest first."""
    found: dict[int, list[Measure]] = {one.id: [] for one in those}
    for row in tx.execute(MEASURES, {"partnership": viewer.partnership_id, "outcomes": list(found)}):
        reading = Reading(on=row.on_day, value=row.value, unit=row.unit, words=row.words)
        kept = Measure(
            id=row.id,
            outcome_id=row.outcome_id,
            number=row.number,
            reading=reading,
            partner_id=row.partner_id,
            by=row.by,
        )
        found[row.outcome_id].append(kept)
    return found


def logged_between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Mapping[int, datetime]:
    """The outcomes of which something was measured in that time, by their ids, and when last."""
    keys = {"partnership": viewer.partnership_id, "since": since, "until": until}
    return {row.outcome_id: row.at for row in tx.execute(LOGGED_BETWEEN, keys)}


def correct(tx: Connection, here: Outcome, one: Measure, reading: Reading) -> Measure:
    """Another reading in the place of one; whose it is stays."""
    keys = {"partnership": here.partnership_id, "measure": one.id}
    tx.execute(CORRECT, {**keys, **_columns(reading)})
    return replace(one, reading=reading)


def withdraw_measure(tx: Connection, here: Outcome, one: Measure) -> None:
    tx.execute(WITHDRAW_MEASURE, {"partnership": here.partnership_id, "measure": one.id})


def tie(tx: Connection, viewer: Viewer, commitment_id: int, one: Outcome | None) -> None:
    """Say what a commitment of the viewer's table is towards; None: nothing."""
    tx.execute(TIE, {"partnership": viewer.partnership_id, "of": commitment_id, "outcome": one.id if one else None})


def towards(tx: Connection, viewer: Viewer, commitment_id: int) -> Outcome | None:
    """What a commitment of the viewer's table is towards."""
    return next(iter(_all(tx, TOWARDS, viewer, of=commitment_id)), None)


def open_towards(tx: Connection, viewer: Viewer) -> Mapping[int, int]:
    """How many open commitments that the viewer may see are towards each outcome, by its id."""
    return {row.outcome_id: row.number for row in tx.execute(OPEN_TOWARDS, sight.eyes(viewer))}
