"""What came of outcomes and tries in some time, in sentences for whoever may see the table."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Viewer
from bot.messages.cards import results as cards
from bot.messages.happened import Happened, Section
from bot.storage import outcomes, tables, tries


def of_outcomes(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """Those that were set, reached or given up, and those of which something was measured, with how it has gone."""
    found = []
    for one in outcomes.set_or_closed(tx, viewer, since=since, until=until):
        if one.closed_at and since <= one.closed_at <= until:
            found.append(Happened(section=Section.OUTCOME, said=cards.closed(one), at=one.closed_at))
        elif one.is_live:
            found.append(Happened(section=Section.OUTCOME, said=cards.begun(one), at=one.made_at))
    return [*found, *_measured(tx, viewer, since=since, until=until)]


def _measured(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    logged = outcomes.logged_between(tx, viewer, since=since, until=until)
    if not logged:
        return []
    today = tables.partnership_by_id(tx, viewer.partnership_id).local_date(until)
    those = [one for one in outcomes.every(tx, viewer) if one.id in logged]
    measures = outcomes.measures(tx, viewer, those)
    return [
        Happened(section=Section.OUTCOME, said=cards.measured(one, measures[one.id], today=today), at=logged[one.id])
        for one in those
    ]


def of_tries(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """Those that were looked at, with what was learned."""
    return [
        Happened(section=Section.LEARNED, said=cards.learned(one), at=one.looked_at)
        for one in tries.looked_between(tx, viewer, since=since, until=until)
        if one.looked_at
    ]
