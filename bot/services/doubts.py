"""What may not have arrived, or can't, told to a coordinator once: where a platform can't be asked, a person can."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards.doubts import Doubts, Unsure
from bot.storage import conversations, doubts, removals

# A platform that can be asked has said by then.
A_DAY = timedelta(days=1)
# What is older than this was told in another note, or is of no use any more.
A_WHILE = timedelta(days=21)
# Between composing a note and its leaving.
MEANWHILE = timedelta(minutes=5)


def for_coordinator(tx: Connection, who: Partner, *, now: datetime) -> Doubts:
    """What has become doubtful since the coordinator's last note, and which channel and workspaces were lost since.

    Whether somebody can be reached is told by name only once they were asked about their silence (domain/access.py).
    """
    told_at = doubts.last_note_at(tx, who)
    last = told_at or now - A_WHILE
    shut = conversations.shut_since(tx, who.partnership.id, since=last)
    removed = tuple(removals.since(tx, who.viewer, since=last))
    since = max(now - A_WHILE, told_at - A_DAY - MEANWHILE) if told_at else now - A_WHILE
    found = doubts.in_doubt(tx, who.viewer, since=since, until=now - A_DAY)
    named = tuple(Unsure(name=one.name, on=one.sent_at.astimezone(who.zone).date()) for one in found if one.was_asked)
    return Doubts(named=named, others=len(found) - len(named), shut=shut, removed=removed)
