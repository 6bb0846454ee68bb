"""What the clock needs to know of a partner before it asks: their wishes, and what was asked already."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.manners import Wishes
from bot.domain.people import Partner, Role
from bot.storage import routes, standings, wishes


def wishes_of(tx: Connection, partner: Partner) -> Wishes:
    """All that manners ask about."""
    person = partner.person
    return Wishes(
        zone=ZoneInfo(partner.zone.key),
        country=partner.country,
        days=person.working_days,
        aways=wishes.aways(tx, (person.id,)).get(person.id, ()),
        answer=wishes.answer_of(tx, partner),
        stopped=person.stopped_at is not None,
        stopped_until=person.stopped_until,
        left=partner.left_on is not None or partner.handed_over_on is not None,
        observer=partner.role is Role.OBSERVER,
        reachable=routes.route_of(tx, person.id) is not None,
    )


def spell_after(last_on: date | None, joined_on: date) -> date:
    """The first day of a silence: the day after they were last here, or the day they joined."""
    return last_on + timedelta(days=1) if last_on else joined_on


def spell_of(partner: Partner) -> date:
    """The silence the partner is in now."""
    return spell_after(partner.last_on, partner.joined_on)


def period_of(spell_on: date, touch: int) -> str:
    """A check-in's period: which silence, and which asking of it."""
    return f"{spell_on.isoformat()}/{touch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How often a silence was asked about, first when, and from when that could be seen (None: not yet)."""

    touches: int = 0
    first_on: date | None = None
    seen_on: date | None = None


def asked_in(sent: "standings.Askings", person_id: int, spell_on: date, *, zone: ZoneInfo) -> Asked:
    """What was sent about the silence that began on `spell_on`."""
    mine = [one for one in sent.get(person_id, ()) if one.period.startswith(f"{spell_on.isoformat()}/")]
    if not mine:
        return Asked()
    first = mine[0]
    return Asked(
        touches=len(mine),
        first_on=calendars.local_date(first.sent_at, zone),
        seen_on=calendars.local_date(first.seen_at, zone) if first.seen_at else None,
    )


def asked_about(tx: Connection, partner: Partner, *, now: datetime) -> Asked:
    """The same for one partner, from the outbox."""
    sent = standings.askings_of(tx, partner.viewer, (partner.person.id,), until=now)
    return asked_in(sent, partner.person.id, spell_of(partner), zone=partner.zone)
