"""Who has dropped off? The answer to each who asks."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import quiet
from bot.domain.people import Partner
from bot.domain.quiet import OrganisationState, State
from bot.messages.cards import quiet as cards
from bot.services import our_part, standing
from bot.services.request import Reply, Said
from bot.services.standing import PartnerStanding, Standings

# People act on three names; on a list of twelve nobody does.
MOST_NAMES = 3


def how_many_quiet(tx: Connection, asker: Partner, *, at: datetime) -> int:
    """The coordinator's line: how many partners are quiet, without a name."""
    found = standing.at_table(tx, asker.viewer, at=at)
    return len(_quiet_ones(found, asker))


def _quiet_ones(found: Standings, asker: Partner) -> list[PartnerStanding]:
    """Those to speak of, in order of what the table would lose; people in their own right are not listed."""
    those = [
        one
        for one in found.partners
        if one.state is State.QUIET and one.partner.organisation and one.partner.id != asker.id
    ]
    return sorted(those, key=lambda one: (not one.only_one, not one.waited_for, -one.risk, one.partner.person.name))


def answer(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table quiet`, by a private route: for coordinators names and what to do; for everybody else counts."""
    found = standing.at_table(tx, asker.viewer, at=now)
    states = [one.state for one in found.organisations]
    part = our_part.of(tx, asker, today=found.today)
    counts = cards.Counts(
        seats=len(states),
        slow=sum(state in (OrganisationState.QUIET, OrganisationState.SLOWING) for state in states),
        away=_number(found, State.AWAY),
        not_messaged=_number(found, State.NOT_MESSAGED),
        unreachable=_number(found, State.UNREACHABLE),
        invited=_number(found, State.INVITED),
        chairs=[chair.name for chair in found.chairs],
        maybe_the_table=quiet.may_be_the_table(states),
    )
    if not asker.convenes:
        return Reply(show=cards.counts_only(part, counts))
    those = _quiet_ones(found, asker)
    names = [_named(one, found) for one in those[:MOST_NAMES]]
    return Reply(show=cards.answer(part, counts, names, more=len(those) - len(names), today=found.today))


def _number(found: Standings, state: State) -> int:
    return sum(one.state is state for one in found.partners)


def _named(one: PartnerStanding, found: Standings) -> cards.QuietOne:
    organisation = one.partner.organisation
    return cards.QuietOne(
        partner_id=one.partner.id,
        name=one.partner.person.name,
        organisation=organisation.name if organisation else "",
        last_on=one.standing.last_on,
        asked_on=one.standing.asked_on,
        usual=one.usual,
        meetings_missed=one.silent_days // found.meets_every if found.meets_every else None,
        only_one=one.only_one,
        waited_for=one.waited_for,
        step=one.next_step,
    )
