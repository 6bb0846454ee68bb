"""The route map of a table: what it is for, its strands, what is tried, who is missing, where it goes."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import route_map as cards
from bot.services import tables
from bot.services.request import Reply, Said
from bot.storage import perspectives


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table map`: in words at once, and as a picture."""
    today = asker.partnership.local_date(now)
    way = cards.Way(
        table=asker.partnership.name,
        views=perspectives.spoken(tx, asker.viewer, now=now),
        ambition=asker.partnership.ambition,
        chairs=tables.empty_chairs(tx, asker),
    )
    return Reply(show=cards.in_words(way, today=today), picture=cards.in_a_picture(way, today=today))
