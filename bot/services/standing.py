"""Everybody's standing at a table on any day: the ledger folded up to it, and what else was known."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot.domain import quiet, rhythm
from bot.domain.people import Answer, Partner, Viewer
from bot.domain.quiet import NextStep, OrganisationStanding, OrganisationState, Standing, State
from bot.domain.rhythm import Rhythm, Terms
from bot.messages.cards import states as cards
from bot.services import askings
from bot.storage import chairs as chair_storage
from bot.storage import ledger, people, routes, standings, tables, wishes
from bot.storage.chairs import Chair


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerStanding:
    """One partner on one day: their state, what it rests on, and the one next step. `left_be`: they are not named."""

    partner: Partner
    standing: Standing
    state: State
    silent_days: int
    risk: float
    due_on: date
    next_step: NextStep
    first_on: date | None
    only_one: bool
    waited_for: bool
    left_be: bool = False

    @property
    def usual(self) -> quiet.Usual:
        return quiet.usual(first_on=self.first_on, last_on=self.standing.last_on, active_days=self.standing.active_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAt:
    """One organisation on one day."""

    name: str
    seat_id: int
    state: OrganisationState
    partners: int
    here: int
    last_on: date | None
    silent_days: int
    fade: float
    risk: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Everybody at a table on one day."""

    slug: str
    at: datetime
    today: date
    meets_every: int | None
    partners: Sequence[PartnerStanding]
    organisations: Sequence[OrganisationAt]
    chairs: Sequence[Chair]


@dataclass(frozen=True, slots=True)
class Days:
    """The ledger folded up to a day, by partner and by seat, and the first day of each partner."""

    partners: Mapping[int, Rhythm]
    seats: Mapping[int, Rhythm]
    first: Mapping[int, date]


def _fold(tx: Connection, viewer: Viewer, today: date) -> Days:
    by_partner: defaultdict[int, set[date]] = defaultdict(set)
    by_seat: defaultdict[int, set[date]] = defaultdict(set)
    for partner_id, seat_id, day in ledger.days_until(tx, viewer, today):
        by_partner[partner_id].add(day)
        by_seat[seat_id].add(day)
    return Days(
        {who: found for who, days in by_partner.items() if (found := rhythm.fold(days))},
        {which: found for which, days in by_seat.items() if (found := rhythm.fold(days))},
        {who: min(days) for who, days in by_partner.items()},
    )


def at_table(tx: Connection, viewer: Viewer, *, at: datetime) -> Standings:
    """Everybody who had begun by the table's local day of `at`, by folding the ledger up to it."""
    here = tables.partnership_by_id(tx, viewer.partnership_id)
    today, terms = here.local_date(at), rhythm.terms_for(here.meets_every, theta=here.theta)
    days = _fold(tx, viewer, today)
    everybody = [
        one for one in people.everybody(tx, viewer, left_too=True) if one.id in days.first or one.joined_on <= today
    ]
    facts = Facts.of(tx, viewer, everybody, at=at)
    partners = [of(one, days, facts, today=today, terms=terms) for one in everybody]
    return Standings(
        slug=here.slug,
        at=at,
        today=today,
        meets_every=here.meets_every,
        partners=partners,
        organisations=_organisations(tx, viewer, partners, days, today=today, terms=terms),
        chairs=chair_storage.all_of(tx, viewer),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was read for all partners at once."""

    answers: Mapping[int, Answer]
    aways: Mapping[int, Sequence[tuple[date, date]]]
    routes: Container[int]
    askings: "standings.Askings"
    waited_for: frozenset[int]
    in_seat: Mapping[int, int]

    @classmethod
    def of(cls, tx: Connection, viewer: Viewer, everybody: Sequence[Partner], *, at: datetime) -> "Facts":
        persons = [one.person.id for one in everybody]
        in_seat: defaultdict[int, int] = defaultdict(int)
        for one in everybody:
            in_seat[one.seat_id] += one.left_on is None
        return cls(
            answers=standings.answers(tx, viewer),
            aways=wishes.aways(tx, persons),
            routes=routes.routes_of(tx, persons),
            askings=standings.askings(tx, viewer, until=at),
            waited_for=standings.waited_for(tx, viewer),
            in_seat=in_seat,
        )


def of(partner: Partner, days: Days, facts: Facts, *, today: date, terms: Terms) -> PartnerStanding:
    """One partner's standing, by what was read."""
    known = days.partners.get(partner.id)
    standing = standing_of(partner, known, facts, today)
    state = quiet.state_of(standing, today, terms)
    silent = standing.silent_days(today)
    only_one, waited_for = facts.in_seat.get(partner.seat_id) == 1, partner.id in facts.waited_for
    return PartnerStanding(
        partner=partner,
        standing=standing,
        state=state,
        silent_days=silent,
        risk=rhythm.risk(known, silent_days=silent),
        due_on=standing.due_on(terms),
        next_step=quiet.next_step(state, only_one=only_one, waited_for=waited_for),
        first_on=days.first.get(partner.id),
        only_one=only_one,
        waited_for=waited_for,
        left_be=partner.is_left_be(today),
    )


def standing_of(partner: Partner, known: Rhythm | None, facts: Facts, today: date) -> Standing:
    """All that decides one partner's state, by what was read."""
    person = partner.person
    spell = askings.spell_after(known.last if known else None, partner.joined_on)
    asked = askings.asked_in(facts.askings.get(person.id, ()), spell, zone=partner.zone)
    return Standing(
        since=partner.joined_on,
        rhythm=known,
        left=partner.left_on is not None and partner.left_on <= today,
        handed_over=partner.handed_over_on is not None and partner.handed_over_on <= today,
        observer=partner.role.looks_on,
        answer=facts.answers.get(partner.id),
        stopped=person.stopped_at is not None and (person.stopped_until is None or today < person.stopped_until),
        reachable=person.id in facts.routes,
        asked_on=asked.first_on,
        seen_on=asked.seen_on,
        aways=facts.aways.get(person.id, ()),
        country=partner.country,
        days=person.working_days,
    )


def _organisations(
    tx: Connection, viewer: Viewer, partners: Sequence[PartnerStanding], days: Days, *, today: date, terms: Terms
) -> list[OrganisationAt]:
    """Those that had begun, or that have somebody here; people in their own right are on nobody's list."""
    by_seat: defaultdict[int, list[PartnerStanding]] = defaultdict(list)
    for one in partners:
        by_seat[one.partner.seat_id].append(one)
    return [
        organisation_at(seat, by_seat[seat.seat_id], days.seats.get(seat.seat_id), today=today, terms=terms)
        for seat in standings.organisation_seats(tx, viewer)
        if by_seat[seat.seat_id]
    ]


def organisation_at(
    seat: standings.OrganisationSeat,
    partners: Sequence[PartnerStanding],
    known: Rhythm | None,
    *,
    today: date,
    terms: Terms,
) -> OrganisationAt:
    """One organisation's standing, by its own rhythm and how its people stand."""
    standing = OrganisationStanding(
        filled=seat.filled,
        since=min(one.partner.joined_on for one in partners),
        rhythm=known,
        states=[one.state for one in partners],
        stretched_until=seat.stretched_until,
        aways=rhythm.away_together([one.standing.aways for one in partners if one.state not in quiet.NOT_SITTING]),
    )
    silent = standing.silent_days(today)
    return OrganisationAt(
        name=seat.name,
        seat_id=seat.seat_id,
        state=quiet.organisation_state(standing, today, terms),
        partners=sum(one.state not in (State.LEFT, State.HANDED_OVER) for one in partners),
        here=sum(one.state in (State.HERE, State.NEW) for one in partners),
        last_on=known.last if known else None,
        silent_days=silent,
        fade=known.fade if known else 0.0,
        risk=rhythm.risk(known, silent_days=silent),
    )


def as_json(found: Standings) -> dict[str, Any]:
    """CONTRACTS, JSON `quiet`: the operator's view of everybody."""
    return {
        "table": found.slug,
        "at": found.at.isoformat(),
        "partners": [_partner_json(one, found) for one in found.partners],
        "organisations": [_organisation_json(one, found) for one in found.organisations],
        "empty_seats": [{"name": chair.name, "state": chair.state} for chair in found.chairs],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _partner_json(one: PartnerStanding, found: Standings) -> dict[str, Any]:
    organisation, standing = one.partner.organisation, one.standing
    return {
        "name": one.partner.person.name,
        "organisation": organisation.name if organisation else None,
        "last_on": _iso(standing.last_on),
        "silent_days": one.silent_days,
        "active_days": standing.active_days,
        "fade": standing.rhythm.fade if standing.rhythm else 0.0,
        "risk": one.risk,
        "due_on": _iso(one.due_on),
        "state": one.state.value,
        "asked_on": _iso(standing.asked_on),
        "why": cards.why(one.state, standing, one.usual, silent_days=one.silent_days, today=found.today),
        "next_step": one.next_step.value,
    }


def _organisation_json(one: OrganisationAt, found: Standings) -> dict[str, Any]:
    return {
        "name": one.name,
        "state": one.state.value,
        "partners": one.partners,
        "here": one.here,
        "last_on": _iso(one.last_on),
        "silent_days": one.silent_days,
        "fade": one.fade,
        "risk": one.risk,
        "why": cards.why_organisation(
            one.state, last_on=one.last_on, here=one.here, partners=one.partners, today=found.today
        ),
    }
