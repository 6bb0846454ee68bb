"""The route map of a table: what it is for, its strands, what is tried, who is missing, where it goes."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import route_map as cards
from bot.services import chairs, outcomes
from bot.services.request import Reply, Said
from bot.storage import challenges, perspectives, strands, tries


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table map`: in words at once, and as a picture."""
    way, today = _way(tx, asker, now=now), asker.partnership.local_date(now)
    return Reply(show=cards.in_words(way, today=today), picture=cards.in_a_picture(way, today=today))


def _way(tx: Connection, asker: Partner, *, now: datetime) -> cards.Way:
    challenge = challenges.standing(tx, asker.viewer)
    return cards.Way(
        table=asker.partnership.name,
        views=perspectives.spoken(tx, asker.viewer, now=now),
        challenge=challenge.text if challenge else None,
        ambition=asker.partnership.ambition,
        strands=[_strand(one) for one in strands.open_ones(tx, asker.viewer)],
        tries=[cards.Trying(words=one.text, until=one.look_on) for one in tries.open_ones(tx, asker.viewer)],
        better=outcomes.line(tx, asker, now=now) or (),
        chairs=chairs.empty(tx, asker),
    )


def _strand(one: strands.OpenStrand) -> cards.Strand:
    return cards.Strand(
        name=one.name,
        lead=one.lead,
        organisation=one.lead_organisation,
        following=one.next.text if one.next else None,
        due_on=one.next.due_on if one.next else None,
    )
