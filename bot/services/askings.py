"""What the clock needs to know of a partner before it asks: their wishes, and what was asked already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.manners import Kind, Wishes
from bot.domain.people import Partner, Role
from bot.storage import routes, standings, wishes


def wishes_of(tx: Connection, partner: Partner) -> Wishes:
    """All that manners ask about."""
    return wishes_of_each(tx, (partner,))[partner.id]


def wishes_of_each(tx: Connection, partners: Sequence[Partner]) -> Mapping[int, Wishes]:
    """The same for several, in as many statements as for one."""
    people = [partner.person.id for partner in partners]
    aways = wishes.aways(tx, people)
    answers = wishes.answers_of(tx, partners)
    reached = routes.routes_of(tx, people)
    return {
        partner.id: Wishes(
            zone=partner.zone,
            route=reached.get(partner.person.id),
            country=partner.country,
            days=partner.person.working_days,
            aways=aways.get(partner.person.id, ()),
            answer=answers.get(partner.id),
            stopped=partner.person.stopped_at is not None,
            stopped_until=partner.person.stopped_until,
            left=partner.left_on is not None or partner.handed_over_on is not None,
            observer=partner.role is Role.OBSERVER,
            sponsor=partner.role is Role.SPONSOR,
            left_be_until=partner.left_be_until,
            # Whoever convenes has their line a week all the same: with it they switch it on again.
            off=partner.partnership.off - ({Kind.NOTE} if partner.convenes else frozenset()),
        )
        for partner in partners
    }


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


def asked_in(sent: Sequence[standings.Asking], spell_on: date, *, zone: ZoneInfo) -> Asked:
    """What was sent to one partner about the silence that began on `spell_on`."""
    mine = [one for one in sent if one.period.startswith(f"{spell_on.isoformat()}/")]
    if not mine:
        return Asked()
    seen_at = next((one.seen_at for one in mine if one.seen_at), None)
    return Asked(
        touches=len(mine),
        first_on=calendars.local_date(mine[0].sent_at, zone),
        seen_on=calendars.local_date(seen_at, zone) if seen_at else None,
    )


def asked_about(tx: Connection, partner: Partner, *, now: datetime) -> Asked:
    """The same about the silence a partner is in now, from the outbox."""
    return asked_about_each(tx, (partner,), now=now)[partner.id]


def asked_about_each(tx: Connection, partners: Sequence[Partner], *, now: datetime) -> Mapping[int, Asked]:
    """The same for several."""
    sent = standings.asked_of_each(tx, partners, until=now)
    return {one.id: asked_in(sent.get(one.id, ()), spell_of(one), zone=one.zone) for one in partners}
