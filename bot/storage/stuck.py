"""What would help somebody who is stuck, where they have told the whole table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select

from bot.domain.commitments import Commitment, State
from bot.domain.people import Viewer
from bot.storage import sight
from bot.storage.schema import change, commitment, organisation, partner, person, seat

# What a change is called by which the table was told.
ASKED_TABLE = "asked_table"

TOLD: Select[Any] = (
    select(change.c.reason, change.c.at, person.c.name, organisation.c.name.label("organisation"))
    .join(
        commitment,
        (commitment.c.partnership_id == change.c.partnership_id) & (commitment.c.id == change.c.subject_id),
    )
    .join(
        partner, (partner.c.partnership_id == commitment.c.partnership_id) & (partner.c.id == commitment.c.partner_id)
    )
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == partner.c.partnership_id) & (seat.c.id == partner.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(
        sight.COMMITMENT,
        change.c.subject == "commitment",
        change.c.what == ASKED_TABLE,
        commitment.c.state == State.OPEN,
        change.c.at >= bindparam("since"),
        change.c.at <= bindparam("until"),
    )
    .order_by(change.c.id.desc())
    .limit(bindparam("most"))
)
TAKE_BACK = delete(change).where(
    change.c.partnership_id == bindparam("partnership"),
    change.c.subject == "commitment",
    change.c.subject_id == bindparam("commitment"),
    change.c.what == ASKED_TABLE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldHelp:
    """What would help, said by whom to the table."""

    whose: str
    need: str
    at: datetime


def told(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime, most: int) -> Sequence[WouldHelp]:
    """What the table was told in that time about what is still open, the newest first."""
    keys = {**sight.eyes(viewer), "since": since, "until": until, "most": most}
    return [WouldHelp(whose=row.organisation or row.name, need=row.reason, at=row.at) for row in tx.execute(TOLD, keys)]


def take_back(tx: Connection, one: Commitment) -> int:
    """The table no longer sees it; how often it had been told."""
    return tx.execute(TAKE_BACK, {"partnership": one.partnership_id, "commitment": one.id}).rowcount
