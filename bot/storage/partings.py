"""What stays of somebody who left: when, what would bring them back, and what they are thanked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select

from bot.domain.people import Partner, Viewer
from bot.storage.schema import commitment, organisation, parting, partner, person, perspective, seat

PART = insert(parting)
_later = parting.alias()
# What an organisation said for its seat is the whole table's, and stands with the chairs.
LAST_WORDS = (
    select(person.c.name, organisation.c.name.label("organisation"), parting.c.on_day, parting.c.back_if)
    .join(partner, (partner.c.partnership_id == parting.c.partnership_id) & (partner.c.id == parting.c.partner_id))
    .join(person, person.c.id == partner.c.person_id)
    .join(seat, (seat.c.partnership_id == parting.c.partnership_id) & (seat.c.id == parting.c.seat_id))
    .outerjoin(organisation, organisation.c.id == seat.c.organisation_id)
    .where(
        parting.c.partnership_id == bindparam("partnership"),
        parting.c.on_day >= bindparam("since"),
        parting.c.back_if.is_not(None),
        parting.c.for_seat.is_(False),
        partner.c.left_on.is_not(None),
        ~select(_later.c.id)
        .where(
            _later.c.partnership_id == parting.c.partnership_id,
            _later.c.partner_id == parting.c.partner_id,
            _later.c.id > parting.c.id,
        )
        .exists(),
    )
    .order_by(parting.c.on_day.desc(), parting.c.id.desc())
    .limit(bindparam("most"))
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
    """What somebody said who left: who, when, and what would bring them back."""

    name: str
    organisation: str | None
    on_day: date
    back_if: str


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


def last_words(tx: Connection, viewer: Viewer, *, since: date, most: int) -> Sequence[LastWord]:
    """What would bring back those who left, as they said for who convenes and for nobody else; the newest first."""
    if not viewer.convenes:
        return ()
    keys = {"partnership": viewer.partnership_id, "since": since, "most": most}
    return [LastWord(**row._mapping) for row in tx.execute(LAST_WORDS, keys)]  # noqa: SLF001 - Row's documented view


def did(tx: Connection, who: Partner, *, most: int) -> Did:
    """What somebody did here, the last first."""
    keys = {"partnership": who.partnership.id, "partner": who.id}
    kept = list(tx.execute(KEPT, {**keys, "most": most}).scalars())
    return Did(kept=kept, spoke=tx.execute(SPOKE, keys).first() is not None)
