"""What happened at a table in some time, whatever it is about: each subject tells its own, as its row here says.

It is read in shared places, so no sentence speaks of anybody's silence.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Viewer
from bot.messages.cards import digest as cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Text
from bot.messages.words import listed
from bot.services import attendance, challenges, learned, moves, results, stuck, thanks
from bot.services.commitments import helping
from bot.storage import weeks

# (tx, viewer, *, since, until) -> Sequence[Happened], in any order.
Source = Callable[..., Sequence[Happened]]

# More of one kind than anybody reads who comes back after a while.
MOST = 50


def _kept(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    found = weeks.kept_between(tx, viewer, since=since, until=until, most=MOST)
    return [
        Happened(section=Section.MOVED, said=cards.line(listed(one.whose), one.text), at=one.closed_at)
        for one in found
        if one.closed_at
    ]


SOURCES: tuple[Source, ...] = (
    challenges.happened,
    results.of_outcomes,
    moves.happened,
    thanks.happened,
    attendance.happened,
    results.of_tries,
    stuck.happened,
    helping.happened,
    learned.happened,
)


def between(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """All of it, and what was kept: results first, each in the order of time."""
    found = [one for source in (_kept, *SOURCES) for one in source(tx, viewer, since=since, until=until)]
    return sorted(found, key=lambda one: (one.section, one.at))


def by_section(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Mapping[Section, Sequence[Text]]:
    """The same without what was kept, of which a digest has a list of its own."""
    found = [one for source in SOURCES for one in source(tx, viewer, since=since, until=until)]
    found.sort(key=lambda one: one.at)
    return {section: [one.said for one in found if one.section is section] for section in Section}
