"""What somebody who has just begun a table is asked next: their own view first, then who is missing, then the table."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.messages.cards import beginning, moves, views
from bot.messages.parts import Part
from bot.services.request import Reply, Said
from bot.storage import people, perspectives, tables

# Long enough to come back to it after a weekend; after that nobody is led by the hand.
FIRST_STEPS = timedelta(days=14)


def following(tx: Connection, asker: Partner, *, now: datetime, asked: bool = False) -> tuple[Part, ...]:
    """What comes next on a coordinator's card; nothing for anybody else. `asked`: the view was asked for just now."""
    if not asker.convenes or asker.local_date(now) - asker.joined_on > FIRST_STEPS:
        return ()
    return _next(tx, asker, asked=asked)


def _next(tx: Connection, asker: Partner, *, asked: bool) -> tuple[Part, ...]:
    if not asked and perspectives.of(tx, asker) is None:
        return views.question()
    if not tables.chairs(tx, asker.viewer):
        return beginning.who_is_missing()
    alone = len(people.conveners(tx, asker.viewer)) == 1
    return (*(moves.first_step() if alone else ()), *beginning.the_table(asker))


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """The next step by itself, for whoever has put one off."""
    return Reply(show=beginning.asked_next(_next(tx, asker, asked=False)))
