"""Everybody's standing just now, from what is stored: numbers, and whoever is quiet.

`standing` folds the ledger of a whole table up to any day; here each number is counted where it is kept, and only those
are looked at one by one who were asked about a silence. Both leave what a state is to domain/quiet.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import quiet, rhythm
from bot.domain.people import Partner
from bot.domain.quiet import OrganisationStanding, OrganisationState, Standing, State
from bot.domain.rhythm import Rhythm, Terms
from bot.services import standing
from bot.services.participation import terms_of
from bot.services.standing import Days, Facts, OrganisationAt, PartnerStanding
from bot.storage import ledger, standings, tallies, wishes
from bot.storage.lately import lately
from bot.storage.tallies import Alike, OrganisationCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A table in numbers, and the ids of its quiet partners in order of what the table would lose."""

    organisations: int
    slow: int
    maybe_the_table: bool
    settled: Mapping[State, int]
    quiet: Sequence[int]


def summary(tx: Connection, asker: Partner, *, now: datetime) -> Summary:
    """How the asker's table stands; who is quiet is for those to see who convene it."""
    return lately(tx, asker.partnership.id, "standing", lambda: _summed_up(tx, asker, now=now), now=now)


def _summed_up(tx: Connection, asker: Partner, *, now: datetime) -> Summary:
    viewer, today, terms = asker.viewer, asker.partnership.local_date(now), terms_of(asker)
    states = [_organisation_state(one, today, terms) for one in tallies.organisations(tx, viewer, today=today)]
    asked = those(tx, asker, tallies.asked(tx, viewer, today=today), now=now)
    return Summary(
        organisations=len(states),
        slow=sum(state in (OrganisationState.QUIET, OrganisationState.SLOWING) for state in states),
        maybe_the_table=quiet.may_be_the_table(states),
        settled=_settled(tallies.alike(tx, viewer, today=today), today),
        quiet=[one.partner.id for one in listed(asked)],
    )


def risks(tx: Connection, asker: Partner, *, now: datetime) -> list[float]:
    """The chance that it shows nothing more, of each organisation that sits at the table, was seen, and is not away."""
    today, terms = asker.partnership.local_date(now), terms_of(asker)
    without = (OrganisationState.EMPTY_SEAT, OrganisationState.AWAY)
    return [
        rhythm.risk(one.rhythm, silent_days=_standing_of(one).silent_days(today))
        for one in tallies.organisations(tx, asker.viewer, today=today)
        if one.rhythm and _organisation_state(one, today, terms) not in without
    ]


def _organisation_state(one: OrganisationCounts, today: date, terms: Terms) -> OrganisationState:
    """Which of quiet and slowing it is takes the state of each of its people; both are one number here."""
    return quiet.organisation_state(_standing_of(one), today, terms)


def _standing_of(one: OrganisationCounts) -> OrganisationStanding:
    return OrganisationStanding(
        filled=one.filled,
        since=one.since,
        rhythm=one.rhythm,
        states=[*[State.AWAY] * one.away, *[State.HERE] * (one.sitting - one.away)],
        stretched_until=one.stretched_until,
        aways=one.aways,
    )


def _settled(everybody: Sequence[Alike], today: date) -> Mapping[State, int]:
    """How many are in each state that no silence comes into."""
    found: Counter[State] = Counter()
    for one in everybody:
        facts = Standing(
            since=today,
            rhythm=Rhythm(today) if one.seen else None,
            left=one.left,
            handed_over=one.handed_over,
            observer=one.observer,
            answer=one.answer,
            stopped=one.stopped,
            reachable=one.reachable,
            aways=((today, today),) if one.away else (),
        )
        if state := quiet.settled(facts, today):
            found[state] += one.number
    return found


def listed(everybody: Sequence[PartnerStanding]) -> list[PartnerStanding]:
    """The quiet ones in order of what the table would lose; people in their own right are on nobody's list.

    Whoever is left be is not either, until the day that was said.
    """
    those_quiet = [
        one for one in everybody if one.state is State.QUIET and one.partner.organisation and not one.left_be
    ]
    return sorted(
        those_quiet, key=lambda one: (not one.only_one, not one.waited_for, -one.risk, one.partner.person.name)
    )


def those(tx: Connection, asker: Partner, partners: Sequence[int], *, now: datetime) -> list[PartnerStanding]:
    """The standing just now of some partners of the asker's table."""
    today, terms = asker.partnership.local_date(now), terms_of(asker)
    found = tallies.one_by_one(tx, asker.viewer, partners)
    persons = [one.partner.person.id for one in found]
    days = Days(
        {one.partner.id: one.partner.rhythm for one in found if one.partner.rhythm},
        {},
        {one.partner.id: one.first_on for one in found if one.first_on},
    )
    facts = Facts(
        answers={one.partner.id: one.answer for one in found if one.answer},
        aways=wishes.aways(tx, persons),
        routes={one.partner.person.id for one in found if one.reachable},
        askings=standings.askings_of(tx, asker.viewer, persons, until=now),
        waited_for=frozenset(one.partner.id for one in found if one.waited_for),
        in_seat={one.partner.seat_id: one.in_seat for one in found},
    )
    return [standing.of(one.partner, days, facts, today=today, terms=terms) for one in found]


def organisation(tx: Connection, who: Partner, *, now: datetime) -> OrganisationAt | None:
    """How the organisation stands just now in whose seat somebody sits; None for a seat of their own."""
    seat = next((one for one in standings.organisation_seats(tx, who.viewer) if one.seat_id == who.seat_id), None)
    everybody = those(tx, who, tallies.of_seat(tx, who.viewer, who.seat_id), now=now) if seat else []
    if seat is None or not everybody:
        return None
    known, today = ledger.rhythm_of_seat(tx, who, reading=True), who.partnership.local_date(now)
    return standing.organisation_at(seat, everybody, known, today=today, terms=terms_of(who))
