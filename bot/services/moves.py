"""What moves: told to the table once it has happened, before that suggested to whoever convenes; who should convene.

A suggestion is theirs alone, and speaks of somebody's silence only once they were asked and had time to answer.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import leading
from bot.domain.people import Partner, Partnership, Role, Viewer
from bot.domain.strands import Lead
from bot.messages.cards import convening as convening_cards
from bot.messages.cards import convening_asked as asked_cards
from bot.messages.cards import lead_asked as lead_cards
from bot.messages.cards import moves as cards
from bot.messages.cards import strands as strand_cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Item, Part, Text
from bot.services import leads as leading_services
from bot.storage import convening, doubts, leads, people, strands


def suggested(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Item]:
    """For whoever convenes: whose lead might move; and in the first note of a month what is as true in the next."""
    if not seat.convenes:
        return ()
    today = seat.local_date(now)
    quiet = leading_services.quiet(tx, seat, now=now)
    found = [
        cards.quiet_lead(one)
        for one in strands.live(tx, seat.viewer)
        if one.lead and one.lead.partner_id in quiet and one.lead.partner_id != seat.id
    ]
    if leading.is_first_of_month(today, _told_on(tx, seat)):
        found += [*_holds_most(tx, seat), *_two(tx, seat)]
    return found


def _told_on(tx: Connection, seat: Partner) -> date | None:
    told_at = doubts.last_note_at(tx, seat)
    return seat.local_date(told_at) if told_at else None


def _holds_most(tx: Connection, seat: Partner) -> Sequence[Item]:
    by_seat = strands.open_by_seat(tx, seat.viewer)
    most = leading.holds_most(by_seat)
    name = strands.organisation_in(tx, seat.viewer, most) if most is not None else None
    if most is None or name is None:
        return ()
    return (cards.holds_most(name, held=by_seat[most], of=sum(by_seat.values())),)


def _two(tx: Connection, seat: Partner) -> Sequence[Item]:
    return (cards.convene_together(),) if is_of_one_side(tx, seat) else ()


def is_of_one_side(tx: Connection, seat: Partner) -> bool:
    """Whether somebody of another organisation might convene too: there has to be one."""
    if not leading.of_one_side(people.conveners(tx, seat.viewer)):
        return False
    others = people.everybody(tx, seat.viewer)
    return any(one.seat_id != seat.seat_id and one.role is Role.PARTNER for one in others)


def question(tx: Connection, seat: Partner, *, now: datetime) -> Sequence[Part]:
    """The half-year's question, if somebody is to meet it in their next note."""
    conveners = people.conveners(tx, seat.viewer)
    half = _half_year_asked(tx, seat, now=now)
    if half is None or not conveners:
        return ()
    return asked_cards.still_right([one.person.first_name for one in conveners], half, mine=seat.convenes)


def _half_year_asked(tx: Connection, seat: Partner, *, now: datetime) -> int | None:
    """The half-year that somebody is asked about, until a note has asked them."""
    here = seat.partnership
    began_on, today = here.local_date(convening.began_at(tx, seat.viewer)), here.local_date(now)
    since = leading.asked_since(began_on, today, convenes=seat.convenes)
    if seat.role.looks_on or since is None:
        return None
    told_on = _told_on(tx, seat)
    return leading.half_year_of(began_on, today) if told_on is None or told_on < since else None


def who_is_asked(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """The persons at a table whom the half-year's question waits for: so they have a note this week."""
    began_on, today = here.local_date(convening.began_at(tx, viewer)), here.local_date(now)
    found: set[int] = set()
    for convenes in (True, False):
        if since := leading.asked_since(began_on, today, convenes=convenes):
            found |= convening.not_told_since(tx, viewer, since, convenes=convenes)
    return frozenset(found)


def glance(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """The lines of work and who leads them, in a sentence."""
    return strand_cards.at_a_glance(strands.live(tx, asker.viewer))


def nobody_convenes(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """That anybody may convene, where nobody does."""
    return None if people.conveners(tx, asker.viewer) else convening_cards.nobody_at_a_glance()


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """Strands that began or ended, leads and the convening that moved, with thanks to whoever led until then."""
    return [*_strands(tx, viewer, since=since, until=until), *_leads(tx, viewer, since=since, until=until)]


def _strands(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    found = []
    for one in strands.moved_between(tx, viewer, since=since, until=until):
        if since <= one.began_at <= until:
            said = strand_cards.began(one.name)
            found.append(Happened(section=Section.MOVED, said=said, at=one.began_at))
        if one.ended_at and since <= one.ended_at <= until:
            said = strand_cards.came_to_its_end(one.name, one.came_of)
            section = Section.LEARNED if one.came_of else Section.MOVED
            found.append(Happened(section=section, said=said, at=one.ended_at))
    return found


def _leads(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    live = {one.id: one.name for one in strands.live(tx, viewer)}
    moved = leads.moved_between(tx, viewer, since=since, until=until)
    began = [(strand, lead) for strand, lead in moved if since <= lead.since_at <= until]
    ended = [(strand, lead) for strand, lead in moved if lead.until_at and since <= lead.until_at <= until]
    found = [(lead.since_at, _moved(live, strand, lead, _before(ended, strand, lead))) for strand, lead in began]
    for strand, lead in ended:
        taken_up = any(of == strand and lead.until_at and one.since_at >= lead.until_at for of, one in began)
        if lead.until_at and not taken_up:
            found.append((lead.until_at, _free(live, strand, lead)))
    return [Happened(section=Section.MOVED, said=said, at=at) for at, said in found if said]


def _before(ended: Sequence[tuple[int | None, Lead]], strand: int | None, lead: Lead) -> Lead | None:
    """Who led it until then."""
    those = [one for of, one in ended if of == strand and one.until_at and one.until_at <= lead.since_at]
    return those[-1] if those else None


def _moved(live: dict[int, str], strand: int | None, lead: Lead, before: Lead | None) -> Text | None:
    if strand is None:
        return asked_cards.moved(lead, before)
    # Of one that has ended, the end is told.
    return lead_cards.moved(live[strand], lead, before) if strand in live else None


def _free(live: dict[int, str], strand: int | None, lead: Lead) -> Text | None:
    if strand is None:
        return asked_cards.stepped_back(lead)
    return lead_cards.is_free(live[strand], lead) if strand in live else None
