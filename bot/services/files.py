"""What somebody who is signed in can take away from a page of theirs."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import NoTableError
from bot.messages import in_calendars
from bot.services import pages
from bot.storage import meetings

# No longer than what a database's whole number holds.
MOST = 2**31


def meeting(tx: Connection, token: str, slug: str, number: int, *, now: datetime) -> bytes | None:
    """A meeting for a calendar; None: nobody is signed in.

    Raises NoTableError for a table that is not theirs, and for a meeting that is none of it.
    """
    page = pages.who_looks(tx, token, slug, now=now)
    if page is None:
        return None
    one = meetings.numbered(tx, page.partner.viewer, number) if number < MOST else None
    if one is None:
        raise NoTableError(table=slug)
    return in_calendars.file(one, table=page.partner.partnership.name)
