"""Talk in a table's own conversation: the day and the person, never the words, and only of people who were told."""

from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.participation import Kind
from bot.domain.people import Identity, Partner
from bot.messages.cards import talk as cards
from bot.services import participation
from bot.services.request import Reply, Said
from bot.storage import people, talk


def note(tx: Connection, who: Identity, partnership_id: int, *, on_day: date, at: datetime) -> bool:
    """Note that somebody talked on a day of the table's; False if that is not counted for them."""
    for partner in people.known_as(tx, who):
        if partner.partnership.id == partnership_id and partner.left_on is None and talk.counts(tx, partner):
            participation.record(tx, partner, Kind.TALKED, on_day=on_day, at=at)
            return True
    return False


def off(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Their own talk is not counted any more; the rest stays as it is."""
    talk.turn(tx, asker, off_at=now)
    return Reply(show=cards.off(), instead=bool(said.on))


def on(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """It is counted again, from now on."""
    talk.turn(tx, asker, off_at=None)
    return Reply(show=cards.on(), instead=bool(said.on))
