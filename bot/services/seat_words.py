"""A word to a sponsor about an empty seat: its partner is told first, and then a person may send what is drafted.

Nothing of it is sent by the bot, and none of it names anybody.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.grammar import fold
from bot.domain.people import Partner, Viewer
from bot.domain.quiet import State
from bot.domain.sponsors import Silence, Stage, stage
from bot.domain.writing import one_line
from bot.messages.cards import sponsors as cards
from bot.messages.parts import Part
from bot.services import askings, standing_now
from bot.services.request import Reply, Said
from bot.services.standing import PartnerStanding
from bot.storage import chairs, people, sponsors, standings
from bot.storage.sponsors import Sponsor


def _agreed(tx: Connection, who: Partner) -> Sponsor | None:
    """The sponsor of somebody's seat; a person's own seat has none."""
    one = sponsors.of_seat(tx, who.viewer, who.seat_id) if who.organisation else None
    return one if one and one.has_agreed else None


def _stage(tx: Connection, one: PartnerStanding, agreed: Sponsor, *, now: datetime) -> Stage:
    """How far it is with one silence; nowhere while anybody else sits there."""
    who = one.partner
    others = [other for other in chairs.beside(tx, who) if not (other.role.looks_on or other.handed_over_on)]
    if one.state is not State.QUIET or one.left_be or others:
        return Stage.NOT_YET
    spell = askings.spell_of(who)
    sent = standings.asked_of_each(tx, (who,), until=now).get(who.id, ())
    told = sponsors.told(tx, who, spell, since=agreed.answered_at or now)
    told_at = told.told_at if told else None
    silence = Silence(
        asked=[_day(who, each.seen_at) for each in sent if each.period.startswith(f"{spell.isoformat()}/")],
        told_on=_day(who, told_at),
        sorted=told is not None and told.sorted_at is not None,
        country=who.country,
        days=who.person.working_days,
        aways=one.standing.aways,
    )
    return stage(silence, who.local_date(now))


def _day(who: Partner, at: datetime | None) -> date | None:
    return calendars.local_date(at, who.zone) if at else None


def _stage_now(tx: Connection, who: Partner, agreed: Sponsor, *, now: datetime) -> Stage:
    [one] = standing_now.those(tx, who, [who.id], now=now)
    return _stage(tx, one, agreed, now=now)


def to_be_told(tx: Connection, viewer: Viewer, *, now: datetime) -> frozenset[int]:
    """Whose note has to say that a sponsor may be asked."""
    sitting = people.present(tx, sponsors.sitting(tx, viewer))
    known = ((who, _agreed(tx, who)) for who in sitting)
    return frozenset(
        who.id for who, agreed in known if agreed and _stage_now(tx, who, agreed, now=now) is Stage.TO_TELL
    )


def told_first(tx: Connection, who: Partner, *, now: datetime) -> tuple[Part, ...]:
    """What their own note says before anybody else is asked, and that it said so; nothing where it is not the time."""
    agreed = _agreed(tx, who)
    if agreed is None:
        return ()
    conveners = [one for one in people.conveners(tx, who.viewer) if one.id != who.id]
    spell = askings.spell_of(who)
    if not conveners or _stage_now(tx, who, agreed, now=now) is not Stage.TO_TELL:
        sponsors.unsay(tx, who, spell)
        return ()
    sponsors.say(tx, who, spell, since=agreed.answered_at or now, now=now)
    return cards.told_first(conveners[0].person.first_name, agreed.name)


def to_ask(tx: Connection, viewer: Viewer, those: Sequence[PartnerStanding], *, now: datetime) -> Mapping[int, str]:
    """Who could be asked by now about the seat of each of some who are quiet, by partner."""
    agreed = {one.seat_id: one for one in sponsors.at_table(tx, viewer) if one.has_agreed} if those else {}
    known = ((one, agreed.get(one.partner.seat_id)) for one in those if one.partner.organisation)
    return {
        one.partner.id: sponsor.name
        for one, sponsor in known
        if sponsor and _stage(tx, one, sponsor, now=now) is Stage.DRAFT
    }


def draft(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Words for a coordinator to send; only once whoever sits there was told and had time to answer."""
    for who in _sitting(tx, asker, said):
        agreed = _agreed(tx, who)
        if agreed and _stage_now(tx, who, agreed, now=now) is Stage.DRAFT:
            return Reply(show=cards.draft(agreed, asker.partnership.name))
    name = next((who.organisation.name for who in _sitting(tx, asker, said) if who.organisation), one_line(said.rest))
    return Reply(show=cards.not_now(name))


def _sitting(tx: Connection, asker: Partner, said: Said) -> Sequence[Partner]:
    """Whom the button stands beside, or all who sit for the organisation that the words name."""
    everybody = people.everybody(tx, asker.viewer)
    if said.on:
        return [one for one in everybody if one.id == said.row_id]
    name = fold(one_line(said.rest))
    return [one for one in everybody if one.organisation and fold(one.organisation.name) == name]


def sort(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`I'll sort it`: nobody else is asked about their seat, in this silence or by what was drafted for it."""
    card = cards.sorted_out() if sponsors.sort(tx, asker, now=now) else cards.nothing_to_sort()
    return Reply(show=card, instead=bool(said.on))
