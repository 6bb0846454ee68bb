"""Messages of which nobody can say any more whether they arrived: for the coordinators of their table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, select

from bot.domain.people import Partner, Viewer
from bot.storage.outbox import IS_DOUBTED, SENT, UNKNOWN
from bot.storage.schema import outbox, partner, person

_check_in = outbox.alias("asked")
# Their silence was asked about with it, or since.
_WAS_ASKED = (
    select(_check_in.c.id)
    .where(
        _check_in.c.person_id == outbox.c.person_id,
        _check_in.c.partnership_id == outbox.c.partnership_id,
        _check_in.c.kind == "check_in",
        _check_in.c.state.in_((SENT, UNKNOWN)),
        _check_in.c.sent_at >= outbox.c.sent_at,
    )
    .correlate(outbox)
    .exists()
)
IN_DOUBT = (
    select(person.c.name, outbox.c.sent_at, and_(_WAS_ASKED, partner.c.id != bindparam("asker")).label("was_asked"))
    .join(person, person.c.id == outbox.c.person_id)
    .join(
        partner,
        (partner.c.partnership_id == outbox.c.partnership_id) & (partner.c.person_id == outbox.c.person_id),
    )
    .where(
        *IS_DOUBTED,
        outbox.c.partnership_id == bindparam("partnership"),
        outbox.c.unasked,
        outbox.c.sent_at > bindparam("since"),
        outbox.c.sent_at <= bindparam("until"),
        partner.c.left_on.is_(None),
    )
    .order_by(outbox.c.sent_at, outbox.c.id)
)
LAST_NOTE = select(func.max(outbox.c.sent_at)).where(
    outbox.c.person_id == bindparam("person"), outbox.c.kind == "note", outbox.c.state.in_((SENT, UNKNOWN))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A message to somebody at the table, begun at that moment. `was_asked`: about their silence, with it or since."""

    name: str
    sent_at: datetime
    was_asked: bool


def in_doubt(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Doubt]:
    """What was begun in that time and is unknown still. Nobody is told of their own silence here."""
    keys = {"partnership": viewer.partnership_id, "asker": viewer.partner_id, "since": since, "until": until}
    rows = tx.execute(IN_DOUBT, keys)
    return [Doubt(name=row.name, sent_at=row.sent_at, was_asked=bool(row.was_asked)) for row in rows]


def last_note_at(tx: Connection, who: Partner) -> datetime | None:
    """When the last note went to somebody, or may have."""
    found: datetime | None = tx.execute(LAST_NOTE, {"person": who.person.id}).scalar_one()
    return found
