"""A table's debriefs: when each began and how many answered. The answers are reflections."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.debriefs import Debrief
from bot.domain.people import Partner, Viewer
from bot.domain.reflections import Reflection
from bot.storage import reflections
from bot.storage.schema import debrief

_HERE = debrief.c.partnership_id == bindparam("partnership")
LATEST = (
    select(debrief.c.number, debrief.c.begun_on, debrief.c.answered)
    .where(_HERE)
    .order_by(debrief.c.number.desc())
    .limit(1)
)
BEGIN = insert(debrief)
COUNT = update(debrief).where(_HERE, debrief.c.number == bindparam("which")).values(answered=debrief.c.answered + 1)


def latest(tx: Connection, viewer: Viewer) -> Debrief | None:
    row = tx.execute(LATEST, {"partnership": viewer.partnership_id}).one_or_none()
    return Debrief(number=row.number, begun_on=row.begun_on, answered=row.answered) if row else None


def begin(tx: Connection, viewer: Viewer, *, number: int, on: date) -> None:
    tx.execute(BEGIN, {"partnership_id": viewer.partnership_id, "number": number, "begun_on": on})


def count(tx: Connection, viewer: Viewer, number: int) -> None:
    """One more has answered: how many is kept, and not who."""
    tx.execute(COUNT, {"partnership": viewer.partnership_id, "which": number})


def mine(tx: Connection, who: Partner, number: int) -> Sequence[Reflection]:
    """Somebody's own answers in a debrief, as far as they are still theirs."""
    return [one for one in reflections.mine(tx, who) if one.debrief == number]
