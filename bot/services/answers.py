"""How the invitations of the last weeks fare: a number first, and who has not answered only once they had time to."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import calendars
from bot.domain.people import Partner
from bot.domain.quiet import DAYS_TO_ANSWER
from bot.messages.cards import invitations as cards
from bot.messages.parts import Text
from bot.services.request import Reply, Said
from bot.storage.invitations import invited_since

# Older invitations are no news any more; whoever never answered is counted where one asks who is quiet.
LATELY = timedelta(weeks=4)


def line(tx: Connection, asker: Partner, *, now: datetime) -> Text | None:
    """`2 of 5 have answered.` For who convenes; None for others, and once all have answered."""
    today = asker.partnership.local_date(now)
    those = invited_since(tx, asker.viewer, today - LATELY)
    missing = [one for one in those if not one.answered]
    if not missing:
        return None
    country = asker.partnership.country
    had_time = [
        one.name
        for one in missing
        if calendars.working_days_between(one.invited_on, today, country=country, days=one.working_days)
        >= DAYS_TO_ANSWER
    ]
    return cards.answered(number=len(those) - len(missing), of=len(those), missing=had_time)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The same when it is asked for."""
    said_so_far = line(tx, asker, now=now)
    return Reply(show=cards.answers(said_so_far) if said_so_far else cards.nobody_waits())
