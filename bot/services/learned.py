"""What was shared of what people noticed, as part of what happened at a table."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.calendars import at_local, local_date
from bot.domain.people import Viewer
from bot.domain.reflections import Reflection, Shared, monday_of, nobodys_last
from bot.messages.cards import digest as cards
from bot.messages.happened import Happened, Section
from bot.storage import reflections, tables


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """What was shared with the table in that time.

    Words without a name stand on the Monday of their week, and wait until it is over: no day then tells whose they are.
    They come last, in an order that is not of time, so that nobody's name stands over them as over what they said next.
    """
    zone = ZoneInfo(tables.partnership_by_id(tx, viewer.partnership_id).zone)
    after, last = local_date(since, zone), local_date(until, zone)
    found = reflections.shared_with(tx, viewer, start=monday_of(after), end=last)
    shown = [
        one
        for one in found
        if (one.shared is Shared.TABLE and one.on > after)
        or (one.shared is Shared.UNNAMED and one.on < monday_of(last))
    ]

    def at(one: Reflection) -> datetime:
        return until if one.shared is Shared.UNNAMED else at_local(one.on, time.min, zone)

    return [
        Happened(section=Section.LEARNED, said=cards.line(one.author, one.text), at=at(one))
        for one in nobodys_last(shown)
    ]
