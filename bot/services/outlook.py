"""About the table as a whole, without a name: who takes part against its own past, and what may be empty soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import outlook
from bot.domain.outlook import Forecast, Past, Share
from bot.domain.people import Partner, Partnership, Viewer
from bot.messages.cards import outlook as cards
from bot.messages.parts import Text
from bot.services import newcomers, standing_now
from bot.storage import outlook as storage
from bot.storage import weeks
from bot.storage.lately import lately


def share(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> Share:
    """How many of the table's organisations take part, and how many did half a year ago, or as far back as is known."""
    return lately(tx, here.id, "share", lambda: _share(tx, here, viewer, now=now), now=now)


def _share(tx: Connection, here: Partnership, viewer: Viewer, *, now: datetime) -> Share:
    today, began = here.local_date(now), weeks.began_on(tx, viewer)
    active, organisations = storage.taking_part(tx, viewer, first=outlook.first_day(today), last=today)
    until = outlook.compared_with(began, today)
    past = Past(until, *storage.took_part(tx, viewer, first=outlook.first_day(until), last=until)) if until else None
    return Share(active=active, organisations=organisations, past=past, begun=outlook.is_seen_whole(began, today))


def headline(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """What stands first about a table, once it has four weeks behind it and organisations enough."""
    return _headline(share(tx, asker.partnership, asker.viewer, now=now), asker, now=now)


def _headline(found: Share, asker: Partner, *, now: datetime) -> Text | None:
    return cards.taking_part(found, today=asker.partnership.local_date(now)) if found.says_something else None


def ahead(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """What may be empty soon, for who convenes."""
    if not asker.convenes:
        return None
    found = lately(tx, asker.partnership.id, "ahead", lambda: _ahead(tx, asker, now=now), now=now)
    return cards.ahead(found, today=asker.partnership.local_date(now)) if found else None


def _ahead(tx: Connection, asker: Partner, *, now: datetime) -> Forecast | None:
    today = asker.partnership.local_date(now)
    if not outlook.is_old_enough(weeks.began_on(tx, asker.viewer), today):
        return None
    return outlook.forecast(standing_now.risks(tx, asker, now=now), today)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the answer to who has gone quiet says of the table.

    `early`: it was not seen for long enough yet that anybody's silence, or that there is none, means much.
    """

    lines: Sequence[Text]
    early: bool


def about(tx: Connection, asker: Partner, *, now: datetime) -> About:
    """All that stands of it in the answer to who has gone quiet."""
    found = share(tx, asker.partnership, asker.viewer, now=now)
    said = (_headline(found, asker, now=now), ahead(tx, asker, now=now), newcomers.not_heard(tx, asker, now=now))
    return About(lines=[line for line in said if line], early=not found.begun)
