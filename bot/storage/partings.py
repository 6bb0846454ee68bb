"""What stays of somebody who left: when, what would bring them back, and what they are thanked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select

from bot.domain.people import Partner, Viewer
from bot.storage.schema import commitment, parting, perspective

PART = insert(parting)
LAST_WORD = (
    select(parting.c.on_day, parting.c.back_if)
    .where(parting.c.partnership_id == bindparam("partnership"), parting.c.partner_id == bindparam("partner"))
    .order_by(parting.c.id.desc())
    .limit(1)
)
KEPT = (
    select(commitment.c.text)
    .where(
        commitment.c.partnership_id == bindparam("partnership"),
        commitment.c.partner_id == bindparam("partner"),
        commitment.c.state == "kept",
    )
    .order_by(commitment.c.closed_at.desc(), commitment.c.id.desc())
    .limit(bindparam("most"))
)
SPOKE = (
    select(perspective.c.id)
    .where(perspective.c.partnership_id == bindparam("partnership"), perspective.c.partner_id == bindparam("partner"))
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWord:
    """What somebody said who left: when, and what would bring them back."""

    on_day: date
    back_if: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What somebody is thanked for: what they last kept, and whether they said how it looks from their seat."""

    kept: Sequence[str]
    spoke: bool


def part(tx: Connection, leaver: Partner, *, back_if: str | None, for_seat: bool, now: datetime) -> None:
    """Keep that somebody left, and what would bring them back; `for_seat`: their organisation steps back with them."""
    who = {"partnership_id": leaver.partnership.id, "partner_id": leaver.id, "seat_id": leaver.seat_id}
    on = leaver.partnership.local_date(now)
    tx.execute(PART, {**who, "on_day": on, "back_if": back_if, "for_seat": for_seat, "at": now})


def last_word(tx: Connection, viewer: Viewer, partner_id: int) -> LastWord | None:
    """What somebody said when they left: for themself and for who convenes, and for nobody else."""
    if not (viewer.convenes or viewer.partner_id == partner_id):
        return None
    row = tx.execute(LAST_WORD, {"partnership": viewer.partnership_id, "partner": partner_id}).one_or_none()
    return LastWord(on_day=row.on_day, back_if=row.back_if) if row else None


def did(tx: Connection, who: Partner, *, most: int) -> Did:
    """What somebody did here, the last first."""
    keys = {"partnership": who.partnership.id, "partner": who.id}
    kept = list(tx.execute(KEPT, {**keys, "most": most}).scalars())
    return Did(kept=kept, spoke=tx.execute(SPOKE, keys).first() is not None)
