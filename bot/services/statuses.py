"""Away by a chat status: the days are kept, nothing that it says, and for as long as its person lets it be read."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain import statuses as rules
from bot.domain.people import Partner
from bot.domain.statuses import Status
from bot.messages.cards import statuses as cards
from bot.services import participation
from bot.services.request import Reply, Said
from bot.storage import people, statuses


def note(tx: Connection, person_id: int, status: Status, *, by: str, now: datetime) -> datetime | None:
    """Keep what a status says of being away; until when its person is to be left alone, None if they are not.

    `by`: the user id whose status it is. That moment is now where the manners know the rest, from the days kept.
    What they told the bot themselves is neither touched nor needed here.
    """
    seats = people.seats_of(tx, person_id)
    if not seats or not statuses.is_read(tx, person_id):
        return None
    says = rules.read(status, now, zone=seats[0].zone, country=seats[0].country)
    if says is None:
        return None
    today, before = seats[0].local_date(now), statuses.standing(tx, person_id, by=by)
    kept = rules.kept(before, says, today)
    if kept is None and before is not None:
        statuses.end(tx, person_id, by=by, today=today)
    elif kept is not None and kept != before:
        statuses.keep(tx, person_id, kept, by=by)
    if kept != before:
        for seat in seats:
            participation.recompute(tx, seat)
    if kept is not None:
        return now if kept.covers(today) else None
    return says.until if says.away else None


def off(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Their status is not read any more, and what it said ends today."""
    statuses.turn(tx, asker.person.id, off_at=now)
    statuses.end_all(tx, asker.person.id, today=asker.local_date(now))
    for seat in people.seats_of(tx, asker.person.id):
        participation.recompute(tx, seat)
    return Reply(show=cards.off(), instead=bool(said.on))


def on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is read again, the next time that something is to be sent."""
    statuses.turn(tx, asker.person.id, off_at=None)
    return Reply(show=cards.on(), instead=bool(said.on))
