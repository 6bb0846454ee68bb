"""Who looked: noted wherever somebody is shown what is known of another by name, and told to whoever it is about."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection

from bot.domain.looks import What
from bot.domain.people import Partner
from bot.messages.cards import looks as cards
from bot.services.request import Reply, Said
from bot.storage import looks as storage

# What is read at one sitting; older ones stand under /table my data as a number.
MOST = 20


def note(tx: Connection, looker: Partner, whose: Collection[int], what: What, *, on: date) -> None:
    """Note that the looker was shown those partners; nothing where there is nobody to note."""
    if whose:
        storage.note(tx, looker, whose, what, on=on)


def show(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table who looked`: about the asker; a coordinator sees the table's beside it."""
    mine = storage.about(tx, asker, most=MOST)
    others = storage.of_others(tx, asker.viewer, most=MOST)
    return Reply(show=cards.looked(mine, others, convenes=asker.convenes))
